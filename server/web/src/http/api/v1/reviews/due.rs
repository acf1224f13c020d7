//! `GET /api/v1/reviews/due`

use axum::Json;

use crate::http::api::v1::page::{Page, PageQuery};
use crate::http::api::v1::problems::ListProblems;
use crate::http::api::v1::versions::TemplateVersionItem;
use crate::http::error::Error;
use crate::http::extract::Query;
use crate::identity::SignedIn;

/// Published versions whose review is due, newest first
///
/// Those of which `review_by` has come: does the text still hold?
#[utoipa::path(get, path = "/reviews/due", operation_id = "listReviewsDue", tag = "life of templates",
    params(PageQuery), responses((status = 200, body = Page<TemplateVersionItem>), ListProblems))]
pub async fn due(
    SignedIn(mut door): SignedIn,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<TemplateVersionItem>>, Error> {
    let (page, now) = (page.try_into()?, door.now());
    let mut read = door.read().await?;
    let sealed = read.review_due(now, &page).await?;
    drop(read);
    Ok(Json(Page::of(door.open_page(sealed).await?, TemplateVersionItem::from)))
}
