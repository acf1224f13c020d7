//! `PATCH /api/v1/answer-sets/{id}`

use akte_expr::{Language, Path as AnswerPath};
use akte_interview as interview;
use akte_model::{Answers, Id, Matter, Rev};
use akte_store::{ChangeAnswers, Door, FileAnswers, UseMatter};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{AnswerSet, LanguageQuery, files, find, stand};
use crate::http::api::v1::matters;
use crate::http::api::v1::problems::ChangeProblems;
use crate::http::api::v1::work::{self, template};
use crate::http::error::{Error, FieldError};
use crate::http::extract::{ETag, IfMatch, Json, Path, Query, given};
use crate::http::state::App;
use crate::identity::SignedIn;

/// The most that all answers of a set may take as JSON, in bytes.
pub const ANSWERS: usize = 2 * 1024 * 1024;

/// Changes to answers, made together or not at all.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// The changes, in order.
    #[schema(max_items = 1000)]
    #[serde(default)]
    pub changes: Vec<Change>,
    /// A new name for the set; none keeps the one it has.
    #[schema(max_length = 200, pattern = r"\S")]
    pub name: Option<String>,
    /// The matter that the set is to belong to, with the documents made of it: an open one, or one that the person is a member
    /// of; null for none. For whose the set is, who must see that matter, too.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    pub matter: Option<Option<Id<Matter>>>,
}

/// A change to one answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The dotted name; `list[n]` with n the length of the list appends.
    #[schema(example = "client.name")]
    pub name: String,
    /// The answer; null takes it away, and on `list[i]` removes the item. Of a picture or file the id that uploading it to
    /// this answer set gave.
    #[schema(required = true)]
    pub value: Value,
}

/// Change answers, or the name or matter of the set
#[utoipa::path(patch, path = "/answer-sets/{id}", operation_id = "changeAnswers", tag = "answers",
    params(LanguageQuery, ("id" = Uuid, Path, description = "The answer set"), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = Changes,
    responses((status = 200, body = AnswerSet, headers(("ETag" = String, description = "The new revision"))), ChangeProblems))]
pub async fn change(
    State(app): State<App>,
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::AnswerSet>>,
    Query(language): Query<LanguageQuery>,
    IfMatch(rev): IfMatch,
    Json(changes): Json<Changes>,
) -> Result<Response, Error> {
    let labels = work::language(language.language.as_deref())?;
    if let Some(Some(matter)) = &changes.matter {
        matters::usable(&mut door, matter).await?;
    }
    let mut set = find(&mut door, &id).await?;
    if set.rev != rev {
        return Err(Error::Stale);
    }
    let name = work::name(changes.name.as_deref(), "name")?;
    let matter = changes.matter;
    set.name = name.or(set.name);
    let mut answers = set.answers.clone();
    let version = template(&app, &mut door, set.version).await?;
    let language = labels.unwrap_or(version.ready.language());
    let changes = read(changes, language)?;
    interview::apply(&mut answers, &changes).map_err(|error| refuse(&error, language))?;
    let wrong = files::wrong(&mut door, &set, &version.ready, &answers, language).await?;
    if !wrong.is_empty() {
        return Err(refused(wrong, language));
    }
    if serde_json::to_vec(&answers).map_err(anyhow::Error::from)?.len() > ANSWERS {
        return Err(Error::TooLarge { limit: ANSWERS });
    }
    let set = keep(&mut door, set, rev, answers.clone(), matter).await?;
    let state = stand(&app, &version, answers, labels).await?;
    Ok((ETag(set.rev), axum::Json(AnswerSet::of(set, state))).into_response())
}

/// The changes as the interview reads them; every name that is none is told.
fn read(changes: Changes, language: Language) -> Result<Vec<interview::Change>, Error> {
    let mut errors = Vec::new();
    let mut read = Vec::new();
    for Change { name, value } in changes.changes {
        match name.parse::<AnswerPath>() {
            Ok(name) => read.push(interview::Change { name, value }),
            Err(error) => {
                let message = match language {
                    Language::Nl => "Dit is niet de naam van een antwoord.".to_owned(),
                    _ => error.to_string(),
                };
                errors.push(FieldError { name, message });
            }
        }
    }
    if errors.is_empty() { Ok(read) } else { Err(refused(errors, language)) }
}

fn refuse(error: &interview::ChangeError, language: Language) -> Error {
    let name = error.name().map(ToString::to_string).unwrap_or_default();
    refused(vec![FieldError { name, message: error.message(language) }], language)
}

fn refused(errors: Vec<FieldError>, language: Language) -> Error {
    let detail = match language {
        Language::Nl => "Deze wijzigingen kunnen niet worden gemaakt; er is er geen gemaakt.",
        _ => "These changes cannot be made; none of them was.",
    };
    Error::Answers { detail: detail.to_owned(), errors }
}

/// Writes it all down, and reads the set again.
async fn keep(
    door: &mut Door,
    set: akte_model::AnswerSet,
    rev: Rev,
    answers: Answers,
    matter: Option<Option<Id<Matter>>>,
) -> Result<akte_model::AnswerSet, Error> {
    let staged = door.stage_answers(&set, rev, answers).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeAnswers>(&set.id).await?;
    let rev = write.change_answers(permit, staged).await?;
    let Some(matter) = matter else {
        let rev = write.commit(rev).await?.into_inner();
        return Ok(akte_model::AnswerSet { rev, ..set });
    };
    let permit = write.permit::<FileAnswers>(&set.id).await?;
    let matter = match matter {
        Some(matter) => Some(write.permit::<UseMatter>(&matter).await?),
        None => None,
    };
    write.file_answers(permit, matter).await?;
    write.commit(()).await?.into_inner();
    find(door, &set.id).await
}
