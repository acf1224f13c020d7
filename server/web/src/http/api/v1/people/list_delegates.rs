//! `GET /api/v1/people/{id}/delegates`

use akte_model::Id;
use axum::Json;

use super::Person;
use crate::http::api::v1::page::{Page, PageQuery};
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::{Path, Query};
use crate::identity::SignedIn;

/// Who may work on behalf of a person, who came last first
///
/// Of oneself; administrators see it of everyone.
#[utoipa::path(get, path = "/people/{id}/delegates", operation_id = "listDelegates", tag = "people",
    params(PageQuery, ("id" = Uuid, Path, description = "The person")),
    responses((status = 200, body = Page<Person>), ReadProblems))]
pub async fn list_delegates(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::Person>>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Person>>, Error> {
    let page = page.try_into()?;
    let mut read = door.read().await?;
    let sealed = read.delegates(&id, &page).await?;
    drop(read);
    Ok(Json(Page::of(door.open_page(sealed).await?, Person::from)))
}
