//! `GET /api/v1/template-versions/{id}/difference`

use akte_model::Id;
use akte_store::Door;
use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;

use super::find_file;
use crate::engine::{Difference, Side, check, difference};
use crate::http::api::v1::problems::InterviewProblems;
use crate::http::api::v1::work::{self, aside};
use crate::http::error::Error;
use crate::http::extract::{Path, Query};
use crate::identity::SignedIn;

/// What to compare with.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Comparison {
    /// The version that counts as before.
    #[param(value_type = Uuid)]
    pub before: Id<akte_model::TemplateVersion>,
}

/// What changed from another version to this one
///
/// Its text by paragraph, its mark-up, its questions and its rules. By the rules of today: a version whose mark-up has
/// mistakes by now is refused with them in `diagnostics`.
#[utoipa::path(get, path = "/template-versions/{id}/difference", operation_id = "compareVersions", tag = "life of templates",
    params(Comparison, ("id" = Uuid, Path, description = "The version")),
    responses((status = 200, body = Difference), InterviewProblems))]
pub async fn compare(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::TemplateVersion>>,
    Query(comparison): Query<Comparison>,
) -> Result<Json<Difference>, Error> {
    let before = side(&mut door, &comparison.before).await?;
    let after = side(&mut door, &id).await?;
    let found = aside(move || difference(before, after)).await?;
    Ok(Json(found.map_err(|refusal| Error::NotADocument(refusal.to_string()))?))
}

async fn side(door: &mut Door, id: &Id<akte_model::TemplateVersion>) -> Result<Side, Error> {
    super::find(door, id).await?;
    let bytes = find_file(door, id).await?.bytes;
    let copy = bytes.as_slice().into();
    let checked = aside(move || check(copy)).await?;
    let checked = checked.map_err(|refusal| Error::NotADocument(refusal.to_string()))?;
    let ready = checked.ready.ok_or_else(|| Error::Markup(work::diagnostics(checked.diagnostics)))?;
    Ok(Side { ready, bytes })
}
