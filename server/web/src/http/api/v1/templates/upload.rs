//! `POST /api/v1/templates`

use akte_model::{Action, Id};
use akte_store::{Door, NewTemplate, Ticket, UploadTemplate};
use axum::Json;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::read::{Template, find};
use crate::engine::{Checked, check};
use crate::http::api::v1::diagnostic::Diagnostic;
use crate::http::api::v1::problems::CreateProblems;
use crate::http::api::v1::work::{self, Once, aside, once};
use crate::http::error::Error;
use crate::http::extract::{Docx, ETag, IdempotencyKey, Location, Query};
use crate::identity::SignedIn;

/// What the file does not say itself.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct About {
    /// The title; without it the definition's.
    #[param(max_length = 200, pattern = r"\S")]
    pub title: Option<String>,
}

/// A template that was kept as a draft.
#[derive(Debug, Serialize, ToSchema)]
pub struct Uploaded {
    /// The new template.
    pub template: Template,
    /// What to look at: warnings only, since mistakes are refused.
    pub diagnostics: Vec<Diagnostic>,
}

/// Upload a template
///
/// It becomes a draft, seen by knowledge managers. A file with mistakes in its mark-up is refused with all of
/// them in `diagnostics`, and nothing is kept.
#[utoipa::path(post, path = "/templates", operation_id = "uploadTemplate", tag = "templates",
    params(About, ("Idempotency-Key" = String, Header, description = "A new one for each new template")),
    request_body(content = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    responses((status = 201, body = Uploaded, headers(("Location" = String, description = "The new template"), ("ETag" = String, description = "Its revision"))), CreateProblems))]
pub async fn upload(
    SignedIn(mut door): SignedIn,
    Query(about): Query<About>,
    key: IdempotencyKey,
    Docx(bytes): Docx,
) -> Result<Response, Error> {
    if !door.actor().may(Action::UploadTemplate) {
        return Err(Error::Forbidden);
    }
    let title = work::name(about.title.as_deref(), "title")?;
    let parts = [bytes.as_ref(), title.as_deref().unwrap_or_default().as_bytes()];
    let ticket = once(&mut door, "POST /templates", &key, &parts).await?;
    let copy = bytes.clone();
    let checked = aside(move || check(copy.as_ref().into())).await?;
    let (id, warnings) = match (ticket, accept(checked, title, &bytes)) {
        (Once::Made(id), Ok((_, warnings))) => (id, warnings),
        (Once::Made(_), Err(refusal)) => return Err(refusal),
        (Once::Make(ticket), Ok((new, warnings))) => (keep(&mut door, ticket, new).await?, warnings),
        (Once::Make(ticket), Err(refusal)) => {
            door.release(ticket).await?;
            return Err(refusal);
        }
    };
    let template = find(&mut door, &id).await?;
    let headers = (Location(format!("/api/v1/templates/{id}")), ETag(template.rev));
    Ok((StatusCode::CREATED, headers, Json(Uploaded { template, diagnostics: warnings })).into_response())
}

/// What is to be kept, or why not.
fn accept(
    checked: Result<Checked, akte_ooxml::Error>,
    title: Option<String>,
    bytes: &Bytes,
) -> Result<(NewTemplate, Vec<Diagnostic>), Error> {
    let checked = checked.map_err(|refusal| Error::NotADocument(refusal.to_string()))?;
    let found = work::diagnostics(checked.diagnostics);
    let Some(ready) = checked.ready else {
        return Err(Error::Markup(found));
    };
    let title = title.or_else(|| ready.title().map(str::to_owned)).ok_or_else(|| {
        Error::Malformed("Give the template a title with ?title=, since its definition has none.".to_owned())
    })?;
    let new = NewTemplate {
        title,
        language: ready.language().to_string(),
        category: None,
        questions: ready.count(),
        bytes: bytes.to_vec(),
    };
    Ok((new, found))
}

async fn keep(
    door: &mut Door,
    ticket: Ticket<akte_model::Template>,
    new: NewTemplate,
) -> Result<Id<akte_model::Template>, Error> {
    let tenant = door.actor().tenant();
    let staged = door.stage(ticket, new).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<UploadTemplate>(&tenant).await?;
    let id = write.create_template(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}
