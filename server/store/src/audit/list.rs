//! The trail, read.

use akte_model::{Event, Id, Member, Person, Seal, Tenant};
use jiff::Timestamp;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::content::{Content, Label, Page, PageRequest};
use crate::database::RowExt;
use crate::error::Result;
use crate::vault::Vault;

/// Which part of the trail.
#[derive(Debug, Clone, Copy, Default)]
pub struct EventSpan {
    /// From this moment on; none is from the beginning.
    pub from: Option<Timestamp>,
    /// Before this moment; none is to the end.
    pub until: Option<Timestamp>,
}

/// An event's row.
pub struct EventRow {
    id: Id<Event>,
    at: Timestamp,
    actor: Option<Label<Person>>,
    action: String,
    object_kind: String,
    object_id: String,
    member: Option<Member>,
    times: i64,
    seal: Option<Seal>,
}

impl EventRow {
    fn read(row: &AnyRow) -> Result<Self> {
        let seq = row.number_or_none("seq")?;
        let member = row.parsed_or_none("member_kind")?.zip(row.parsed_or_none("member_id")?);
        Ok(Self {
            id: row.id("id")?,
            at: row.time("at")?,
            actor: Label::read(row, "actor_", "name")?,
            action: row.text("action")?,
            object_kind: row.text("object_kind")?,
            object_id: row.text("object_id")?,
            member: member.map(|(kind, id)| Member { kind, id }),
            times: row.number_or_none("times")?.unwrap_or(1),
            seal: seq.map(|seq| Ok::<_, crate::Error>(Seal { seq, hash: row.text("hash")? })).transpose()?,
        })
    }
}

impl Content for Event {
    type Row = EventRow;

    fn open(row: EventRow, vault: &Vault) -> Result<Self> {
        Ok(Self {
            id: row.id,
            at: row.at,
            actor: row.actor.map(|actor| actor.open_person(vault)).transpose()?,
            action: row.action,
            object_kind: row.object_kind,
            object_id: row.object_id,
            member: row.member,
            times: row.times,
            seal: row.seal,
        })
    }
}

/// Events with their actor and their place in the chain. `$1` is the firm.
macro_rules! view {
    ($where:literal) => {
        concat!(
            "SELECT e.id, e.at, e.action, e.object_kind, e.object_id, e.member_kind, e.member_id, e.times, s.seq, s.hash,
                p.id AS actor_id, p.name AS actor_name, p.key_id AS actor_key_id, p.sealed_key AS actor_sealed_key,
                p.content_version AS actor_content_version
             FROM audit_event e
             LEFT JOIN audit_seal s ON s.tenant_id = e.tenant_id AND s.event_id = e.id
             LEFT JOIN person p ON p.tenant_id = e.tenant_id AND p.id = e.actor_id
             WHERE e.tenant_id = $1",
            $where
        )
    };
}

/// The events of a span, newest first, or, with `forwards`, oldest first. Ids begin with the time, so the key finds them.
pub(crate) async fn list_events(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    span: &EventSpan,
    page: &PageRequest,
    forwards: bool,
) -> Result<Page<EventRow>> {
    let bound = |time: Option<Timestamp>| {
        let millis = time.map(|time| u64::try_from(time.as_millisecond()).unwrap_or(0));
        millis.map(|millis| Id::<Event>::new(millis, [0; 10]).to_string())
    };
    let slice = page.slice::<Event>()?;
    let (from, until) = (bound(span.from).unwrap_or_default(), bound(span.until).unwrap_or("g".to_owned()));
    let after = if forwards { page.cursor.clone().unwrap_or_default() } else { slice.before.clone() };
    let sql = if forwards {
        view!(" AND e.id >= $2 AND e.id < $3 AND e.id > $4 ORDER BY e.id LIMIT $5")
    } else {
        view!(" AND e.id >= $2 AND e.id < $3 AND e.id < $4 ORDER BY e.id DESC LIMIT $5")
    };
    let rows = sqlx::query(sql)
        .bind(tenant.to_string())
        .bind(from)
        .bind(until)
        .bind(after)
        .bind(slice.limit())
        .fetch_all(connection)
        .await?;
    slice.page(&rows, EventRow::read, |row| row.id)
}
