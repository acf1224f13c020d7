//! A browser's session: sign-ins that were begun, and the one that succeeded.

use akte_store::{Door, TokenHash};
use anyhow::anyhow;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use time::Duration;
use tower_sessions::{Expiry, Session};

use super::issuer::Start;
use crate::http::error::Error;
use crate::http::state::App;

/// How long a session lives when nothing is asked of it.
pub const IDLE: Duration = Duration::hours(2);
/// How long a session lives at all.
pub const ABSOLUTE: std::time::Duration = std::time::Duration::from_secs(12 * 60 * 60);
/// How long a person may take at the issuer.
const ATTEMPT: Duration = Duration::minutes(10);
/// How many sign-ins may be under way in one browser (in several tabs).
const ATTEMPTS: usize = 4;
/// How often a session notes that it is in use.
const NOTED: jiff::SignedDuration = jiff::SignedDuration::from_mins(5);

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
    /// When it was begun.
    pub at: Timestamp,
}

/// A sign-in that succeeded.
#[derive(Serialize, Deserialize)]
struct Success {
    token: String,
    noted: Timestamp,
}

/// The session of the browser that asks.
pub struct Visit(Session);

const BEGUN: &str = "begun";
const SUCCESS: &str = "success";

impl Visit {
    /// Remembers a sign-in that begins at `now`.
    pub async fn begin(&self, start: &Start, return_to: String, now: Timestamp) -> Result<(), Error> {
        let mut begun = self.begun(now).await?;
        if begun.len() == ATTEMPTS {
            begun.remove(0);
        }
        let Start { state, nonce, verifier, .. } = start;
        begun.push(Attempt {
            state: state.clone(),
            nonce: nonce.clone(),
            verifier: verifier.clone(),
            return_to,
            at: now,
        });
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

    /// Becomes the session of someone who signed in: under a new id, so that one planted before is worth nothing.
    pub async fn succeed(&self, token: &str, now: Timestamp) -> Result<(), Error> {
        self.0.cycle_id().await.map_err(failed)?;
        self.0.set_expiry(Some(Expiry::OnInactivity(IDLE)));
        self.0.insert(SUCCESS, Success { token: token.to_owned(), noted: now }).await.map_err(failed)
    }

    /// What the store knows the sign-in by, and that it is in use at `now`.
    pub async fn token(&self, now: Timestamp) -> Result<Option<TokenHash>, Error> {
        let Some(success) = self.success().await? else {
            return Ok(None);
        };
        let hash = TokenHash::of(success.token.as_bytes());
        if now.duration_since(success.noted) > NOTED {
            let noted = Success { noted: now, ..success };
            self.0.insert(SUCCESS, noted).await.map_err(failed)?;
        }
        Ok(Some(hash))
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

/// Someone who is signed in, with the door to their firm.
pub struct SignedIn(pub Door);

impl FromRequestParts<App> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let visit = Visit::from_request_parts(parts, app).await?;
        let token = visit.token(app.clock.now()).await?.ok_or(Error::SignedOut)?;
        let actor = app.store.gate().session(&token).await?.ok_or(Error::SignedOut)?;
        Ok(Self(app.store.door(actor)))
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

    fn start(state: &str) -> Start {
        let url = "https://issuer.example/".parse().unwrap();
        Start { url, state: state.to_owned(), nonce: "n".to_owned(), verifier: "v".to_owned() }
    }

    #[tokio::test]
    async fn a_sign_in_must_be_finished_soon_and_once() {
        let directory = tempfile::tempdir().unwrap();
        let visit = visit(directory.path()).await;
        let now = Timestamp::UNIX_EPOCH;
        visit.begin(&start("slow"), "/portal".to_owned(), now).await.unwrap();
        let late = now + SignedDuration::from_secs(10 * 60 + 1);
        assert!(visit.take("slow", late).await.unwrap().is_none());
        visit.begin(&start("fast"), "/portal".to_owned(), now).await.unwrap();
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
            visit.begin(&start(state), "/portal".to_owned(), now).await.unwrap();
        }
        assert!(visit.take("1", now).await.unwrap().is_none());
        assert!(visit.take("2", now).await.unwrap().is_some());
    }
}
