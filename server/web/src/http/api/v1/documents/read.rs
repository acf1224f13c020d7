//! `GET /api/v1/documents/{id}`

use akte_model::Id;
use akte_store::Door;
use axum::Json;

use super::Document;
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::Path;
use crate::identity::SignedIn;

/// One document
#[utoipa::path(get, path = "/documents/{id}", operation_id = "readDocument", tag = "documents",
    params(("id" = Uuid, Path, description = "The document")),
    responses((status = 200, body = Document), ReadProblems))]
pub async fn read(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::Document>>,
) -> Result<Json<Document>, Error> {
    Ok(Json(find(&mut door, &id).await?))
}

/// A document within reach.
pub async fn find(door: &mut Door, id: &Id<akte_model::Document>) -> Result<Document, Error> {
    let mut read = door.read().await?;
    let sealed = read.document(id).await?;
    drop(read);
    Ok(door.open(sealed).await?.into())
}
