//! `GET /api/v1/teams/{id}`

use akte_model::Id;
use axum::Json;
use axum::response::{IntoResponse, Response};

use super::{Team, show};
use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::{ETag, Path};
use crate::identity::SignedIn;

/// One team with its people
#[utoipa::path(get, path = "/teams/{id}", operation_id = "readTeam", tag = "people",
    params(("id" = Uuid, Path, description = "The team")),
    responses((status = 200, body = Team, headers(("ETag" = String, description = "The revision"))), ReadProblems))]
pub async fn read(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::Team>>,
) -> Result<Response, Error> {
    let team = show(&mut door, &id).await?;
    Ok((ETag(team.item.rev), Json(team)).into_response())
}
