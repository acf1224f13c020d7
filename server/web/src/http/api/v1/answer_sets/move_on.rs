//! `POST /api/v1/answer-sets/{id}/move`

use akte_interview::Left;
use akte_model::Id;
use akte_store::{ChangeAnswers, Error as Store};
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::carried::{CarriedAnswerSet, carry_over};
use super::files::kept;
use super::{LanguageQuery, find, show};
use crate::http::api::v1::problems::MoveProblems;
use crate::http::api::v1::work;
use crate::http::error::Error;
use crate::http::extract::{ETag, IfMatch, Path, Query};
use crate::http::state::App;
use crate::identity::SignedIn;

/// Move an answer set to the newer version
///
/// In place: the set answers the version that is published now, with the answers whose names and types agree. The others
/// are kept in `set_aside`. Documents that were made before stay as they are.
#[utoipa::path(post, path = "/answer-sets/{id}/move", operation_id = "moveAnswers", tag = "answers",
    params(LanguageQuery, ("id" = Uuid, Path, description = "The answer set"), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses((status = 200, body = CarriedAnswerSet, headers(("ETag" = String, description = "The new revision"))), MoveProblems))]
pub async fn move_on(
    State(app): State<App>,
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::AnswerSet>>,
    Query(language): Query<LanguageQuery>,
    IfMatch(rev): IfMatch,
) -> Result<Response, Error> {
    let labels = work::language(language.language.as_deref())?;
    let set = find(&mut door, &id).await?;
    if set.rev != rev {
        return Err(Error::Stale);
    }
    let to = set.newer.ok_or(Store::NothingNewer)?.version;
    let kept = kept(&mut door, &id).await?;
    let (carried, reuse) = carry_over(&app, &mut door, set.version, to, &set.answers, &kept, labels).await?;
    let left = carried.left.into_iter().map(|Left { name, answer, .. }| (name.to_string(), answer)).collect();
    let staged = door.stage_move(set, rev, to, carried.answers, left).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeAnswers>(&id).await?;
    let rev = write.move_answers(permit, staged).await?;
    write.commit(rev).await?.into_inner();
    let set = find(&mut door, &id).await?;
    let set = show(&app, &mut door, set, labels).await?;
    Ok((ETag(set.item.rev), axum::Json(CarriedAnswerSet { set, reuse })).into_response())
}
