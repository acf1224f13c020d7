//! `GET /api/v1/templates/{id}/versions`

use akte_model::Id;
use axum::Json;

use super::TemplateVersionItem;
use crate::http::api::v1::page::{Page, PageQuery};
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::{Path, Query};
use crate::identity::SignedIn;

/// The versions of a template, newest first
#[utoipa::path(get, path = "/templates/{id}/versions", operation_id = "listVersions", tag = "life of templates",
    params(PageQuery, ("id" = Uuid, Path, description = "The template")),
    responses((status = 200, body = Page<TemplateVersionItem>), ReadProblems))]
pub async fn list(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::Template>>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<TemplateVersionItem>>, Error> {
    let page = page.try_into()?;
    let mut read = door.read().await?;
    let sealed = read.versions(&id, &page).await?;
    drop(read);
    Ok(Json(Page::of(door.open_page(sealed).await?, TemplateVersionItem::from)))
}
