//! Problems that a person meets: who opens an address of this server reads a page, not JSON.

use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::ProblemKind;
use super::notice;

/// Says a problem outside the API in a page, where the browser asks for one. Status and headers stay.
pub async fn tell(request: Request, next: Next) -> Response {
    let is_page = !request.uri().path().starts_with("/api/") && wants_page(request.headers());
    let asked = is_page.then(|| request.headers().clone());
    let response = next.run(request).await;
    let (Some(asked), Some(kind)) = (asked, response.extensions().get::<ProblemKind>().copied()) else {
        return response;
    };
    let (mut said, _) = response.into_parts();
    let (page, body) = notice::problem(&asked, kind).into_response().into_parts();
    said.headers.remove(header::CONTENT_LENGTH);
    said.headers.extend(page.headers);
    Response::from_parts(said, body)
}

/// Browsers name HTML when an address is opened, scripts do not (RFC 9110, section 12.5.1).
fn wants_page(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("text/html"))
}
