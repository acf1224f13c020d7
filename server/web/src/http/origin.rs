//! Changes come from our own pages only: the defence against cross-site request forgery.

use axum::extract::Request;
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::Response;

use super::error::Error;
use crate::identity::bearer;

/// Lets through what changes nothing, what brings a token (which no browser adds by itself), and changes that say they come from this very origin: by `Origin`, and by
/// `Sec-Fetch-Site` where the browser sends it (W3C Fetch Metadata). A change that says neither is refused.
pub async fn check(request: Request, next: Next) -> Result<Response, Error> {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if changes && bearer(request.headers()).is_none() && !is_own(&request) {
        Err(Error::CrossOrigin)
    } else {
        Ok(next.run(request).await)
    }
}

fn is_own(request: &Request) -> bool {
    let header = |name| request.headers().get(name).map(|value| value.to_str().unwrap_or_default());
    let site = header("sec-fetch-site").map(|site| site == "same-origin");
    let origin = header(header::ORIGIN.as_str()).map(|origin| {
        let host = authority(request);
        host.is_some_and(|host| origin.strip_prefix("https://") == Some(host))
    });
    site.or(origin).is_some() && site != Some(false) && origin != Some(false)
}

/// The host and port that the client addressed: HTTP/2's `:authority`, HTTP/1.1's `Host`.
pub fn authority(request: &Request) -> Option<&str> {
    let from_uri = request.uri().authority().map(|authority| authority.as_str());
    from_uri.or_else(|| request.headers().get(header::HOST)?.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(headers: &[(&str, &str)]) -> bool {
        let mut request = Request::post("/api/v1/documents").header("host", "localhost:8443");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        is_own(&request.body(axum::body::Body::empty()).unwrap())
    }

    #[test]
    fn only_this_very_origin_may_change() {
        let ours = ("origin", "https://localhost:8443");
        assert!(own(&[ours]));
        assert!(own(&[("sec-fetch-site", "same-origin")]));
        assert!(own(&[ours, ("sec-fetch-site", "same-origin")]));
    }

    #[test]
    fn everything_else_is_refused() {
        let ours = ("origin", "https://localhost:8443");
        assert!(!own(&[]));
        assert!(!own(&[("origin", "null")]));
        assert!(!own(&[("origin", "http://localhost:8443")]));
        assert!(!own(&[("origin", "https://localhost:8444")]));
        assert!(!own(&[("origin", "https://localhost:8443.evil.example")]));
        assert!(!own(&[("sec-fetch-site", "none")]));
        assert!(!own(&[("sec-fetch-site", "same-site")]));
        assert!(!own(&[ours, ("sec-fetch-site", "cross-site")]));
        assert!(!own(&[("origin", "https://evil.example"), ("sec-fetch-site", "same-origin")]));
    }
}
