//! The audit trail.

use std::fmt;

use jiff::Timestamp;

use crate::{Id, Kind, Person};

/// A line of the audit trail: who did what to which, and when.
#[derive(Clone, PartialEq, Eq)]
pub struct Event {
    /// Its id.
    pub id: Id<Self>,
    /// When.
    pub at: Timestamp,
    /// Who; nobody when it was the operator, or a planned moment had come.
    pub actor: Option<Person>,
    /// What was done: `publish_version`.
    pub action: String,
    /// The kind of thing that it was done to: `template_version`.
    pub object_kind: String,
    /// Which of them.
    pub object_id: String,
    /// Whom it let in or out, or on whose behalf it was done, where it was.
    pub member: Option<Member>,
    /// How often it happened, where one line stands for several.
    pub times: i64,
    /// Its place in the chain; none for about a second.
    pub seal: Option<Seal>,
}

/// Who was let into a matter or a team, or out; or on whose behalf something was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The kind: `person` or `team`.
    pub kind: String,
    /// Which of them.
    pub id: String,
}

/// A place in the chain over a firm's trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Its number, from 1.
    pub seq: i64,
    /// The hash over everything up to there, in lower-case hexadecimals.
    pub hash: String,
}

impl Kind for Event {
    const NAME: &'static str = "audit_event";
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Event({}, {})", self.id, self.action)
    }
}
