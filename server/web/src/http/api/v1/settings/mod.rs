//! `/api/v1/settings`

pub mod change;
pub mod read;

use akte_model::Rev;
use serde::Serialize;
use utoipa::ToSchema;

/// What the firm decided for itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct Settings {
    /// Whether a version of a template is approved or rejected by someone other than its author.
    pub four_eyes: bool,
    /// The firm's own colour in the pages; null for the one that they come with.
    #[schema(required = true, example = "#1f6076")]
    pub accent: Option<String>,
    /// Whether documents that Akte knows again name the server in clear.
    pub stamp_server: bool,
    /// The revision; the `ETag` between quotes.
    #[schema(value_type = i64)]
    pub rev: Rev,
}

impl From<akte_model::Settings> for Settings {
    fn from(settings: akte_model::Settings) -> Self {
        let accent = settings.accent.map(|accent| accent.to_string());
        Self { four_eyes: settings.four_eyes, accent, stamp_server: settings.stamp_server, rev: settings.rev }
    }
}
