//! `akte verify-backup`

use std::path::PathBuf;

use akte_store::{BackupReport, Store};
use clap::Args;
use tokio::runtime::Runtime;

use super::{Format, Outcome, print};

/// Look whether a backup is what was backed up
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct VerifyBackup {
    /// The backup
    #[arg(value_name = "DIR")]
    backup: PathBuf,
    /// A directory with the keyring, as the data directory is one: with it the signature is checked and every file decrypted
    #[arg(long, value_name = "DATA")]
    data_dir: Option<PathBuf>,
    /// How to write what was found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

const EXAMPLE: &str = "\
Finds and names files that were changed, even by one bit, that are gone, or that were put in; opens the database and
looks whether it holds together and whether it and the files belong together. Needs no server and changes nothing.

Example:
  akte verify-backup /mnt/backups/2026-11-26 --data-dir /var/lib/akte
A backup from PostgreSQL is read with its program pg_restore.

Exit codes: 0 the backup is sound; 1 it is not, and what is wrong; 2 it could not be looked at.";

impl VerifyBackup {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let verified = Store::verify_backup(&self.backup, self.data_dir.as_deref());
        let report = Runtime::new()?.block_on(verified)?;
        match self.format {
            Format::Json => print::line(&serde_json::to_string_pretty(&report)?),
            Format::Text => tell(&report, self.data_dir.is_some()),
        }
        Ok(if report.findings.is_empty() { Outcome::Good } else { Outcome::AtFault })
    }
}

/// What was found, and the verdict.
pub(super) fn tell(report: &BackupReport, with_keyring: bool) {
    for finding in &report.findings {
        print::line(&finding.to_string());
    }
    let looked = if with_keyring {
        format!("{} decrypted", report.opened)
    } else {
        "neither signature nor contents checked, for want of a keyring".to_owned()
    };
    let (files, made) = (print::count(report.files, "file"), report.made_at);
    let verdict = match report.findings.len() {
        0 => "the backup is sound".to_owned(),
        found => format!("{found} found to be wrong"),
    };
    print::line(&format!("{files} of {made}, {} bytes, {looked}: {verdict}.", report.bytes));
}
