//! What somebody should look at in a document.

use akte_model::WarningCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::api::v1::answer_sets::state::Missing;

/// Something that somebody should look at.
#[derive(Debug, Serialize, ToSchema)]
pub struct Warning {
    /// What it is; docs/filling.md lists the codes.
    #[schema(value_type = String, example = "answers_unused")]
    pub code: WarningCode,
    /// It as a sentence, in Dutch where that was asked for, and else in English.
    #[schema(value_type = String)]
    pub message: &'static str,
    /// The answers that it is about.
    pub answers: Vec<Missing>,
}
