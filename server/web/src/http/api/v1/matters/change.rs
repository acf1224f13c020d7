//! `PATCH /api/v1/matters/{id}`

use akte_model::Id;
use akte_store::ChangeMatter;
use axum::Json as Answer;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Matter, find, number, show};
use crate::http::api::v1::problems::NameProblems;
use crate::http::api::v1::work;
use crate::http::error::Error;
use crate::http::extract::{ETag, IfMatch, Json, Path};
use crate::identity::SignedIn;

/// Changes to a matter; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MatterChange {
    /// The firm's number for it, which no other matter has.
    #[schema(max_length = 200, pattern = r"\S")]
    pub number: Option<String>,
    /// What it is called.
    #[schema(max_length = 200, pattern = r"\S")]
    pub name: Option<String>,
    /// Whether it is closed to its members: nobody else finds it then, or anything that belongs to it.
    pub closed: Option<bool>,
}

/// Name, number, close or open a matter
///
/// For its members.
#[utoipa::path(patch, path = "/matters/{id}", operation_id = "changeMatter", tag = "matters",
    params(("id" = Uuid, Path, description = "The matter"), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = MatterChange,
    responses((status = 200, body = Matter, headers(("ETag" = String, description = "The new revision"))), NameProblems))]
pub async fn change(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::Matter>>,
    IfMatch(rev): IfMatch,
    Json(change): Json<MatterChange>,
) -> Result<Response, Error> {
    let mut matter = find(&mut door, &id).await?;
    let title = matter.title.as_mut().ok_or(Error::NotFound)?;
    if let Some(given) = change.number {
        title.number = number(&given)?;
    }
    if let Some(given) = change.name {
        title.name = work::required_name(&given, "name")?;
    }
    matter.closed = change.closed.unwrap_or(matter.closed);
    let staged = door.stage_matter(matter, rev).await?;
    let mut write = door.write().await?;
    let permit = write.permit::<ChangeMatter>(&id).await?;
    let rev = write.change_matter(permit, staged).await?;
    write.commit(()).await?.into_inner();
    Ok((ETag(rev), Answer(show(&mut door, &id).await?)).into_response())
}
