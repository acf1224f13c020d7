//! `POST /api/v1/tokens/renew`

use axum::Json;
use axum::extract::State;

use super::Token;
use crate::http::api::v1::problems::TokenProblems;
use crate::http::error::Error;
use crate::http::state::App;
use crate::identity::{Pane, PaneToken};
use crate::perimeter::Client;

/// Renew the token of this request
///
/// The old one stays good for a minute, should the answer be lost.
#[utoipa::path(post, path = "/tokens/renew", operation_id = "renewToken", tag = "people",
    responses((status = 200, body = Token), TokenProblems))]
pub async fn renew(
    State(app): State<App>,
    Client(address): Client,
    Pane(PaneToken { token, client }): Pane,
) -> Result<Json<Token>, Error> {
    let renewed = app.store.gate_from(address).renew_bearer(&token, &client).await?;
    Ok(Json(renewed.ok_or(Error::SignedOut)?.into()))
}
