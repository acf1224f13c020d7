//! `GET /api/v1/answer-sets`

use axum::Json;

use super::AnswerSetItem;
use crate::http::api::v1::page::{Page, PageQuery};
use crate::http::api::v1::problems::ListProblems;
use crate::http::error::Error;
use crate::http::extract::Query;
use crate::identity::SignedIn;

/// One's own answer sets, newest first
#[utoipa::path(get, path = "/answer-sets", operation_id = "listAnswerSets", tag = "answers",
    params(PageQuery), responses((status = 200, body = Page<AnswerSetItem>), ListProblems))]
pub async fn list(
    SignedIn(mut door): SignedIn,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<AnswerSetItem>>, Error> {
    let page = page.try_into()?;
    let mut read = door.read().await?;
    let sealed = read.answer_sets(&page).await?;
    drop(read);
    Ok(Json(Page::of(door.open_page(sealed).await?, AnswerSetItem::from)))
}
