//! Each request gets an id, a line in the log, and its id in the answer.

use std::time::Instant;

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use uuid::Uuid;

use crate::perimeter::Client;

/// Logs method, path, address, status and time. Never the query (sign-in codes stand there), headers or bodies. An id
/// that the client sends is not used: it could be made to look like another request's.
pub async fn record(request: Request, next: Next) -> Response {
    let id = Uuid::now_v7().to_string();
    let client =
        request.extensions().get::<Client>().and_then(|client| client.0).map(tracing::field::display);
    let span =
        tracing::info_span!("request", %id, method = %request.method(), path = request.uri().path(), client);
    let start = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let milliseconds = start.elapsed().as_millis();
    span.in_scope(|| tracing::info!(status = response.status().as_u16(), milliseconds, "answered"));
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}
