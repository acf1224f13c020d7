//! Firms and the people in them.

use std::fmt;

use jiff::Timestamp;

use crate::{Colour, Id, Kind, Roles};

/// A firm: the wall inside which everything is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Tenant {
    /// Its id.
    pub id: Id<Self>,
    /// What the firm calls itself.
    pub name: String,
}

impl Kind for Tenant {
    const NAME: &'static str = "tenant";
}

/// A person of a firm, known by the issuer's subject, never by e-mail address.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// Its id.
    pub id: Id<Self>,
    /// The name as the issuer gave it at the last sign-in.
    pub name: String,
}

impl Kind for Person {
    const NAME: &'static str = "person";
}

/// A sign-in that holds: on one device, until it is ended, goes unused or gets old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id: says which of a person's sessions it is, and opens nothing.
    pub id: Id<Self>,
    /// When the person signed in.
    pub started_at: Timestamp,
    /// When it was last in use, to within five minutes.
    pub seen_at: Timestamp,
}

impl Kind for Session {
    const NAME: &'static str = "session";
}

/// Who is asking: the answer to "who am I".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    /// The person.
    pub person: Person,
    /// The firm.
    pub tenant: Tenant,
    /// The roles, as they are now.
    pub roles: Roles,
    /// The firm's own colour in the pages.
    pub accent: Option<Colour>,
    /// On whose behalf this person may work.
    pub acts_for: Vec<Person>,
}

// Names are personal data: they do not belong in logs.
impl fmt::Debug for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tenant({})", self.id)
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Person({})", self.id)
    }
}
