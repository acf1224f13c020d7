//! `GET /api/v1/audit`

use akte_store::EventSpan;
use axum::Json;
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::IntoParams;

use super::AuditEvent;
use crate::http::api::v1::page::{Page, PageQuery};
use crate::http::api::v1::problems::ListProblems;
use crate::http::error::Error;
use crate::http::extract::Query;
use crate::identity::SignedIn;

/// Which part of the trail, and which page of it.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// From this moment on (RFC 3339).
    #[param(value_type = Option<String>, format = DateTime)]
    pub from: Option<Timestamp>,
    /// Before this moment (RFC 3339).
    #[param(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    /// At most this many items, 1 to 100.
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before; absent for the first page.
    pub cursor: Option<String>,
}

/// The firm's audit trail, newest first
#[utoipa::path(get, path = "/audit", operation_id = "listAudit", tag = "audit",
    params(AuditQuery), responses((status = 200, body = Page<AuditEvent>), ListProblems))]
pub async fn list(
    SignedIn(mut door): SignedIn,
    Query(query): Query<AuditQuery>,
) -> Result<Json<Page<AuditEvent>>, Error> {
    let AuditQuery { from, until, limit, cursor } = query;
    let page = PageQuery { limit, cursor }.try_into()?;
    let mut read = door.read().await?;
    let sealed = read.events(&EventSpan { from, until }, &page).await?;
    drop(read);
    Ok(Json(Page::of(door.open_page(sealed).await?, AuditEvent::from)))
}
