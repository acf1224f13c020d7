//! `PUT /api/v1/teams/{id}/members/{person}`

use akte_model::{Id, Person, Team};
use akte_store::ChangeTeam;
use axum::http::StatusCode;

use crate::http::api::v1::problems::MemberProblems;
use crate::http::error::Error;
use crate::http::extract::Path;
use crate::identity::SignedIn;

/// Let a person into a team
///
/// And with that into the matters that the team is a member of. Nobody lets themselves in.
#[utoipa::path(put, path = "/teams/{id}/members/{person}", operation_id = "addTeamMember", tag = "people",
    params(("id" = Uuid, Path, description = "The team"), ("person" = Uuid, Path, description = "The person")),
    responses((status = 204, description = "It is in now"), MemberProblems))]
pub async fn add_member(
    SignedIn(mut door): SignedIn,
    Path((id, person)): Path<(Id<Team>, Id<Person>)>,
) -> Result<StatusCode, Error> {
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeTeam>(&id).await?;
    write.add_to_team(permit, &person).await?;
    write.commit(()).await?.into_inner();
    Ok(StatusCode::NO_CONTENT)
}
