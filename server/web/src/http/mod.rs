//! The HTTP surface: every path, and what holds for all of them.

pub mod api;
pub mod auth;
pub mod csv;
pub mod error;
pub mod extract;
pub mod headers;
pub mod health;
pub mod notice;
pub mod origin;
pub mod pages;
pub mod policy;
pub mod problem_page;
pub mod record;
pub mod refusals;
pub mod state;
pub mod unread;

use std::any::Any;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

use crate::identity::{ABSOLUTE, Visits};
use crate::perimeter::{allow, limit, see};
use api::v1::openapi::SESSION_COOKIE;
use error::Error;
use state::App;

/// The largest body of a request that is not a file, in bytes.
pub const SMALL_BODY: usize = 1024 * 1024;
/// The largest file, in bytes.
pub const FILE_BODY: usize = 32 * 1024 * 1024;

/// Everything the server answers.
pub fn router(app: App) -> Router {
    let (api, _) = api::v1::router().split_for_parts();
    let sessions = SessionManagerLayer::new(Visits(app.store.clone()))
        .with_name(SESSION_COOKIE)
        .with_secure(true)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(ABSOLUTE));
    // Answers that hold secrets are not compressed: their length would tell about them (BREACH).
    let visited = Router::new()
        .route("/portal", get(pages::portal))
        .route("/taskpane", get(pages::taskpane))
        .layer(CompressionLayer::new());
    let pages = Router::new()
        .route("/", get(pages::home))
        .route("/dialog", get(pages::dialog))
        .route("/icons/{name}", get(pages::icon))
        .route("/assets/{name}", get(pages::asset))
        .layer(CompressionLayer::new());
    let everything = Router::new()
        .merge(api.layer(from_fn_with_state(app.clone(), refusals::count)))
        .merge(auth::router().layer(map_response(async |answer: Response| pages::keep_opener(answer))))
        .merge(visited)
        .layer(sessions)
        .layer(map_response(headers::take_back))
        .layer(from_fn(origin::check))
        .merge(pages)
        .route("/notice.css", get(notice::style))
        .fallback(async || Error::NotFound)
        .method_not_allowed_fallback(async || Error::MethodNotAllowed)
        .layer(from_fn_with_state(app.limits.clone(), limit))
        .layer(from_fn_with_state(app.allowed.clone(), allow))
        // Whoever watches the server stands outside, and learns nothing but that it lives.
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .layer(from_fn(problem_page::tell));
    let proxies = app.proxies.clone();
    guard(everything.with_state(app)).layer(from_fn_with_state(proxies, see))
}

/// What holds for whatever is served: bounded bodies, no panic that gets through, security headers, a line in
/// the log.
pub fn guard(router: Router) -> Router {
    router
        .layer(DefaultBodyLimit::max(SMALL_BODY))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(unread::finish))
        .layer(from_fn(headers::secure))
        .layer(from_fn(record::record))
}

/// A panic in a handler ends that request only.
fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let text = cause.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| cause.downcast_ref::<String>().cloned()).unwrap_or_default();
    Error::Internal(anyhow::anyhow!("a handler panicked: {text}")).into_response()
}
