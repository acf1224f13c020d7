//! `DELETE /api/v1/machines/{id}/keys/{key}`

use akte_model::{ApiKey, Id, Person};
use akte_store::KeepMachine;
use axum::http::StatusCode;

use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::Path;
use crate::identity::SignedIn;

/// Take a key back
///
/// It is good no longer from the next request on, and still shown for a month.
#[utoipa::path(delete, path = "/machines/{id}/keys/{key}", operation_id = "revokeKey", tag = "machines",
    params(("id" = Uuid, Path, description = "The machine"), ("key" = Uuid, Path, description = "The key")),
    responses((status = 204, description = "It is good no longer"), ReadProblems))]
pub async fn revoke_key(
    SignedIn(mut door): SignedIn,
    Path((id, key)): Path<(Id<Person>, Id<ApiKey>)>,
) -> Result<StatusCode, Error> {
    let mut write = door.write().await?;
    let permit = write.permit::<KeepMachine>(&id).await?;
    write.revoke_key(permit, &key).await?;
    write.commit(()).await?.into_inner();
    Ok(StatusCode::NO_CONTENT)
}
