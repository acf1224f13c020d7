//! `akte schema`

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::{Outcome, print};
use crate::file::{Access, write_whole};

/// Write the JSON Schema of definitions, for an editor that checks while you type
#[derive(Debug, Args)]
pub struct Schema {
    /// Where to write it; without it, to standard output
    file: Option<PathBuf>,
}

impl Schema {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let text = serde_json::to_string_pretty(&akte_interview::definition_schema())?;
        match self.file {
            Some(file) => write_whole(&file, (text + "\n").as_bytes(), Access::Shared)
                .with_context(|| format!("{} cannot be written", file.display()))?,
            None => print::line(&text),
        }
        Ok(Outcome::Good)
    }
}
