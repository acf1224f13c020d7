//! The description of the API, from its code.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::IntoResponse;
use serde_json::{Value, json};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{OpenApi, SecurityRequirement};
use utoipa::{Modify, OpenApi as _};

use crate::http::error::Problem;

/// The name of the session's cookie: bound to this host, sent over TLS only (RFC 6265bis, section 4.1.3.2).
pub const SESSION_COOKIE: &str = "__Host-akte";

#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "Akte", description = "Templates, interviews and documents of a firm.", license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")),
    components(schemas(Problem)),
    modifiers(&Session)
)]
pub(super) struct Description;

/// Every operation needs the session's cookie, or a bearer token.
struct Session;

impl Modify for Session {
    fn modify(&self, api: &mut OpenApi) {
        let cookie = ApiKeyValue::with_description(SESSION_COOKIE, "Set by signing in at /auth/sign-in");
        let components = api.components.get_or_insert_default();
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        components.add_security_scheme("bearer", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
        let either = ["session", "bearer"];
        api.security = Some(either.map(|way| SecurityRequirement::new(way, Vec::<String>::new())).into());
    }
}

/// The description as JSON text, as it is served and as it lies beside the front end.
pub fn json() -> Result<String, serde_json::Error> {
    let (_, api) = super::router().split_for_parts();
    let mut api = serde_json::to_value(api)?;
    precise(&mut api, false);
    serde_json::to_string_pretty(&api).map(|text| text + "\n")
}

/// The one form of an id: a `UUIDv7` in lower case.
const ID: &str = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";

/// Says of ids, of the headers of ours, and of texts that people write what holds for each of them, wherever they are. What people
/// search with may be empty: only bodies are among the `components`.
fn precise(part: &mut Value, is_body: bool) {
    if let Value::Array(parts) = part {
        parts.iter_mut().for_each(|part| precise(part, is_body));
    }
    let Value::Object(members) = part else { return };
    for (name, member) in members.iter_mut() {
        precise(member, is_body || name == "components");
    }
    if members.get("format").is_some_and(|format| format == "uuid") {
        members.insert("pattern".to_owned(), ID.into());
    }
    if is_body && members.contains_key("maxLength") && !members.contains_key("format") {
        members.insert("pattern".to_owned(), "\\S".into());
    }
    let form = match members.get("name").and_then(Value::as_str) {
        Some("If-Match") => json!({ "type": "string", "pattern": "^\"[1-9][0-9]{0,17}\"$" }),
        Some("language") if members.contains_key("in") => {
            json!({ "type": "string", "enum": ["nl", "en", "de", "fr"] })
        }
        Some("Idempotency-Key") => json!({ "type": "string", "pattern": "^[ -~]{1,255}$" }),
        _ => return,
    };
    members.insert("schema".to_owned(), form);
}

/// `GET /api/v1/openapi.json`, without sign-in.
pub async fn serve() -> impl IntoResponse {
    static TEXT: LazyLock<Option<String>> = LazyLock::new(|| json().ok());
    TEXT.as_deref().map(|text| ([(header::CONTENT_TYPE, "application/json")], text)).ok_or_else(|| {
        crate::http::error::Error::Internal(anyhow::anyhow!("the description cannot be written"))
    })
}

impl Description {
    /// The description without its operations.
    pub(super) fn base() -> OpenApi {
        Self::openapi()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_file_of_the_front_end_is_this_description() {
        let kept = include_str!("../../../../../../addin/src/api/openapi.json");
        assert!(
            kept == super::json().unwrap(),
            "addin/src/api/openapi.json is stale: run `cargo run -p akte-web -- openapi addin/src/api/openapi.json`, \
             then `npm --prefix addin run schema`"
        );
    }
}
