//! Where an interview stands: a pure function of the answers.

mod build;
mod evaluate;
mod follow;
mod ledger;
mod show;
#[cfg(test)]
mod tests;
mod touched;
mod unused;
mod why;

use akte_expr::Path;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value as Json};

use crate::kind::Kind;
pub(crate) use build::state;

/// What to ask now, and how far it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The pages that have something to ask, in the author's order, then the inferred ones.
    pub pages: Vec<PageState>,
    /// How far it is.
    pub progress: Progress,
    /// Whether the document can be made: nothing missing, nothing wrong.
    pub complete: bool,
    /// What the document still needs, in the order of the pages.
    pub missing: Vec<Missing>,
    /// Why the document can't be worked out with these answers, apart from single wrong answers: mistakes in the
    /// template or in a combination of answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
}

/// How many of the answers that are needed now are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Needed answers that are there.
    pub answered: usize,
    /// Answers that are needed now. Optional ones do not count.
    pub needed: usize,
}

/// An answer that is needed and not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Its name.
    pub name: Path,
    /// Its label, with the labels of what it lies in: "Parties 2: Name".
    pub label: String,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageState {
    /// Unique among the pages.
    pub id: String,
    /// In the language that was asked for.
    pub title: String,
    /// What is asked now; at least one.
    pub questions: Vec<QuestionState>,
}

/// A question as it is asked now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuestionState {
    /// What is answered: the `name` of a [`crate::Change`].
    pub name: Path,
    /// Its type.
    pub kind: Kind,
    /// In the language that was asked for.
    pub label: String,
    /// More about what is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Shown where nothing is filled in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
    /// Whether the document needs an answer. A record or list needs what is in it.
    pub required: bool,
    /// The answer as it was given, or else the default; null when there is neither.
    pub value: Json,
    /// What is wrong with the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// For a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<Vec<OptionState>>,
    /// For a record: the fields that are needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fields: Option<Vec<QuestionState>>,
    /// For a list: its items, the ones that are only shown included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<QuestionState>>,
    /// The least: of the number or amount, or how many items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// The most: of the number or amount, or how many items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
    /// What the condition is about that makes it needed: a label, with the answer where that is short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// An option of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionState {
    /// What the answer is.
    pub value: String,
    /// In the language that was asked for.
    pub label: String,
}
