//! `GET /api/v1/matters/{id}`

use akte_model::Id;
use axum::Json;
use axum::response::{IntoResponse, Response};

use super::{Matter, show};
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::{ETag, Path};
use crate::identity::SignedIn;

/// One matter with its members
#[utoipa::path(get, path = "/matters/{id}", operation_id = "readMatter", tag = "matters",
    params(("id" = Uuid, Path, description = "The matter")),
    responses((status = 200, body = Matter, headers(("ETag" = String, description = "The revision"))), ReadProblems))]
pub async fn read(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::Matter>>,
) -> Result<Response, Error> {
    let matter = show(&mut door, &id).await?;
    Ok((ETag(matter.item.rev), Json(matter)).into_response())
}
