//! The provider's pages: no script, and one style sheet of their own.

use std::fmt::Write as _;

use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use openidconnect::url::{Url, form_urlencoded};

use super::authorize::Request;
use super::discovery::AUTHORIZE;
use super::wording::Wording;
use super::{PEOPLE, Provider};

pub const STYLE_PATH: &str = "/style.css";

/// `GET /style.css`
pub async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("style.css"))
}

/// The page to choose a person on.
pub fn choose(wording: &Wording, request: &Request, provider: &Provider) -> Response {
    let action = format!("{AUTHORIZE}?{}", query(request));
    let mut body = format!(
        "<p class=\"note\">{}</p>\n<form method=\"post\" action=\"{}\">\n",
        wording.note,
        escape(&action)
    );
    for person in &PEOPLE {
        let initials: String =
            person.name.split(' ').filter_map(|word| word.chars().find(|c| c.is_uppercase())).collect();
        // Writing to a String cannot fail.
        let _infallible = writeln!(
            body,
            "<button name=\"person\" value=\"{}\"><span class=\"initials\" aria-hidden=\"true\">{initials}</span><span><span class=\"name\">{}</span><span class=\"role\">{}</span></span></button>",
            person.subject,
            escape(person.name),
            wording.role(person.role),
        );
    }
    body.push_str("</form>");
    page(wording, wording.question, &body, provider)
}

/// The page for a request that did not come from the client.
pub fn refuse(wording: &Wording, provider: &Provider) -> Response {
    page(wording, wording.title, &format!("<p>{}</p>", wording.refused), provider)
}

/// The page after signing out, for who has nowhere to go back to.
pub fn signed_out(wording: &Wording, provider: &Provider) -> Response {
    page(wording, wording.signed_out, "", provider)
}

fn page(wording: &Wording, heading: &str, body: &str, provider: &Provider) -> Response {
    let html = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<link rel=\"stylesheet\" href=\"{STYLE_PATH}\">\n</head>\n<body>\n<main>\n<p class=\"firm\">Van Dalen &amp; Partners</p>\n<h1>{heading}</h1>\n{body}\n</main>\n</body>\n</html>\n",
        wording.language, wording.title,
    );
    let mut response = Html(html).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::from_str(&policy(provider)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The form leads back to the client, which browsers count as a target of the form.
fn policy(provider: &Provider) -> String {
    let client = Url::parse(&provider.config.redirect_uri)
        .map(|url| url.origin().ascii_serialization())
        .unwrap_or_default();
    format!(
        "default-src 'none'; style-src 'self'; form-action 'self' {client}; base-uri 'none'; frame-ancestors 'none'"
    )
}

fn query(request: &Request) -> String {
    let fields = serde_json::to_value(request).unwrap_or_default();
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(
            fields
                .as_object()
                .into_iter()
                .flatten()
                .filter_map(|(name, value)| Some((name, value.as_str()?))),
        )
        .finish()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_request_brings_cannot_leave_its_attribute() {
        let request: Request =
            serde_json::from_value(serde_json::json!({ "state": "\"><script>'&" })).unwrap();
        let shown = escape(&query(&request));
        assert!(shown.contains("state=%22%3E%3Cscript%3E%27%26"), "{shown}");
    }
}
