//! `POST /api/v1/machines`

use akte_model::{Action, Id, Person};
use akte_store::{Door, LetMachineIn, NewMachine, Ticket};
use axum::Json as Answer;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Machine, show};
use crate::http::api::v1::problems::CreateProblems;
use crate::http::api::v1::work::{self, Once, once};
use crate::http::error::Error;
use crate::http::extract::{ETag, IdempotencyKey, Json, Location};
use crate::identity::SignedIn;

/// A machine to let in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMachineRequest {
    /// What the firm calls it.
    #[schema(max_length = 200, pattern = r"\S")]
    pub name: String,
    /// The application at the firm's issuer whose access tokens are to be taken: its client id, in lower case.
    #[schema(
        max_length = 200,
        pattern = "^[!-~]+$",
        format = "client-id",
        example = "66666666-6666-4666-8666-666666666666"
    )]
    pub client: Option<String>,
}

/// Let a machine in
///
/// It may nothing until it has a key, or comes with an access token of the named application that holds a `Machine.*` role.
#[utoipa::path(post, path = "/machines", operation_id = "createMachine", tag = "machines",
    params(("Idempotency-Key" = String, Header, description = "A new one for each new machine")),
    request_body = NewMachineRequest,
    responses((status = 201, body = Machine, headers(("Location" = String, description = "The new machine"), ("ETag" = String, description = "Its revision"))), CreateProblems))]
pub async fn create(
    SignedIn(mut door): SignedIn,
    key: IdempotencyKey,
    Json(new): Json<NewMachineRequest>,
) -> Result<Response, Error> {
    if !door.actor().may(Action::KeepMachines) {
        return Err(Error::Forbidden);
    }
    let name = work::required_name(&new.name, "name")?;
    let client = work::name(new.client.as_deref(), "client")?;
    if client.as_ref().is_some_and(|client| !client.bytes().all(|byte| byte.is_ascii_graphic())) {
        return Err(Error::Malformed("The client is printable ASCII, without blanks.".to_owned()));
    }
    let parts = [name.as_bytes(), client.as_deref().unwrap_or_default().as_bytes()];
    let id = match once(&mut door, "POST /machines", &key, &parts).await? {
        Once::Made(id) => id,
        Once::Make(ticket) => {
            let stub = ticket.stub();
            match make(&mut door, ticket, NewMachine { name, client }).await {
                Ok(id) => id,
                Err(error) => {
                    door.release(stub).await?;
                    return Err(error);
                }
            }
        }
    };
    let machine = show(&mut door, &id).await?;
    let headers = (Location(format!("/api/v1/machines/{id}")), ETag(machine.rev));
    Ok((StatusCode::CREATED, headers, Answer(Machine::from(machine))).into_response())
}

async fn make(door: &mut Door, ticket: Ticket<Person>, new: NewMachine) -> Result<Id<Person>, Error> {
    let tenant = door.actor().tenant();
    let staged = door.stage(ticket, new).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<LetMachineIn>(&tenant).await?;
    let id = write.create_machine(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}
