//! `DELETE /api/v1/matters/{id}/teams/{team}`

use akte_model::{Id, Matter, Team};
use akte_store::ChangeMembers;
use axum::http::StatusCode;

use crate::http::api::v1::problems::MemberProblems;
use crate::http::error::Error;
use crate::http::extract::Path;
use crate::identity::SignedIn;

/// Let a team out of a matter
///
/// By a member.
#[utoipa::path(delete, path = "/matters/{id}/teams/{team}", operation_id = "removeMatterTeam", tag = "matters",
    params(("id" = Uuid, Path, description = "The matter"), ("team" = Uuid, Path, description = "The team")),
    responses((status = 204, description = "It is out now"), MemberProblems))]
pub async fn remove_team(
    SignedIn(mut door): SignedIn,
    Path((id, team)): Path<(Id<Matter>, Id<Team>)>,
) -> Result<StatusCode, Error> {
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeMembers>(&id).await?;
    write.remove_team_from_matter(permit, &team).await?;
    write.commit(()).await?.into_inner();
    Ok(StatusCode::NO_CONTENT)
}
