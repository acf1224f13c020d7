//! `GET /auth/sign-in`

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use openidconnect::url::{Url, form_urlencoded};
use serde::Deserialize;

use crate::http::error::Error;
use crate::http::extract::Query;
use crate::http::notice::{self, Failure};
use crate::http::origin;
use crate::http::state::App;
use crate::identity::{Attempt, Issuer, Start, Visit};

/// Where signing in leads when nobody says.
pub(super) const PORTAL: &str = "/portal";

/// Where to sign in, and where to go afterwards.
#[derive(Debug, Deserialize)]
pub struct Parameters {
    /// A path of this server; `/portal` without it.
    #[serde(rename = "return")]
    return_to: Option<String>,
    /// Which issuer, where there are several.
    issuer: Option<String>,
}

/// Sends the person to the issuer.
pub async fn begin(
    State(app): State<App>,
    visit: Visit,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Error> {
    let return_to = own_path(parameters.return_to.as_deref().unwrap_or(PORTAL)).ok_or_else(|| {
        Error::Malformed("`return` must be a path of this server, like /portal.".to_owned())
    })?;
    // The issuer sends people back to one host; a session begun on another name for it would not be found there.
    if origin::authority(&request) != Some(&app.authority) {
        let path = request.uri().path_and_query().map_or("/auth/sign-in", |path| path.as_str());
        return Ok(Redirect::to(&format!("https://{}{path}", app.authority)).into_response());
    }
    let issuer = match &parameters.issuer {
        Some(id) => Some(app.issuers.find(id).ok_or(Error::NotFound)?),
        None => app.issuers.only(),
    };
    match issuer {
        Some(issuer) => {
            start(&visit, issuer, &headers, &return_to, |start| {
                Attempt::new(issuer.id(), start, return_to.clone(), app.clock.now())
            })
            .await
        }
        None => Ok(choose(&app, &return_to, &headers)),
    }
}

/// Sends the person to `issuer`, with what is remembered until they come back.
pub(super) async fn start(
    visit: &Visit,
    issuer: &Issuer,
    headers: &HeaderMap,
    return_to: &str,
    attempt: impl FnOnce(Start) -> Attempt,
) -> Result<Response, Error> {
    match issuer.begin().await {
        Ok(start) => {
            let url = start.url.clone();
            visit.begin(attempt(start)).await?;
            Ok(Redirect::to(url.as_str()).into_response())
        }
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "the issuer cannot be used");
            Ok((StatusCode::BAD_GATEWAY, notice::sign_in_failed(headers, Failure::Issuer, return_to))
                .into_response())
        }
    }
}

/// Lets the person choose an issuer; says so when there is none.
fn choose(app: &App, return_to: &str, headers: &HeaderMap) -> Response {
    let back: String = form_urlencoded::byte_serialize(return_to.as_bytes()).collect();
    let choices: Vec<_> = app
        .issuers
        .iter()
        .map(|issuer| (issuer.name(), format!("/auth/sign-in?issuer={}&return={back}", issuer.id())))
        .collect();
    if choices.is_empty() {
        return (StatusCode::SERVICE_UNAVAILABLE, notice::no_issuer(headers)).into_response();
    }
    notice::choose_issuer(headers, &choices).into_response()
}

/// `path` when it stays on this server in the eyes of a browser (WHATWG URL), which reads `\` as `/`, skips tabs
/// and line ends, and takes `//host` for another server.
fn own_path(path: &str) -> Option<String> {
    let here = Url::parse("https://here.invalid/").ok()?;
    let url = here.join(path).ok()?;
    let plain = path.starts_with('/') && !path.contains('\\') && !path.chars().any(char::is_control);
    (plain && url.origin() == here.origin() && !url.path().starts_with("//"))
        .then(|| url[openidconnect::url::Position::BeforePath..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn paths_of_this_server_are_kept() {
        assert_eq!(own_path("/portal").as_deref(), Some("/portal"));
        assert_eq!(own_path("/portal?a=b%20c#/d").as_deref(), Some("/portal?a=b%20c#/d"));
    }

    #[test]
    fn nothing_leads_elsewhere() {
        let bad = [
            "",
            "portal",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "https:evil.example",
            "/..//evil.example",
            "/portal\r\nX: y",
        ];
        for path in bad {
            assert_eq!(own_path(path), None, "{path:?}");
        }
    }
}
