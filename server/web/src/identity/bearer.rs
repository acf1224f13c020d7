//! Who asks: by the session's cookie, or by a bearer token (RFC 6750) where there are no cookies: of the pane, of the issuer, or a
//! machine's key.

use std::convert::Infallible;

use akte_store::{Actor, Door, Gate, KeySecret, TokenHash};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use super::access::{Application, Holder};
use super::session::Visit;
use crate::http::error::Error;
use crate::http::refusals::Asker;
use crate::http::state::App;
use crate::perimeter::{Client, Turn};

/// The token of the pane: what the dialog handed over, and what only the pane knows. Neither half is worth anything alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaneToken {
    /// What the store knows the first half by.
    pub token: TokenHash,
    /// What the store knows the pane by.
    pub client: TokenHash,
}

impl PaneToken {
    /// From its text, two halves with a point between them.
    fn read(text: &str) -> Option<Self> {
        let (token, secret) = text.split_once('.')?;
        let is_long_enough = secret.len() >= 32 && !secret.contains('.');
        is_long_enough.then(|| Self {
            token: TokenHash::of(token.as_bytes()),
            client: TokenHash::of(secret.as_bytes()),
        })
    }
}

/// The token that a request brings. A browser never adds one by itself: a request with one comes from who knows it, from whatever
/// site, and its cookies count for nothing.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?;
    // Another scheme, or no text at all, is a token that nobody knows.
    let (scheme, token) = value.to_str().ok().and_then(|text| text.split_once(' ')).unwrap_or_default();
    Some(if scheme.eq_ignore_ascii_case("bearer") { token.trim() } else { "" })
}

/// Someone who is signed in, with the door to their firm.
pub struct SignedIn(pub Door);

impl FromRequestParts<App> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let actor = match bearer(&parts.headers) {
            Some(token) => by_token(parts, app, token).await?,
            None => by_cookie(parts, app).await?,
        };
        let actor = actor.ok_or(Error::SignedOut)?;
        if let Some(asker) = parts.extensions.get::<Asker>() {
            asker.is(&actor);
        }
        let turn = parts.extensions.get::<Turn>().cloned().unwrap_or_default();
        app.limits.take(actor.tenant(), actor.person(), &turn).await?;
        Ok(Self(app.store.door(actor)))
    }
}

/// Who the session's cookie says is there, for what can do without: nobody where that cannot be found out now.
pub struct Visitor(pub Option<Actor>);

impl FromRequestParts<App> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self(by_cookie(parts, app).await.unwrap_or_default()))
    }
}

async fn by_cookie(parts: &mut Parts, app: &App) -> Result<Option<Actor>, Error> {
    let visit = Visit::from_request_parts(parts, app).await?;
    match visit.token().await? {
        Some(token) => Ok(gate(parts, app).session(&token).await?),
        None => Ok(None),
    }
}

/// None for every token that is not good, for whatever reason.
async fn by_token(parts: &Parts, app: &App, text: &str) -> Result<Option<Actor>, Error> {
    if text.starts_with(KeySecret::PREFIX) {
        return Ok(gate(parts, app).api_key(&TokenHash::of(text.as_bytes())).await?);
    }
    if let Some(PaneToken { token, client }) = PaneToken::read(text) {
        return Ok(gate(parts, app).bearer(&token, &client).await?);
    }
    let claims = match app.issuers.bearer(&app.store, text).await? {
        None => return Ok(None),
        Some(Holder::Person(claims)) => claims,
        Some(Holder::Application(Application { issuer, tid, client, scopes })) => {
            return Ok(gate(parts, app).application(&issuer, &tid, &client, scopes).await?);
        }
    };
    let admitted = async { gate(parts, app).admit(claims.identity(&app.store).await?).await };
    match admitted.await {
        Ok(actor) => Ok(Some(actor)),
        Err(
            error @ (akte_store::Error::NotEnrolled { .. }
            | akte_store::Error::Suspended
            | akte_store::Error::GroupsLeftOut
            | akte_store::Error::NamelessSignIn),
        ) => {
            tracing::info!(%error, "an access token was refused");
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// The way in from where the request comes.
fn gate<'a>(parts: &Parts, app: &'a App) -> Gate<'a> {
    app.store.gate_from(parts.extensions.get::<Client>().and_then(|client| client.0))
}

/// A request that brings the token of a pane, good or not.
pub struct Pane(pub PaneToken);

impl<S: Send + Sync> FromRequestParts<S> for Pane {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        bearer(&parts.headers).and_then(PaneToken::read).map(Self).ok_or(Error::SignedOut)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_token_of_the_pane_has_two_halves() {
        let secret = "s".repeat(32);
        let read = PaneToken::read(&format!("token.{secret}")).unwrap();
        assert_eq!((read.token, read.client), (TokenHash::of(b"token"), TokenHash::of(secret.as_bytes())));
        for text in ["", "token", "token.", "token.short", &format!("a.b.{secret}"), &format!("a.{secret}.b")]
        {
            assert_eq!(PaneToken::read(text), None, "{text}");
        }
    }

    #[test]
    fn whoever_brings_a_token_of_any_kind_is_not_asked_for_a_cookie() {
        let with = |value: &'static [u8]| {
            let value = HeaderValue::from_bytes(value).unwrap();
            bearer(&HeaderMap::from_iter([(header::AUTHORIZATION, value)])).map(str::to_owned)
        };
        assert_eq!(bearer(&HeaderMap::new()), None);
        assert_eq!(with(b"Bearer abc").as_deref(), Some("abc"));
        assert_eq!(with(b"bearer abc").as_deref(), Some("abc"));
        for other in [&b"Basic abc"[..], b"Bearer", b"", b"\xff\xfe"] {
            assert_eq!(with(other).as_deref(), Some(""), "{other:?}");
        }
    }
}
