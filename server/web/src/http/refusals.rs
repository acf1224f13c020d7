//! Requests of people who are signed in that were refused: counted, for the firm's trail.

use std::sync::{Arc, OnceLock};

use akte_store::Actor;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;

use super::state::App;
use crate::perimeter::Client;

/// Who asks, from the moment that it is known.
#[derive(Clone, Default)]
pub struct Asker(Arc<OnceLock<Actor>>);

impl Asker {
    /// It is `actor`.
    pub fn is(&self, actor: &Actor) {
        // Nobody else within one request.
        let _same = self.0.set(actor.clone());
    }
}

/// Counts an answer that says "not allowed" or "not found" to someone who is signed in: who tries ids gets the latter.
pub async fn count(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let asker = Asker::default();
    request.extensions_mut().insert(asker.clone());
    let address = request.extensions().get::<Client>().and_then(|client| client.0);
    let response = next.run(request).await;
    if matches!(response.status(), StatusCode::FORBIDDEN | StatusCode::NOT_FOUND)
        && let Some(actor) = asker.0.get()
    {
        app.store.refused(actor, address);
    }
    response
}
