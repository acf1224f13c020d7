//! `POST /api/v1/templates`

use axum::Json;
use axum::body::Bytes;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::read::Template;
use crate::http::api::v1::diagnostic::Diagnostic;
use crate::http::api::v1::problems::CreateProblems;
use crate::http::error::Error;
use crate::http::extract::{IdempotencyKey, Query};

/// What the file does not say itself.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct About {
    /// The title; without it the definition's.
    pub title: Option<String>,
}

/// A template that was kept as a draft.
#[derive(Debug, Serialize, ToSchema)]
pub struct Uploaded {
    /// The new template.
    pub template: Template,
    /// What to look at: warnings only, since mistakes are refused.
    pub diagnostics: Vec<Diagnostic>,
}

/// Upload a template
///
/// It becomes a draft, seen by knowledge managers. A file with mistakes in its mark-up is refused with all of
/// them in `diagnostics`, and nothing is kept.
#[utoipa::path(post, path = "/templates", operation_id = "uploadTemplate", tag = "templates",
    params(About, ("Idempotency-Key" = String, Header, description = "A new one for each new template")),
    request_body(content = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    responses((status = 201, body = Uploaded, headers(("Location" = String, description = "The new template"), ("ETag" = String, description = "Its revision"))), CreateProblems))]
pub async fn upload(
    Query(_about): Query<About>,
    IdempotencyKey(_key): IdempotencyKey,
    _body: Bytes,
) -> Result<(StatusCode, Json<Uploaded>), Error> {
    Err(Error::SignedOut)
}
