//! `GET /api/v1/machines/{id}`

use akte_model::{Id, Person};
use axum::Json;
use axum::response::{IntoResponse, Response};

use super::{Machine, show};
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::{ETag, Path};
use crate::identity::SignedIn;

/// One machine with its keys
#[utoipa::path(get, path = "/machines/{id}", operation_id = "readMachine", tag = "machines",
    params(("id" = Uuid, Path, description = "The machine")),
    responses((status = 200, body = Machine, headers(("ETag" = String, description = "The revision"))), ReadProblems))]
pub async fn read(SignedIn(mut door): SignedIn, Path(id): Path<Id<Person>>) -> Result<Response, Error> {
    let machine = show(&mut door, &id).await?;
    Ok((ETag(machine.rev), Json(Machine::from(machine))).into_response())
}
