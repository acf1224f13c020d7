//! `akte fill`

use std::path::PathBuf;

use akte_expr::Language;
use akte_template::{EmptyParagraphs, Missing};
use anyhow::Context;
use clap::{Args, ValueEnum};
use jiff::Timestamp;

use super::{Outcome, input, print};
use crate::engine::settings;
use crate::file::{Access, write_whole};

/// Fill a template with answers
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Fill {
    /// The marked-up document (.docx or .dotx)
    template: PathBuf,
    /// The answers, a JSON object
    answers: PathBuf,
    /// Where to write the document; it appears whole or not at all
    #[arg(short, long, value_name = "OUT.docx")]
    output: PathBuf,
    /// What to do where an answer is missing
    #[arg(long, value_enum, default_value_t)]
    missing: WhenMissing,
    /// What becomes of a paragraph that a condition or repeat leaves empty; without it what the template says, or else
    /// drop
    #[arg(long, value_enum)]
    empty_paragraphs: Option<WhenEmpty>,
    /// The language of dates, numbers and lists: nl, en, de or fr; without it the template's own, or else nl
    #[arg(long)]
    language: Option<Language>,
}

const EXAMPLE: &str = "\
Example:
  akte fill nda.docx answers.json -o \"NDA Jansen.docx\"
  with answers.json:
      { \"party\": \"Jansen B.V.\", \"signed\": \"2026-02-01\", \"fee\": { \"amount\": \"1250.50\", \"currency\": \"EUR\" }, \"penalty\": true }

The answer to a question of type image is the name of a PNG or JPEG file beside the answers, or in a folder there:
  { \"logo\": \"pictures/logo.png\" }

Exit codes: 0 the document was written; 1 the template or the answers are at fault, and nothing was written;
2 wrong usage, or a file that cannot be read or written.";

/// What to do where an answer is missing.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum WhenMissing {
    /// Write nothing and list all that is missing
    #[default]
    Error,
    /// Print the name in brackets, to be found back later
    Mark,
    /// Print nothing there
    Empty,
}

impl From<WhenMissing> for Missing {
    fn from(when: WhenMissing) -> Self {
        match when {
            WhenMissing::Error => Self::Error,
            WhenMissing::Mark => Self::Mark,
            WhenMissing::Empty => Self::Empty,
        }
    }
}

/// What becomes of a paragraph that a condition or repeat leaves empty.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum WhenEmpty {
    /// It goes, unless something needs it where it stands
    Drop,
    /// It stays, as with docxtpl
    Keep,
}

impl From<WhenEmpty> for EmptyParagraphs {
    fn from(when: WhenEmpty) -> Self {
        match when {
            WhenEmpty::Drop => Self::Drop,
            WhenEmpty::Keep => Self::Keep,
        }
    }
}

impl Fill {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let template = input::read(&self.template)?;
        let Some(answers) = input::answers(&self.answers)? else { return Ok(Outcome::AtFault) };
        let Some(ready) =
            input::template(&self.template, template.into(), self.empty_paragraphs.map(Into::into))
        else {
            return Ok(Outcome::AtFault);
        };
        let settings = settings(self.language.unwrap_or(ready.language()), Timestamp::now());
        let Some(pictures) = input::pictures(&ready, &self.answers, &answers) else {
            return Ok(Outcome::AtFault);
        };
        match ready.fill(&answers, &settings, self.missing.into(), &pictures) {
            Ok(made) => {
                write_whole(&self.output, &made.bytes, Access::Shared)
                    .with_context(|| format!("{} cannot be written", self.output.display()))?;
                for answer in &made.missing {
                    print::complain(&format!("warning: {}", input::missing(answer)));
                }
                print::line(&format!("{} was written.", self.output.display()));
                Ok(Outcome::Good)
            }
            Err(unfit) => Ok(input::unfit(&self.template, &self.answers, unfit)),
        }
    }
}
