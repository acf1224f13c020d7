//! `GET /api/v1/machines`

use axum::Json;

use super::Machine;
use crate::http::api::v1::page::{Page, PageQuery};
use crate::http::api::v1::problems::ListProblems;
use crate::http::error::Error;
use crate::http::extract::Query;
use crate::identity::SignedIn;

/// The machines that work for the firm with their keys, newest first
#[utoipa::path(get, path = "/machines", operation_id = "listMachines", tag = "machines",
    params(PageQuery), responses((status = 200, body = Page<Machine>), ListProblems))]
pub async fn list(
    SignedIn(mut door): SignedIn,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Machine>>, Error> {
    let page = page.try_into()?;
    let mut read = door.read().await?;
    let sealed = read.machines(&page).await?;
    drop(read);
    Ok(Json(Page::of(door.open_page(sealed).await?, Machine::from)))
}
