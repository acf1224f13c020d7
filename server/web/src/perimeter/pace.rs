//! Bodies of requests that must come at a pace.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use hyper::body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

/// The slowest that a body may come after its first moments, in bytes a second; the slowest lines in use are ten times as fast.
const PACE: u64 = 4096;

/// The body came too slowly.
#[derive(Debug, thiserror::Error)]
#[error("the body came too slowly")]
pub struct TooSlow;

impl TooSlow {
    /// Whether that is at the bottom of `error`.
    pub fn is_cause_of(error: &(dyn Error + 'static)) -> bool {
        let mut cause = Some(error);
        while let Some(error) = cause {
            if error.is::<Self>() {
                return true;
            }
            cause = error.source();
        }
        false
    }
}

/// The same request, whose body fails with [`TooSlow`] when it is longer under way than `grace` and what [`PACE`] gives it. The
/// time counts from when somebody reads it.
pub fn pace(request: Request, grace: Duration) -> Request {
    request.map(|inner| Body::new(Paced { inner, grace, until: None }))
}

struct Paced {
    inner: Body,
    grace: Duration,
    until: Option<Pin<Box<Sleep>>>,
}

impl hyper::body::Body for Paced {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let Self { inner, grace, until } = &mut *self;
        let until = until.get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + *grace)));
        if let Poll::Ready(frame) = Pin::new(inner).poll_frame(context) {
            if let Some(Ok(frame)) = &frame {
                let came = frame.data_ref().map_or(0, Bytes::len) as u64;
                let later = until.deadline() + Duration::from_micros(came.saturating_mul(1_000_000) / PACE);
                until.as_mut().reset(later);
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        until.as_mut().poll(context).map(|()| Some(Err(TooSlow.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use futures_util::stream;
    use tokio::time::sleep;

    use super::*;

    /// A body of so many pieces of `size` bytes, one every `pause`.
    fn body(count: usize, size: usize, pause: Duration) -> Body {
        Body::from_stream(stream::unfold(count, move |left| async move {
            let next = left.checked_sub(1)?;
            sleep(pause).await;
            Some((Ok::<_, std::io::Error>(vec![b'x'; size]), next))
        }))
    }

    async fn read(body: Body) -> Result<usize, axum::Error> {
        let request = pace(Request::new(body), Duration::from_secs(10));
        axum::body::to_bytes(request.into_body(), usize::MAX).await.map(|bytes| bytes.len())
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_line_is_waited_for() {
        assert_eq!(read(body(100, 40_960, Duration::from_secs(10))).await.unwrap(), 4_096_000);
        assert_eq!(read(body(9, 1, Duration::from_secs(1))).await.unwrap(), 9);
    }

    #[tokio::test(start_paused = true)]
    async fn a_dribble_is_not() {
        let start = Instant::now();
        let error = read(body(1000, 1, Duration::from_secs(1))).await.unwrap_err();
        assert!(TooSlow::is_cause_of(&error), "{error}");
        assert!(start.elapsed() < Duration::from_secs(11), "{:?}", start.elapsed());
        assert!(read(body(1, 1, Duration::from_secs(11))).await.is_err());
    }
}
