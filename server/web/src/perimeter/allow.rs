//! The networks from which anybody may come at all, whichever firm they are of.

use std::sync::Arc;

use akte_model::{AllowList, Verdict};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::Client;
use crate::http::error::Error;

/// Refuses what comes from elsewhere, before anything is looked at.
pub async fn allow(
    State(list): State<Arc<AllowList>>,
    Client(address): Client,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    match list.judge(address) {
        Verdict::Pass => {}
        Verdict::WouldRefuse => {
            tracing::warn!(?address, "would be refused: not from a network that is allowed")
        }
        Verdict::Refuse => {
            tracing::warn!(?address, "refused: not from a network that is allowed");
            return Err(Error::Network(address));
        }
    }
    Ok(next.run(request).await)
}
