//! `PATCH /api/v1/machines/{id}`

use akte_model::{Id, Person};
use akte_store::KeepMachine;
use axum::Json as Answer;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Machine, show};
use crate::http::api::v1::problems::ChangeProblems;
use crate::http::api::v1::work;
use crate::http::error::Error;
use crate::http::extract::{ETag, IfMatch, Json, Path};
use crate::identity::SignedIn;

/// A name for a machine.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MachineName {
    /// What the firm calls it.
    #[schema(max_length = 200, pattern = r"\S")]
    pub name: String,
}

/// Name a machine
#[utoipa::path(patch, path = "/machines/{id}", operation_id = "renameMachine", tag = "machines",
    params(("id" = Uuid, Path, description = "The machine"), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = MachineName,
    responses((status = 200, body = Machine, headers(("ETag" = String, description = "The new revision"))), ChangeProblems))]
pub async fn rename(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<Person>>,
    IfMatch(rev): IfMatch,
    Json(change): Json<MachineName>,
) -> Result<Response, Error> {
    let before = show(&mut door, &id).await?;
    let name = work::required_name(&change.name, "name")?;
    let staged = door.stage_name(id, before.rev, rev, name).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<KeepMachine>(&id).await?;
    let rev = write.rename_machine(permit, staged).await?;
    write.commit(()).await?.into_inner();
    Ok((ETag(rev), Answer(Machine::from(show(&mut door, &id).await?))).into_response())
}
