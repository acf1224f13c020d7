//! Connections: accepted, made secure, served.

use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tokio_rustls::TlsAcceptor;
use tower::{ServiceExt, service_fn};

use super::exchange::Exchanges;
use super::{DRAIN, Drain};
use crate::perimeter::{Patience, Peer, pace};

/// How often an HTTP/2 connection is asked whether it still lives, and how long it may take to say so.
const PING: Duration = Duration::from_secs(20);
/// The pause after the system could not hand out a connection (out of file descriptors, say).
const PAUSE: Duration = Duration::from_millis(100);
/// Requests at once on one HTTP/2 connection.
const STREAMS: u32 = 100;
/// The most that the head of a request may hold, in bytes.
const HEAD: u32 = 64 * 1024;

/// What is served on a port, and how.
#[derive(Clone)]
pub struct Service {
    /// How connections are made secure; none for plain HTTP.
    pub tls: Option<TlsAcceptor>,
    /// What is answered.
    pub router: Router,
    /// How long is waited for clients.
    pub patience: Patience,
}

/// Serves on `listener` until `drain` begins. Then requests that are under way finish, and new
/// connections are still taken while the old ones do, so that nobody meets a closed door and `/readyz` can
/// say what is going on. Returns when all is done, after [`DRAIN`] at the latest.
pub async fn serve(listener: TcpListener, service: Service, drain: Drain) {
    let open = GracefulShutdown::new();
    let mut end = pin!(drain.begun());
    loop {
        tokio::select! {
            accepted = listener.accept() => take(accepted, &service, open.watcher()).await,
            () = &mut end => break,
        }
    }
    let deadline = Instant::now() + DRAIN;
    let late = GracefulShutdown::new();
    let mut finishing = pin!(timeout_at(deadline, open.shutdown()));
    loop {
        tokio::select! {
            accepted = listener.accept() => take(accepted, &service, late.watcher()).await,
            _ = &mut finishing => break,
        }
    }
    drop(listener);
    if timeout_at(deadline, late.shutdown()).await.is_err() {
        tracing::warn!(seconds = DRAIN.as_secs(), "requests were still under way at the end");
    }
}

async fn take(accepted: std::io::Result<(TcpStream, SocketAddr)>, service: &Service, watcher: Watcher) {
    match accepted {
        Ok((stream, peer)) => {
            tokio::spawn(secure(stream, peer, service.clone(), watcher));
        }
        Err(error) => {
            tracing::warn!(%error, "a connection could not be accepted");
            sleep(PAUSE).await;
        }
    }
}

async fn secure(stream: TcpStream, peer: SocketAddr, service: Service, watcher: Watcher) {
    // Small answers should leave at once; a system that cannot do this still works.
    let _best_effort = stream.set_nodelay(true);
    let Some(tls) = &service.tls else { return talk(stream, peer, false, service, watcher).await };
    match timeout(service.patience.silence, tls.accept(stream)).await {
        Ok(Ok(secured)) => {
            // Chosen by ALPN rather than by peeking at the first bytes, for which there would be no time limit.
            let http2 = secured.get_ref().1.alpn_protocol() == Some(b"h2");
            talk(secured, peer, http2, service, watcher).await;
        }
        Ok(Err(error)) => tracing::debug!(%peer, %error, "no TLS connection"),
        Err(_) => tracing::debug!(%peer, "TLS handshake took too long"),
    }
}

async fn talk<S>(stream: S, peer: SocketAddr, http2: bool, service: Service, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let Service { router, patience, .. } = service;
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.silence)
        .max_buf_size(HEAD as usize);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .keep_alive_timeout(PING)
        .max_header_list_size(HEAD)
        .max_concurrent_streams(STREAMS);
    let builder = if http2 { builder.http2_only() } else { builder.http1_only() };
    let exchanges = Exchanges::default();
    let begun = exchanges.clone();
    let answer = service_fn(move |request: Request<Incoming>| {
        let exchange = begun.begin();
        let mut request = pace(request.map(Body::new), patience.silence);
        request.extensions_mut().insert(Peer(peer.ip()));
        let router = router.clone();
        async move { router.oneshot(request).await.map(|answer| exchange.until_sent(answer)) }
    });
    let served = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(answer));
    tokio::select! {
        ended = watcher.watch(served.into_owned()) => if let Err(error) = ended {
            tracing::debug!(%peer, %error, "connection ended early");
        },
        // HTTP/1.1 has a time limit for the head of a request, HTTP/2 has none, and neither has one for reading an answer.
        () = exchanges.overdue(patience) => tracing::debug!(%peer, "connection was silent for too long"),
    }
}
