//! Mistakes in mark-up as the API and `akte check --format json` write them.

use serde::Serialize;
use utoipa::ToSchema;

/// Whether a mistake stops a template from being used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The template cannot be used until this is put right.
    Error,
    /// The template can be used; this may not be what was meant.
    Warning,
}

/// A mistake, or something to look at, in a template.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Diagnostic {
    /// A stable name of this kind of mistake.
    #[schema(example = "unclosed-if")]
    pub code: String,
    /// Whether it stops the template from being used.
    pub severity: Severity,
    /// What is wrong, in a sentence for a lawyer.
    pub message: String,
    /// Where it is; absent for what has no place in the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub place: Option<Place>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// What was probably meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub suggestion: Option<String>,
}

/// Another place that belongs to a mistake.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is there.
    pub note: String,
}

/// A place in a document, as a person or Word's search can find it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Place {
    /// The stretch of text: `body`, `header 1`, `footnote 3`.
    #[schema(example = "body")]
    pub story: String,
    /// The path of tables, rows and cells down to the paragraph; empty outside tables.
    pub container: Vec<String>,
    /// The paragraph in its story, counted from 1.
    pub paragraph: usize,
    /// The text of the tag or paragraph.
    pub text: String,
    /// The part of `text` that it is about.
    pub range: Characters,
    /// Some text before `text`.
    pub before: String,
    /// Some text after it.
    pub after: String,
    /// Which occurrence of `text` in the story this is, counted from 1.
    pub occurrence: usize,
}

/// A stretch of text, in characters (Unicode scalar values) from 0; `end` is not part of it.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Characters {
    /// The first character.
    pub start: usize,
    /// The first character after it.
    pub end: usize,
}

impl From<akte_expr::Diagnostic> for Diagnostic {
    fn from(found: akte_expr::Diagnostic) -> Self {
        Self {
            code: found.code.to_string(),
            severity: match found.severity {
                akte_expr::Severity::Error => Severity::Error,
                akte_expr::Severity::Warning => Severity::Warning,
            },
            message: found.message,
            place: found.place.map(Place::from),
            related: found.related.into_iter().map(Related::from).collect(),
            suggestion: found.suggestion,
        }
    }
}

impl From<akte_expr::Related> for Related {
    fn from(related: akte_expr::Related) -> Self {
        Self { place: related.place.into(), note: related.note }
    }
}

impl From<akte_expr::Place> for Place {
    fn from(place: akte_expr::Place) -> Self {
        Self {
            story: place.story,
            container: place.container,
            paragraph: place.paragraph,
            text: place.text,
            range: Characters { start: place.range.start, end: place.range.end },
            before: place.before,
            after: place.after,
            occurrence: place.occurrence,
        }
    }
}
