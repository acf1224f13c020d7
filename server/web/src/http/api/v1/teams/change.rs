//! `PATCH /api/v1/teams/{id}`

use akte_model::Id;
use akte_store::ChangeTeam;
use axum::Json as Answer;
use axum::response::{IntoResponse, Response};

use super::{Team, TeamName, show};
use crate::http::api::v1::problems::NameProblems;
use crate::http::api::v1::work;
use crate::http::error::Error;
use crate::http::extract::{ETag, IfMatch, Json, Path};
use crate::identity::SignedIn;

/// Name a team
#[utoipa::path(patch, path = "/teams/{id}", operation_id = "renameTeam", tag = "people",
    params(("id" = Uuid, Path, description = "The team"), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = TeamName,
    responses((status = 200, body = Team, headers(("ETag" = String, description = "The new revision"))), NameProblems))]
pub async fn change(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::Team>>,
    IfMatch(rev): IfMatch,
    Json(change): Json<TeamName>,
) -> Result<Response, Error> {
    let name = work::required_name(&change.name, "name")?;
    let before = show(&mut door, &id).await?;
    let staged = door.stage_name(id, before.item.rev, rev, name).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeTeam>(&id).await?;
    let rev = write.rename_team(permit, staged).await?;
    write.commit(()).await?.into_inner();
    Ok((ETag(rev), Answer(show(&mut door, &id).await?)).into_response())
}
