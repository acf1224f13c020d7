//! `GET /api/v1/answer-sets/{id}`

use akte_model::Id;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::{AnswerSet, LanguageQuery, find, show};
use crate::http::api::v1::problems::InterviewProblems;
use crate::http::api::v1::work;
use crate::http::error::Error;
use crate::http::extract::{ETag, Path, Query};
use crate::http::state::App;
use crate::identity::SignedIn;

/// One answer set with its interview
#[utoipa::path(get, path = "/answer-sets/{id}", operation_id = "readAnswerSet", tag = "answers",
    params(LanguageQuery, ("id" = Uuid, Path, description = "The answer set")),
    responses((status = 200, body = AnswerSet, headers(("ETag" = String, description = "The revision"))), InterviewProblems))]
pub async fn read(
    State(app): State<App>,
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::AnswerSet>>,
    Query(language): Query<LanguageQuery>,
) -> Result<Response, Error> {
    let labels = work::language(language.language.as_deref())?;
    let set = find(&mut door, &id).await?;
    let set = show(&app, &mut door, set, labels).await?;
    Ok((ETag(set.item.rev), axum::Json(set)).into_response())
}
