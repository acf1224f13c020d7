//! `akte destroy-key`

use akte_model::{Id, Tenant};
use akte_store::{Enrolment, Store};
use anyhow::ensure;
use clap::Args;

use super::database::Data;
use super::{Outcome, print};

/// Destroy the key of one firm, so that nobody can read what it kept
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct DestroyKey {
    /// The firm, by id; without it the firms are listed and nothing is done
    #[arg(value_name = "FIRM")]
    firm: Option<Id<Tenant>>,
    #[command(flatten)]
    data: Data,
    /// Yes, for good: there is no way back
    #[arg(long)]
    irrevocably: bool,
}

const EXAMPLE: &str = "\
Everything that the firm kept stays on disk and can be read by nobody: not by its people, who are told so, and not by
the operator. Other firms do not notice. Servers that are serving know it with their next request.

That it was done is signed into tombstones.jsonl in the data directory, beside the keyring: keep both together, and out of
backups of the data. A backup from before does not bring the key back, as long as that file is there when it is restored.
Whoever has such a backup *and* a copy of the keyring could still put the two together: akte rotate-keys afterwards, and the
destruction of old copies of the keyring, closes that way too.

Example:
  akte destroy-key --data-dir /var/lib/akte
      lists the firms
  akte destroy-key 01890a5d-ac96-774b-bcce-b302099a8057 --irrevocably --data-dir /var/lib/akte

Exit codes: 0 done, or listed; 2 it could not be done, and why.";

impl DestroyKey {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let Some(firm) = self.firm else {
            self.data.with(list)?;
            return Ok(Outcome::Good);
        };
        ensure!(
            self.irrevocably,
            "what firm {firm} keeps could never be read again: say --irrevocably if that is meant"
        );
        let tombstone = self.data.with(async |store| match store.destroy_key(&firm).await {
            Err(akte_store::Error::NotFound) => anyhow::bail!("there is no firm {firm}"),
            done => Ok(done?),
        })?;
        print::line(&format!("The key of firm {} is destroyed ({}).", tombstone.tenant, tombstone.at));
        Ok(Outcome::Good)
    }
}

async fn list(store: &Store) -> anyhow::Result<()> {
    for firm in store.gate().firms().await? {
        let name = match firm.enrolment {
            Enrolment::Destroyed => "(destroyed)",
            _ => &firm.tenant.name,
        };
        print::line(&format!("{}  {name}", firm.tenant.id));
    }
    Ok(())
}
