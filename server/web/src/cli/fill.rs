//! `akte fill`

use std::path::{Path, PathBuf};

use akte_expr::{Language, Severity};
use akte_template::{Missing, MissingAnswer};
use anyhow::Context;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{Outcome, print};
use crate::engine::{Unfit, check, settings};
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
    /// The language of dates, numbers and lists: nl, en, de or fr; without it the template's own, or else nl
    #[arg(long)]
    language: Option<Language>,
}

const EXAMPLE: &str = "\
Example:
  akte fill nda.docx answers.json -o \"NDA Jansen.docx\"
  with answers.json:
      { \"party\": \"Jansen B.V.\", \"signed\": \"2026-02-01\", \"fee\": { \"amount\": \"1250.50\", \"currency\": \"EUR\" }, \"penalty\": true }

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

impl Fill {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let template = read(&self.template)?;
        let answers = read(&self.answers)?;
        let answers = match parse(&answers) {
            Ok(answers) => answers,
            Err(fault) => return Ok(at_fault(&self.answers, &fault)),
        };
        let checked = match check(template.into()) {
            Ok(checked) => checked,
            Err(refusal) => return Ok(at_fault(&self.template, &refusal.to_string())),
        };
        for diagnostic in &checked.diagnostics {
            print::complain(&print::diagnostic(diagnostic));
        }
        let Some(ready) = &checked.ready else {
            let errors = checked.diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
            return Ok(at_fault(
                &self.template,
                &format!("nothing was written: {}.", print::count(errors, "mistake")),
            ));
        };
        let settings = settings(self.language.unwrap_or(ready.language()), Timestamp::now());
        match ready.fill(&answers, &settings, self.missing.into()) {
            Ok(made) => {
                write_whole(&self.output, &made.bytes, Access::Shared)
                    .with_context(|| format!("{} cannot be written", self.output.display()))?;
                for answer in &made.missing {
                    print::complain(&format!("warning: {}", missing(answer)));
                }
                print::line(&format!("{} was written.", self.output.display()));
                Ok(Outcome::Good)
            }
            Err(Unfit::Package(error)) => Ok(at_fault(&self.template, &error.to_string())),
            Err(Unfit::Answers { wrong, missing: lacking, places }) => {
                for error in &wrong {
                    print::complain(&format!("error: {}: {}", error.name, error.message));
                }
                for answer in &lacking {
                    print::complain(&format!("error: {}", missing(answer)));
                }
                for diagnostic in &places {
                    print::complain(&print::diagnostic(diagnostic));
                }
                let mistakes = print::count(wrong.len() + lacking.len() + places.len(), "mistake");
                Ok(at_fault(&self.answers, &format!("nothing was written: {mistakes}.")))
            }
        }
    }
}

pub(super) fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// The answers, or what keeps them from being answers.
pub(super) fn parse(text: &[u8]) -> Result<Map<String, Value>, String> {
    // Windows programs put a byte order mark before UTF-8; JSON has none (RFC 8259, section 8.1).
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    match serde_json::from_slice(text) {
        Ok(Value::Object(answers)) => Ok(answers),
        Ok(_) => Err("the answers must be a JSON object: { \"name\": \"answer\", … }.".to_owned()),
        Err(error) => {
            let (line, column) = (error.line(), error.column());
            let whole = error.to_string();
            let what = whole.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&whole);
            Err(format!("this is not JSON. Line {line}, column {column}: {what}."))
        }
    }
}

pub(super) fn at_fault(path: &Path, fault: &str) -> Outcome {
    print::complain(&format!("{}: {fault}", path.display()));
    Outcome::AtFault
}

fn missing(answer: &MissingAnswer) -> String {
    format!("{} has no answer.\n{}", answer.path, print::place(&answer.place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_that_are_not_json_are_shown_where() {
        let fault = parse(b"{\n  \"a\": 1\n  \"b\": 2\n}").unwrap_err();
        assert!(fault.contains("Line 3, column 3"), "{fault}");
        assert!(!fault.contains("at line"), "{fault}");
    }

    #[test]
    fn answers_are_an_object() {
        assert!(parse(b"[1]").unwrap_err().contains("JSON object"));
        assert_eq!(parse(b"\xef\xbb\xbf{}"), Ok(Map::new()));
    }
}
