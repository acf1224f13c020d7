//! `GET /api/v1/teams`

use axum::Json;

use super::TeamItem;
use crate::http::api::v1::page::{Page, PageQuery};
use crate::http::api::v1::problems::ListProblems;
use crate::http::error::Error;
use crate::http::extract::Query;
use crate::identity::SignedIn;

/// The teams of the firm, newest first
#[utoipa::path(get, path = "/teams", operation_id = "listTeams", tag = "people",
    params(PageQuery), responses((status = 200, body = Page<TeamItem>), ListProblems))]
pub async fn list(
    SignedIn(mut door): SignedIn,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<TeamItem>>, Error> {
    let page = page.try_into()?;
    let mut read = door.read().await?;
    let sealed = read.teams(&page).await?;
    drop(read);
    Ok(Json(Page::of(door.open_page(sealed).await?, TeamItem::from)))
}
