//! `/api/v1/templates`

pub mod add_favourite;
pub mod change;
pub mod list;
pub mod read;
pub mod remove_favourite;
pub mod roll_back;
pub mod tests;
pub mod upload;

use akte_model::{Category, Id, VersionState};
use serde::Serialize;
use utoipa::ToSchema;

/// A template as a list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateItem {
    /// Its id.
    #[schema(value_type = Uuid)]
    pub id: Id<akte_model::Template>,
    /// Its title.
    pub title: String,
    /// The language of its text: `nl`, `en`, `de`, `fr`.
    #[schema(example = "nl")]
    pub language: String,
    /// The category it stands under.
    #[schema(required = true)]
    pub category: Option<TemplateCategory>,
    /// Whether it is a favourite of who asks.
    pub favourite: bool,
    /// Where it is in its life.
    pub status: TemplateStatus,
    /// The number of the version that would be used now, from 1.
    pub version: i64,
}

/// The category a template stands under.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateCategory {
    /// Its id.
    #[schema(value_type = Uuid)]
    pub id: Id<Category>,
    /// What it is called.
    pub name: String,
}

/// Where a template is in its life.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TemplateStatus {
    /// Being made; seen by knowledge managers.
    Draft,
    /// Waiting for approval.
    InReview,
    /// Approved, not published yet.
    Approved,
    /// In use.
    Published,
    /// Taken out of use.
    Retired,
}

impl From<akte_model::Template> for TemplateItem {
    fn from(template: akte_model::Template) -> Self {
        Self {
            id: template.id,
            title: template.title,
            language: template.language,
            category: template.category.map(|Category { id, name, .. }| TemplateCategory { id, name }),
            favourite: template.favourite,
            status: template.status.into(),
            version: template.number,
        }
    }
}

impl From<VersionState> for TemplateStatus {
    fn from(state: VersionState) -> Self {
        match state {
            VersionState::Draft => Self::Draft,
            VersionState::InReview => Self::InReview,
            VersionState::Approved => Self::Approved,
            VersionState::Published => Self::Published,
            VersionState::Retired => Self::Retired,
        }
    }
}
