//! The gate.
use crate::{Error, Result, Store};
use akte_model::{Action, Id, Person, Roles, Tenant};
use std::time::Duration;

/// Who is asking, as the gate found out. Nothing else makes one.
#[derive(Debug, Clone)]
pub struct Actor {
    tenant: Id<Tenant>,
    person: Id<Person>,
    roles: Roles,
}

impl Actor {
    /// The firm.
    pub fn tenant(&self) -> Id<Tenant> {
        self.tenant
    }
    /// The person.
    pub fn person(&self) -> Id<Person> {
        self.person
    }
    /// The roles, as they were when the request came in.
    pub fn roles(&self) -> Roles {
        self.roles
    }
    /// Whether the roles allow `action`.
    pub fn may(&self, action: Action) -> bool {
        self.roles.may(action)
    }
}

/// A verified sign-in.
#[derive(Clone)]
pub struct Identity<'a> {
    /// The issuer (`iss`).
    pub issuer: &'a str,
    /// The directory at that issuer (`tid`).
    pub tid: &'a str,
    /// The person at that issuer (`oid` or `sub`).
    pub subject: &'a str,
    /// The name to show.
    pub name: &'a str,
    /// The roles that the issuer gives.
    pub roles: Roles,
}

/// A session's secret: 256 random bits. Only its hash is kept.
pub struct Token(String);

impl Token {
    /// The secret, for the cookie: 64 hexadecimals.
    pub fn expose(&self) -> &str {
        &self.0
    }
    /// What the store knows it by.
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(self.0.as_bytes())
    }
}

/// The SHA-256 of a session's secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenHash(String);

impl TokenHash {
    /// Of any secret with at least 128 random bits.
    pub fn of(secret: &[u8]) -> Self {
        let _ = secret;
        Self(String::new())
    }
}

/// A sign-in that succeeded.
pub struct SignedIn {
    /// Who it is.
    pub actor: Actor,
    /// The new session's secret.
    pub token: Token,
}

/// What works before the firm is known. It holds no content.
#[derive(Debug)]
pub struct Gate<'s> {
    pub(crate) store: &'s Store,
}

impl Gate<'_> {
    /// Enrols a firm for a directory at an issuer; the same directory again gives the same firm.
    pub async fn enrol(&self, issuer: &str, tid: &str, name: &str) -> Result<Id<Tenant>> {
        let _ = (issuer, tid, name, self.store);
        Err(Error::Internal("being built"))
    }
    /// Finds or makes the person of a verified sign-in, takes over name and roles, and starts a session of length `life`.
    pub async fn sign_in(&self, identity: Identity<'_>, life: Duration) -> Result<SignedIn> {
        let _ = (identity, life);
        Err(Error::Internal("being built"))
    }
    /// Who holds the session; none when there is no such session, it has ended, or person or firm is suspended.
    pub async fn session(&self, token: &TokenHash) -> Result<Option<Actor>> {
        let _ = token;
        Err(Error::Internal("being built"))
    }
    /// Ends the session, when there is one.
    pub async fn sign_out(&self, token: &TokenHash) -> Result<()> {
        let _ = token;
        Err(Error::Internal("being built"))
    }
    /// The data kept for a visitor under the hash, unless it has ended.
    pub async fn session_load(&self, token: &TokenHash) -> Result<Option<Vec<u8>>> {
        let _ = token;
        Err(Error::Internal("being built"))
    }
    /// Keeps `data` (at most 64 KiB, encrypted) for a visitor until `ends`, in place of what was there.
    pub async fn session_save(&self, token: &TokenHash, data: &[u8], ends: jiff::Timestamp) -> Result<()> {
        let _ = (token, data, ends);
        Err(Error::Internal("being built"))
    }
    /// Forgets what was kept for a visitor.
    pub async fn session_delete(&self, token: &TokenHash) -> Result<()> {
        let _ = token;
        Err(Error::Internal("being built"))
    }
}
