//! `GET /api/v1/settings`

use axum::Json;
use axum::response::{IntoResponse, Response};

use super::Settings;
use crate::http::api::v1::problems::ListProblems;
use crate::http::error::Error;
use crate::http::extract::ETag;
use crate::identity::SignedIn;

/// The firm's settings
#[utoipa::path(get, path = "/settings", operation_id = "readSettings", tag = "settings",
    responses((status = 200, body = Settings, headers(("ETag" = String, description = "The revision"))), ListProblems))]
pub async fn read(SignedIn(mut door): SignedIn) -> Result<Response, Error> {
    let settings = door.read().await?.settings().await?;
    Ok((ETag(settings.rev), Json(Settings::from(settings))).into_response())
}
