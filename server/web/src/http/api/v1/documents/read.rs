//! `GET /api/v1/documents/{id}`

use axum::Json;
use uuid::Uuid;

use super::Document;
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::Path;

/// One document
#[utoipa::path(get, path = "/documents/{id}", operation_id = "readDocument", tag = "documents",
    params(("id" = Uuid, Path, description = "The document")),
    responses((status = 200, body = Document), ReadProblems))]
pub async fn read(Path(_id): Path<Uuid>) -> Result<Json<Document>, Error> {
    Err(Error::SignedOut)
}
