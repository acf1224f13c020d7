//! `GET /api/v1/documents/{id}/file`

use axum::response::Response;
use uuid::Uuid;

use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::Path;

/// The file of a document
#[utoipa::path(get, path = "/documents/{id}/file", operation_id = "downloadDocument", tag = "documents",
    params(("id" = Uuid, Path, description = "The document")),
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        headers(("Content-Disposition" = String, description = "The name of the file"))), ReadProblems))]
pub async fn file(Path(_id): Path<Uuid>) -> Result<Response, Error> {
    Err(Error::SignedOut)
}
