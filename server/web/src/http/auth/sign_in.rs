//! `GET /auth/sign-in`

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use openidconnect::url::Url;
use serde::Deserialize;

use crate::http::error::Error;
use crate::http::extract::Query;
use crate::http::notice::{self, Failure};
use crate::http::origin;
use crate::http::state::App;
use crate::identity::Visit;

/// Where to go afterwards.
#[derive(Debug, Deserialize)]
pub struct Parameters {
    /// A path of this server; `/portal` without it.
    #[serde(rename = "return")]
    return_to: Option<String>,
}

/// Sends the person to the issuer.
pub async fn begin(
    State(app): State<App>,
    visit: Visit,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Error> {
    let return_to = own_path(parameters.return_to.as_deref().unwrap_or("/portal")).ok_or_else(|| {
        Error::Malformed("`return` must be a path of this server, like /portal.".to_owned())
    })?;
    // The issuer sends people back to one host; a session begun on another name for it would not be found there.
    if origin::authority(&request) != Some(&app.authority) {
        let path = request.uri().path_and_query().map_or("/auth/sign-in", |path| path.as_str());
        return Ok(Redirect::to(&format!("https://{}{path}", app.authority)).into_response());
    }
    let Some(issuer) = &app.issuer else {
        return Ok((StatusCode::SERVICE_UNAVAILABLE, notice::no_issuer(&headers)).into_response());
    };
    match issuer.begin().await {
        Ok(start) => {
            visit.begin(&start, return_to, app.clock.now()).await?;
            Ok(Redirect::to(start.url.as_str()).into_response())
        }
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "the issuer cannot be used");
            Ok((StatusCode::BAD_GATEWAY, notice::sign_in_failed(&headers, Failure::Issuer)).into_response())
        }
    }
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
