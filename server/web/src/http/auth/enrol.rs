//! `GET` and `POST /auth/enrol`: a firm that was invited says which directory it is, by signing in.

use akte_store::TokenHash;
use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::sign_in::{PORTAL, start};
use crate::http::error::Error;
use crate::http::extract::{Path, Query};
use crate::http::notice::{self, Failure};
use crate::http::state::App;
use crate::identity::{Attempt, Visit};

/// The code that the operator gave, and where to sign in.
#[derive(Deserialize)]
pub struct Code {
    invitation: String,
    issuer: String,
}

/// What comes back from the page where an administrator agrees for a whole directory.
/// <https://learn.microsoft.com/entra/identity-platform/v2-admin-consent>
///
/// Its `tenant` is not read: whoever made the address may have written anything there.
#[derive(Deserialize)]
pub struct Consent {
    state: Option<String>,
    error: Option<String>,
}

/// Asks for the code.
pub async fn ask(State(app): State<App>, headers: HeaderMap) -> Result<Response, Error> {
    let choices: Vec<_> = app.issuers.iter().map(|issuer| (issuer.id(), issuer.name())).collect();
    if choices.is_empty() {
        return Ok((StatusCode::SERVICE_UNAVAILABLE, notice::no_issuer(&headers)).into_response());
    }
    let mut response = notice::enrol(&headers, &choices).into_response();
    // The form leads on to the issuer, which browsers count as a target of the form.
    let policy = format!(
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self' {}; frame-ancestors 'none'",
        app.issuers.origins().join(" ")
    );
    let policy = HeaderValue::from_str(&policy).map_err(anyhow::Error::from)?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// Takes the code, and leads to where an administrator agrees, or at once to the sign-in.
pub async fn begin(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Form(code): Form<Code>,
) -> Result<Response, Error> {
    let issuer = app.issuers.find(&code.issuer).ok_or(Error::NotFound)?;
    let invitation = TokenHash::of(code.invitation.trim().as_bytes());
    if !app.store.gate().is_invited(&invitation).await? {
        return Ok((StatusCode::FORBIDDEN, notice::sign_in_failed(&headers, Failure::Invitation, PORTAL))
            .into_response());
    }
    let attempt =
        |start| Attempt::new(issuer.id(), start, PORTAL.to_owned(), app.clock.now()).by(&invitation);
    let Some(page) = issuer.consent_page() else {
        return start(&visit, issuer, &headers, PORTAL, attempt).await;
    };
    let url = page.url.clone();
    visit.begin(attempt(page)).await?;
    Ok(Redirect::to(url.as_str()).into_response())
}

/// `GET /auth/consent/{issuer}`: what counts is the sign-in that follows, in the browser in which the code was entered.
pub async fn consented(
    State(app): State<App>,
    Path(issuer): Path<String>,
    visit: Visit,
    Query(consent): Query<Consent>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let issuer = app.issuers.find(&issuer).ok_or(Error::NotFound)?;
    let before = visit.take(&consent.state.unwrap_or_default(), app.clock.now()).await?;
    let before = before.filter(|before| before.issuer == issuer.id() && consent.error.is_none());
    let Some(invitation) = before.and_then(|before| before.invitation()) else {
        return Ok((StatusCode::BAD_REQUEST, notice::sign_in_failed(&headers, Failure::Unfinished, PORTAL))
            .into_response());
    };
    start(&visit, issuer, &headers, PORTAL, |start| {
        Attempt::new(issuer.id(), start, PORTAL.to_owned(), app.clock.now()).by(&invitation)
    })
    .await
}
