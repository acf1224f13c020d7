//! `/api/v1/audit`

pub mod export;
pub mod list;

use akte_model::{Event, Id, Member, Person};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// A line of the audit trail.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEvent {
    /// Its id.
    #[schema(value_type = Uuid)]
    pub id: Id<Event>,
    /// When (RFC 3339, UTC).
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who; null when it was the operator, or a planned moment had come.
    #[schema(required = true)]
    pub actor: Option<AuditActor>,
    /// What was done.
    #[schema(example = "publish_version")]
    pub action: String,
    /// The kind of thing that it was done to.
    #[schema(example = "template_version")]
    pub object_kind: String,
    /// Which of them.
    #[schema(format = Uuid)]
    pub object_id: String,
    /// Whom it let in or out, or on whose behalf it was done.
    #[schema(required = true)]
    pub member: Option<AuditMember>,
    /// How often, where one line stands for several: refusals of a minute.
    #[schema(minimum = 1)]
    pub times: i64,
    /// Its place in the firm's chain, from 1; null for about a second.
    #[schema(required = true)]
    pub seq: Option<i64>,
    /// The SHA-256 over the chain up to there, in hexadecimal.
    #[schema(required = true)]
    pub hash: Option<String>,
}

/// Who was let in or out, or on whose behalf something was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditMember {
    /// The kind: `person` or `team`.
    pub kind: String,
    /// Which of them.
    #[schema(format = Uuid)]
    pub id: String,
}

/// Who did it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditActor {
    /// The id.
    #[schema(value_type = Uuid)]
    pub id: Id<Person>,
    /// The name, as the issuer gave it last.
    pub name: String,
}

impl From<Event> for AuditEvent {
    fn from(event: Event) -> Self {
        let (seq, hash) = event.seal.map(|seal| (seal.seq, seal.hash)).unzip();
        Self {
            id: event.id,
            at: event.at,
            actor: event.actor.map(|Person { id, name }| AuditActor { id, name }),
            action: event.action,
            object_kind: event.object_kind,
            object_id: event.object_id,
            member: event.member.map(|Member { kind, id }| AuditMember { kind, id }),
            times: event.times,
            seq,
            hash,
        }
    }
}
