//! What every answer says to the browser.

use axum::extract::Request;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// Which windows stay tied to this one (HTML, Cross-Origin-Opener-Policy).
pub const COOP: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
/// Which sites may show this (Fetch, Cross-Origin-Resource-Policy).
pub const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// On every answer, whatever it is.
const ALWAYS: [(HeaderName, &str); 4] = [
    (header::STRICT_TRANSPORT_SECURITY, "max-age=63072000"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ),
];

/// Where nothing else was said: an answer is kept by nobody, is of no other site's business and may do nothing as
/// a page but look like one of ours (`notice.css`).
const OTHERWISE: [(HeaderName, &str); 4] = [
    (COOP, "same-origin"),
    (CORP, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
];

/// Adds them.
pub async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    add(response.headers_mut());
    response
}

/// Says of a cookie that is taken back what was said when it was set: without `Secure`, browsers do not listen to a cookie whose name
/// begins with `__Host-` (RFC 6265bis, section 5.7), and keep what it was to take away.
pub async fn take_back(mut response: Response) -> Response {
    if let header::Entry::Occupied(mut cookies) = response.headers_mut().entry(header::SET_COOKIE) {
        for cookie in cookies.iter_mut() {
            let text = cookie.to_str().unwrap_or_default();
            if text.contains("Max-Age=0") && !text.contains("Secure") {
                let whole = format!("{text}; Secure; HttpOnly; SameSite=Lax");
                *cookie = HeaderValue::from_str(&whole).unwrap_or(cookie.clone());
            }
        }
    }
    response
}

fn add(headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    for (name, value) in OTHERWISE {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}
