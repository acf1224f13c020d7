//! `DELETE /api/v1/machines/{id}`

use akte_model::{Id, Person};
use akte_store::KeepMachine;
use axum::http::StatusCode;

use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::Path;
use crate::identity::SignedIn;

/// Let a machine in no more
///
/// Its keys are forgotten. What it made stays, under its name.
#[utoipa::path(delete, path = "/machines/{id}", operation_id = "endMachine", tag = "machines",
    params(("id" = Uuid, Path, description = "The machine")),
    responses((status = 204, description = "It is let in no more"), ReadProblems))]
pub async fn end(SignedIn(mut door): SignedIn, Path(id): Path<Id<Person>>) -> Result<StatusCode, Error> {
    let mut write = door.write().await?;
    let permit = write.permit::<KeepMachine>(&id).await?;
    write.end_machine(permit).await?;
    write.commit(()).await?.into_inner();
    Ok(StatusCode::NO_CONTENT)
}
