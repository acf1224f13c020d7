//! `POST /api/v1/documents`

use akte_expr::Language;
use akte_model::{Action, Id};
use akte_store::{Door, Generate, NewDocument as Making, Ticket};
use akte_template::{Missing as WhenMissing, Stamp};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{WholeDocument, find};
use crate::engine::{Unfit, settings};
use crate::http::api::v1::answer_sets::files::pictures;
use crate::http::api::v1::answer_sets::{self, LanguageQuery};
use crate::http::api::v1::problems::CreateProblems;
use crate::http::api::v1::work::{self, Once, aside, once, template};
use crate::http::error::{Error, FieldError};
use crate::http::extract::{IdempotencyKey, Json, Location, Query};
use crate::http::state::App;
use crate::identity::SignedIn;

/// What to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDocument {
    /// The answers to make it from.
    #[schema(value_type = Uuid)]
    pub answer_set: Id<akte_model::AnswerSet>,
    /// Its title; without it the name of the answer set, or else the template's title.
    #[schema(max_length = 200, pattern = r"\S")]
    pub title: Option<String>,
    /// Make a draft: what is missing is left as a blank, `[label]`, highlighted, and its title says that it is a draft.
    #[serde(default)]
    pub draft: bool,
}

/// Make a document
///
/// Missing or wrong answers are refused with one entry in `errors` for each, and nothing is made. A draft is made
/// with blanks where answers are missing.
#[utoipa::path(post, path = "/documents", operation_id = "createDocument", tag = "documents",
    params(LanguageQuery, ("Idempotency-Key" = String, Header, description = "A new one for each new document")),
    request_body = NewDocument,
    responses((status = 201, body = WholeDocument, headers(("Location" = String, description = "The new document"))), CreateProblems))]
pub async fn create(
    State(app): State<App>,
    SignedIn(mut door): SignedIn,
    key: IdempotencyKey,
    Query(language): Query<LanguageQuery>,
    Json(new): Json<NewDocument>,
) -> Result<Response, Error> {
    if !door.actor().may(Action::Generate) {
        return Err(Error::Forbidden);
    }
    let labels = work::language(language.language.as_deref())?;
    let title = work::name(new.title.as_deref(), "title")?;
    let set = new.answer_set.to_string();
    let kind: &[u8] = if new.draft { b"draft" } else { b"" };
    let parts = [set.as_bytes(), title.as_deref().unwrap_or_default().as_bytes(), kind];
    let id = match once(&mut door, "POST /documents", &key, &parts).await? {
        Once::Made(id) => id,
        Once::Make(ticket) => match make(&app, &mut door, &new, ticket.id(), title, labels).await {
            Ok(made) => keep(&mut door, ticket, made).await?,
            Err(error) => {
                door.release(ticket).await?;
                return Err(error);
            }
        },
    };
    let document = find(&app, &mut door, &id, labels).await?;
    let location = Location(format!("/api/v1/documents/{id}"));
    Ok((StatusCode::CREATED, location, axum::Json(document)).into_response())
}

async fn make(
    app: &App,
    door: &mut Door,
    new: &NewDocument,
    id: Id<akte_model::Document>,
    title: Option<String>,
    labels: Option<Language>,
) -> Result<Making, Error> {
    let set = answer_sets::find(door, &new.answer_set).await?;
    let version = template(app, door, set.version).await?;
    let pictures = pictures(door, &set, &version.ready).await?;
    let stamp = stamp(app, door, id).await?;
    let missing = if new.draft { WhenMissing::Mark } else { WhenMissing::Error };
    let (filled, now) = (version.clone(), app.clock.now());
    let made = aside(move || {
        let ready = &filled.ready;
        let settings = settings(ready.language(), now);
        let made = ready.fill_stamped(&set.answers, &settings, missing, &pictures, Some(&stamp));
        let labels = labels.unwrap_or(ready.language());
        let state = ready.state(&set.answers, &settings, labels);
        match made {
            Ok(made) => Ok((made, ready.warnings(&set, &state), state.missing, set)),
            Err(found) => Err(unfit(found, state.missing, labels)),
        }
    });
    let (made, warnings, lacks, set) = made.await??;
    let draft = new.draft.then(|| lacks.iter().map(|answer| answer.name.to_string()).collect());
    let mut title = title.or_else(|| set.name.clone()).unwrap_or_else(|| set.template.title.clone());
    if new.draft {
        title.push_str(if version.ready.language() == Language::Nl { " (concept)" } else { " (draft)" });
    }
    let template_sha256 = version.sha256.clone();
    let engine = env!("CARGO_PKG_VERSION");
    Ok(Making { set, title, bytes: made.bytes, template_sha256, engine, draft, warnings })
}

/// By what the document is known again, where its template has anchors.
async fn stamp(app: &App, door: &mut Door, id: Id<akte_model::Document>) -> Result<Stamp, Error> {
    let server = door.read().await?.stamps_server().await?.then(|| format!("https://{}", app.authority));
    Ok(Stamp { tenant: door.actor().tenant().to_string(), document: id.to_string(), server })
}

async fn keep(
    door: &mut Door,
    ticket: Ticket<akte_model::Document>,
    made: Making,
) -> Result<Id<akte_model::Document>, Error> {
    let set = made.set.id;
    let staged = door.stage(ticket, made).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<Generate>(&set).await?;
    let id = write.create_document(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}

/// Every answer at fault by name, so that each can be put right where it is asked. What is missing is what the interview
/// asks for now; filling knows of more that could come to matter, and says so only where nothing is asked.
pub fn unfit(unfit: Unfit, asked: Vec<akte_interview::Missing>, language: Language) -> Error {
    let (wrong, missing, places) = match unfit {
        Unfit::Answers { wrong, missing, places } => (wrong, missing, places),
        Unfit::Package(error) => return Error::Internal(error.into()),
    };
    let is_dutch = language == Language::Nl;
    let wrong = wrong
        .iter()
        .map(|error| FieldError { name: error.name.to_string(), message: error.message(language) });
    let absent = |name: String, label: &str| {
        let message =
            if is_dutch { format!("‘{label}’ ontbreekt.") } else { format!("“{label}” is missing.") };
        FieldError { name, message }
    };
    let missing: Vec<FieldError> = if asked.is_empty() {
        missing.iter().map(|answer| absent(answer.path.to_string(), &answer.path.to_string())).collect()
    } else {
        asked.iter().map(|answer| absent(answer.name.to_string(), &answer.label)).collect()
    };
    let places = places.iter().map(|found| {
        let message = format!("{} ({})", found.message(language), found.place.say(language));
        FieldError { name: String::new(), message }
    });
    let detail = if is_dutch {
        "Antwoorden ontbreken of kloppen niet: er is geen document gemaakt."
    } else {
        "Answers are missing or wrong: no document was made."
    };
    Error::Answers { detail: detail.to_owned(), errors: wrong.chain(missing).chain(places).collect() }
}
