//! Who is asking.

use std::fmt;

use akte_model::{Action, Id, Person, Reach, Roles, Session, Tenant};

use crate::error::{Error, Result};
use crate::vault::Vault;

/// A person of a firm, as the gate found out for this request. Nothing but the gate makes one.
#[derive(Clone)]
pub struct Actor {
    tenant: Id<Tenant>,
    person: Id<Person>,
    roles: Roles,
    session: Option<Id<Session>>,
    vault: Vault,
}

impl Actor {
    pub(super) fn new(tenant: Id<Tenant>, person: Id<Person>, roles: Roles, vault: Vault) -> Self {
        Self { tenant, person, roles, session: None, vault }
    }

    pub(super) fn in_session(self, session: Option<Id<Session>>) -> Self {
        Self { session, ..self }
    }

    /// The firm.
    pub fn tenant(&self) -> Id<Tenant> {
        self.tenant
    }

    /// The person.
    pub fn person(&self) -> Id<Person> {
        self.person
    }

    /// The roles, as the database has them now.
    pub fn roles(&self) -> Roles {
        self.roles
    }

    /// The session in which this is asked; none when a token of the issuer came along instead.
    pub fn session(&self) -> Option<Id<Session>> {
        self.session
    }

    /// Whether the roles allow `action`.
    pub fn may(&self, action: Action) -> bool {
        self.roles.may(action)
    }

    /// How far the roles reach with `action`, as queries ask: -1 nowhere, 0 own, 1 the matters that one is a member of, 2 the firm.
    pub(crate) fn reach_number(&self, action: Action) -> i64 {
        match self.roles.reach(action) {
            None => -1,
            Some(Reach::Own) => 0,
            Some(Reach::Matter) => 1,
            Some(Reach::Tenant) => 2,
        }
    }

    /// For what is done to no object in particular: the role, or a refusal that names the action.
    pub(crate) fn need(&self, action: Action) -> Result<()> {
        if self.may(action) { Ok(()) } else { Err(Error::NotAllowed(action)) }
    }

    /// The firm's keys.
    pub(crate) fn vault(&self) -> &Vault {
        &self.vault
    }
}

impl fmt::Debug for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Actor({} of {}, {:?})", self.person, self.tenant, self.roles)
    }
}
