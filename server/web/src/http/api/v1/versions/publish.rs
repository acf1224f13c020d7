//! `POST /api/v1/template-versions/{id}/publish`

use akte_model::{Id, Step};
use akte_store::{Expected, NewStep, PublishVersion};
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{TemplateVersion, take};
use crate::http::api::v1::problems::StepProblems;
use crate::http::error::Error;
use crate::http::extract::{IfMatch, Json, Path};
use crate::identity::SignedIn;

/// When to publish, and what to say with it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// The moment to publish (RFC 3339); now without it. Until then the version stays approved.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    /// When someone should look whether it still holds (RFC 3339).
    #[schema(value_type = Option<String>, format = DateTime)]
    pub review_by: Option<Timestamp>,
    /// For whoever reads the history.
    #[schema(max_length = 4000, pattern = r"\S")]
    pub comment: Option<String>,
}

/// Publish a version, now or later
///
/// It takes the place of the one that is published, which stays approved and can be published again. Interviews that
/// began with another version stay with that.
#[utoipa::path(post, path = "/template-versions/{id}/publish", operation_id = "publishVersion", tag = "life of templates",
    params(("id" = Uuid, Path, description = "The version"), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = Publication,
    responses((status = 200, body = TemplateVersion, headers(("ETag" = String, description = "The new revision"))), StepProblems))]
pub async fn publish(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::TemplateVersion>>,
    IfMatch(rev): IfMatch,
    Json(publication): Json<Publication>,
) -> Result<Response, Error> {
    let Publication { at, review_by, comment } = publication;
    let now = door.now();
    if at.is_some_and(|at| at <= now) {
        return Err(Error::Malformed("`at` is in the past: leave it out to publish now.".to_owned()));
    }
    if review_by.is_some_and(|review_by| review_by <= at.unwrap_or(now)) {
        return Err(Error::Malformed("`review_by` comes after the publication.".to_owned()));
    }
    let step = if at.is_some() { Step::Schedule } else { Step::Publish };
    let new = NewStep::new(id, step, Expected::Version(rev));
    take::<PublishVersion>(&mut door, NewStep { comment, publish_at: at, review_by, ..new }).await
}
