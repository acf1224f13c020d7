//! `POST /api/v1/tokens`

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use super::Token;
use crate::http::api::v1::problems::TokenProblems;
use crate::http::error::Error;
use crate::http::extract::Json;
use crate::http::state::App;
use crate::identity::SignedIn;

/// For which client the token is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// The SHA-256, in lower-case hexadecimals, of what only the client knows: 32 characters at least, without a point.
    #[schema(
        pattern = "^[0-9a-f]{64}$",
        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    )]
    pub client: String,
}

/// Make a token for this session
///
/// The dialog of the Word pane, which has the session's cookie, asks for it and hands it to the pane. To anybody but the pane it is
/// worth nothing.
#[utoipa::path(post, path = "/tokens", operation_id = "createToken", tag = "people", request_body = NewToken,
    responses((status = 201, body = Token), TokenProblems))]
pub async fn create(
    State(app): State<App>,
    SignedIn(door): SignedIn,
    Json(new): Json<NewToken>,
) -> Result<(StatusCode, axum::Json<Token>), Error> {
    let client = new.client.parse().map_err(|error| Error::Malformed(format!("`client` is {error}.")))?;
    let bearer = app.store.gate().issue_bearer(door.actor(), &client).await?;
    Ok((StatusCode::CREATED, axum::Json(bearer.into())))
}
