//! Who is asking.

use std::fmt;

use akte_model::{Action, Id, Person, Reach, Roles, Scopes, Session, Tenant};

use crate::error::{Error, Result};
use crate::vault::Vault;

/// A person of a firm, or a machine, as the gate found out for this request. Nothing but the gate makes one.
#[derive(Clone)]
pub struct Actor {
    tenant: Id<Tenant>,
    person: Id<Person>,
    roles: Roles,
    /// Of a machine: what it was let in for; a person may all that the roles allow.
    scopes: Option<Scopes>,
    session: Option<Id<Session>>,
    vault: Vault,
}

impl Actor {
    pub(super) fn new(tenant: Id<Tenant>, person: Id<Person>, roles: Roles, vault: Vault) -> Self {
        Self { tenant, person, roles, scopes: None, session: None, vault }
    }

    pub(super) fn in_session(self, session: Option<Id<Session>>) -> Self {
        Self { session, ..self }
    }

    pub(super) fn within(self, scopes: Scopes) -> Self {
        Self { scopes: Some(scopes), ..self }
    }

    /// The firm.
    pub fn tenant(&self) -> Id<Tenant> {
        self.tenant
    }

    /// The person, or the machine.
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

    /// How far this one reaches with `action`: as the roles do, within the scopes; none when it may not.
    pub fn reach(&self, action: Action) -> Option<Reach> {
        let is_within = self.scopes.is_none_or(|scopes| scopes.contains(action));
        self.roles.reach(action).filter(|_| is_within)
    }

    /// Whether this one may do `action`, to whatever is within reach.
    pub fn may(&self, action: Action) -> bool {
        self.reach(action).is_some()
    }

    /// All that this one may do, in the order of the table, with how far it reaches.
    pub fn permissions(&self) -> impl Iterator<Item = (Action, Reach)> {
        Action::all().filter_map(|action| Some((action, self.reach(action)?)))
    }

    /// How far this one reaches with `action`, as queries ask: -1 nowhere, 0 own, 1 the matters that one is a member of, 2 the firm.
    pub(crate) fn reach_number(&self, action: Action) -> i64 {
        match self.reach(action) {
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
