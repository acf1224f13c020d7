//! `PATCH /api/v1/categories/{id}`

use akte_model::Id;
use akte_store::ChangeCategory;
use axum::Json as Answer;
use axum::response::{IntoResponse, Response};

use super::{Category, CategoryName, show};
use crate::http::api::v1::problems::NameProblems;
use crate::http::api::v1::work;
use crate::http::error::Error;
use crate::http::extract::{ETag, IfMatch, Json, Path};
use crate::identity::SignedIn;

/// Name a category
#[utoipa::path(patch, path = "/categories/{id}", operation_id = "renameCategory", tag = "templates",
    params(("id" = Uuid, Path, description = "The category"), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = CategoryName,
    responses((status = 200, body = Category, headers(("ETag" = String, description = "The new revision"))), NameProblems))]
pub async fn change(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::Category>>,
    IfMatch(rev): IfMatch,
    Json(change): Json<CategoryName>,
) -> Result<Response, Error> {
    let name = work::required_name(&change.name, "name")?;
    let before = show(&mut door, &id).await?;
    let staged = door.stage_name(id, before.rev, rev, name).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeCategory>(&id).await?;
    let rev = write.rename_category(permit, staged).await?;
    write.commit(()).await?.into_inner();
    Ok((ETag(rev), Answer(show(&mut door, &id).await?)).into_response())
}
