//! `akte answer-sheet`

use std::path::PathBuf;

use akte_expr::Language;
use anyhow::Context;
use clap::Args;
use jiff::Timestamp;

use super::{Outcome, input, print};
use crate::engine::{About, settings, sheet};
use crate::file::{Access, write_whole};

/// Write the answer sheet: the questions that count with their answers, for the file
#[derive(Debug, Args)]
pub struct Sheet {
    /// The marked-up document (.docx or .dotx)
    template: PathBuf,
    /// The answers, a JSON object
    answers: PathBuf,
    /// Where to write the sheet, a .docx
    #[arg(short, long, value_name = "OUT.docx")]
    output: PathBuf,
    /// Who answered
    #[arg(long)]
    person: Option<String>,
    /// The language of the sheet: nl, en, de or fr; without it the template's own, or else nl
    #[arg(long)]
    language: Option<Language>,
}

impl Sheet {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let template = input::read(&self.template)?;
        let Some(answers) = input::answers(&self.answers)? else { return Ok(Outcome::AtFault) };
        let Some(ready) = input::template(&self.template, template.into(), None) else {
            return Ok(Outcome::AtFault);
        };
        let settings = settings(self.language.unwrap_or(ready.language()), Timestamp::now());
        let file = self.template.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let about = About {
            template: ready.title().map_or(file, str::to_owned),
            version: None,
            name: None,
            person: self.person,
        };
        let bytes = sheet(&ready, &answers, &settings, &about)?;
        write_whole(&self.output, &bytes, Access::Shared)
            .with_context(|| format!("{} cannot be written", self.output.display()))?;
        print::line(&format!("{} was written.", self.output.display()));
        Ok(Outcome::Good)
    }
}
