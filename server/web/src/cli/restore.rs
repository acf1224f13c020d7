//! `akte restore`

use std::path::PathBuf;

use akte_store::Store;
use clap::Args;
use tokio::runtime::Runtime;

use super::database::Database;
use super::{Outcome, print, verify_backup};

/// Put a backup back, into an empty place
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Restore {
    /// The backup
    #[arg(value_name = "DIR")]
    backup: PathBuf,
    /// The new data directory, with keyring.json in it and no data
    #[arg(long, value_name = "DATA", default_value = "data")]
    data_dir: PathBuf,
    #[command(flatten)]
    database: Database,
    /// On PostgreSQL, the role that Akte serves as, which gets its rights
    #[arg(long, value_name = "ROLE", default_value = "akte")]
    role: String,
}

const EXAMPLE: &str = "\
The backup is verified first; one in which anything is wrong is not put back. Nothing is ever written over. Everyone
signs in again: sessions of the time of the backup may have been ended since.

Example:
  mkdir -m 700 /var/lib/akte && cp /mnt/keys/keyring.json /mnt/keys/tombstones.jsonl /var/lib/akte/
      (tombstones.jsonl where a firm's key was ever destroyed: without it the backup would bring that key back)
  akte restore /mnt/backups/2026-11-26 --data-dir /var/lib/akte
On PostgreSQL, with a new database whose owner is akte_owner:
  AKTE_DATABASE=postgres://akte_owner:…@localhost/akte akte restore /mnt/backups/2026-11-26 --data-dir /var/lib/akte

Exit codes: 0 it is put back; 1 the backup is not sound, and what is wrong; 2 it could not be put back, and why.";

impl Restore {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let config = self.database.store(&self.data_dir)?;
        let report = Runtime::new()?.block_on(Store::restore(&config, &self.backup, &self.role))?;
        verify_backup::tell(&report, true);
        if !report.findings.is_empty() {
            print::line("Nothing was put back.");
            return Ok(Outcome::AtFault);
        }
        if !self.data_dir.join("tombstones.jsonl").exists() {
            print::line(&format!(
                "There is no tombstones.jsonl in {}: if the key of a firm was ever destroyed, put the copy of that file there before \
                 serving, or the firm is back.",
                self.data_dir.display()
            ));
        }
        print::line(&format!("It is put back. Next: akte serve --data-dir {}", self.data_dir.display()));
        Ok(Outcome::Good)
    }
}
