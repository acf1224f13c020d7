//! `POST /api/v1/matters`

use akte_model::{Action, Id, MatterTitle};
use akte_store::{CreateMatter, Door, NewMatter as Beginning, Ticket};
use axum::Json as Answer;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Matter, number, show};
use crate::http::api::v1::problems::CreateProblems;
use crate::http::api::v1::work::{self, Once, once};
use crate::http::error::Error;
use crate::http::extract::{ETag, IdempotencyKey, Json, Location};
use crate::identity::SignedIn;

/// A matter to begin.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMatter {
    /// The firm's number for it, which no other matter has.
    #[schema(max_length = 200, pattern = r"\S", example = "2026-0417")]
    pub number: String,
    /// What it is called.
    #[schema(max_length = 200, pattern = r"\S")]
    pub name: String,
    /// Whether it is closed to its members from the beginning.
    #[serde(default)]
    pub closed: bool,
}

/// Begin a matter
///
/// Who begins it is its first member.
#[utoipa::path(post, path = "/matters", operation_id = "createMatter", tag = "matters",
    params(("Idempotency-Key" = String, Header, description = "A new one for each new matter")),
    request_body = NewMatter,
    responses((status = 201, body = Matter, headers(("Location" = String, description = "The new matter"), ("ETag" = String, description = "Its revision"))), CreateProblems))]
pub async fn create(
    SignedIn(mut door): SignedIn,
    key: IdempotencyKey,
    Json(new): Json<NewMatter>,
) -> Result<Response, Error> {
    if !door.actor().may(Action::CreateMatter) {
        return Err(Error::Forbidden);
    }
    let title = MatterTitle { number: number(&new.number)?, name: work::required_name(&new.name, "name")? };
    let closed: &[u8] = if new.closed { b"closed" } else { b"open" };
    let parts = [title.number.as_bytes(), title.name.as_bytes(), closed];
    let id = match once(&mut door, "POST /matters", &key, &parts).await? {
        Once::Made(id) => id,
        Once::Make(ticket) => {
            let stub = ticket.stub();
            match begin(&mut door, ticket, Beginning { title, closed: new.closed }).await {
                Ok(id) => id,
                Err(error) => {
                    door.release(stub).await?;
                    return Err(error);
                }
            }
        }
    };
    let matter = show(&mut door, &id).await?;
    let headers = (Location(format!("/api/v1/matters/{id}")), ETag(matter.item.rev));
    Ok((StatusCode::CREATED, headers, Answer(matter)).into_response())
}

async fn begin(
    door: &mut Door,
    ticket: Ticket<akte_model::Matter>,
    new: Beginning,
) -> Result<Id<akte_model::Matter>, Error> {
    let tenant = door.actor().tenant();
    let staged = door.stage(ticket, new).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<CreateMatter>(&tenant).await?;
    let id = write.create_matter(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}
