//! Connections: accepted, made secure, served.

use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use super::{DRAIN, Drain};

/// How long a client may take over the TLS handshake, or over the head of a request.
const HEAD: Duration = Duration::from_secs(10);
/// How often an idle HTTP/2 connection is asked whether it still lives, and how long it may take to say so.
const PING: Duration = Duration::from_secs(20);
/// The pause after the system could not hand out a connection (out of file descriptors, say).
const PAUSE: Duration = Duration::from_millis(100);
/// Requests at once on one HTTP/2 connection.
const STREAMS: u32 = 100;

/// Serves `router` on `listener` until `drain` begins. Then requests that are under way finish, and new
/// connections are still taken while the old ones do, so that nobody meets a closed door and `/readyz` can
/// say what is going on. Returns when all is done, after [`DRAIN`] at the latest.
pub async fn serve(listener: TcpListener, tls: TlsAcceptor, router: Router, drain: Drain) {
    let open = GracefulShutdown::new();
    let mut end = pin!(drain.begun());
    loop {
        tokio::select! {
            accepted = listener.accept() => take(accepted, &tls, &router, open.watcher()).await,
            () = &mut end => break,
        }
    }
    let deadline = Instant::now() + DRAIN;
    let late = GracefulShutdown::new();
    let mut finishing = pin!(timeout_at(deadline, open.shutdown()));
    loop {
        tokio::select! {
            accepted = listener.accept() => take(accepted, &tls, &router, late.watcher()).await,
            _ = &mut finishing => break,
        }
    }
    drop(listener);
    if timeout_at(deadline, late.shutdown()).await.is_err() {
        tracing::warn!(seconds = DRAIN.as_secs(), "requests were still under way at the end");
    }
}

async fn take(
    accepted: std::io::Result<(TcpStream, SocketAddr)>,
    tls: &TlsAcceptor,
    router: &Router,
    watcher: Watcher,
) {
    match accepted {
        Ok((stream, peer)) => {
            tokio::spawn(connection(stream, peer, tls.clone(), router.clone(), watcher));
        }
        Err(error) => {
            tracing::warn!(%error, "a connection could not be accepted");
            sleep(PAUSE).await;
        }
    }
}

async fn connection(stream: TcpStream, peer: SocketAddr, tls: TlsAcceptor, router: Router, watcher: Watcher) {
    // Small answers should leave at once; a system that cannot do this still works.
    let _best_effort = stream.set_nodelay(true);
    let secured = match timeout(HEAD, tls.accept(stream)).await {
        Ok(Ok(secured)) => secured,
        Ok(Err(error)) => return tracing::debug!(%peer, %error, "no TLS connection"),
        Err(_) => return tracing::debug!(%peer, "TLS handshake took too long"),
    };
    // Chosen by ALPN rather than by peeking at the first bytes, for which there would be no time limit.
    let http2 = secured.get_ref().1.alpn_protocol() == Some(b"h2");
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PING)
        .keep_alive_timeout(PING)
        .max_concurrent_streams(STREAMS);
    let builder = if http2 { builder.http2_only() } else { builder.http1_only() };
    let service = TowerToHyperService::new(
        router.map_request(|request: Request<Incoming>| request.map(axum::body::Body::new)),
    );
    let served = builder.serve_connection(TokioIo::new(secured), service);
    if let Err(error) = watcher.watch(served.into_owned()).await {
        tracing::debug!(%peer, %error, "connection ended early");
    }
}
