//! `akte prune-audit`

use std::path::PathBuf;

use akte_store::Pruned;
use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::database::Data;
use super::verify_audit::{read, tell};
use super::{Outcome, print};

/// Take the beginning of the audit trail away, when it was kept long enough
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct PruneAudit {
    /// Lines from before this day (UTC) go
    #[arg(long, value_name = "DATE")]
    before: Date,
    #[command(flatten)]
    data: Data,
    /// Checkpoints that were kept elsewhere (akte serve --checkpoints)
    #[arg(long, value_name = "FILE")]
    checkpoints: Option<PathBuf>,
}

const EXAMPLE: &str = "\
First the whole trail is verified, as akte verify-audit does; when anything is wrong nothing is taken away. A signed head stays
in the place of what goes, so that the rest can be verified as before. Take a copy first (the export of the trail, or a backup)
if one must be kept. The server may be serving meanwhile.

Example:
  akte prune-audit --before 2019-01-01 --data-dir /var/lib/akte --checkpoints /mnt/elsewhere/checkpoints.jsonl

Exit codes: 0 they are gone; 1 the trail is not sound, and nothing is gone; 2 it could not be done.";

impl PruneAudit {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let before = self.before.to_zoned_datetime(TimeZone::UTC)?.timestamp();
        let Pruned { report, events } = self.data.with(async |store| {
            let held = self.checkpoints.as_deref().map(read).transpose()?.unwrap_or_default();
            Ok(store.prune_audit(before, &held).await?)
        })?;
        tell(&report);
        if !report.findings.is_empty() {
            return Ok(Outcome::AtFault);
        }
        let events = usize::try_from(events).unwrap_or_default();
        print::line(&format!("{} from before {} taken away.", print::count(events, "event"), self.before));
        Ok(Outcome::Good)
    }
}
