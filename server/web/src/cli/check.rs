//! `akte check`

use std::path::PathBuf;

use akte_expr::Severity;
use anyhow::Context;
use clap::Args;
use serde::Serialize;

use super::{Format, Outcome, print};
use crate::engine::{Checked, Ready, check};
use crate::http::api::v1::diagnostic::Diagnostic;

/// Check a template: every mistake at its place, and the answers it asks for
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Check {
    /// The marked-up document (.docx or .dotx)
    template: PathBuf,
    /// How to write what was found
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

const EXAMPLE: &str = "\
Example:
  akte check nda.docx
  akte check nda.docx --format json | jq '.names[].name'

Exit codes: 0 the template can be used; 1 it has mistakes; 2 wrong usage, or a file that cannot be read.";

/// What was found, for programs.
#[derive(Serialize)]
struct Report {
    /// Whether the template can be used.
    ok: bool,
    /// Why the file was refused as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<String>,
    diagnostics: Vec<Diagnostic>,
    names: Vec<Name>,
}

/// An answer that the template asks for.
#[derive(Serialize)]
struct Name {
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    /// Whether the author defined it, or its use in the document says it.
    inferred: bool,
}

impl Check {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let bytes = std::fs::read(&self.template)
            .with_context(|| format!("{} cannot be read", self.template.display()))?;
        let result = check(bytes.into());
        let outcome = match &result {
            Ok(Checked { ready: Some(_), .. }) => Outcome::Good,
            _ => Outcome::AtFault,
        };
        match (self.format, result) {
            (Format::Json, result) => print::line(&serde_json::to_string_pretty(&report(result))?),
            (Format::Text, Ok(checked)) => self.tell(&checked),
            (Format::Text, Err(refusal)) => {
                print::complain(&format!("{}: {refusal}", self.template.display()))
            }
        }
        Ok(outcome)
    }

    fn tell(&self, checked: &Checked) {
        for diagnostic in &checked.diagnostics {
            print::line(&print::diagnostic(diagnostic));
        }
        let names = checked.ready.as_ref().map(names).unwrap_or_default();
        if !names.is_empty() {
            let widest = names.iter().map(|name| name.name.chars().count()).max().unwrap_or(0);
            print::line("Asks for:");
            for name in &names {
                print::line(&format!("  {:widest$}  {}", name.name, name.kind));
            }
        }
        let with = |severity| checked.diagnostics.iter().filter(|found| found.severity == severity).count();
        print::line(&format!(
            "{}: {}, {}.",
            self.template.display(),
            print::count(with(Severity::Error), "mistake"),
            print::count(with(Severity::Warning), "warning"),
        ));
    }
}

fn report(result: Result<Checked, akte_ooxml::Error>) -> Report {
    match result {
        Ok(checked) => Report {
            ok: checked.ready.is_some(),
            refused: None,
            names: checked.ready.as_ref().map(names).unwrap_or_default(),
            diagnostics: checked.diagnostics.into_iter().map(Diagnostic::from).collect(),
        },
        Err(refusal) => Report {
            ok: false,
            refused: Some(refusal.to_string()),
            diagnostics: Vec::new(),
            names: Vec::new(),
        },
    }
}

fn names(ready: &Ready) -> Vec<Name> {
    let asked = ready.interview().questions().into_iter();
    asked
        .map(|asked| Name { name: asked.name, kind: asked.kind.as_str(), inferred: asked.inferred })
        .collect()
}
