//! Why a text is not an expression.

use std::ops::Range;

/// A mistake in the text of an expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ParseError {
    /// A sentence for the author of the template.
    pub message: String,
    /// Where, in characters of the text.
    pub range: Range<usize>,
    /// What to write instead, or what to do.
    pub suggestion: Option<String>,
}

impl ParseError {
    pub(crate) fn new(range: Range<usize>, message: impl Into<String>) -> ParseError {
        ParseError { message: message.into(), range, suggestion: None }
    }

    pub(crate) fn suggest(mut self, suggestion: impl Into<String>) -> ParseError {
        self.suggestion = Some(suggestion.into());
        self
    }
}
