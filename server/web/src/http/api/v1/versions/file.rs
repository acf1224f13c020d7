//! `GET /api/v1/template-versions/{id}/file`

use akte_model::{Id, file_name};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::{find, find_file};
use crate::http::api::v1::documents::file::attachment;
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::{DOCX, Path};
use crate::identity::SignedIn;

/// The marked-up document of a version
#[utoipa::path(get, path = "/template-versions/{id}/file", operation_id = "downloadVersion", tag = "life of templates",
    params(("id" = Uuid, Path, description = "The version")),
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        headers(("Content-Disposition" = String, description = "The name of the file"))), ReadProblems))]
pub async fn file(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::TemplateVersion>>,
) -> Result<Response, Error> {
    let version = find(&mut door, &id).await?;
    let file = find_file(&mut door, &id).await?;
    let name = file_name(&format!("{} {}", version.template.title, version.number));
    let headers = [(header::CONTENT_TYPE, DOCX.to_owned()), (header::CONTENT_DISPOSITION, attachment(&name))];
    Ok((headers, file.bytes).into_response())
}
