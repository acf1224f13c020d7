//! `POST /auth/sign-out`

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};

use crate::http::api::v1::openapi::SESSION_COOKIE;
use crate::http::error::Error;
use crate::http::state::App;
use crate::identity::Visit;

/// Ends the session here, then at the issuer, which sends the person back to the portal.
pub async fn end(State(app): State<App>, visit: Visit) -> Result<Response, Error> {
    if let Some(token) = visit.token().await? {
        app.store.gate().sign_out(&token).await?;
    }
    let issuer = visit.issuer().await?;
    visit.end().await?;
    let page = match issuer.and_then(|id| app.issuers.find(&id)) {
        Some(issuer) => issuer.sign_out().await,
        None => None,
    };
    let to = page.as_ref().map_or("/portal", |page| page.as_str());
    // Browsers ignore a `__Host-` cookie that is taken away without its attributes (RFC 6265bis, section 4.1.3.2).
    let gone = format!("{SESSION_COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    let gone = HeaderValue::from_str(&gone).map_err(anyhow::Error::from)?;
    Ok((AppendHeaders([(header::SET_COOKIE, gone)]), Redirect::to(to)).into_response())
}
