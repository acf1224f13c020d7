//! `GET /auth/callback`

use akte_store::{Error as StoreError, Identity};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::http::error::Error;
use crate::http::extract::Query;
use crate::http::notice::{self, Failure};
use crate::http::state::App;
use crate::identity::{ABSOLUTE, Claims, Visit};

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
    visit: Visit,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let refuse =
        |status: StatusCode, why| Ok((status, notice::sign_in_failed(&headers, why)).into_response());
    let Some(issuer) = &app.issuer else {
        return Err(Error::NotFound);
    };
    let now = app.clock.now();
    let state = parameters.state.unwrap_or_default();
    let Some(attempt) = visit.take(&state, now).await? else {
        return refuse(StatusCode::BAD_REQUEST, Failure::Unfinished);
    };
    let foreign = parameters.iss.is_some_and(|from| from != issuer.url());
    let Some(code) = parameters.code.filter(|_| !foreign) else {
        return refuse(StatusCode::BAD_REQUEST, Failure::Unfinished);
    };
    let claims = match issuer.finish(code, attempt.verifier, attempt.nonce).await {
        Ok(claims) => claims,
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "a sign-in was refused");
            return refuse(StatusCode::BAD_REQUEST, Failure::Unfinished);
        }
    };
    match enter(&app, &visit, &claims).await {
        Ok(()) => Ok(Redirect::to(&attempt.return_to).into_response()),
        Err(Entry::Refused(why)) => refuse(StatusCode::FORBIDDEN, why),
        Err(Entry::Failed(error)) => Err(error),
    }
}

/// Why someone whom the issuer knows does not come in.
enum Entry {
    Refused(Failure),
    Failed(Error),
}

async fn enter(app: &App, visit: &Visit, claims: &Claims) -> Result<(), Entry> {
    let identity = Identity {
        issuer: &claims.issuer,
        tid: &claims.tid,
        subject: &claims.subject,
        name: &claims.name,
        roles: claims.roles,
    };
    let now = app.clock.now();
    if let Some(before) = visit.token(now).await? {
        app.store.gate().sign_out(&before).await?;
    }
    let signed_in = app.store.gate().sign_in(identity, ABSOLUTE).await?;
    visit.succeed(signed_in.token.expose(), now).await?;
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
            StoreError::Suspended => Self::Refused(Failure::Suspended),
            other => Self::Failed(other.into()),
        }
    }
}
