//! A browser's session: sign-ins that were begun, and the one that succeeded.

use akte_store::TokenHash;
use anyhow::anyhow;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use time::Duration;
use tower_sessions::{Expiry, Session};

use super::issuer::Start;
use crate::http::error::Error;

/// How long a session lives at all.
pub const ABSOLUTE: Duration = Duration::hours(12);
/// How long a person may take at the issuer.
const ATTEMPT: Duration = Duration::minutes(10);
/// How many sign-ins may be under way in one browser (in several tabs).
const ATTEMPTS: usize = 4;
/// A sign-in that was begun in this browser.
#[derive(Clone, Serialize, Deserialize)]
pub struct Attempt {
    /// What the issuer will hand back.
    pub state: String,
    /// What the ID token must hold.
    pub nonce: String,
    /// The proof for the token endpoint.
    pub verifier: String,
    /// The path to go to afterwards.
    pub return_to: String,
    /// At which issuer.
    pub issuer: String,
    /// The invitation that it uses, as the store knows it.
    #[serde(default)]
    invitation: Option<String>,
    /// When it was begun.
    pub at: Timestamp,
}

impl Attempt {
    /// An attempt that begins at `now` and leads to a path of this server.
    pub fn new(issuer: &str, start: Start, return_to: String, now: Timestamp) -> Self {
        let Start { state, nonce, verifier, .. } = start;
        let issuer = issuer.to_owned();
        Self { state, nonce, verifier, return_to, issuer, invitation: None, at: now }
    }

    /// The same attempt, which uses an invitation.
    #[must_use]
    pub fn by(self, invitation: &TokenHash) -> Self {
        Self { invitation: Some(invitation.to_string()), ..self }
    }

    /// The invitation that it uses.
    pub fn invitation(&self) -> Option<TokenHash> {
        self.invitation.as_ref()?.parse().ok()
    }
}

/// A sign-in that succeeded.
#[derive(Serialize, Deserialize)]
struct Success {
    token: String,
    /// At which issuer.
    #[serde(default)]
    issuer: String,
}

/// The session of the browser that asks.
pub struct Visit(Session);

const BEGUN: &str = "begun";
const SUCCESS: &str = "success";

impl Visit {
    /// Remembers a sign-in that begins.
    pub async fn begin(&self, attempt: Attempt) -> Result<(), Error> {
        let mut begun = self.begun(attempt.at).await?;
        if begun.len() == ATTEMPTS {
            begun.remove(0);
        }
        begun.push(attempt);
        if self.success().await?.is_none() {
            self.0.set_expiry(Some(Expiry::OnInactivity(ATTEMPT)));
        }
        self.0.insert(BEGUN, begun).await.map_err(failed)
    }

    /// The sign-in with that state, if it was begun in this browser not long ago; only once.
    pub async fn take(&self, state: &str, now: Timestamp) -> Result<Option<Attempt>, Error> {
        let mut begun = self.begun(now).await?;
        let Some(at) = begun.iter().position(|attempt| attempt.state == state) else {
            return Ok(None);
        };
        let attempt = begun.remove(at);
        self.0.insert(BEGUN, begun).await.map_err(failed)?;
        Ok(Some(attempt))
    }

    /// Becomes the session of someone who signed in at `issuer`: under a new id, so that one planted before is worth nothing.
    pub async fn succeed(&self, token: &str, issuer: &str) -> Result<(), Error> {
        self.0.cycle_id().await.map_err(failed)?;
        self.0.set_expiry(Some(Expiry::OnInactivity(ABSOLUTE)));
        let success = Success { token: token.to_owned(), issuer: issuer.to_owned() };
        self.0.insert(SUCCESS, success).await.map_err(failed)
    }

    /// What the store knows the sign-in by.
    pub async fn token(&self) -> Result<Option<TokenHash>, Error> {
        Ok(self.success().await?.map(|success| TokenHash::of(success.token.as_bytes())))
    }

    /// The issuer at which the person signed in.
    pub async fn issuer(&self) -> Result<Option<String>, Error> {
        Ok(self.success().await?.map(|success| success.issuer))
    }

    /// Forgets everything.
    pub async fn end(&self) -> Result<(), Error> {
        self.0.flush().await.map_err(failed)
    }

    async fn begun(&self, now: Timestamp) -> Result<Vec<Attempt>, Error> {
        let mut begun: Vec<Attempt> = self.0.get(BEGUN).await.map_err(failed)?.unwrap_or_default();
        let longest = jiff::SignedDuration::from_secs(ATTEMPT.whole_seconds());
        begun.retain(|attempt| now.duration_since(attempt.at) <= longest);
        Ok(begun)
    }

    async fn success(&self) -> Result<Option<Success>, Error> {
        self.0.get(SUCCESS).await.map_err(failed)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let session = parts.extensions.get::<Session>().cloned();
        session.map(Self).ok_or_else(|| Error::Internal(anyhow!("this path has no session layer")))
    }
}

/// A session that cannot be read or kept is a matter of the store.
fn failed(error: tower_sessions::session::Error) -> Error {
    Error::Unavailable(error.into())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use akte_store::{Store, StoreConfig};
    use jiff::SignedDuration;

    use super::*;
    use crate::identity::Visits;

    async fn visit(directory: &std::path::Path) -> Visit {
        let store = Store::open(StoreConfig::new(directory)).await.unwrap();
        Visit(Session::new(None, Arc::new(Visits(store)), None))
    }

    fn attempt(state: &str) -> Attempt {
        let url = "https://issuer.example/".parse().unwrap();
        let start = Start { url, state: state.to_owned(), nonce: "n".to_owned(), verifier: "v".to_owned() };
        Attempt::new("demo", start, "/portal".to_owned(), Timestamp::UNIX_EPOCH)
    }

    #[tokio::test]
    async fn a_sign_in_must_be_finished_soon_and_once() {
        let directory = tempfile::tempdir().unwrap();
        let visit = visit(directory.path()).await;
        let now = Timestamp::UNIX_EPOCH;
        visit.begin(attempt("slow")).await.unwrap();
        let late = now + SignedDuration::from_secs(10 * 60 + 1);
        assert!(visit.take("slow", late).await.unwrap().is_none());
        visit.begin(attempt("fast")).await.unwrap();
        assert!(visit.take("other", now).await.unwrap().is_none());
        assert_eq!(visit.take("fast", now).await.unwrap().unwrap().return_to, "/portal");
        assert!(visit.take("fast", now).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn only_the_last_few_sign_ins_are_remembered() {
        let directory = tempfile::tempdir().unwrap();
        let visit = visit(directory.path()).await;
        let now = Timestamp::UNIX_EPOCH;
        for state in ["1", "2", "3", "4", "5"] {
            visit.begin(attempt(state)).await.unwrap();
        }
        assert!(visit.take("1", now).await.unwrap().is_none());
        assert!(visit.take("2", now).await.unwrap().is_some());
    }
}
