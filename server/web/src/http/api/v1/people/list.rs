//! `GET /api/v1/people`

use axum::Json;

use super::Person;
use crate::http::api::v1::page::{Page, PageQuery};
use crate::http::api::v1::problems::ListProblems;
use crate::http::error::Error;
use crate::http::extract::Query;
use crate::identity::SignedIn;

/// The people of the firm who have signed in, who came last first
#[utoipa::path(get, path = "/people", operation_id = "listPeople", tag = "people",
    params(PageQuery), responses((status = 200, body = Page<Person>), ListProblems))]
pub async fn list(
    SignedIn(mut door): SignedIn,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Person>>, Error> {
    let page = page.try_into()?;
    let mut read = door.read().await?;
    let sealed = read.people(&page).await?;
    drop(read);
    Ok(Json(Page::of(door.open_page(sealed).await?, Person::from)))
}
