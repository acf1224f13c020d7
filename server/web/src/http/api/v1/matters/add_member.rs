//! `PUT /api/v1/matters/{id}/members/{person}`

use akte_model::{Id, Matter, Person};
use akte_store::ChangeMembers;
use axum::http::StatusCode;

use crate::http::api::v1::problems::MemberProblems;
use crate::http::error::Error;
use crate::http::extract::Path;
use crate::identity::SignedIn;

/// Let a person into a matter
///
/// By a member.
#[utoipa::path(put, path = "/matters/{id}/members/{person}", operation_id = "addMatterMember", tag = "matters",
    params(("id" = Uuid, Path, description = "The matter"), ("person" = Uuid, Path, description = "The person")),
    responses((status = 204, description = "It is in now"), MemberProblems))]
pub async fn add_member(
    SignedIn(mut door): SignedIn,
    Path((id, person)): Path<(Id<Matter>, Id<Person>)>,
) -> Result<StatusCode, Error> {
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeMembers>(&id).await?;
    write.add_to_matter(permit, &person).await?;
    write.commit(()).await?.into_inner();
    Ok(StatusCode::NO_CONTENT)
}
