//! `GET /api/v1/matters`

use akte_store::Page as Found;
use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;

use super::MatterItem;
use crate::http::api::v1::page::{Page, PageQuery};
use crate::http::api::v1::problems::ListProblems;
use crate::http::error::Error;
use crate::http::extract::Query;
use crate::identity::SignedIn;

/// What to look for, and which page of it.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MatterSearch {
    /// Words that the number and name hold; all of them, in any order.
    #[param(max_length = 200)]
    pub query: Option<String>,
    /// The one matter of exactly this number; `query` is not looked at then.
    #[param(max_length = 200)]
    pub number: Option<String>,
    /// At most this many items, 1 to 100.
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before; absent for the first page.
    pub cursor: Option<String>,
}

/// The matters this person sees, the newest first
///
/// The open ones, and the closed ones that the person is a member of. Who oversees matters sees that the others are there,
/// without number and name; no words find them.
#[utoipa::path(get, path = "/matters", operation_id = "listMatters", tag = "matters",
    params(MatterSearch), responses((status = 200, body = Page<MatterItem>), ListProblems))]
pub async fn list(
    SignedIn(mut door): SignedIn,
    Query(search): Query<MatterSearch>,
) -> Result<Json<Page<MatterItem>>, Error> {
    let too_long = |text: &Option<String>| text.as_ref().is_some_and(|text| text.chars().count() > 200);
    if too_long(&search.query) || too_long(&search.number) {
        return Err(Error::Malformed("`query` and `number` have at most 200 characters.".to_owned()));
    }
    let found = match search.number {
        Some(number) => {
            let items = door.matter_numbered(number.trim()).await?.into_iter().collect();
            Found { items, next_cursor: None }
        }
        None => {
            let words = search.query.unwrap_or_default();
            let page = PageQuery { limit: search.limit, cursor: search.cursor }.try_into()?;
            door.matters(&words, &page).await?
        }
    };
    Ok(Json(Page::of(found, MatterItem::from)))
}
