//! What a handler takes from a request, with our own problems where it cannot be read.

use axum::extract::{FromRequest, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use akte_model::Rev;

use super::error::Error;

/// A JSON body.
#[derive(FromRequest)]
#[from_request(via(axum::Json), rejection(Error))]
pub struct Json<T>(pub T);

/// Parameters of the query.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Error))]
pub struct Query<T>(pub T);

/// Parameters of the path.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Error))]
pub struct Path<T>(pub T);

/// `If-Match` with the one revision that was read (RFC 9110, section 13.1.1). Absent: 428; `*` and lists
/// name no revision: 400.
pub struct IfMatch(pub Rev);

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let value = header(&parts.headers, "if-match")?.ok_or(Error::IfMatchNeeded)?;
        value
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
            .and_then(|revision| revision.parse().ok())
            .map(Self)
            .ok_or_else(|| Error::Malformed("If-Match takes one ETag as this server gave it.".to_owned()))
    }
}

/// The client's key for a request that creates something: 1 to 200 visible ASCII characters. The same key
/// gives the same result.
pub struct IdempotencyKey(pub String);

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let key = header(&parts.headers, "idempotency-key")?.unwrap_or_default();
        if key.is_empty() || key.len() > 200 {
            return Err(Error::Malformed(
                "Send an Idempotency-Key of 1 to 200 characters, a new one for each new thing.".to_owned(),
            ));
        }
        Ok(Self(key.to_owned()))
    }
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Result<Option<&'h str>, Error> {
    headers
        .get(name)
        .map(|value| value.to_str().map_err(|_| Error::Malformed(format!("{name} must be plain ASCII."))))
        .transpose()
}
