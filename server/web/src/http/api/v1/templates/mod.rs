//! `/api/v1/templates`

pub mod list;
pub mod read;
pub mod upload;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A template as a list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TemplateItem {
    /// Its id.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// The language of its text: `nl`, `en`, `de`, `fr`.
    #[schema(example = "nl")]
    pub language: String,
    /// The category it stands under.
    #[schema(required = true)]
    pub category: Option<String>,
    /// Where it is in its life.
    pub status: TemplateStatus,
    /// The number of the version that would be used now, from 1.
    pub version: u32,
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
