//! `akte tenant`

use std::time::Duration;

use akte_model::{Id, Role, Tenant as Firm};
use akte_store::{Enrolment, RoleClaim, Store};
use anyhow::{bail, ensure};
use clap::{Args, Subcommand};
use serde_json::json;

use super::database::Data;
use super::{Outcome, print};

/// How long an invitation is good.
const INVITATION: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// Enrol firms: only people of an enrolled directory can sign in
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Tenant {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    data: Data,
}

const EXAMPLE: &str = "\
Example:
  A firm whose directory at Entra ID is known:
      akte tenant add --name \"Van Dalen\" --directory 11111111-1111-4111-8111-111111111111
  A firm that says so itself, by the code that this prints:
      akte tenant invite --name \"Van Dalen\"
  Its lawyers are those in a group of its directory:
      akte tenant map ID --groups 0f2c… --role lawyer

docs/identity.md says more.";

const DESTROY: &str = "\
Everything that the firm kept stays on disk and can be read by nobody; its people are told so. Other firms do not notice.
Servers that are serving know it with their next request.

That it was done is signed into tombstones.jsonl in the data directory, beside the keyring: keep copies of both together, and
out of backups. A backup from before does not bring the key back as long as that file is there when it is restored. Who
holds such a backup and a copy of the keyring could still put the two together: docs/keys.md says how to close that way too.

Example:
  akte tenant destroy-key 01890a5d-ac96-774b-bcce-b302099a8057 --irrevocably";

#[derive(Debug, Subcommand)]
enum Command {
    /// Enrol a firm of which the directory is known; prints its id
    Add {
        /// What the firm calls itself
        #[arg(long)]
        name: String,
        /// Its directory at the issuer: the tenant id at Entra ID; leave it out for an issuer without directories
        #[arg(long, value_name = "TID", default_value = "")]
        directory: String,
        /// The issuer, as its tokens name it
        #[arg(long, value_name = "URL", default_value = "https://login.microsoftonline.com/{tenantid}/v2.0")]
        issuer: String,
    },
    /// Let a firm enrol itself; prints a code that it enters at /auth/enrol, once, within a week
    Invite {
        /// What the firm calls itself
        #[arg(long)]
        name: String,
    },
    /// Show every firm, as JSON
    List,
    /// Let nobody of a firm in, from now on
    Suspend {
        /// The firm
        id: Id<Firm>,
    },
    /// Let the people of a suspended firm in again
    Resume {
        /// The firm
        id: Id<Firm>,
    },
    /// Destroy the key of a firm: nobody can read what it kept any more, not even the operator
    #[command(after_help = DESTROY)]
    DestroyKey {
        /// The firm
        id: Id<Firm>,
        /// Yes, for good: there is no way back
        #[arg(long)]
        irrevocably: bool,
    },
    /// Show from which networks people of a firm may ask, as JSON; or let them ask from everywhere again
    Networks {
        /// The firm
        id: Id<Firm>,
        /// Take its list away, at once: for a firm that locked itself out
        #[arg(long)]
        reset: bool,
    },
    /// Give a role to everybody with a value in a claim of their sign-in
    Map(Mapping),
    /// Give it no longer
    Unmap(Mapping),
}

#[derive(Debug, Args)]
struct Mapping {
    /// The firm
    id: Id<Firm>,
    /// The group of the directory, by its object id
    #[arg(long, value_name = "ID", required_unless_present = "roles", conflicts_with = "roles")]
    groups: Option<String>,
    /// The role at the issuer, by its value
    #[arg(long, value_name = "VALUE")]
    roles: Option<String>,
    /// The role here: lawyer, knowledge_manager or administrator
    #[arg(long)]
    role: Role,
}

impl Mapping {
    fn claim(&self) -> (RoleClaim, &str) {
        match (&self.groups, &self.roles) {
            (Some(group), _) => (RoleClaim::Groups, group),
            (None, role) => (RoleClaim::Roles, role.as_deref().unwrap_or_default()),
        }
    }
}

impl Tenant {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let Self { command, data } = self;
        data.with(async |store| command.run(store).await)?;
        Ok(Outcome::Good)
    }
}

impl Command {
    async fn run(self, store: &Store) -> anyhow::Result<()> {
        let gate = store.gate();
        match self {
            Self::Add { name, directory, issuer } => {
                let identifier = crate::identity::Identifier::new(&issuer)?;
                let issuer = identifier.of(&directory).ok_or_else(|| {
                    anyhow::anyhow!("{directory:?} is no directory: say with --directory which, as 36 characters in lower case")
                })?;
                print::line(&gate.enrol(issuer.as_str(), &directory, &name).await?.to_string());
            }
            Self::Invite { name } => {
                let (_, code) = gate.invite(&name, INVITATION).await?;
                print::line(code.expose());
            }
            Self::List => {
                let firms = gate.firms().await?;
                let firms: Vec<_> = firms.iter().map(|firm| shown(&firm.tenant, &firm.enrolment)).collect();
                print::line(&serde_json::to_string_pretty(&firms)?);
            }
            Self::Suspend { id } => gate.suspend_firm(&id).await?,
            Self::Resume { id } => gate.resume_firm(&id).await?,
            Self::DestroyKey { id, irrevocably } => {
                ensure!(
                    irrevocably,
                    "what firm {id} keeps could never be read again: say --irrevocably if that is meant"
                );
                let tombstone = match store.destroy_key(&id).await {
                    Err(akte_store::Error::NotFound) => bail!("there is no firm {id}"),
                    destroyed => destroyed?,
                };
                print::line(&format!("The key of firm {id} is destroyed ({}).", tombstone.at));
            }
            Self::Networks { id, reset } => {
                if reset {
                    gate.reset_networks(&id).await?;
                }
                let networks = gate.networks(&id).await?;
                let undone_at = networks.undo.map(|(until, _)| until);
                let shown = json!({ "mode": networks.list.mode, "networks": networks.list.networks, "undone_at": undone_at });
                print::line(&serde_json::to_string_pretty(&shown)?);
            }
            Self::Map(mapping) => {
                let (claim, value) = mapping.claim();
                gate.map_role(&mapping.id, claim, value, mapping.role).await?;
            }
            Self::Unmap(mapping) => {
                let (claim, value) = mapping.claim();
                gate.unmap_role(&mapping.id, claim, value, mapping.role).await?;
            }
        }
        Ok(())
    }
}

fn shown(firm: &Firm, enrolment: &Enrolment) -> serde_json::Value {
    let (status, at) = match enrolment {
        Enrolment::Invited => ("invited", None),
        Enrolment::Active { issuer, tid } => ("active", Some((issuer, tid))),
        Enrolment::Destroyed => ("destroyed", None),
        Enrolment::Suspended { issuer, tid } => ("suspended", Some((issuer, tid))),
    };
    let (issuer, directory) = at.unzip();
    json!({ "id": firm.id, "name": firm.name, "status": status, "issuer": issuer, "directory": directory })
}
