//! The pages of the front end, out of the binary.

use akte_model::Action;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use base64::Engine as _;
use rust_embed::RustEmbed;

use super::error::Error;
use super::extract::Path;
use super::state::App;
use super::{headers, notice, policy};
use crate::identity::Visitor;
use crate::manifest::Icons;

/// `addin/dist` as it was when the server was built; nothing when the pages were not built then.
#[derive(RustEmbed)]
#[folder = "../../addin/dist"]
#[allow_missing = true]
struct Dist;

/// Stands in the pages where the nonce of the response goes.
const NONCE: &str = "__CSP_NONCE__";
/// Stands in the pane where the application is named that Office asks a token for; nothing when it is to ask for none.
const CLIENT: &str = "__ENTRA_CLIENT__";
/// What a page asks first, so that the answer comes while its script does. The addresses are those the script asks,
/// to the letter; a browser test sees that none is asked twice. <https://html.spec.whatwg.org/#link-type-preload>
const WHO: &str = "</api/v1/me>; rel=preload; as=fetch; crossorigin";
/// What the library shows to somebody who is signed in, each to whom the action is allowed.
const LIBRARY: [(Action, &str); 3] = [
    (Action::ReadTemplate, "</api/v1/templates?limit=30>; rel=preload; as=fetch; crossorigin"),
    (Action::ReadTemplate, "</api/v1/categories?limit=100>; rel=preload; as=fetch; crossorigin"),
    (Action::ReadAnswers, "</api/v1/answer-sets?limit=30>; rel=preload; as=fetch; crossorigin"),
];
/// The names of assets hold a hash of their content, so a name never gets other content.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// `GET /`
pub async fn home() -> Redirect {
    Redirect::to("/portal")
}

/// `GET /portal`
pub async fn portal(State(app): State<App>, visitor: Visitor, headers: HeaderMap) -> Result<Response, Error> {
    page("portal.html", &headers, |nonce| policy::portal(nonce, &app.issuers.origins()))
        .map(|page| ask_ahead(page, &visitor))
}

/// `GET /taskpane`: the pane inside Word, which on the web frames it.
pub async fn taskpane(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let client = app.issuers.pane_client().unwrap_or_default();
    page_with("taskpane.html", &headers, &[(CLIENT, client)], policy::taskpane)
        .map(|page| ask_ahead(keep_opener(page), &visitor))
}

/// `GET /dialog`: the window in which the pane signs people in; it speaks to the window that opened it.
pub async fn dialog(headers: HeaderMap) -> Result<Response, Error> {
    page("dialog.html", &headers, policy::dialog).map(keep_opener)
}

/// `GET /icons/{name}`: shown by Word in its own pages, which keeps them only when it may.
/// <https://learn.microsoft.com/en-us/javascript/api/manifest/iconurl>
pub async fn icon(Path(name): Path<String>) -> Result<Response, Error> {
    let file = Icons::get(&name).ok_or(Error::NotFound)?;
    let kind = file.metadata.mimetype().to_owned();
    let headers = [
        (header::CONTENT_TYPE, kind.as_str()),
        (header::CACHE_CONTROL, "public, max-age=86400"),
        (headers::CORP, "cross-origin"),
    ];
    Ok((headers, file.data).into_response())
}

/// `GET /assets/{name}`: as small as the build made it where the browser takes that.
pub async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    // Assets lie side by side; a name that leads elsewhere names nothing.
    let plain = !name.contains(['/', '\\']);
    let file = plain.then(|| Dist::get(&format!("assets/{name}"))).flatten().ok_or(Error::NotFound)?;
    let small = takes_brotli(&headers).then(|| Dist::get(&format!("assets/{name}.br"))).flatten();
    let encoding = small.as_ref().map(|_| [(header::CONTENT_ENCODING, "br")]);
    let kind = file.metadata.mimetype().to_owned();
    let headers = [
        (header::CONTENT_TYPE, kind.as_str()),
        (header::CACHE_CONTROL, FOREVER),
        (header::VARY, "accept-encoding"),
    ];
    Ok((headers, encoding, small.unwrap_or(file).data).into_response())
}

/// Whether it is named without a weight, as browsers do (RFC 9110, 12.5.3); gzip is for all others.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|name| name.trim() == "br")
}

/// A page whose style elements are allowed by a nonce of this one response.
fn page(name: &str, headers: &HeaderMap, policy: impl FnOnce(&str) -> String) -> Result<Response, Error> {
    page_with(name, headers, &[], policy)
}

/// The same, with words of ours in the page: each by what stands for it there.
fn page_with(
    name: &str,
    headers: &HeaderMap,
    words: &[(&str, &str)],
    policy: impl FnOnce(&str) -> String,
) -> Result<Response, Error> {
    let Some(page) = Dist::get(name) else {
        return Ok((StatusCode::SERVICE_UNAVAILABLE, notice::not_built(headers)).into_response());
    };
    let mut random = [0; 18];
    aws_lc_rs::rand::fill(&mut random).map_err(|_| anyhow::anyhow!("the system gave no randomness"))?;
    let nonce = base64::engine::general_purpose::STANDARD.encode(random);
    let html = String::from_utf8_lossy(&page.data).replace(NONCE, &nonce);
    let html = words.iter().fold(html, |html, (place, word)| html.replace(place, &notice::escape(word)));
    let mut response = Html(html).into_response();
    let policy = HeaderValue::from_str(&policy(&nonce)).map_err(anyhow::Error::from)?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// Has the browser ask what the page is going to ask, as long as a cookie is what says who asks: what comes with a
/// token, the page has to ask for itself.
fn ask_ahead(mut page: Response, Visitor(visitor): &Visitor) -> Response {
    let library =
        LIBRARY.iter().filter(|(action, _)| visitor.as_ref().is_some_and(|actor| actor.may(*action)));
    for link in std::iter::once(WHO).chain(library.map(|(_, link)| *link)) {
        page.headers_mut().append(header::LINK, HeaderValue::from_static(link));
    }
    page
}

/// Leaves the tie between a window and the one that opened it, which Office's dialogs speak through: for the pane,
/// the dialog, and what the dialog passes on the way to the issuer and back.
pub fn keep_opener(mut response: Response) -> Response {
    response.headers_mut().insert(headers::COOP, HeaderValue::from_static("unsafe-none"));
    response
}
