//! Why a question is asked: what the condition is about that makes it needed.

use akte_expr::{Language, Path, Record, Value};

use crate::answers::lookup;
use crate::demand::Reason;
use crate::interview::Interview;
use crate::names;
use crate::question::Question;
use crate::tree::Part;
use crate::wording::own;

/// The label of what the condition is about, with the answer where that is a yes, a no or an option.
pub(super) fn why(reason: &Reason, interview: &Interview, record: &Record, labels: Language) -> String {
    let pattern = match reason {
        Reason::Rule(name) => {
            let label = interview.rule_labels.get(name).map(|label| label.get(labels).to_owned());
            return label.unwrap_or_else(|| names::title(name));
        }
        Reason::Question(pattern) => pattern,
    };
    let question = interview.root.at(pattern).and_then(|node| node.question.as_ref());
    let Some(question) = question.filter(|question| !question.label.get(labels).is_empty()) else {
        return names::label_of(pattern.0.iter().filter_map(Part::name));
    };
    let label = question.label.get(labels).to_owned();
    let answer = pattern.path().and_then(|path| answer(question, &path, record, labels));
    match answer {
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
