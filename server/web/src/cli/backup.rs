//! `akte backup`

use std::path::PathBuf;

use akte_store::Store;
use clap::Args;
use tokio::runtime::Runtime;

use super::database::Database;
use super::{Outcome, print};

/// Copy everything but the keyring into a directory, while the server serves
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Backup {
    /// Where it goes: a directory that is empty or not there yet
    #[arg(value_name = "DIR")]
    to: PathBuf,
    /// The data directory of the server
    #[arg(long, value_name = "DATA", default_value = "data")]
    data_dir: PathBuf,
    #[command(flatten)]
    database: Database,
}

const EXAMPLE: &str = "\
The database is copied as it is at one moment, then the files that it names; a signed list says what there is. All
of it stays encrypted, and what opens it, keyring.json in the data directory, never goes along: keep a copy of that
elsewhere, apart from the backups. Without it a backup is worth nothing; who has both has everything.

Example:
  akte backup /mnt/backups/2026-11-26 --data-dir /var/lib/akte
  akte verify-backup /mnt/backups/2026-11-26 --data-dir /var/lib/akte
A database on PostgreSQL is dumped by its program pg_dump, as the owner of the schema:
  AKTE_DATABASE=postgres://akte_owner:…@localhost/akte akte backup /mnt/backups/2026-11-26 --data-dir /var/lib/akte

Exit codes: 0 the backup is made; 1 it is made, and files that it should have were not there; 2 it is not made, and why.";

impl Backup {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let config = self.database.served(&self.data_dir)?;
        let made = Runtime::new()?.block_on(Store::backup(&config, &self.to))?;
        for path in &made.missing {
            print::line(&format!("{}: the database names it, and it is not there", path.display()));
        }
        let (files, to) = (print::count(made.files, "file"), self.to.display());
        print::line(&format!("{files}, {} bytes, in {to}. The keyring is not among them.", made.bytes));
        Ok(if made.missing.is_empty() { Outcome::Good } else { Outcome::AtFault })
    }
}
