//! The pages of the front end, out of the binary.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use base64::Engine as _;
use rust_embed::{EmbeddedFile, RustEmbed};

use super::error::Error;
use super::extract::Path;
use super::notice;
use super::state::App;

/// `addin/dist` as it was when the server was built; nothing when the pages were not built then.
#[derive(RustEmbed)]
#[folder = "../../addin/dist"]
#[allow_missing = true]
struct Dist;

/// Stands in the pages where the nonce of the response goes.
const NONCE: &str = "__CSP_NONCE__";
/// The names of assets hold a hash of their content, so a name never gets other content.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// `GET /`
pub async fn home() -> Redirect {
    Redirect::to("/portal")
}

/// `GET /portal`
pub async fn portal(State(app): State<App>, headers: HeaderMap) -> Result<Response, Error> {
    match Dist::get("portal.html") {
        Some(page) => with_nonce(&page, app.issuer.as_ref().map(|issuer| issuer.origin())),
        None => Ok((StatusCode::SERVICE_UNAVAILABLE, notice::not_built(&headers)).into_response()),
    }
}

/// `GET /assets/{name}`
pub async fn asset(Path(name): Path<String>) -> Result<Response, Error> {
    // Assets lie side by side; a name that leads elsewhere names nothing.
    let plain = !name.contains(['/', '\\']);
    let file = plain.then(|| Dist::get(&format!("assets/{name}"))).flatten().ok_or(Error::NotFound)?;
    let kind = file.metadata.mimetype().to_owned();
    Ok(([(header::CONTENT_TYPE, kind.as_str()), (header::CACHE_CONTROL, FOREVER)], file.data).into_response())
}

/// A page whose style elements are allowed by a nonce of this one response.
fn with_nonce(page: &EmbeddedFile, issuer: Option<&str>) -> Result<Response, Error> {
    let mut random = [0; 18];
    aws_lc_rs::rand::fill(&mut random).map_err(|_| anyhow::anyhow!("the system gave no randomness"))?;
    let nonce = base64::engine::general_purpose::STANDARD.encode(random);
    let html = String::from_utf8_lossy(&page.data).replace(NONCE, &nonce);
    // Signing out is a form that leads to the issuer, which browsers count as a target of the form.
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self'; font-src 'self'; \
         connect-src 'self'; form-action 'self' {}; base-uri 'none'; frame-ancestors 'none'",
        issuer.unwrap_or_default()
    );
    let mut response = Html(html).into_response();
    let policy = HeaderValue::from_str(&policy).map_err(anyhow::Error::from)?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}
