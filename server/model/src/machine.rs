//! Programs that work for a firm, and the keys that they come with.

use std::fmt;

use jiff::Timestamp;

use crate::{Id, Kind, Network, Person, Rev, Scopes};

/// A program that works for a firm: a colleague that is none, with a role of its own. What it makes is its own, as with people.
#[derive(Clone, PartialEq, Eq)]
pub struct Machine {
    /// Its id, among those of the people.
    pub id: Id<Person>,
    /// What the firm calls it.
    pub name: String,
    /// The application at the firm's issuer whose access tokens are this machine's; none when it comes with keys only.
    pub client: Option<String>,
    /// The keys that it comes with, the newest first.
    pub keys: Vec<ApiKey>,
    /// Counts the changes of the name.
    pub rev: Rev,
    /// When it was let in.
    pub created_at: Timestamp,
}

/// A key that a machine comes with: the secret itself is kept nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id: says which it is, and opens nothing.
    pub id: Id<Self>,
    /// How the secret begins, to know it by.
    pub prefix: String,
    /// What it is for.
    pub scopes: Scopes,
    /// Where it may come from; anywhere when there is none.
    pub networks: Vec<Network>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub ends: Timestamp,
    /// When it was last in use, to within five minutes; none when it never was.
    pub used_at: Option<Timestamp>,
}

impl Kind for ApiKey {
    const NAME: &'static str = "api_key";
}

// What a firm connects to is its own business: not for logs.
impl fmt::Debug for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Machine({}, {} keys)", self.id, self.keys.len())
    }
}
