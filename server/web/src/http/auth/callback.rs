//! `GET /auth/callback/{issuer}`

use std::net::IpAddr;

use akte_store::{Error as StoreError, TokenHash};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::sign_in::PORTAL;
use crate::http::error::Error;
use crate::http::extract::{Path, Query};
use crate::http::notice::{self, Failure};
use crate::http::state::App;
use crate::identity::{ABSOLUTE, Claims, Visit};
use crate::perimeter::Client;

/// What the issuer sends back (RFC 6749, 4.1.2; RFC 9207).
#[derive(Deserialize)]
pub struct Parameters {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
}

/// Takes the person in, or says why not.
pub async fn finish(
    State(app): State<App>,
    Path(issuer): Path<String>,
    visit: Visit,
    Client(address): Client,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let refuse = |status: StatusCode, why, return_to: &str| {
        Ok((status, notice::sign_in_failed(&headers, why, return_to)).into_response())
    };
    let issuer = app.issuers.find(&issuer).ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let state = parameters.state.unwrap_or_default();
    let Some(attempt) = visit.take(&state, now).await? else {
        return refuse(StatusCode::BAD_REQUEST, Failure::Unfinished, PORTAL);
    };
    // Who answers is who was asked, by the address that only it was told.
    let foreign = attempt.issuer != issuer.id() || parameters.iss.is_some_and(|from| !issuer.may_be(&from));
    let Some(code) = parameters.code.filter(|_| !foreign) else {
        return refuse(StatusCode::BAD_REQUEST, Failure::Unfinished, &attempt.return_to);
    };
    let invitation = attempt.invitation();
    let claims = match issuer.finish(code, attempt.verifier, attempt.nonce).await {
        Ok(claims) => claims,
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "a sign-in was refused");
            return refuse(StatusCode::BAD_REQUEST, Failure::Unfinished, &attempt.return_to);
        }
    };
    match enter(&app, &visit, address, &claims, issuer.id(), invitation).await {
        Ok(()) => Ok(Redirect::to(&attempt.return_to).into_response()),
        Err(Entry::Refused(why)) => refuse(StatusCode::FORBIDDEN, why, &attempt.return_to),
        Err(Entry::Failed(error)) => Err(error),
    }
}

/// Why someone whom the issuer knows does not come in.
enum Entry {
    Refused(Failure),
    Failed(Error),
}

async fn enter(
    app: &App,
    visit: &Visit,
    address: Option<IpAddr>,
    claims: &Claims,
    issuer: &str,
    invitation: Option<TokenHash>,
) -> Result<(), Entry> {
    if claims.is_guest {
        return Err(Entry::Refused(Failure::Guest));
    }
    if let Some(invitation) = invitation {
        let tenant =
            app.store.gate().accept(&invitation, &claims.issuer, &claims.tid, &claims.subject).await?;
        tracing::info!(%tenant, "a firm that was invited enrolled");
    }
    let identity = claims.identity(&app.store).await?;
    if let Some(before) = visit.token().await? {
        app.store.gate().sign_out(&before).await?;
    }
    let signed_in = app.store.gate_from(address).sign_in(identity, ABSOLUTE.unsigned_abs()).await?;
    visit.succeed(signed_in.token.expose(), issuer).await?;
    tracing::info!(person = %signed_in.actor.person(), tenant = %signed_in.actor.tenant(), "signed in");
    Ok(())
}

impl From<Error> for Entry {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<StoreError> for Entry {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotEnrolled { .. } => Self::Refused(Failure::NotEnrolled),
            StoreError::NotFromThere(_) => Self::Refused(Failure::Network),
            StoreError::Suspended => Self::Refused(Failure::Suspended),
            StoreError::GroupsLeftOut => Self::Refused(Failure::Groups),
            StoreError::NoInvitation => Self::Refused(Failure::Invitation),
            StoreError::AlreadyEnrolled => Self::Refused(Failure::AlreadyEnrolled),
            StoreError::NamelessSignIn => Self::Refused(Failure::Issuer),
            StoreError::KeyDestroyed => Self::Refused(Failure::KeyDestroyed),
            other => Self::Failed(other.into()),
        }
    }
}
