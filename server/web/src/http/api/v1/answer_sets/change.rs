//! `PATCH /api/v1/answer-sets/{id}`

use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{AnswerSet, LanguageQuery};
use crate::http::api::v1::problems::ChangeProblems;
use crate::http::error::Error;
use crate::http::extract::{IfMatch, Json, Path, Query};

/// Changes to answers, made together or not at all.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// The changes, in order.
    #[schema(max_items = 1000)]
    pub changes: Vec<Change>,
}

/// A change to one answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The dotted name; `list[n]` with n the length of the list appends.
    #[schema(example = "client.name")]
    pub name: String,
    /// The answer; null takes it away, and on `list[i]` removes the item.
    #[schema(required = true)]
    pub value: Value,
}

/// Change answers
#[utoipa::path(patch, path = "/answer-sets/{id}", operation_id = "changeAnswers", tag = "answers",
    params(LanguageQuery, ("id" = Uuid, Path, description = "The answer set"), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = Changes,
    responses((status = 200, body = AnswerSet, headers(("ETag" = String, description = "The new revision"))), ChangeProblems))]
pub async fn change(
    Path(_id): Path<Uuid>,
    Query(_language): Query<LanguageQuery>,
    IfMatch(_rev): IfMatch,
    Json(_changes): Json<Changes>,
) -> Result<axum::Json<AnswerSet>, Error> {
    Err(Error::SignedOut)
}
