//! `POST /api/v1/answer-sets`

use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{AnswerSet, LanguageQuery};
use crate::http::api::v1::problems::CreateProblems;
use crate::http::error::Error;
use crate::http::extract::{IdempotencyKey, Json, Query};

/// Which template to answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnswerSet {
    /// The template; its current version is the one that is answered from here on.
    pub template: Uuid,
    /// A name to find it back by.
    #[schema(max_length = 200)]
    pub name: Option<String>,
}

/// Start an interview
#[utoipa::path(post, path = "/answer-sets", operation_id = "createAnswerSet", tag = "answers",
    params(LanguageQuery, ("Idempotency-Key" = String, Header, description = "A new one for each new answer set")),
    request_body = NewAnswerSet,
    responses((status = 201, body = AnswerSet, headers(("Location" = String, description = "The new answer set"), ("ETag" = String, description = "Its revision"))), CreateProblems))]
pub async fn create(
    Query(_language): Query<LanguageQuery>,
    IdempotencyKey(_key): IdempotencyKey,
    Json(_new): Json<NewAnswerSet>,
) -> Result<(StatusCode, axum::Json<AnswerSet>), Error> {
    Err(Error::SignedOut)
}
