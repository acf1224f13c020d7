//! `akte verify-audit`

use std::path::{Path, PathBuf};

use akte_store::{AuditReport, Checkpoint};
use anyhow::Context;
use clap::Args;

use super::database::Data;
use super::{Format, Outcome, print};

/// Look whether the audit trail is what was written
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct VerifyAudit {
    #[command(flatten)]
    data: Data,
    /// Checkpoints that were kept elsewhere (akte serve --checkpoints)
    #[arg(long, value_name = "FILE")]
    checkpoints: Option<PathBuf>,
    /// How to write what was found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

const EXAMPLE: &str = "\
Every event is in a chain of hashes within about a second, and every minute the server signs how far the chain is.
This finds events that were changed, removed, moved or put in, and a chain that was cut off or made anew, up to the
last checkpoint. Checkpoints kept on another machine also show what happened to those in the database.

Example:
  akte verify-audit --data-dir /var/lib/akte --checkpoints /mnt/elsewhere/checkpoints.jsonl

Exit codes: 0 the trail is sound; 1 it is not, and where; 2 it could not be looked at.";

impl VerifyAudit {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let report = self.data.with(async |store| {
            let held = self.checkpoints.as_deref().map(read).transpose()?.unwrap_or_default();
            Ok(store.verify_audit(&held).await?)
        })?;
        match self.format {
            Format::Json => print::line(&serde_json::to_string_pretty(&report)?),
            Format::Text => tell(&report),
        }
        Ok(if report.findings.is_empty() { Outcome::Good } else { Outcome::AtFault })
    }
}

pub(super) fn read(file: &Path) -> anyhow::Result<Vec<Checkpoint>> {
    let name = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("{name} cannot be read"))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let checkpoint = |(index, line): (usize, &str)| {
        serde_json::from_str(line).with_context(|| format!("{name}, line {}, is no checkpoint", index + 1))
    };
    lines.map(checkpoint).collect()
}

pub(super) fn tell(report: &AuditReport) {
    for finding in &report.findings {
        print::line(&format!("firm {}: {}", finding.tenant, finding.fault));
    }
    let events = usize::try_from(report.events).unwrap_or_default();
    let waiting = usize::try_from(report.waiting).unwrap_or_default();
    let (firms, checkpoints) =
        (print::count(report.firms, "firm"), print::count(report.checkpoints, "checkpoint"));
    let events = print::count(events, "event");
    let verdict = match report.findings.len() {
        0 => "the trail is sound".to_owned(),
        found => format!("{found} found to be wrong"),
    };
    print::line(&format!("{firms}, {events}, {checkpoints}, {waiting} waiting for the chain: {verdict}."));
}
