//! `POST /api/v1/template-versions/{id}/restore`

use akte_model::{Action, Id};
use axum::response::Response;

use super::upload::{UploadedVersion, create};
use super::{find, find_file};
use crate::http::api::v1::problems::CreateProblems;
use crate::http::api::v1::work::once;
use crate::http::error::Error;
use crate::http::extract::{IdempotencyKey, Path};
use crate::identity::SignedIn;

/// Bring back a version as a new draft
///
/// Whatever became of it, its file becomes the next version of its template. A file that has mistakes by the rules of
/// today is refused with all of them in `diagnostics`.
#[utoipa::path(post, path = "/template-versions/{id}/restore", operation_id = "restoreVersion", tag = "life of templates",
    params(("id" = Uuid, Path, description = "The version to bring back"), ("Idempotency-Key" = String, Header, description = "A new one for each new version")),
    responses((status = 201, body = UploadedVersion, headers(("Location" = String, description = "The new version"), ("ETag" = String, description = "Its revision"))), CreateProblems))]
pub async fn restore(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::TemplateVersion>>,
    key: IdempotencyKey,
) -> Result<Response, Error> {
    if !door.actor().may(Action::UploadTemplate) {
        return Err(Error::NotFound);
    }
    let version = find(&mut door, &id).await?;
    let file = find_file(&mut door, &id).await?;
    let name = id.to_string();
    let ticket = once(&mut door, "POST /template-versions/restore", &key, &[name.as_bytes()]).await?;
    create(&mut door, ticket, version.template.id, &version.template.language, file.bytes.into()).await
}
