//! `POST /api/v1/tokens/revoke`

use axum::extract::State;
use axum::http::StatusCode;

use crate::http::api::v1::problems::TokenProblems;
use crate::http::error::Error;
use crate::http::state::App;
use crate::identity::{Pane, PaneToken};

/// End the token of this request
#[utoipa::path(post, path = "/tokens/revoke", operation_id = "revokeToken", tag = "people",
    responses((status = 204, description = "It is good no longer, if it ever was"), TokenProblems))]
pub async fn revoke(
    State(app): State<App>,
    Pane(PaneToken { token, client }): Pane,
) -> Result<StatusCode, Error> {
    app.store.gate().revoke_bearer(&token, &client).await?;
    Ok(StatusCode::NO_CONTENT)
}
