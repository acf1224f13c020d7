//! `akte bench`

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use jiff::Timestamp;
use serde::Serialize;

use super::{Outcome, input, print};
use crate::engine::{Measured, Times, measure, settings};

/// Measure how long compiling and filling a template take on this machine
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Bench {
    /// The marked-up document (.docx or .dotx)
    template: PathBuf,
    /// The answers, a JSON object; all that the template needs
    answers: PathBuf,
    /// How many times
    #[arg(short = 'n', value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
}

const EXAMPLE: &str = "\
Example:
  akte bench nda.docx answers.json -n 50 | jq '.fill.median / .floor.median'

It prints one JSON object. Times are milliseconds of one thread, sizes are bytes:
  compile   the file to a compiled template
  fill      a compiled template and answers to a document in memory
  floor     the least that any engine must do: inflate the parts that change, copy the others, deflate the changed
            ones with zlib-rs at level 6; measured in turns with fill, so that their ratio holds on a busy machine
  bytes     the size of the document
  xml       the size of its changed parts, inflated
  peak_rss  the most memory the process had after compiling and filling; null where the system does not say

Exit codes: 0 it was measured; 1 the template or the answers are at fault; 2 wrong usage, or a file that cannot be
read.";

/// What is printed.
#[derive(Serialize)]
struct Report {
    compile: Time,
    fill: Time,
    floor: Time,
    bytes: usize,
    xml: usize,
    peak_rss: Option<u64>,
}

#[derive(Serialize)]
struct Time {
    median: f64,
    min: f64,
}

impl Bench {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let bytes: Arc<[u8]> = input::read(&self.template)?.into();
        let Some(answers) = input::answers(&self.answers)? else { return Ok(Outcome::AtFault) };
        let Some(ready) = input::template(&self.template, bytes.clone(), None) else {
            return Ok(Outcome::AtFault);
        };
        let settings = settings(ready.language(), Timestamp::now());
        match measure(&bytes, &ready, answers, &settings, self.runs as usize)? {
            Ok(measured) => {
                print::line(&serde_json::to_string(&Report::from(measured))?);
                Ok(Outcome::Good)
            }
            Err(unfit) => Ok(input::unfit(&self.template, &self.answers, unfit)),
        }
    }
}

impl From<Measured> for Report {
    fn from(measured: Measured) -> Self {
        Self {
            compile: measured.compile.into(),
            fill: measured.fill.into(),
            floor: measured.floor.into(),
            bytes: measured.bytes,
            xml: measured.xml,
            peak_rss: measured.peak_rss,
        }
    }
}

impl From<Times> for Time {
    fn from(times: Times) -> Self {
        Self { median: times.median(), min: times.min() }
    }
}
