//! `GET /api/v1/answer-sets/{id}`

use axum::Json;
use uuid::Uuid;

use super::{AnswerSet, LanguageQuery};
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::{Path, Query};

/// One answer set with its interview
#[utoipa::path(get, path = "/answer-sets/{id}", operation_id = "readAnswerSet", tag = "answers",
    params(LanguageQuery, ("id" = Uuid, Path, description = "The answer set")),
    responses((status = 200, body = AnswerSet, headers(("ETag" = String, description = "The revision"))), ReadProblems))]
pub async fn read(
    Path(_id): Path<Uuid>,
    Query(_language): Query<LanguageQuery>,
) -> Result<Json<AnswerSet>, Error> {
    Err(Error::SignedOut)
}
