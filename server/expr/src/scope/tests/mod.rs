//! Evaluation, from a table of expressions and what they come to.

mod budget;
mod builtins;
mod errors;
mod hostile;
mod kleene;
mod records;
mod statements;
mod touched;
mod values;

use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::{Language, parse};

/// Answers, rules and settings of a test.
pub(super) struct Given {
    pub answers: Record,
    pub rules: Rules,
    pub settings: Settings,
}

/// Answers from JSON. A text `date:2026-03-05` is a date, `period:P3M` a period, `file:x` a file; a group with
/// `"kind": "person"` and so on is a record of that kind.
pub(super) fn given(json: &str) -> Given {
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    let Value::Record(answers) = value(&json) else { panic!("answers are a group") };
    Given {
        answers: (*answers).clone(),
        rules: Rules::new(),
        settings: Settings {
            language: Language::Nl,
            today: date(2026, 3, 5),
            now: date(2026, 3, 5).at(14, 30, 0, 0),
        },
    }
}

fn value(json: &serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match json {
        Json::Null => Value::None,
        Json::Bool(yes) => Value::Bool(*yes),
        Json::Number(number) => Value::Number(number.to_string().parse().unwrap()),
        Json::String(text) => match text.split_once(':') {
            Some(("date", day)) => Value::Date(day.parse().unwrap()),
            Some(("file", reference)) => Value::File(reference.into()),
            Some(("period", iso)) => Value::Period(iso.parse().unwrap()),
            _ => Value::text(text.as_str()),
        },
        Json::Array(items) => Value::list(items.iter().map(value)),
        Json::Object(fields) => {
            let kind = match fields.get("kind").and_then(Json::as_str) {
                Some("person") => RecordKind::Person,
                Some("organisation") => RecordKind::Organisation,
                Some("address") => RecordKind::Address,
                Some("money") => RecordKind::Money,
                _ => RecordKind::Plain,
            };
            let mut record = Record::new(kind);
            for (name, field) in fields {
                if name != "kind" || kind == RecordKind::Plain {
                    record = record.with(name, value(field));
                }
            }
            record.into()
        }
    }
}

impl Given {
    pub fn rule(mut self, name: &str, text: &str) -> Given {
        self.rules.insert(name, parse(text).unwrap());
        self
    }

    pub fn language(mut self, language: Language) -> Given {
        self.settings.language = language;
        self
    }

    pub fn world(&self) -> World<'_> {
        World { answers: &self.answers, rules: &self.rules, settings: &self.settings }
    }

    /// What is printed; `?a, b` when a and b are needed first, `!…` for a mistake.
    pub fn print(&self, text: &str) -> String {
        let world = self.world();
        printed(&mut Scope::new(&world), text)
    }

    /// What printing touches; an optional one has a `?` after it.
    pub fn touches(&self, text: &str) -> String {
        let world = self.world();
        let mut scope = Scope::new(&world);
        printed(&mut scope, text);
        touches(&scope)
    }
}

pub(super) fn printed(scope: &mut Scope<'_>, text: &str) -> String {
    let expr = parse(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
    let mut out = String::new();
    match scope.write(&expr, &mut out) {
        Ok(Printed::Text) => out,
        Ok(Printed::File { reference, of }) => {
            format!("file {reference} of {}", of.map(|path| path.to_string()).unwrap_or_default())
        }
        Err(unsettled) => {
            assert_eq!(out, "", "nothing is written of `{text}`");
            match unsettled {
                Unsettled::Unanswered(needs) => format!("?{}", names(&needs)),
                Unsettled::Error(error) => format!("!{error}"),
            }
        }
    }
}

pub(super) fn names(needs: &Needs) -> String {
    let names: Vec<_> = needs.iter().map(Path::to_string).collect();
    names.join(", ")
}

pub(super) fn touches(scope: &Scope<'_>) -> String {
    let names: Vec<_> = scope
        .touched()
        .iter()
        .map(|touch| format!("{}{}", touch.path, if touch.optional { "?" } else { "" }))
        .collect();
    names.join(", ")
}

/// Checks a table of expressions and what they print.
pub(super) fn prints(given: &Given, table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(given.print(text), *expected, "{text}");
    }
}

pub(super) fn name(text: &str) -> Arc<str> {
    text.into()
}
