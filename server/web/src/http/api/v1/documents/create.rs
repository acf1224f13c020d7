//! `POST /api/v1/documents`

use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Document;
use crate::http::api::v1::problems::CreateProblems;
use crate::http::error::Error;
use crate::http::extract::{IdempotencyKey, Json};

/// What to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDocument {
    /// The answers to make it from.
    pub answer_set: Uuid,
    /// Its title; without it the template's.
    #[schema(max_length = 200)]
    pub title: Option<String>,
}

/// Make a document
///
/// Missing or wrong answers are refused with one entry in `errors` for each, and nothing is made.
#[utoipa::path(post, path = "/documents", operation_id = "createDocument", tag = "documents",
    params(("Idempotency-Key" = String, Header, description = "A new one for each new document")),
    request_body = NewDocument,
    responses((status = 201, body = Document, headers(("Location" = String, description = "The new document"))), CreateProblems))]
pub async fn create(
    IdempotencyKey(_key): IdempotencyKey,
    Json(_new): Json<NewDocument>,
) -> Result<(StatusCode, axum::Json<Document>), Error> {
    Err(Error::SignedOut)
}
