//! `GET /api/v1/template-versions/{id}`

use akte_model::Id;
use axum::Json;
use axum::response::{IntoResponse, Response};

use super::{TemplateVersion, show};
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::{ETag, Path};
use crate::identity::SignedIn;

/// One version with its history
#[utoipa::path(get, path = "/template-versions/{id}", operation_id = "readVersion", tag = "life of templates",
    params(("id" = Uuid, Path, description = "The version")),
    responses((status = 200, body = TemplateVersion, headers(("ETag" = String, description = "The revision"))), ReadProblems))]
pub async fn read(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::TemplateVersion>>,
) -> Result<Response, Error> {
    let version = show(&mut door, &id).await?;
    Ok((ETag(version.item.rev), Json(version)).into_response())
}
