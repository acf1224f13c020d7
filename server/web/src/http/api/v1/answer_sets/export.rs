//! `GET /api/v1/answer-sets/{id}/answers`

use akte_model::{Answers, Id};
use axum::Json;

use super::find;
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::Path;
use crate::identity::SignedIn;

/// The answers as they were given, to keep elsewhere or to start another set with
#[utoipa::path(get, path = "/answer-sets/{id}/answers", operation_id = "exportAnswers", tag = "answers",
    params(("id" = Uuid, Path, description = "The answer set")),
    responses((status = 200, body = Object), ReadProblems))]
pub async fn export(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::AnswerSet>>,
) -> Result<Json<Answers>, Error> {
    Ok(Json(find(&mut door, &id).await?.answers))
}
