//! `akte openapi`: the description of the HTTP API, for the front end's types.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::Outcome;
use crate::file::{Access, write_whole};
use crate::http::api::v1::openapi;

/// Writes the description of the HTTP API (OpenAPI 3.1).
#[derive(Debug, Args)]
pub struct Openapi {
    /// Where to write it.
    file: PathBuf,
}

impl Openapi {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let text = openapi::json()?;
        write_whole(&self.file, text.as_bytes(), Access::Shared)
            .with_context(|| format!("{} cannot be written", self.file.display()))?;
        Ok(Outcome::Good)
    }
}
