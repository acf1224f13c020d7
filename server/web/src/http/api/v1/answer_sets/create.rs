//! `POST /api/v1/answer-sets`

use akte_model::{Action, Answers, Id};
use akte_store::{Door, NewAnswerSet as Starting, StartInterview, Ticket};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{AnswerSet, LanguageQuery, find, show};
use crate::http::api::v1::problems::CreateProblems;
use crate::http::api::v1::work::{self, Once, once};
use crate::http::error::Error;
use crate::http::extract::{ETag, IdempotencyKey, Json, Location, Query};
use crate::http::state::App;
use crate::identity::SignedIn;

/// Which template to answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnswerSet {
    /// The template; its current version is the one that is answered from here on.
    #[schema(value_type = Uuid)]
    pub template: Id<akte_model::Template>,
    /// A name to find it back by.
    #[schema(max_length = 200)]
    pub name: Option<String>,
}

/// Start an interview
#[utoipa::path(post, path = "/answer-sets", operation_id = "createAnswerSet", tag = "answers",
    params(LanguageQuery, ("Idempotency-Key" = String, Header, description = "A new one for each new answer set")),
    request_body = NewAnswerSet,
    responses((status = 201, body = AnswerSet, headers(("Location" = String, description = "The new answer set"), ("ETag" = String, description = "Its revision"))), CreateProblems))]
pub async fn create(
    State(app): State<App>,
    SignedIn(mut door): SignedIn,
    Query(language): Query<LanguageQuery>,
    key: IdempotencyKey,
    Json(new): Json<NewAnswerSet>,
) -> Result<Response, Error> {
    if !door.actor().may(Action::StartInterview) {
        return Err(Error::Forbidden);
    }
    let labels = work::language(language.language.as_deref())?;
    let name = work::name(new.name.as_deref(), "name")?;
    let template = new.template.to_string();
    let parts = [template.as_bytes(), name.as_deref().unwrap_or_default().as_bytes()];
    let id = match once(&mut door, "POST /answer-sets", &key, &parts).await? {
        Once::Made(id) => id,
        Once::Make(ticket) => start(&mut door, ticket, &new.template, name).await?,
    };
    let set = find(&mut door, &id).await?;
    let set = show(&app, &mut door, set, labels).await?;
    let headers = (Location(format!("/api/v1/answer-sets/{id}")), ETag(set.item.rev));
    Ok((StatusCode::CREATED, headers, axum::Json(set)).into_response())
}

async fn start(
    door: &mut Door,
    ticket: Ticket<akte_model::AnswerSet>,
    template: &Id<akte_model::Template>,
    name: Option<String>,
) -> Result<Id<akte_model::AnswerSet>, Error> {
    let mut read = door.read().await?;
    let sealed = read.template(template).await;
    drop(read);
    let found = match sealed {
        Ok(sealed) => door.open(sealed).await?,
        Err(error) => {
            door.release(ticket).await?;
            return Err(error.into());
        }
    };
    let staged =
        door.stage(ticket, Starting { version: found.version, name, answers: Answers::new() }).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<StartInterview>(template).await?;
    let id = write.create_answer_set(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}
