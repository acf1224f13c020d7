//! `GET /api/v1/reviews`

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::api::v1::page::{Page, PageQuery};
use crate::http::api::v1::problems::ListProblems;
use crate::http::api::v1::versions::TemplateVersionItem;
use crate::http::error::Error;
use crate::http::extract::Query;
use crate::identity::SignedIn;

/// Versions that wait for a decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct Reviews {
    /// A page of them, newest first.
    #[serde(flatten)]
    pub page: Page<TemplateVersionItem>,
    /// How many there are in all.
    pub count: i64,
}

/// What waits for a decision that this person may take
#[utoipa::path(get, path = "/reviews", operation_id = "listReviews", tag = "life of templates",
    params(PageQuery), responses((status = 200, body = Reviews), ListProblems))]
pub async fn list(
    SignedIn(mut door): SignedIn,
    Query(page): Query<PageQuery>,
) -> Result<Json<Reviews>, Error> {
    let page = page.try_into()?;
    let mut read = door.read().await?;
    let (sealed, count) = read.undecided(&page).await?;
    drop(read);
    let page = Page::of(door.open_page(sealed).await?, TemplateVersionItem::from);
    Ok(Json(Reviews { page, count }))
}
