//! Whether the server lives, and whether it wants requests.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;

use super::state::App;

/// How long the store may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// `GET /livez`: the process answers.
pub async fn live() -> &'static str {
    "live\n"
}

/// `GET /readyz`: the store reads and writes, and the server is not about to end.
pub async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    if app.drain.has_begun() {
        return (StatusCode::SERVICE_UNAVAILABLE, "ending\n");
    }
    match tokio::time::timeout(PATIENCE, app.store.ready()).await {
        Ok(Ok(())) => (StatusCode::OK, "ready\n"),
        Ok(Err(error)) => {
            tracing::warn!(error = format!("{:#}", anyhow::Error::from(error)), "the store is not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the store is not ready\n")
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n"),
    }
}
