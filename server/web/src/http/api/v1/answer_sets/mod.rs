//! `/api/v1/answer-sets`

pub mod change;
pub mod create;
pub mod list;
pub mod read;
pub mod state;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use state::State;

/// The answers of one person to one version of a template, and what they lead to.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerSet {
    /// Its id.
    pub id: Uuid,
    /// The name the person gave it.
    #[schema(required = true)]
    pub name: Option<String>,
    /// The template it answers.
    pub template: AnsweredTemplate,
    /// The number of the version of the template that it was started with.
    pub version: u32,
    /// The revision; the `ETag` between quotes.
    pub rev: i64,
    /// When it was started (RFC 3339, UTC).
    #[schema(format = DateTime)]
    pub created_at: String,
    /// The interview as it stands.
    pub state: State,
}

/// The template an answer set belongs to.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnsweredTemplate {
    /// Its id.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// The language of its text.
    #[schema(example = "nl")]
    pub language: String,
}

/// The language of labels and messages.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LanguageQuery {
    /// `nl`, `en`, `de` or `fr`; without it the template's.
    pub language: Option<String>,
}
