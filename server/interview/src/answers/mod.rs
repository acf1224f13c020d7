//! JSON answers to typed values. The question decides how an answer is read.

#[cfg(test)]
mod borders;
mod leaf;
mod numbers;
mod read;
mod seed;
mod shape;
#[cfg(test)]
mod tests;
mod trail;
mod write;
mod wrong;

use std::collections::HashMap;
use std::sync::Arc;

use akte_expr::{Language, Path, Record};
use serde_json::Value as Json;

use crate::question::Question;
use read::read;
pub(crate) use seed::{lookup, seed};
pub(crate) use trail::Trail;
pub(crate) use write::json;
pub use wrong::{Expected, JsonType, Wrong};

/// Whether a question takes this as its whole answer; one that was only guessed gives way to it. What is made of other
/// questions takes none: these do.
pub(crate) fn takes(question: &Question, json: &Json) -> bool {
    match read::is_guess(question, json) {
        true => shape::value(json).is_ok(),
        false => !question.kind.is_composite() && leaf::read(question, json).is_ok(),
    }
}

/// Whether this is no answer: nothing, or a text with nothing in it.
pub(crate) fn is_blank(json: &Json) -> bool {
    json.is_null() || json.as_str().is_some_and(|text| text.trim().is_empty())
}

/// What is wrong with one answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerError {
    /// Which answer.
    pub name: Path,
    /// What is wrong with it.
    pub wrong: Wrong,
}

impl AnswerError {
    /// A sentence for the person who answers, in English or Dutch.
    pub fn message(&self, language: Language) -> String {
        self.wrong.say(language)
    }
}

/// The kinds of mistake in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnswerErrorKind {
    /// JSON of another type than the question takes.
    WrongType,
    /// A name that no question has.
    UnknownName,
    /// The right type, but not a value that can be used.
    Invalid,
}

/// Answers as values, with what was found out on the way.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    pub record: Record,
    pub errors: Vec<AnswerError>,
    /// The questions whose being required is an expression, and what it came to.
    pub required: HashMap<Path, bool>,
    /// The options that come from answers, as far as they are known.
    pub options: HashMap<Path, Vec<Arc<str>>>,
}
