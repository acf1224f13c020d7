//! `akte rotate-keys`

use std::time::Duration;

use akte_store::{Rotation, Store};
use clap::Args;
use tokio::time::sleep;

use super::database::Data;
use super::{Outcome, print};

/// Renew the master key and the key of every firm, while serving
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct RotateKeys {
    #[command(flatten)]
    data: Data,
}

const EXAMPLE: &str = "\
A new master key goes into the keyring, every firm gets a new key under it, and the key of every object is wrapped by that
one: contents are not encrypted anew, and can be read all the time. When nothing refers to the old master key any more, it
leaves the keyring; what it signed can still be verified.

The work is done by the servers that are serving, and by this command. Ended half-way it goes on with the servers; given
again it goes on too, and does not begin anew. Servers on other machines need the keyring with the new key: let them share
the file, or copy it there at once. Keep a copy of the keyring from before for as long as backups from before are kept.

Example:
  akte rotate-keys --data-dir /var/lib/akte

Exit codes: 0 the old keys are not needed any more; 1 it stands still until someone looks at it (akte jobs); 2 it could not be
begun.";

/// How often it is looked how far it is.
const LOOK: Duration = Duration::from_millis(500);

impl RotateKeys {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        self.data.with(rotate)
    }
}

async fn rotate(store: &Store) -> anyhow::Result<Outcome> {
    store.rotate_keys().await?;
    let mut told = Vec::new();
    loop {
        let rotations = store.rotation().await?;
        if rotations != told {
            rotations.iter().filter(|rotation| !told.contains(rotation)).for_each(tell);
            told.clone_from(&rotations);
        }
        if rotations.is_empty() {
            break;
        }
        if rotations.iter().all(|rotation| rotation.problem.is_some()) {
            return Ok(Outcome::AtFault);
        }
        if store.work().await?.is_none() {
            sleep(LOOK).await;
        }
    }
    let retired = store.retire_master_keys().await?;
    print::line(&format!(
        "Everything is under new keys; {} left the keyring.",
        print::count(retired, "master key")
    ));
    Ok(Outcome::Good)
}

fn tell(rotation: &Rotation) {
    let of = rotation.tenant.map_or("visitors".to_owned(), |firm| format!("firm {firm}"));
    let rows = usize::try_from(rotation.rows).unwrap_or_default();
    print::line(&match (&rotation.problem, rotation.table) {
        (Some(problem), _) => format!("{of}: stands still: {problem}"),
        (None, Some(table)) => format!("{of}: {}, now {table}", print::count(rows, "object")),
        (None, None) => format!("{of}: begins"),
    });
}
