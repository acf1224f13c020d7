//! What a handler takes from a request, with our own problems where it cannot be read; and what it gives back.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponseParts, ResponseParts};

use akte_model::Rev;
use serde::{Deserialize, Deserializer};

use super::FILE_BODY;
use super::error::Error;
use crate::perimeter::TooSlow;

/// For a property of a body that may be left out or null, which are not the same: `Some(None)` is null.
/// With `#[serde(default, deserialize_with = "given")]`.
pub fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

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
        let revision = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        revision
            .and_then(|revision| revision.parse().ok())
            .map(Self)
            .ok_or_else(|| Error::Malformed("If-Match takes one ETag as this server gave it.".to_owned()))
    }
}

/// The client's key for a request that creates something. The same key gives the same thing.
pub struct IdempotencyKey(pub String);

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let key = header(&parts.headers, "idempotency-key")?;
        key.map(|key| Self(key.to_owned())).ok_or_else(|| {
            Error::Malformed("Send an Idempotency-Key, a new one for each new thing.".to_owned())
        })
    }
}

/// The media type of a .docx (ECMA-376-1, 15.2.3 and its registration with IANA).
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// The media type of a .dotx.
const DOTX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.template";

/// A body that says it is a Word document or template, of at most [`FILE_BODY`] bytes.
pub struct Docx(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Docx {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let kind = header(request.headers(), "content-type")?.unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case(DOCX) && !kind.eq_ignore_ascii_case(DOTX) {
            return Err(Error::MediaType(format!("Send a Word document, as {DOCX}.")));
        }
        body(request, state, FILE_BODY).await.map(Self)
    }
}

/// The largest file that answers refer to, in bytes.
pub const ANSWER_FILE_BODY: usize = 10 * 1024 * 1024;

/// A body of any kind, of at most [`ANSWER_FILE_BODY`] bytes: what it is, the bytes say.
pub struct AnyFile(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for AnyFile {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        body(request, state, ANSWER_FILE_BODY).await.map(Self)
    }
}

/// The whole body; `limit` is what its route lets through.
async fn body<S: Send + Sync>(request: Request, state: &S, limit: usize) -> Result<Bytes, Error> {
    Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
        _ if TooSlow::is_cause_of(&rejection) => Error::TooSlow,
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge { limit },
        _ => Error::Malformed(rejection.body_text()),
    })
}

/// The `ETag` of what is sent.
pub struct ETag(pub Rev);

impl IntoResponseParts for ETag {
    type Error = Error;

    fn into_response_parts(self, parts: ResponseParts) -> Result<ResponseParts, Error> {
        set(parts, axum::http::header::ETAG, &format!("\"{}\"", self.0))
    }
}

/// Where what was made is found.
pub struct Location(pub String);

impl IntoResponseParts for Location {
    type Error = Error;

    fn into_response_parts(self, parts: ResponseParts) -> Result<ResponseParts, Error> {
        set(parts, axum::http::header::LOCATION, &self.0)
    }
}

fn set(mut parts: ResponseParts, name: HeaderName, value: &str) -> Result<ResponseParts, Error> {
    parts.headers_mut().insert(name, value.parse().map_err(anyhow::Error::from)?);
    Ok(parts)
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Result<Option<&'h str>, Error> {
    headers
        .get(name)
        .map(|value| value.to_str().map_err(|_| Error::Malformed(format!("{name} must be plain ASCII."))))
        .transpose()
}
