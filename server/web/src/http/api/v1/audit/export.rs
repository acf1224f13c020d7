//! `GET /api/v1/audit/export`

use akte_store::{Door, EventSpan, ExportAudit, PageRequest};
use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream::try_unfold;
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::AuditEvent;
use crate::http::api::v1::documents::file::attachment;
use crate::http::api::v1::problems::ListProblems;
use crate::http::csv;
use crate::http::error::Error;
use crate::http::extract::Query;
use crate::identity::SignedIn;

/// Which part of the trail, and how it is written.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// How it is written; without it as JSON Lines.
    #[serde(default)]
    #[param(inline)]
    pub format: ExportFormat,
    /// From this moment on (RFC 3339).
    #[param(value_type = Option<String>, format = DateTime)]
    pub from: Option<Timestamp>,
    /// Before this moment (RFC 3339).
    #[param(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
}

/// How a copy of the trail is written.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// JSON Lines: on each line an event as the list has it.
    #[default]
    Jsonl,
    /// CSV (RFC 4180), safe to open in a spreadsheet.
    Csv,
}

/// The heads of the columns.
const COLUMNS: [&str; 12] = [
    "at",
    "actor_id",
    "actor",
    "action",
    "object_kind",
    "object_id",
    "member_kind",
    "member_id",
    "times",
    "seq",
    "hash",
    "id",
];

/// A copy of the firm's audit trail, oldest first
///
/// That it is taken is in the trail itself.
#[utoipa::path(get, path = "/audit/export", operation_id = "exportAudit", tag = "audit", params(ExportQuery),
    responses((status = 200, content((String = "application/jsonl"), (String = "text/csv")),
        headers(("Content-Disposition" = String, description = "The name of the file"))), ListProblems))]
pub async fn export(
    SignedIn(mut door): SignedIn,
    Query(query): Query<ExportQuery>,
) -> Result<Response, Error> {
    let ExportQuery { format, from, until } = query;
    let tenant = door.actor().tenant();
    let mut write = door.write().await?;
    let permit = write.permit::<ExportAudit>(&tenant).await?;
    write.export_audit(permit).await?;
    write.commit(()).await?.into_inner();

    let day = door.now().strftime("%F");
    let (kind, name) = match format {
        ExportFormat::Jsonl => ("application/jsonl", format!("audit {day}.jsonl")),
        ExportFormat::Csv => ("text/csv; charset=utf-8; header=present", format!("audit {day}.csv")),
    };
    let copy = Copy { door, format, span: EventSpan { from, until }, next: Next::First };
    let body = Body::from_stream(try_unfold(copy, Copy::go_on));
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, attachment(&name))], body)
        .into_response())
}

/// A copy that is being sent, a part at a time: however long the trail, little of it is in memory.
struct Copy {
    door: Door,
    format: ExportFormat,
    span: EventSpan,
    next: Next,
}

/// Which part comes next.
enum Next {
    First,
    After(String),
    Nothing,
}

impl Copy {
    async fn go_on(mut self) -> Result<Option<(String, Self)>, Error> {
        let (mut text, cursor) = match self.next {
            Next::First if matches!(self.format, ExportFormat::Csv) => (csv::row(&COLUMNS), None),
            Next::First => (String::new(), None),
            Next::After(cursor) => (String::new(), Some(cursor)),
            Next::Nothing => return Ok(None),
        };
        let mut read = self.door.read().await?;
        let sealed = read.export(&self.span, &PageRequest { limit: Some(200), cursor }).await?;
        drop(read);
        let page = self.door.open_page(sealed).await?;
        for event in page.items {
            text.push_str(&line(self.format, event.into())?);
        }
        self.next = page.next_cursor.map_or(Next::Nothing, Next::After);
        Ok(Some((text, self)))
    }
}

fn line(format: ExportFormat, event: AuditEvent) -> Result<String, Error> {
    match format {
        ExportFormat::Jsonl => Ok(serde_json::to_string(&event).map_err(anyhow::Error::from)? + "\n"),
        ExportFormat::Csv => {
            let (actor, name) = event.actor.map(|actor| (actor.id.to_string(), actor.name)).unzip();
            let (member_kind, member_id) = event.member.map(|member| (member.kind, member.id)).unzip();
            let times = event.times.to_string();
            let seq = event.seq.map(|seq| seq.to_string());
            Ok(csv::row(&[
                &event.at.to_string(),
                &actor.unwrap_or_default(),
                &name.unwrap_or_default(),
                &event.action,
                &event.object_kind,
                &event.object_id,
                &member_kind.unwrap_or_default(),
                &member_id.unwrap_or_default(),
                &times,
                &seq.unwrap_or_default(),
                &event.hash.unwrap_or_default(),
                &event.id.to_string(),
            ]))
        }
    }
}
