//! A mistake or a warning at its place, for the author of a template.

mod code;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::Language;
pub use code::{Code, UnknownCode};

/// Whether a document can still be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// No document can be made until it is put right.
    Error,
    /// A document can be made; the author should look.
    Warning,
}

/// What is wrong, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What kind of mistake; stable, for machines.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// A sentence that a lawyer understands.
    pub message: String,
    /// Where it stands in the document; none when it is about the definition or the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Other places that have to do with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// What was probably meant, or what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
}

impl Diagnostic {
    /// An error without a place.
    pub fn error(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: None,
            related: Vec::new(),
            suggestion: None,
        }
    }

    /// A warning without a place.
    pub fn warning(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(code, message) }
    }

    /// The diagnostic at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Diagnostic {
        self.place = Some(place);
        self
    }

    /// The diagnostic with what was probably meant, or what to do.
    #[must_use]
    pub fn suggest(mut self, suggestion: Option<impl Into<String>>) -> Diagnostic {
        self.suggestion = suggestion.map(Into::into);
        self
    }

    /// The diagnostic with another place that has to do with it.
    #[must_use]
    pub fn relate(mut self, place: Place, note: impl Into<String>) -> Diagnostic {
        self.related.push(Related { place, note: note.into() });
        self
    }
}

/// Another place that has to do with a diagnostic, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// The place.
    pub place: Place,
    /// What it has to do with it.
    pub note: String,
}

/// A place in a document by what survives Word: no ids, but the words and where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// `body`, `header 1`, `footnote 3`.
    pub story: String,
    /// From outside in: `table 2`, `row 3`, `cell 1`; empty outside tables and boxes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub container: Vec<String>,
    /// The ordinal of the paragraph in the story, from 1.
    pub paragraph: usize,
    /// The exact text of the tag or paragraph.
    pub text: String,
    /// The characters of `text` that are meant.
    pub range: Range<usize>,
    /// Some text before it.
    pub before: String,
    /// Some text after it.
    pub after: String,
    /// Which occurrence of `text` in the story this is, from 1.
    pub occurrence: usize,
}

impl Place {
    /// Where it is, in English or Dutch: `body, paragraph 3`.
    pub fn say(&self, language: Language) -> String {
        let Place { story, paragraph, .. } = self;
        if language != Language::Nl {
            return format!("{story}, paragraph {paragraph}");
        }
        let (kind, number) = match story.rsplit_once(' ') {
            Some((kind, number)) if number.bytes().all(|b| b.is_ascii_digit()) => (kind, number),
            _ => (story.as_str(), ""),
        };
        let kind = match kind {
            "body" => "hoofdtekst",
            "header" => "koptekst",
            "footer" => "voettekst",
            "footnotes" => "voetnoten",
            "endnotes" => "eindnoten",
            "comments" => "opmerkingen",
            "document properties" => "documenteigenschappen",
            other => other,
        };
        let story = if number.is_empty() { kind.to_owned() } else { format!("{kind} {number}") };
        format!("{story}, alinea {paragraph}")
    }
}
