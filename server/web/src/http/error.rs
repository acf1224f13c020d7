//! The one error of the HTTP surface, answered as `application/problem+json` (RFC 9457).

use std::net::IpAddr;

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::api::v1::diagnostic::Diagnostic;
use crate::perimeter::TooSlow;

/// What went wrong with a request. Each variant says what the client may know; what stays inside is logged.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in, or the session has ended.
    #[error("Sign in first.")]
    SignedOut,
    /// The role does not allow it.
    #[error("Your role does not allow this.")]
    Forbidden,
    /// A change that does not come from a page of this server (cross-site request forgery).
    #[error("Changes are accepted from this server's own pages only: send a same-origin Origin header.")]
    CrossOrigin,
    /// It came over plain HTTP.
    #[error(
        "What is sent here goes in clear: use {url}. Anybody on the way could read a token or cookie that came along: have it replaced."
    )]
    Clear {
        /// The address to use.
        url: String,
    },
    /// It came from where nobody is let in.
    #[error("Nobody is let in from {}. Use the network of your firm.", place(*.0))]
    Network(Option<IpAddr>),
    /// There is no such thing, or not for this person: the same answer on purpose.
    #[error("There is nothing here by that name, or it is not yours to see.")]
    NotFound,
    /// The path exists, the method does not.
    #[error("This address does not know that method.")]
    MethodNotAllowed,
    /// The request could not be read.
    #[error("{0}")]
    Malformed(String),
    /// The body is of another kind than this address takes.
    #[error("{0}")]
    MediaType(String),
    /// The body is larger than allowed.
    #[error("This is larger than the {} MiB that are accepted.", .limit / (1024 * 1024))]
    TooLarge {
        /// The most that is accepted, in bytes.
        limit: usize,
    },
    /// The body came too slowly.
    #[error("This came too slowly, or stopped half-way. Send it again over a better line.")]
    TooSlow,
    /// A change came without `If-Match`.
    #[error("Say which revision this changes: send If-Match with the ETag that was read.")]
    IfMatchNeeded,
    /// Someone changed the same thing first.
    #[error("This was changed in the meantime. Read it again and repeat the change.")]
    Stale,
    /// The firm's key was destroyed.
    #[error(
        "The key of your firm was destroyed. What the firm kept here cannot be read any more, by anyone."
    )]
    KeyDestroyed,
    /// The same `Idempotency-Key` came with another body.
    #[error("This Idempotency-Key was used before with another body.")]
    KeyReused,
    /// The request with the same `Idempotency-Key` is still running.
    #[error("The same request is still running. Try again in a moment.")]
    Busy,
    /// What was sent is not a .docx that can be used.
    #[error("{0}")]
    NotADocument(String),
    /// What was sent is not a picture that a document can show, or no file at all.
    #[error("{0}")]
    NotAPicture(String),
    /// An answer set has as many files as it may.
    #[error(
        "These answers have as many files as they may: {files} of {mebibytes} MiB together. Make this one smaller."
    )]
    TooManyFiles {
        /// How many.
        files: i64,
        /// How large together, in MiB.
        mebibytes: i64,
    },
    /// The mark-up of a template has mistakes.
    #[error("The mark-up has mistakes: nothing was kept.")]
    Markup(Vec<Diagnostic>),
    /// Template tests fail.
    #[error("Template tests fail: the version stays a draft.")]
    TemplateTests(Vec<FieldError>),
    /// The version is not where this step can be taken.
    #[error("{0}")]
    WrongState(String),
    /// The firm wants four eyes, and these are the author's own two.
    #[error("Someone other than its author decides about a version.")]
    OwnWork,
    /// Nobody lets themselves in.
    #[error("Nobody lets themselves in: ask a colleague.")]
    Oneself,
    /// Another has that name or number.
    #[error("Another has this {0} already: choose another one.")]
    Taken(&'static str),
    /// A matter would be left without anyone in it.
    #[error("A matter keeps at least one person as a member: let someone else in first.")]
    LastMember,
    /// Answers are missing or wrong.
    #[error("{detail}")]
    Answers {
        /// What the person can do about it.
        detail: String,
        /// One for each answer at fault.
        errors: Vec<FieldError>,
    },
    /// One asks more than is one's due.
    #[error("That is too much at once. Try again after {retry_after} s.")]
    TooMany {
        /// When to come again, in seconds.
        retry_after: u64,
    },
    /// All together ask more than the server can bear.
    #[error("The server has too much to do right now. Try again after {retry_after} s.")]
    Overloaded {
        /// When to come again, in seconds.
        retry_after: u64,
    },
    /// Something needed is not there for now.
    #[error("The server cannot do this right now. Try again in a moment.")]
    Unavailable(#[source] anyhow::Error),
    /// A fault of the server: logged with the request id, never shown.
    #[error("The server made a mistake. It has been written down under the id of this request.")]
    Internal(#[from] anyhow::Error),
}

/// An answer, or a part of the request, that is at fault.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldError {
    /// The dotted name of the answer, or of the field of the request.
    #[schema(example = "client.kvk")]
    pub name: String,
    /// What is wrong and what to do, for a person.
    pub message: String,
}

/// The kinds of problem, by their stable names. Pages say each in their own language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[expect(missing_docs, reason = "they are those of `Error`")]
pub enum ProblemKind {
    #[serde(rename = "urn:akte:problem:signed-out")]
    SignedOut,
    #[serde(rename = "urn:akte:problem:forbidden")]
    Forbidden,
    #[serde(rename = "urn:akte:problem:cross-origin")]
    CrossOrigin,
    #[serde(rename = "urn:akte:problem:clear")]
    Clear,
    #[serde(rename = "urn:akte:problem:network")]
    Network,
    #[serde(rename = "urn:akte:problem:not-found")]
    NotFound,
    #[serde(rename = "urn:akte:problem:method-not-allowed")]
    MethodNotAllowed,
    #[serde(rename = "urn:akte:problem:malformed")]
    Malformed,
    #[serde(rename = "urn:akte:problem:media-type")]
    MediaType,
    #[serde(rename = "urn:akte:problem:too-large")]
    TooLarge,
    #[serde(rename = "urn:akte:problem:too-slow")]
    TooSlow,
    #[serde(rename = "urn:akte:problem:if-match-needed")]
    IfMatchNeeded,
    #[serde(rename = "urn:akte:problem:stale")]
    Stale,
    #[serde(rename = "urn:akte:problem:key-destroyed")]
    KeyDestroyed,
    #[serde(rename = "urn:akte:problem:key-reused")]
    KeyReused,
    #[serde(rename = "urn:akte:problem:busy")]
    Busy,
    #[serde(rename = "urn:akte:problem:not-a-document")]
    NotADocument,
    #[serde(rename = "urn:akte:problem:not-a-picture")]
    NotAPicture,
    #[serde(rename = "urn:akte:problem:too-many-files")]
    TooManyFiles,
    #[serde(rename = "urn:akte:problem:mark-up")]
    Markup,
    #[serde(rename = "urn:akte:problem:template-tests")]
    TemplateTests,
    #[serde(rename = "urn:akte:problem:wrong-state")]
    WrongState,
    #[serde(rename = "urn:akte:problem:own-work")]
    OwnWork,
    #[serde(rename = "urn:akte:problem:oneself")]
    Oneself,
    #[serde(rename = "urn:akte:problem:taken")]
    Taken,
    #[serde(rename = "urn:akte:problem:last-member")]
    LastMember,
    #[serde(rename = "urn:akte:problem:answers")]
    Answers,
    #[serde(rename = "urn:akte:problem:too-many")]
    TooMany,
    #[serde(rename = "urn:akte:problem:overloaded")]
    Overloaded,
    #[serde(rename = "urn:akte:problem:unavailable")]
    Unavailable,
    #[serde(rename = "urn:akte:problem:internal")]
    Internal,
}

/// A problem as RFC 9457 writes it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// A stable name of this kind of problem.
    #[serde(rename = "type")]
    pub kind: ProblemKind,
    /// The kind in a few words; the same for every occurrence.
    pub title: String,
    /// The HTTP status.
    #[schema(example = 412)]
    pub status: u16,
    /// This occurrence, for a person.
    pub detail: String,
    /// The answers, fields or template tests at fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldError>,
    /// The mistakes in the mark-up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub diagnostics: Vec<Diagnostic>,
}

