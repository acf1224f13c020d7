//! `GET /api/v1/documents`

use axum::Json;

use super::Document;
use crate::http::api::v1::page::{MatterPageQuery, Page, PageQuery};
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::Query;
use crate::identity::SignedIn;

/// One's own documents, or those of a matter, newest first
///
/// Of an open matter its members see all; of a closed one nobody else sees anything.
#[utoipa::path(get, path = "/documents", operation_id = "listDocuments", tag = "documents",
    params(MatterPageQuery), responses((status = 200, body = Page<Document>), ReadProblems))]
pub async fn list(
    SignedIn(mut door): SignedIn,
    Query(query): Query<MatterPageQuery>,
) -> Result<Json<Page<Document>>, Error> {
    let MatterPageQuery { matter, limit, cursor } = query;
    let page = PageQuery { limit, cursor }.try_into()?;
    let mut read = door.read().await?;
    let sealed = match matter {
        Some(matter) => read.documents_of(&matter, &page).await?,
        None => read.documents(&page).await?,
    };
    drop(read);
    Ok(Json(Page::of(door.open_page(sealed).await?, Document::from)))
}
