//! Signing out (OpenID Connect RP-Initiated Logout 1.0). The provider remembers nobody, so it only sends people back.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use openidconnect::url::Url;
use serde::Deserialize;

use super::wording::Wording;
use super::{Provider, page};

/// A logout request.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Request {
    post_logout_redirect_uri: Option<String>,
    state: Option<String>,
}

/// `GET` or `POST /end-session`
pub async fn end(
    State(provider): State<Arc<Provider>>,
    Query(request): Query<Request>,
    headers: HeaderMap,
) -> Response {
    let wording = Wording::of(&headers);
    let Some(uri) = request.post_logout_redirect_uri else {
        return page::signed_out(wording, &provider);
    };
    match Url::parse(&uri) {
        Ok(mut url) if uri == provider.config.signed_out_uri => {
            if let Some(state) = &request.state {
                url.query_pairs_mut().append_pair("state", state);
            }
            Redirect::to(url.as_str()).into_response()
        }
        _ => (StatusCode::BAD_REQUEST, page::refuse(wording, &provider)).into_response(),
    }
}
