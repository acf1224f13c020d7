//! `PATCH /api/v1/settings`

use akte_model::Colour;
use akte_store::ChangeSettings;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::Settings;
use crate::http::api::v1::problems::ChangeProblems;
use crate::http::error::Error;
use crate::http::extract::{ETag, IfMatch, Json, given};
use crate::identity::SignedIn;

/// Settings to change; those that are left out stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingsChange {
    /// Whether a version of a template is approved or rejected by someone other than its author.
    pub four_eyes: Option<bool>,
    /// The firm's own colour in the pages, as `#rrggbb`; null for the one that they come with. Where it is too light to be read by,
    /// the pages darken it.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, pattern = "^#[0-9a-fA-F]{6}$", example = "#1f6076")]
    pub accent: Option<Option<String>>,
    /// Whether documents that Akte knows again (`anchors` of their template) name the server in clear; else they hold ids only.
    pub stamp_server: Option<bool>,
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
    let accent = match change.accent {
        Some(given) => given.map(|text| colour(&text)).transpose()?,
        None => before.accent,
    };
    let four_eyes = change.four_eyes.unwrap_or(before.four_eyes);
    let stamp_server = change.stamp_server.unwrap_or(before.stamp_server);
    let settings = akte_model::Settings { four_eyes, accent, stamp_server, rev };
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeSettings>(&tenant).await?;
    let rev = write.change_settings(permit, settings).await?;
    let rev = write.commit(rev).await?.into_inner();
    Ok((ETag(rev), axum::Json(Settings::from(akte_model::Settings { rev, ..settings }))).into_response())
}

fn colour(text: &str) -> Result<Colour, Error> {
    text.parse().map_err(|_| Error::Malformed("`accent` is a colour as #rrggbb, in hexadecimals.".to_owned()))
}