impl Error {
    /// Status, stable name and title of each kind.
    fn kind(&self) -> (StatusCode, ProblemKind, &'static str) {
        match self {
            Self::SignedOut => (StatusCode::UNAUTHORIZED, ProblemKind::SignedOut, "Not signed in"),
            Self::Forbidden => (StatusCode::FORBIDDEN, ProblemKind::Forbidden, "Not allowed"),
            Self::CrossOrigin => (StatusCode::FORBIDDEN, ProblemKind::CrossOrigin, "From another site"),
            Self::Clear { .. } => (StatusCode::FORBIDDEN, ProblemKind::Clear, "Not over plain HTTP"),
            Self::Network(_) => (StatusCode::FORBIDDEN, ProblemKind::Network, "Not from this network"),
            Self::NotFound => (StatusCode::NOT_FOUND, ProblemKind::NotFound, "Not found"),
            Self::MethodNotAllowed => {
                (StatusCode::METHOD_NOT_ALLOWED, ProblemKind::MethodNotAllowed, "Method not allowed")
            }
            Self::Malformed(_) => (StatusCode::BAD_REQUEST, ProblemKind::Malformed, "Request not understood"),
            Self::MediaType(_) => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, ProblemKind::MediaType, "Another kind of file")
            }
            Self::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, ProblemKind::TooLarge, "Too large"),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, ProblemKind::TooSlow, "Too slow"),
            Self::IfMatchNeeded => {
                (StatusCode::PRECONDITION_REQUIRED, ProblemKind::IfMatchNeeded, "Revision not given")
            }
            Self::Stale => (StatusCode::PRECONDITION_FAILED, ProblemKind::Stale, "Changed in the meantime"),
            Self::KeyDestroyed => (StatusCode::GONE, ProblemKind::KeyDestroyed, "Destroyed"),
            Self::KeyReused => {
                (StatusCode::UNPROCESSABLE_ENTITY, ProblemKind::KeyReused, "Idempotency-Key used before")
            }
            Self::Busy => (StatusCode::CONFLICT, ProblemKind::Busy, "Still running"),
            Self::NotADocument(_) => {
                (StatusCode::UNPROCESSABLE_ENTITY, ProblemKind::NotADocument, "Not a usable Word document")
            }
            Self::NotAPicture(_) => {
                (StatusCode::UNPROCESSABLE_ENTITY, ProblemKind::NotAPicture, "Not a usable picture")
            }
            Self::TooManyFiles { .. } => {
                (StatusCode::UNPROCESSABLE_ENTITY, ProblemKind::TooManyFiles, "Too many files")
            }
            Self::Markup(_) => {
                (StatusCode::UNPROCESSABLE_ENTITY, ProblemKind::Markup, "Mistakes in the mark-up")
            }
            Self::TemplateTests(_) => {
                (StatusCode::UNPROCESSABLE_ENTITY, ProblemKind::TemplateTests, "Template tests fail")
            }
            Self::WrongState(_) => (StatusCode::CONFLICT, ProblemKind::WrongState, "Not from where it is"),
            Self::OwnWork => (StatusCode::FORBIDDEN, ProblemKind::OwnWork, "Someone else decides"),
            Self::Oneself => (StatusCode::FORBIDDEN, ProblemKind::Oneself, "Someone else decides"),
            Self::Taken(_) => (StatusCode::CONFLICT, ProblemKind::Taken, "Taken"),
            Self::LastMember => (StatusCode::CONFLICT, ProblemKind::LastMember, "The last member"),
            Self::Answers { .. } => {
                (StatusCode::UNPROCESSABLE_ENTITY, ProblemKind::Answers, "Answers missing or wrong")
            }
            Self::TooMany { .. } => {
                (StatusCode::TOO_MANY_REQUESTS, ProblemKind::TooMany, "Too many requests")
            }
            Self::Overloaded { .. } => {
                (StatusCode::SERVICE_UNAVAILABLE, ProblemKind::Overloaded, "Too much to do")
            }
            Self::Unavailable(_) => {
                (StatusCode::SERVICE_UNAVAILABLE, ProblemKind::Unavailable, "Not available")
            }
            Self::Internal(_) => {
                (StatusCode::INTERNAL_SERVER_ERROR, ProblemKind::Internal, "Fault of the server")
            }
        }
    }

    /// The HTTP status of this problem.
    pub fn status(&self) -> StatusCode {
        self.kind().0
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, kind, title) = self.kind();
        match &self {
            Self::Internal(cause) => tracing::error!(error = format!("{cause:#}"), "request failed"),
            Self::Unavailable(cause) => {
                tracing::warn!(error = format!("{cause:#}"), "request could not be served");
            }
            // Not in its words: those may repeat what was sent.
            _ => tracing::debug!(status = status.as_u16(), problem = ?kind, "request refused"),
        }
        let detail = self.to_string();
        let retry_after = match &self {
            Self::Busy | Self::Unavailable(_) => Some(1),
            Self::TooMany { retry_after } | Self::Overloaded { retry_after } => Some(*retry_after),
            _ => None,
        };
        let signed_out = matches!(self, Self::SignedOut);
        let (errors, diagnostics) = match self {
            Self::Answers { errors, .. } | Self::TemplateTests(errors) => (errors, Vec::new()),
            Self::Markup(diagnostics) => (Vec::new(), diagnostics),
            _ => (Vec::new(), Vec::new()),
        };
        let problem =
            Problem { kind, title: title.to_owned(), status: status.as_u16(), detail, errors, diagnostics };
        let mut response = (status, Json(problem)).into_response();
        response.extensions_mut().insert(kind);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if signed_out {
            // The same for every reason (RFC 6750, section 3, leaves the reason out where it would help to guess).
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

fn place(address: Option<IpAddr>) -> String {
    address.map_or_else(|| "an address that is not known".to_owned(), |address| address.to_string())
}

impl From<akte_store::Error> for Error {
    fn from(error: akte_store::Error) -> Self {
        use akte_store::Error as Store;
        match error {
            Store::NotFound => Self::NotFound,
            Store::NotAllowed(_) => Self::Forbidden,
            Store::NotFromThere(address) => Self::Network(address),
            Store::Stale { .. } => Self::Stale,
            Store::WrongState { .. } => Self::WrongState(error.to_string()),
            Store::NothingNewer => Self::WrongState(
                "No newer version of this template is published: there is nothing to move to.".to_owned(),
            ),
            Store::NothingToConfirm => Self::WrongState(
                "No change waits to be confirmed: it was already, or nobody did in time and it undid itself."
                    .to_owned(),
            ),
            Store::OwnWork => Self::OwnWork,
            Store::Oneself => Self::Oneself,
            Store::Taken(what) => Self::Taken(what),
            Store::LastMember => Self::LastMember,
            Store::ClaimLost => Self::Busy,
            Store::InvalidKey | Store::InvalidCursor => Self::Malformed(error.to_string()),
            Store::TooLarge { limit, .. } => Self::TooLarge { limit },
            Store::TooManyFiles { files, mebibytes } => Self::TooManyFiles { files, mebibytes },
            Store::KeyDestroyed => Self::KeyDestroyed,
            Store::Unavailable(_) | Store::Files(_) | Store::KeysChanged => Self::Unavailable(error.into()),
            _ => Self::Internal(error.into()),
        }
    }
}

impl From<JsonRejection> for Error {
    fn from(rejection: JsonRejection) -> Self {
        match rejection.status() {
            _ if TooSlow::is_cause_of(&rejection) => Self::TooSlow,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge { limit: super::SMALL_BODY },
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                Self::MediaType("Send the body as application/json.".to_owned())
            }
            _ => Self::Malformed(rejection.body_text()),
        }
    }
}

impl From<QueryRejection> for Error {
    fn from(rejection: QueryRejection) -> Self {
        Self::Malformed(rejection.body_text())
    }
}

impl From<PathRejection> for Error {
    /// An id that is not an id names nothing.
    fn from(_: PathRejection) -> Self {
        Self::NotFound
    }
}
