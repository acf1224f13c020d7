//! What a handler leaves unread of a body.
//!
//! Whoever is refused at once (not signed in, no `If-Match`) may still be sending. Over HTTP/1.1 a server that answers and closes then
//! resets the connection under its own answer (RFC 9112, section 9.6), and the next request on it fails. So the rest of a small body
//! is taken in first.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::BoxError;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{Version, header};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::future::poll_fn;
use hyper::body::{Body as _, Frame, SizeHint};

/// The most that is taken in for nothing, in bytes, and for how long.
const REST: usize = 64 * 1024;
const PATIENCE: Duration = Duration::from_secs(1);

/// Takes in the rest of the body before the answer leaves. Not from a client that asked whether to send one at all.
pub async fn finish(request: Request, next: Next) -> Response {
    let is_old = request.version() < Version::HTTP_2;
    if !is_old || request.body().is_end_stream() || request.headers().contains_key(header::EXPECT) {
        return next.run(request).await;
    }
    let mut rest = None;
    let request = request.map(|body| {
        let shared = Shared(Arc::new(Mutex::new(body)));
        rest = Some(shared.clone());
        Body::new(shared)
    });
    let response = next.run(request).await;
    if let Some(rest) = rest {
        // Whatever does not come in time, or is too much, is left to the closing of the connection.
        let _left = tokio::time::timeout(PATIENCE, rest.read()).await;
    }
    response
}

/// A body that the handler reads from, and that is still there afterwards.
#[derive(Clone)]
struct Shared(Arc<Mutex<Body>>);

impl Shared {
    async fn read(mut self) {
        let mut came = 0;
        while came < REST {
            match poll_fn(|context| Pin::new(&mut self).poll_frame(context)).await {
                Some(Ok(frame)) => came += frame.data_ref().map_or(0, Bytes::len),
                Some(Err(_)) | None => return,
            }
        }
    }
}

impl hyper::body::Body for Shared {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let mut body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Pin::new(&mut *body).poll_frame(context).map_err(Into::into)
    }

    fn is_end_stream(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}
