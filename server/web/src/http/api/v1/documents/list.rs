//! `GET /api/v1/documents`

use axum::Json;

use super::Document;
use crate::http::api::v1::page::{Page, PageQuery};
use crate::http::api::v1::problems::ListProblems;
use crate::http::error::Error;
use crate::http::extract::Query;
use crate::identity::SignedIn;

/// One's own documents, newest first
#[utoipa::path(get, path = "/documents", operation_id = "listDocuments", tag = "documents",
    params(PageQuery), responses((status = 200, body = Page<Document>), ListProblems))]
pub async fn list(
    SignedIn(mut door): SignedIn,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Document>>, Error> {
    let page = page.try_into()?;
    let mut read = door.read().await?;
    let sealed = read.documents(&page).await?;
    drop(read);
    Ok(Json(Page::of(door.open_page(sealed).await?, Document::from)))
}
