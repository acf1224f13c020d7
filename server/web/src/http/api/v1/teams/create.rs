//! `POST /api/v1/teams`

use akte_model::{Action, Id};
use akte_store::{CreateTeam, Door, NewNamed, Ticket};
use axum::Json as Answer;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::{Team, TeamName, show};
use crate::http::api::v1::problems::CreateProblems;
use crate::http::api::v1::work::{self, Once, once};
use crate::http::error::Error;
use crate::http::extract::{ETag, IdempotencyKey, Json, Location};
use crate::identity::SignedIn;

/// Make a team
#[utoipa::path(post, path = "/teams", operation_id = "createTeam", tag = "people",
    params(("Idempotency-Key" = String, Header, description = "A new one for each new team")),
    request_body = TeamName,
    responses((status = 201, body = Team, headers(("Location" = String, description = "The new team"), ("ETag" = String, description = "Its revision"))), CreateProblems))]
pub async fn create(
    SignedIn(mut door): SignedIn,
    key: IdempotencyKey,
    Json(new): Json<TeamName>,
) -> Result<Response, Error> {
    if !door.actor().may(Action::ChangeTeams) {
        return Err(Error::Forbidden);
    }
    let name = work::required_name(&new.name, "name")?;
    let id = match once(&mut door, "POST /teams", &key, &[name.as_bytes()]).await? {
        Once::Made(id) => id,
        Once::Make(ticket) => {
            let stub = ticket.stub();
            match make(&mut door, ticket, name).await {
                Ok(id) => id,
                Err(error) => {
                    door.release(stub).await?;
                    return Err(error);
                }
            }
        }
    };
    let team = show(&mut door, &id).await?;
    let headers = (Location(format!("/api/v1/teams/{id}")), ETag(team.item.rev));
    Ok((StatusCode::CREATED, headers, Answer(team)).into_response())
}

async fn make(
    door: &mut Door,
    ticket: Ticket<akte_model::Team>,
    name: String,
) -> Result<Id<akte_model::Team>, Error> {
    let tenant = door.actor().tenant();
    let staged = door.stage(ticket, NewNamed::new(name)).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<CreateTeam>(&tenant).await?;
    let id = write.create_team(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}
