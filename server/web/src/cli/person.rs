//! `akte person`

use akte_model::{Id, Role, Tenant};
use akte_store::Store;
use clap::{Args, Subcommand};

use super::database::Data;
use super::{Outcome, print};

/// Give people roles whatever their directory says, and keep them out
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Person {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    data: Data,
}

const EXAMPLE: &str = "\
Example:
  The first administrator of a firm, by their object id at Entra ID, before they ever signed in:
      akte person grant ID 8e6f… --role administrator
  Somebody who left: every session of theirs ends now:
      akte person suspend ID 8e6f…";

#[derive(Debug, Subcommand)]
enum Command {
    /// Give a role, at once
    Grant(RoleOf),
    /// Take back a role that was given so, at once
    Revoke(RoleOf),
    /// Let a person in no more, and end all that they have open
    Suspend(Who),
    /// Let a suspended person in again
    Resume(Who),
}

#[derive(Debug, Args)]
struct Who {
    /// The firm (akte tenant list)
    firm: Id<Tenant>,
    /// The person in its directory: the object id at Entra ID, `sub` elsewhere; never an e-mail address
    subject: String,
}

#[derive(Debug, Args)]
struct RoleOf {
    #[command(flatten)]
    who: Who,
    /// lawyer, knowledge_manager or administrator
    #[arg(long)]
    role: Role,
}

impl Person {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let Self { command, data } = self;
        data.with(async |store| command.run(store).await)?;
        print::line("Done.");
        Ok(Outcome::Good)
    }
}

impl Command {
    async fn run(self, store: &Store) -> anyhow::Result<()> {
        let gate = store.gate();
        match self {
            Self::Grant(RoleOf { who, role }) => gate.grant_role(&who.firm, &who.subject, role).await?,
            Self::Revoke(RoleOf { who, role }) => gate.revoke_role(&who.firm, &who.subject, role).await?,
            Self::Suspend(who) => gate.suspend_person(&who.firm, &who.subject).await?,
            Self::Resume(who) => gate.resume_person(&who.firm, &who.subject).await?,
        }
        Ok(())
    }
}
