//! `PATCH /api/v1/settings`

use akte_store::ChangeSettings;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::Settings;
use crate::http::api::v1::problems::ChangeProblems;
use crate::http::error::Error;
use crate::http::extract::{ETag, IfMatch, Json};
use crate::identity::SignedIn;

/// Settings to change; those that are left out stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingsChange {
    /// Whether a version of a template is approved or rejected by someone other than its author.
    pub four_eyes: Option<bool>,
}

/// Change the firm's settings
#[utoipa::path(patch, path = "/settings", operation_id = "changeSettings", tag = "settings",
    params(("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = SettingsChange,
    responses((status = 200, body = Settings, headers(("ETag" = String, description = "The new revision"))), ChangeProblems))]
pub async fn change(
    SignedIn(mut door): SignedIn,
    IfMatch(rev): IfMatch,
    Json(change): Json<SettingsChange>,
) -> Result<Response, Error> {
    let tenant = door.actor().tenant();
    let before = door.read().await?.settings().await?;
    let settings = akte_model::Settings { four_eyes: change.four_eyes.unwrap_or(before.four_eyes), rev };
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeSettings>(&tenant).await?;
    let rev = write.change_settings(permit, settings).await?;
    let rev = write.commit(rev).await?.into_inner();
    Ok((ETag(rev), axum::Json(Settings::from(akte_model::Settings { rev, ..settings }))).into_response())
}
