//! `GET /api/v1/categories`

use axum::Json;

use super::Category;
use crate::http::api::v1::page::{Page, PageQuery};
use crate::http::api::v1::problems::ListProblems;
use crate::http::error::Error;
use crate::http::extract::Query;
use crate::identity::SignedIn;

/// The categories of templates, newest first
#[utoipa::path(get, path = "/categories", operation_id = "listCategories", tag = "templates",
    params(PageQuery), responses((status = 200, body = Page<Category>), ListProblems))]
pub async fn list(
    SignedIn(mut door): SignedIn,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Category>>, Error> {
    let page = page.try_into()?;
    let mut read = door.read().await?;
    let sealed = read.categories(&page).await?;
    drop(read);
    Ok(Json(Page::of(door.open_page(sealed).await?, Category::from)))
}
