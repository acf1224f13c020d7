//! What is under way on one connection, and when that has been waited for long enough.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::response::Response;
use hyper::body::{Frame, SizeHint};
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use crate::perimeter::Patience;

/// The requests of one connection whose answers were not sent yet, by when they began. Clones speak of the same connection.
#[derive(Debug, Clone, Default)]
pub(super) struct Exchanges(Arc<watch::Sender<Begun>>);

/// By their number on the connection.
#[derive(Debug, Default)]
struct Begun {
    next: u64,
    under_way: BTreeMap<u64, Instant>,
}

impl Exchanges {
    /// One more is under way, until what is given is dropped.
    pub(super) fn begin(&self) -> Exchange {
        let mut number = 0;
        self.0.send_modify(|begun| {
            number = begun.next;
            begun.next += 1;
            begun.under_way.insert(number, Instant::now());
        });
        Exchange { of: self.clone(), number }
    }

    /// Returns when nothing has been under way for too long, or something too long.
    pub(super) async fn overdue(&self, patience: Patience) {
        let mut begun = self.0.subscribe();
        loop {
            // Numbers only grow, so the first began first.
            let oldest = begun.borrow_and_update().under_way.values().next().copied();
            let until = oldest.map_or(Instant::now() + patience.silence, |oldest| oldest + patience.exchange);
            if timeout_at(until, begun.changed()).await.is_err() {
                return;
            }
        }
    }
}

/// A request whose answer was not sent yet.
#[derive(Debug)]
pub(super) struct Exchange {
    of: Exchanges,
    number: u64,
}

impl Exchange {
    /// The same answer; it is under way until all of it was handed on.
    pub(super) fn until_sent(self, answer: Response) -> Response {
        answer.map(|inner| Body::new(Sending { inner, _exchange: self }))
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.of.0.send_modify(|begun| {
            begun.under_way.remove(&self.number);
        });
    }
}

struct Sending {
    inner: Body,
    _exchange: Exchange,
}

impl hyper::body::Body for Sending {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.inner).poll_frame(context)
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
    use std::time::Duration;

    use tokio::time::sleep;

    use super::*;

    const PATIENCE: Patience =
        Patience { silence: Duration::from_secs(10), exchange: Duration::from_secs(60) };

    /// How many seconds it takes until `exchanges` is overdue while `doing` goes on.
    async fn overdue(doing: impl AsyncFnOnce(&Exchanges)) -> u64 {
        let exchanges = Exchanges::default();
        let start = Instant::now();
        let doing = async {
            doing(&exchanges).await;
            std::future::pending().await
        };
        tokio::select! {
            () = exchanges.overdue(PATIENCE) => start.elapsed().as_secs(),
            never = doing => never,
        }
    }

    #[tokio::test(start_paused = true)]
    async fn silence_is_borne_for_a_while() {
        assert_eq!(overdue(async |_| {}).await, 10);
        let asks_again = async |exchanges: &Exchanges| {
            for _ in 0..3 {
                sleep(Duration::from_secs(9)).await;
                drop(exchanges.begin());
            }
        };
        assert_eq!(overdue(asks_again).await, 37);
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_under_way_is_waited_for_longer_but_not_for_ever() {
        let works = async |exchanges: &Exchanges| {
            let first = exchanges.begin();
            sleep(Duration::from_secs(50)).await;
            drop(first);
        };
        assert_eq!(overdue(works).await, 60);
        let never_reads = async |exchanges: &Exchanges| {
            let _stuck = exchanges.begin();
            loop {
                sleep(Duration::from_secs(1)).await;
                drop(exchanges.begin());
            }
        };
        assert_eq!(overdue(never_reads).await, 60, "whatever else goes on");
    }
}
