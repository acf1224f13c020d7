//! `GET /api/v1/answer-sets`

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::AnsweredTemplate;
use crate::http::api::v1::page::{Page, PageQuery};
use crate::http::api::v1::problems::ListProblems;
use crate::http::error::Error;
use crate::http::extract::Query;

/// An answer set as a list shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerSetItem {
    /// Its id.
    pub id: Uuid,
    /// The name the person gave it.
    #[schema(required = true)]
    pub name: Option<String>,
    /// The template it answers.
    pub template: AnsweredTemplate,
    /// The number of the version of the template that it was started with.
    pub version: u32,
    /// The revision.
    pub rev: i64,
    /// When it was started (RFC 3339, UTC).
    #[schema(format = DateTime)]
    pub created_at: String,
}

/// One's own answer sets, newest first
#[utoipa::path(get, path = "/answer-sets", operation_id = "listAnswerSets", tag = "answers",
    params(PageQuery), responses((status = 200, body = Page<AnswerSetItem>), ListProblems))]
pub async fn list(Query(_page): Query<PageQuery>) -> Result<Json<Page<AnswerSetItem>>, Error> {
    Err(Error::SignedOut)
}
