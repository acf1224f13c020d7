//! `akte test`

use std::path::PathBuf;

use akte_expr::Severity;
use anyhow::Context;
use clap::Args;
use jiff::Timestamp;
use serde::Serialize;

use super::{Format, Outcome, print};
use crate::engine::{Trial, check};

/// Run the tests that a template carries
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Test {
    /// The marked-up document (.docx or .dotx)
    template: PathBuf,
    /// How to write what came of them
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

const EXAMPLE: &str = "\
A test stands in the definition of the template: answers, and what must come of them.
  { \"name\": \"a consumer may cancel\", \"answers\": { \"client\": { \"kind\": \"person\" } },
    \"expect\": [ { \"contains\": \"fourteen days\" }, { \"not_asked\": \"client.vat\" } ] }
Expectations: contains, absent, matches, asked, not_asked, error, text.

Exit codes: 0 every test holds; 1 one fails, or the template has mistakes; 2 wrong usage, or a file that cannot be read.";

/// What came of a test, for programs.
#[derive(Serialize)]
struct Told<'t> {
    name: &'t str,
    ok: bool,
    failures: Vec<ToldFailure<'t>>,
}

#[derive(Serialize)]
struct ToldFailure<'t> {
    message: &'t str,
    lines: &'t [String],
}

impl Test {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let shown = self.template.display();
        let bytes = std::fs::read(&self.template).with_context(|| format!("{shown} cannot be read"))?;
        let checked = match check(bytes.into()) {
            Ok(checked) => checked,
            Err(refusal) => {
                print::complain(&format!("{shown}: {refusal}"));
                return Ok(Outcome::AtFault);
            }
        };
        let Some(ready) = &checked.ready else {
            let errors = checked.diagnostics.iter().filter(|found| found.severity == Severity::Error);
            errors.for_each(|found| print::complain(&print::diagnostic(found)));
            print::complain(&format!("{shown}: no test was run: the template has mistakes."));
            return Ok(Outcome::AtFault);
        };
        let trials = ready.trials(Timestamp::now());
        match self.format {
            Format::Json => {
                print::line(&serde_json::to_string_pretty(&trials.iter().map(told).collect::<Vec<_>>())?)
            }
            Format::Text => self.tell(&trials),
        }
        let failed = trials.iter().any(|trial| !trial.failures.is_empty());
        Ok(if failed { Outcome::AtFault } else { Outcome::Good })
    }

    fn tell(&self, trials: &[Trial]) {
        for trial in trials {
            print::line(&format!(
                "{}  {}",
                if trial.failures.is_empty() { "ok  " } else { "FAIL" },
                trial.name
            ));
            for failure in &trial.failures {
                print::line(&format!("        {}", failure.message));
                failure
                    .lines
                    .iter()
                    .for_each(|line| print::line(&format!("          {}", print::safe(line))));
            }
        }
        let failed = trials.iter().filter(|trial| !trial.failures.is_empty()).count();
        let count = print::count(trials.len(), "test");
        print::line(&format!("{}: {count}, {failed} failed.", self.template.display()));
    }
}

fn told(trial: &Trial) -> Told<'_> {
    let failures = trial.failures.iter();
    let failures = failures.map(|failure| ToldFailure { message: &failure.message, lines: &failure.lines });
    Told { name: &trial.name, ok: trial.failures.is_empty(), failures: failures.collect() }
}
