//! `PATCH /api/v1/templates/{id}`

use akte_model::{Category, Id};
use akte_store::FileTemplate;
use axum::Json as Answer;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::read::{Template, find};
use crate::http::api::v1::problems::ChangeProblems;
use crate::http::error::Error;
use crate::http::extract::{ETag, IfMatch, Json, Path};
use crate::identity::SignedIn;

/// Where a template is to stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateChange {
    /// The category; null for none.
    #[schema(value_type = Option<Uuid>)]
    pub category: Option<Id<Category>>,
}

/// Put a template under a category
#[utoipa::path(patch, path = "/templates/{id}", operation_id = "changeTemplate", tag = "templates",
    params(("id" = Uuid, Path, description = "The template"), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = TemplateChange,
    responses((status = 200, body = Template, headers(("ETag" = String, description = "The new revision"))), ChangeProblems))]
pub async fn change(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::Template>>,
    IfMatch(rev): IfMatch,
    Json(change): Json<TemplateChange>,
) -> Result<Response, Error> {
    let mut write = door.write().await?;
    let permit = write.permit::<FileTemplate>(&id).await?;
    let rev = write.file_template(permit, rev, change.category.as_ref()).await?;
    write.commit(()).await?.into_inner();
    Ok((ETag(rev), Answer(find(&mut door, &id).await?)).into_response())
}
