//! `POST /api/v1/answer-sets`

use akte_expr::Language;
use akte_model::{Action, Answers, Id, Matter, Person, TemplateVersion};
use akte_store::{ActFor, Door, FilesOf, NewAnswerSet as Starting, StartInterview, Ticket, UseMatter};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::carried::{CarriedAnswerSet, Reuse, carry_over};
use super::change::ANSWERS;
use super::files::{Kept, along, kept};
use super::{LanguageQuery, find, show};
use crate::http::api::v1::matters;
use crate::http::api::v1::problems::CreateProblems;
use crate::http::api::v1::work::{self, Once, once, template};
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
    /// The version of the template, to try out one that is not published: for who may read drafts.
    #[schema(value_type = Option<Uuid>)]
    pub version: Option<Id<TemplateVersion>>,
    /// The person on whose behalf it is begun, who let the one who asks do that: theirs then, with the documents made of it.
    #[schema(value_type = Option<Uuid>)]
    pub on_behalf_of: Option<Id<Person>>,
    /// The matter it is to belong to, with the documents made of it: an open one, or one that the person is a member of;
    /// on behalf of somebody, they too.
    #[schema(value_type = Option<Uuid>)]
    pub matter: Option<Id<Matter>>,
    /// A name to find it back by.
    #[schema(max_length = 200, pattern = r"\S")]
    pub name: Option<String>,
    /// An answer set whose answers are taken over where names and types agree: of the same template (a
    /// copy) or of another one.
    #[schema(value_type = Option<Uuid>)]
    pub from: Option<Id<akte_model::AnswerSet>>,
    /// Answers to begin with, as they were exported.
    #[schema(value_type = Option<Object>)]
    pub answers: Option<Answers>,
}

/// Start an interview
///
/// From nothing, from another answer set, or from answers that were exported.
#[utoipa::path(post, path = "/answer-sets", operation_id = "createAnswerSet", tag = "answers",
    params(LanguageQuery, ("Idempotency-Key" = String, Header, description = "A new one for each new answer set")),
    request_body = NewAnswerSet,
    responses((status = 201, body = CarriedAnswerSet, headers(("Location" = String, description = "The new answer set"), ("ETag" = String, description = "Its revision"))), CreateProblems))]
pub async fn create(
    State(app): State<App>,
    SignedIn(mut door): SignedIn,
    Query(language): Query<LanguageQuery>,
    key: IdempotencyKey,
    Json(mut new): Json<NewAnswerSet>,
) -> Result<Response, Error> {
    if !door.actor().may(Action::StartInterview) {
        return Err(Error::Forbidden);
    }
    // On behalf of oneself is oneself.
    new.on_behalf_of = new.on_behalf_of.filter(|person| *person != door.actor().person());
    let labels = work::language(language.language.as_deref())?;
    let name = work::name(new.name.as_deref(), "name")?;
    let template_id = new.template.to_string();
    let version = new.version.map(|version| version.to_string()).unwrap_or_default();
    let from = new.from.map(|from| from.to_string()).unwrap_or_default();
    let matter = new.matter.map(|matter| matter.to_string()).unwrap_or_default();
    let lawyer = new.on_behalf_of.map(|person| person.to_string()).unwrap_or_default();
    let given = new.answers.as_ref().map(serde_json::to_vec).transpose().map_err(anyhow::Error::from)?;
    let given = given.unwrap_or_default();
    if given.len() > ANSWERS {
        return Err(Error::TooLarge { limit: ANSWERS });
    }
    let name_part = name.as_deref().unwrap_or_default();
    let parts = [&template_id, &version, name_part, &from, &matter, &lawyer].map(str::as_bytes);
    let parts = [&parts[..], &[&given]].concat();
    let ticket = once(&mut door, "POST /answer-sets", &key, &parts).await?;
    let begin = begin(&app, &mut door, &new, labels).await;
    let (id, reuse) = match (ticket, begin) {
        (Once::Made(id), begin) => (id, begin.map(|begin| begin.reuse).unwrap_or_default()),
        (Once::Make(ticket), Ok(Begin { version, answers, files, reuse })) => {
            (start(&mut door, ticket, &new, Starting { version, name, answers, files }).await?, reuse)
        }
        (Once::Make(ticket), Err(error)) => {
            door.release(ticket).await?;
            return Err(error);
        }
    };
    let set = find(&mut door, &id).await?;
    let set = show(&app, &mut door, set, labels).await?;
    let set = CarriedAnswerSet { set, reuse };
    let headers = (Location(format!("/api/v1/answer-sets/{id}")), ETag(set.set.item.rev));
    Ok((StatusCode::CREATED, headers, axum::Json(set)).into_response())
}

/// The version to answer, and the answers to begin with.
struct Begin {
    version: Id<TemplateVersion>,
    answers: Answers,
    files: Option<FilesOf>,
    reuse: Reuse,
}

async fn begin(
    app: &App,
    door: &mut Door,
    new: &NewAnswerSet,
    labels: Option<Language>,
) -> Result<Begin, Error> {
    if let Some(matter) = &new.matter {
        matters::usable(door, matter).await?;
    }
    let version = version(door, new).await?;
    // Answers that were exported come without their files.
    let (from, answers, kept) = match (new.from, &new.answers) {
        (Some(_), Some(_)) => {
            return Err(Error::Malformed("Send `from` or `answers`, not both.".to_owned()));
        }
        (None, None) => {
            let (answers, reuse) = (Answers::new(), Reuse::default());
            return Ok(Begin { version, answers, files: None, reuse });
        }
        (Some(from), None) => {
            let set = find(door, &from).await?;
            (set.version, set.answers, kept(door, &from).await?)
        }
        (None, Some(answers)) => (version, answers.clone(), Kept::default()),
    };
    let (carried, reuse) = carry_over(app, door, from, version, &answers, &kept, labels).await?;
    let to = template(app, door, version).await?;
    let files = new.from.and_then(|from| along(from, &to.ready, &carried.answers));
    Ok(Begin { version, answers: carried.answers, files, reuse })
}

/// The version that was asked for, or the one that this person gets.
async fn version(door: &mut Door, new: &NewAnswerSet) -> Result<Id<TemplateVersion>, Error> {
    let mut read = door.read().await?;
    let Some(version) = new.version else {
        let sealed = read.template(&new.template).await?;
        drop(read);
        return Ok(door.open(sealed).await?.version);
    };
    let sealed = read.version(&version).await?;
    drop(read);
    let found = door.open(sealed).await?;
    if found.template.id == new.template { Ok(version) } else { Err(Error::NotFound) }
}

async fn start(
    door: &mut Door,
    ticket: Ticket<akte_model::AnswerSet>,
    new: &NewAnswerSet,
    starting: Starting,
) -> Result<Id<akte_model::AnswerSet>, Error> {
    let staged = door.stage(ticket, starting).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<StartInterview>(&new.template).await?;
    let lawyer = match &new.on_behalf_of {
        Some(lawyer) => Some(write.permit::<ActFor>(lawyer).await?),
        None => None,
    };
    let matter = match &new.matter {
        Some(matter) => Some(write.permit::<UseMatter>(matter).await?),
        None => None,
    };
    let id = write.create_answer_set(permit, lawyer, matter, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}
