//! `/api/v1/tokens`: what stands for a session in Word, where there are no cookies.

pub mod create;
pub mod renew;
pub mod revoke;

use serde::Serialize;
use utoipa::ToSchema;

/// A token for one client.
#[derive(Serialize, ToSchema)]
pub struct Token {
    /// The first half of what the client sends as its bearer token: this, a point, and what only the client knows.
    pub token: String,
    /// When it ends; it can be renewed until then.
    #[schema(value_type = String, format = DateTime)]
    pub ends: jiff::Timestamp,
}

impl From<akte_store::Bearer> for Token {
    fn from(bearer: akte_store::Bearer) -> Self {
        Self { token: bearer.token.expose().to_owned(), ends: bearer.ends }
    }
}
