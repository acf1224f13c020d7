//! The description of the API, from its code.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::IntoResponse;
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
    api.to_pretty_json().map(|text| text + "\n")
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
