//! `DELETE /api/v1/people/{id}/delegates/{delegate}`

use akte_model::{Id, Person};
use akte_store::KeepDelegates;
use axum::http::StatusCode;

use crate::http::api::v1::problems::DelegateProblems;
use crate::http::error::Error;
use crate::http::extract::Path;
use crate::identity::SignedIn;

/// Let somebody work on behalf of a person no longer
#[utoipa::path(delete, path = "/people/{id}/delegates/{delegate}", operation_id = "removeDelegate", tag = "people",
    params(("id" = Uuid, Path, description = "The person"), ("delegate" = Uuid, Path, description = "Who acts for them")),
    responses((status = 204, description = "That one may not any more"), DelegateProblems))]
pub async fn remove_delegate(
    SignedIn(mut door): SignedIn,
    Path((id, delegate)): Path<(Id<Person>, Id<Person>)>,
) -> Result<StatusCode, Error> {
    let mut write = door.write().await?;
    let permit = write.permit::<KeepDelegates>(&id).await?;
    write.remove_delegate(permit, &delegate).await?;
    write.commit(()).await?.into_inner();
    Ok(StatusCode::NO_CONTENT)
}
