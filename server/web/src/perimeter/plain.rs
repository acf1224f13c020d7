//! The port for plain HTTP, where nothing is said but where to go.

use std::sync::Arc;

use akte_model::AllowList;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};

use super::{Proxies, allow, see};
use crate::http::api::v1::openapi::SESSION_COOKIE;
use crate::http::error::Error;
use crate::http::record;

/// Sends pages on to `url`, the address that people use. Everything else is refused: whoever calls the API in clear has a mistake in an
/// address, which would never be noticed if it went on.
pub fn plain(url: String, allowed: Arc<AllowList>, proxies: Proxies) -> Router {
    Router::new()
        .fallback(answer)
        .layer(from_fn_with_state(allowed, allow))
        .layer(from_fn(record::record))
        .layer(from_fn_with_state(proxies, see))
        .with_state(url)
}

async fn answer(State(url): State<String>, request: Request) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_page = reads && !request.uri().path().starts_with("/api/") && !brings_secret(request.headers());
    let mut response = if is_page {
        Redirect::permanent(&format!("{url}{}", own_path(request.uri()))).into_response()
    } else {
        Error::Clear { url }.into_response()
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Path and query, never a host that the request names.
fn own_path(uri: &Uri) -> &str {
    uri.path_and_query().map(|path| path.as_str()).filter(|path| path.starts_with('/')).unwrap_or("/")
}

/// Whether anybody on the way could read what lets in: a token, or the session's cookie.
fn brings_secret(headers: &HeaderMap) -> bool {
    let is_ours = |value: &HeaderValue| {
        let cookies = value.as_bytes().split(|byte| *byte == b';');
        cookies.map(<[u8]>::trim_ascii_start).any(|cookie| cookie.starts_with(SESSION_COOKIE.as_bytes()))
    };
    headers.contains_key(header::AUTHORIZATION) || headers.get_all(header::COOKIE).iter().any(is_ours)
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::StatusCode;
    use tower::ServiceExt;

    use super::*;

    const URL: &str = "https://akte.example:8443";

    async fn ask(method: &str, path: &str, headers: &[(&str, &str)]) -> (StatusCode, String) {
        let mut request = Request::builder().method(method).uri(path).header("host", "evil.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = plain(URL.to_owned(), Arc::default(), Proxies::default())
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        let to = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        let hsts = response.headers().contains_key("strict-transport-security");
        assert!(!hsts, "RFC 6797, section 7.2: never over plain HTTP");
        let status = response.status();
        let body = String::from_utf8(to_bytes(response.into_body(), 4096).await.unwrap().into()).unwrap();
        (status, to.unwrap_or(body))
    }

    #[tokio::test]
    async fn pages_are_sent_on_to_our_own_address() {
        for (method, path, to) in [
            ("GET", "/", "/"),
            ("GET", "/portal?a=b%20c", "/portal?a=b%20c"),
            ("HEAD", "/taskpane", "/taskpane"),
            ("GET", "http://evil.example/portal", "/portal"),
            ("GET", "//evil.example/", "//evil.example/"),
        ] {
            let answer = ask(method, path, &[("cookie", "theme=dark")]).await;
            assert_eq!(answer, (StatusCode::PERMANENT_REDIRECT, format!("{URL}{to}")), "{path}");
        }
    }

    #[tokio::test]
    async fn what_must_not_go_in_clear_is_refused_with_a_sentence() {
        for (method, path, headers) in [
            ("GET", "/api/v1/me", &[][..]),
            ("POST", "/portal", &[]),
            ("GET", "/portal", &[("authorization", "Bearer secret")]),
            ("GET", "/portal", &[("cookie", "a=b; __Host-akte=secret")]),
            ("OPTIONS", "*", &[]),
        ] {
            let (status, body) = ask(method, path, headers).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{method} {path}");
            assert!(body.contains("urn:akte:problem:clear") && body.contains(URL), "{body}");
            assert!(!body.contains("secret"), "{body}");
        }
    }
}
