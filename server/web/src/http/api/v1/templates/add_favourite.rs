//! `PUT /api/v1/templates/{id}/favourite`

use akte_model::{Id, Template};
use akte_store::MarkFavourite;
use axum::http::StatusCode;

use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::Path;
use crate::identity::SignedIn;

/// Have a template at hand
///
/// As a favourite of the person who asks.
#[utoipa::path(put, path = "/templates/{id}/favourite", operation_id = "addFavourite", tag = "templates",
    params(("id" = Uuid, Path, description = "The template")),
    responses((status = 204, description = "Done, or so already"), ReadProblems))]
pub async fn add_favourite(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<Template>>,
) -> Result<StatusCode, Error> {
    let mut write = door.write().await?;
    let permit = write.permit::<MarkFavourite>(&id).await?;
    write.mark_favourite(permit, true).await?;
    write.commit(()).await?.into_inner();
    Ok(StatusCode::NO_CONTENT)
}
