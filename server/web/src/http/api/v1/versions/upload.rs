//! `POST /api/v1/templates/{id}/versions`

use akte_model::{Action, Id};
use akte_store::{Door, NewVersion, Ticket, UploadVersion};
use axum::Json;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::{TemplateVersion, show};
use crate::engine::check;
use crate::http::api::v1::diagnostic::Diagnostic;
use crate::http::api::v1::problems::CreateProblems;
use crate::http::api::v1::templates::read;
use crate::http::api::v1::work::{self, Once, aside, once};
use crate::http::error::Error;
use crate::http::extract::{Docx, ETag, IdempotencyKey, Location, Path};
use crate::identity::SignedIn;

/// A version that was kept as a draft.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadedVersion {
    /// The new version.
    pub version: TemplateVersion,
    /// What to look at: warnings only, since mistakes are refused.
    pub diagnostics: Vec<Diagnostic>,
}

/// Upload the next version of a template
///
/// It becomes a draft, seen by knowledge managers. Its file never changes: a correction is the next version again. It
/// must be in the language of the template. A file with mistakes in its mark-up is refused with all of them in
/// `diagnostics`, and nothing is kept.
#[utoipa::path(post, path = "/templates/{id}/versions", operation_id = "uploadVersion", tag = "life of templates",
    params(("id" = Uuid, Path, description = "The template"), ("Idempotency-Key" = String, Header, description = "A new one for each new version")),
    request_body(content = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    responses((status = 201, body = UploadedVersion, headers(("Location" = String, description = "The new version"), ("ETag" = String, description = "Its revision"))), CreateProblems))]
pub async fn upload(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::Template>>,
    key: IdempotencyKey,
    Docx(bytes): Docx,
) -> Result<Response, Error> {
    if !door.actor().may(Action::UploadTemplate) {
        return Err(Error::NotFound);
    }
    let template = read::find(&mut door, &id).await?;
    let parts = [id.to_string().into_bytes(), bytes.to_vec()];
    let ticket = once(&mut door, "POST /templates/versions", &key, &[&parts[0], &parts[1]]).await?;
    create(&mut door, ticket, id, &template.item.language, bytes).await
}

/// Makes a draft of the file, or answers with the one that was made of it.
pub async fn create(
    door: &mut Door,
    ticket: Once<akte_model::TemplateVersion>,
    template: Id<akte_model::Template>,
    language: &str,
    bytes: Bytes,
) -> Result<Response, Error> {
    let accepted = accept(template, language, bytes).await;
    let (id, warnings) = match (ticket, accepted) {
        (Once::Made(id), Ok((_, warnings))) => (id, warnings),
        (Once::Made(_), Err(refusal)) => return Err(refusal),
        (Once::Make(ticket), Ok((new, warnings))) => (keep(door, ticket, new).await?, warnings),
        (Once::Make(ticket), Err(refusal)) => {
            door.release(ticket).await?;
            return Err(refusal);
        }
    };
    let version = show(door, &id).await?;
    let headers = (Location(format!("/api/v1/template-versions/{id}")), ETag(version.item.rev));
    Ok((StatusCode::CREATED, headers, Json(UploadedVersion { version, diagnostics: warnings }))
        .into_response())
}

/// What is to be kept, with what to look at; or why not.
async fn accept(
    template: Id<akte_model::Template>,
    language: &str,
    bytes: Bytes,
) -> Result<(NewVersion, Vec<Diagnostic>), Error> {
    let copy = bytes.clone();
    let checked = aside(move || check(copy.as_ref().into())).await?;
    let checked = checked.map_err(|refusal| Error::NotADocument(refusal.to_string()))?;
    let found = work::diagnostics(checked.diagnostics);
    let Some(ready) = checked.ready else {
        return Err(Error::Markup(found));
    };
    if ready.language().to_string() != language {
        return Err(Error::NotADocument(format!(
            "This document is in another language ({}) than the template ({language}): make it a template of its own.",
            ready.language()
        )));
    }
    Ok((NewVersion { template, questions: ready.count(), bytes: bytes.to_vec() }, found))
}

async fn keep(
    door: &mut Door,
    ticket: Ticket<akte_model::TemplateVersion>,
    new: NewVersion,
) -> Result<Id<akte_model::TemplateVersion>, Error> {
    let template = new.template;
    let staged = door.stage(ticket, new).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<UploadVersion>(&template).await?;
    let id = write.create_version(permit, staged).await?;
    Ok(write.commit(id).await?.into_inner())
}
