//! Why a question is asked: what the condition is about that makes it needed.

use akte_expr::{Language, Path, Record, Value};

use super::touched::Touched;
use crate::answers::lookup;
use crate::demand::Reason;
use crate::interview::Interview;
use crate::names;
use crate::question::Question;
use crate::tree::{Part, Pattern};
use crate::wording::own;

/// The label of what the condition is about, with the answer where that is a yes, a no or an option: the first of its
/// questions that was looked at and has an answer.
pub(super) fn why(
    reason: &Reason,
    interview: &Interview,
    record: &Record,
    touched: &Touched,
    labels: Language,
) -> String {
    let pattern = match reason {
        Reason::Rule(name) => {
            let label = interview.rule_labels.get(name).map(|label| label.get(labels).to_owned());
            return label.unwrap_or_else(|| names::title(name));
        }
        Reason::Questions(named) => {
            let counts = |pattern: &&Pattern| {
                let path = pattern.path().filter(|path| touched.find(path).is_some());
                path.and_then(|path| lookup(record, &path))
                    .is_some_and(|value| !matches!(value, Value::Unanswered(_) | Value::None))
            };
            let Some(pattern) = named.iter().find(counts).or(named.first()) else { return String::new() };
            pattern
        }
    };
    let question = interview.root.at(pattern).and_then(|node| node.question.as_ref());
    let Some(question) = question.filter(|question| !question.label.get(labels).is_empty()) else {
        return names::label_of(pattern.0.iter().filter_map(Part::name));
    };
    let label = question.label.get(labels).to_owned();
    let path = pattern.path().filter(|path| touched.find(path).is_some());
    let answer = path.and_then(|path| answer(question, &path, record, labels));
    match answer {
        Some(answer) if label.ends_with('?') => format!("{label} {answer}"),
        Some(answer) => format!("{label}: {answer}"),
        None => label,
    }
}

fn answer(question: &Question, path: &Path, record: &Record, labels: Language) -> Option<String> {
    match lookup(record, path)? {
        Value::Bool(true) => Some(own(["ja", "yes", "ja", "oui"]).get(labels).to_owned()),
        Value::Bool(false) => Some(own(["nee", "no", "nein", "non"]).get(labels).to_owned()),
        Value::Text(text) if question.kind.has_options() => {
            let option = question.options.iter().find(|option| option.value == *text)?;
            Some(option.label.get(labels).to_owned())
        }
        _ => None,
    }
}
