//! What `fill`, `bench` and `answer-sheet` all take, a template and answers, and what is said when they cannot be used.

use std::path::{Component, Path};
use std::sync::Arc;

use akte_expr::{Language, Severity};
use akte_interview::Kind;
use akte_template::{EmptyParagraphs, MissingAnswer, Picture, Pictures};
use anyhow::Context;
use serde_json::{Map, Value};

use super::{Outcome, print};
use crate::engine::{Ready, Unfit, check_with};

/// The bytes of a file.
pub fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// The answers in a file; none when they are at fault, which was then said.
pub fn answers(path: &Path) -> anyhow::Result<Option<Map<String, Value>>> {
    match parse(&read(path)?) {
        Ok(answers) => Ok(Some(answers)),
        Err(fault) => {
            at_fault(path, &fault);
            Ok(None)
        }
    }
}

/// The template that the file at `path` is, with what is done about empty paragraphs unless the definition is to
/// say; none when it is at fault, which was then said.
pub fn template(path: &Path, bytes: Arc<[u8]>, empty: Option<EmptyParagraphs>) -> Option<Ready> {
    let checked = match check_with(bytes, empty) {
        Ok(checked) => checked,
        Err(refusal) => {
            at_fault(path, &refusal.to_string());
            return None;
        }
    };
    for diagnostic in &checked.diagnostics {
        print::complain(&print::diagnostic(diagnostic));
    }
    if checked.ready.is_none() {
        let errors = checked.diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
        at_fault(path, &format!("nothing was written: {}.", print::count(errors, "mistake")));
    }
    checked.ready
}

/// The pictures that are answers: files beside the answers, or in a folder there. None when one is at fault, which was then
/// said.
pub fn pictures(ready: &Ready, path: &Path, answers: &Map<String, Value>) -> Option<Pictures> {
    let mut found = Pictures::new();
    for file in ready.interview().files(answers).iter().filter(|file| file.kind == Kind::Image) {
        let name = Path::new(file.reference);
        let is_beside = name.components().all(|part| matches!(part, Component::Normal(_)));
        let beside = path.with_file_name(name);
        let read = match is_beside {
            true => std::fs::read(&beside).map_err(|error| format!("it cannot be read: {error}")),
            false => Err("it must lie beside the answers, or in a folder there".to_owned()),
        };
        let picture = read.and_then(|bytes| Picture::read(bytes).map_err(|refusal| refusal.to_string()));
        match picture {
            Ok(picture) => drop(found.insert(file.reference.into(), picture)),
            Err(fault) => {
                let fault = fault.trim_end_matches('.');
                at_fault(path, &format!("{} is the picture {}: {fault}.", file.name, beside.display()));
                return None;
            }
        }
    }
    Some(found)
}

/// Says why these answers make no document of this template.
pub fn unfit(template: &Path, answers: &Path, unfit: Unfit) -> Outcome {
    match unfit {
        Unfit::Package(error) => at_fault(template, &error.to_string()),
        Unfit::Answers { wrong, missing: lacking, places } => {
            for error in &wrong {
                print::complain(&format!("error: {}: {}", error.name, error.message(Language::En)));
            }
            for answer in &lacking {
                print::complain(&format!("error: {}", missing(answer)));
            }
            for place in &places {
                print::complain(&print::diagnostic(&place.diagnostic()));
            }
            let mistakes = print::count(wrong.len() + lacking.len() + places.len(), "mistake");
            at_fault(answers, &format!("nothing was written: {mistakes}."))
        }
    }
}

/// An answer that is missing, and where it is needed.
pub fn missing(answer: &MissingAnswer) -> String {
    format!("{} has no answer.\n{}", answer.path, print::place(&answer.place))
}

fn at_fault(path: &Path, fault: &str) -> Outcome {
    print::complain(&format!("{}: {fault}", path.display()));
    Outcome::AtFault
}

/// The answers, or what keeps them from being answers.
fn parse(text: &[u8]) -> Result<Map<String, Value>, String> {
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
