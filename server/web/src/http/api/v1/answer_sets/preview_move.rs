//! `GET /api/v1/answer-sets/{id}/move`

use akte_model::{Id, Rev};
use akte_store::Error as Store;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::carried::{Reuse, carry_over};
use super::files::kept;
use super::{LanguageQuery, find};
use crate::http::api::v1::problems::MoveProblems;
use crate::http::api::v1::work;
use crate::http::error::Error;
use crate::http::extract::{ETag, Path, Query};
use crate::http::state::App;
use crate::identity::SignedIn;

/// What moving an answer set to the newer version would make of its answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Move {
    /// The number of the newer version.
    pub version: i64,
    /// The revision of the set that this was worked out for; the `ETag` between quotes.
    #[schema(value_type = i64)]
    pub rev: Rev,
    /// What it would keep, leave and add.
    #[serde(flatten)]
    pub reuse: Reuse,
}

/// What moving to the newer version would keep, leave and add
///
/// Changes nothing.
#[utoipa::path(get, path = "/answer-sets/{id}/move", operation_id = "previewMove", tag = "answers",
    params(LanguageQuery, ("id" = Uuid, Path, description = "The answer set")),
    responses((status = 200, body = Move, headers(("ETag" = String, description = "The revision of the set"))), MoveProblems))]
pub async fn preview(
    State(app): State<App>,
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::AnswerSet>>,
    Query(language): Query<LanguageQuery>,
) -> Result<Response, Error> {
    let labels = work::language(language.language.as_deref())?;
    let set = find(&mut door, &id).await?;
    let newer = set.newer.ok_or(Store::NothingNewer)?;
    let kept = kept(&mut door, &id).await?;
    let (_, reuse) =
        carry_over(&app, &mut door, set.version, newer.version, &set.answers, &kept, labels).await?;
    Ok((ETag(set.rev), axum::Json(Move { version: newer.number, rev: set.rev, reuse })).into_response())
}
