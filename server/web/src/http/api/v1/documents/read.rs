//! `GET /api/v1/documents/{id}`

use akte_model::Id;
use axum::Json;
use axum::extract::State;

use super::{WholeDocument, find};
use crate::http::api::v1::answer_sets::LanguageQuery;
use crate::http::api::v1::problems::InterviewProblems;
use crate::http::api::v1::work;
use crate::http::error::Error;
use crate::http::extract::{Path, Query};
use crate::http::state::App;
use crate::identity::SignedIn;

/// One document with the blanks that it was made with
#[utoipa::path(get, path = "/documents/{id}", operation_id = "readDocument", tag = "documents",
    params(LanguageQuery, ("id" = Uuid, Path, description = "The document")),
    responses((status = 200, body = WholeDocument), InterviewProblems))]
pub async fn read(
    State(app): State<App>,
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::Document>>,
    Query(language): Query<LanguageQuery>,
) -> Result<Json<WholeDocument>, Error> {
    let labels = work::language(language.language.as_deref())?;
    Ok(Json(find(&app, &mut door, &id, labels).await?))
}
