//! What comes of filling: a document, or why there is none.

use std::collections::BTreeSet;
use std::sync::Arc;

use akte_expr::{Language, Path, Place};

use super::Mistake;

/// What to do where an answer is missing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Missing {
    /// Make no document; say everything that is missing.
    #[default]
    Error,
    /// Print the name or label in brackets, highlighted; a condition on it does not hold, a repeat over it has no items.
    Mark,
    /// Print nothing; conditions and repeats as with [`Missing::Mark`].
    Empty,
}

/// A document that was made.
#[derive(Debug)]
pub struct Filled {
    /// The .docx.
    pub bytes: Vec<u8>,
    /// The answers that were missing, in the order of first need; empty with [`Missing::Error`].
    pub missing: Vec<MissingAnswer>,
}

/// An answer that the document needs and that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingAnswer {
    /// The name of the answer.
    pub path: Path,
    /// Where the document needs it first.
    pub place: Arc<Place>,
}

/// Why no document was made.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// Answers are missing ([`Missing::Error`]); all of them that could be found.
    #[error("{} missing: {}", count(.0.len()), names(.0))]
    Missing(Vec<MissingAnswer>),
    /// Expressions that cannot be worked out with these answers, each at its place.
    #[error("the answers do not fit the template: {}", .0.first().map_or_else(String::new, |first| first.message(Language::En)))]
    Answers(Vec<Mistake>),
    /// The result could not be written.
    #[error(transparent)]
    Package(#[from] akte_ooxml::Error),
}

fn count(number: usize) -> String {
    if number == 1 { "an answer is".to_owned() } else { format!("{number} answers are") }
}

fn names(missing: &[MissingAnswer]) -> String {
    missing.iter().map(|answer| answer.path.to_string()).collect::<Vec<_>>().join(", ")
}

/// What filling found out over all parts.
pub(crate) struct Findings<'l> {
    pub missing: Vec<MissingAnswer>,
    pub(super) seen: BTreeSet<Path>,
    pub mistakes: Vec<Mistake>,
    /// What a blank says for an answer.
    pub(super) label: &'l dyn Fn(&Path) -> String,
}

impl<'l> Findings<'l> {
    pub fn new(label: &'l dyn Fn(&Path) -> String) -> Self {
        Findings { missing: Vec::new(), seen: BTreeSet::new(), mistakes: Vec::new(), label }
    }
}
