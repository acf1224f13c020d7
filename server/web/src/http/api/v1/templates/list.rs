//! `GET /api/v1/templates`

use akte_model::{Category, Id};
use akte_store::TemplateSearch;
use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;

use super::TemplateItem;
use crate::http::api::v1::page::{Page, PageQuery};
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::Query;
use crate::identity::SignedIn;

/// What to look for, and which page of it.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Search {
    /// Words that the title, category or language holds; all of them, in any order.
    #[param(max_length = 200)]
    pub query: Option<String>,
    /// Those of this category only.
    #[param(value_type = Option<Uuid>)]
    pub category: Option<Id<Category>>,
    /// One's own favourites only.
    #[serde(default)]
    #[param(required = false)]
    pub favourites: bool,
    /// At most this many items, 1 to 100.
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before; absent for the first page.
    pub cursor: Option<String>,
}

/// The templates this person may use, by title
#[utoipa::path(get, path = "/templates", operation_id = "listTemplates", tag = "templates",
    params(Search), responses((status = 200, body = Page<TemplateItem>), ReadProblems))]
pub async fn list(
    SignedIn(mut door): SignedIn,
    Query(search): Query<Search>,
) -> Result<Json<Page<TemplateItem>>, Error> {
    let query = search.query.unwrap_or_default();
    if query.chars().count() > 200 {
        return Err(Error::Malformed("`query` has at most 200 characters.".to_owned()));
    }
    let page = PageQuery { limit: search.limit, cursor: search.cursor }.try_into()?;
    let search = TemplateSearch { query, category: search.category, favourites: search.favourites };
    let found = door.templates(search, &page).await?;
    Ok(Json(Page::of(found, TemplateItem::from)))
}
