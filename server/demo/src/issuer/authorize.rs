//! The authorization endpoint: who are you today?

use std::sync::Arc;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use openidconnect::url::Url;
use serde::{Deserialize, Serialize};

use super::codes::Grant;
use super::wording::Wording;
use super::{Person, Provider, page};

/// An authentication request (OpenID Connect Core, 3.1.2.1; RFC 7636, 4.3).
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Request {
    response_type: String,
    client_id: String,
    redirect_uri: String,
    scope: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<String>,
    code_challenge: String,
    code_challenge_method: String,
}

/// The person that was chosen on the page.
#[derive(Debug, Deserialize)]
pub struct Choice {
    person: String,
}

/// `GET /authorize`: the page to choose on.
pub async fn ask(
    State(provider): State<Arc<Provider>>,
    Query(request): Query<Request>,
    headers: HeaderMap,
) -> Response {
    let wording = Wording::of(&headers);
    match request.check(&provider) {
        Ok(()) => page::choose(wording, &request, &provider),
        Err(refusal) => refusal.answer(wording, &request, &provider),
    }
}

/// `POST /authorize`: the choice, answered with a code.
pub async fn answer(
    State(provider): State<Arc<Provider>>,
    Query(request): Query<Request>,
    headers: HeaderMap,
    Form(choice): Form<Choice>,
) -> Response {
    let wording = Wording::of(&headers);
    if let Err(refusal) = request.check(&provider) {
        return refusal.answer(wording, &request, &provider);
    }
    let Some(person) = Person::find(&choice.person) else {
        return Refusal::Back("access_denied").answer(wording, &request, &provider);
    };
    let grant = Grant {
        person,
        challenge: request.code_challenge.clone(),
        nonce: request.nonce.clone(),
        at: provider.now(),
    };
    match provider.codes.issue(grant) {
        Ok(code) => request.back(&[("code", &code)]),
        Err(_) => Refusal::Back("server_error").answer(wording, &request, &provider),
    }
}

/// Why a request is not served.
enum Refusal {
    /// It may not come from our client: said to the person, never sent anywhere (RFC 6749, 4.1.2.1).
    Here,
    /// Our client asked for what there is not.
    Back(&'static str),
}

impl Refusal {
    fn answer(&self, wording: &Wording, request: &Request, provider: &Provider) -> Response {
        match self {
            Self::Here => (StatusCode::BAD_REQUEST, page::refuse(wording, provider)).into_response(),
            Self::Back(error) => request.back(&[("error", error)]),
        }
    }
}

impl Request {
    fn check(&self, provider: &Provider) -> Result<(), Refusal> {
        let client = &provider.config;
        if self.client_id != client.client_id || self.redirect_uri != client.redirect_uri {
            return Err(Refusal::Here);
        }
        if self.response_type != "code" {
            return Err(Refusal::Back("unsupported_response_type"));
        }
        if !self.scope.split(' ').any(|scope| scope == "openid") {
            return Err(Refusal::Back("invalid_scope"));
        }
        // A SHA-256 in base64url has 43 characters; `plain` is not offered.
        if self.code_challenge_method != "S256" || self.code_challenge.len() != 43 {
            return Err(Refusal::Back("invalid_request"));
        }
        Ok(())
    }

    /// Back to the client, with its state.
    fn back(&self, with: &[(&str, &str)]) -> Response {
        let Ok(mut url) = Url::parse(&self.redirect_uri) else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        url.query_pairs_mut()
            .extend_pairs(with)
            .extend_pairs(self.state.iter().map(|state| ("state", state)));
        Redirect::to(url.as_str()).into_response()
    }
}
