//! `GET /api/v1/answer-sets`

use axum::Json;

use super::AnswerSetItem;
use crate::http::api::v1::page::{MatterPageQuery, Page, PageQuery};
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::Query;
use crate::identity::SignedIn;

/// One's own answer sets, or those of a matter, newest first
///
/// Of an open matter its members see all; of a closed one nobody else sees anything.
#[utoipa::path(get, path = "/answer-sets", operation_id = "listAnswerSets", tag = "answers",
    params(MatterPageQuery), responses((status = 200, body = Page<AnswerSetItem>), ReadProblems))]
pub async fn list(
    SignedIn(mut door): SignedIn,
    Query(query): Query<MatterPageQuery>,
) -> Result<Json<Page<AnswerSetItem>>, Error> {
    let MatterPageQuery { matter, limit, cursor } = query;
    let page = PageQuery { limit, cursor }.try_into()?;
    let mut read = door.read().await?;
    let sealed = match matter {
        Some(matter) => read.answer_sets_of(&matter, &page).await?,
        None => read.answer_sets(&page).await?,
    };
    drop(read);
    Ok(Json(Page::of(door.open_page(sealed).await?, AnswerSetItem::from)))
}
