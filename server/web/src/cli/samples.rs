//! `akte samples`

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::{Outcome, print};

/// Write the sample templates, to look at in Word or to start from
#[derive(Debug, Args)]
pub struct Samples {
    /// The directory to write them to; made when it is not there
    directory: PathBuf,
}

impl Samples {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        std::fs::create_dir_all(&self.directory)
            .with_context(|| format!("{} cannot be made", self.directory.display()))?;
        for path in akte_demo::samples::write(&self.directory)? {
            print::line(&path.display().to_string());
        }
        Ok(Outcome::Good)
    }
}
