//! `POST /api/v1/template-versions/{id}/reject`

use akte_model::{Id, Step};
use akte_store::{DecideVersion, Expected, NewStep};
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{TemplateVersion, take};
use crate::http::api::v1::problems::StepProblems;
use crate::http::error::Error;
use crate::http::extract::{IfMatch, Json, Path};
use crate::identity::SignedIn;

/// Why a version is rejected.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// What is to be done.
    #[schema(max_length = 4000, pattern = r"\S")]
    pub comment: String,
}

/// Reject a version
///
/// With what is to be done: it is a draft again. By someone other than its author, unless the firm's settings say
/// otherwise.
#[utoipa::path(post, path = "/template-versions/{id}/reject", operation_id = "rejectVersion", tag = "life of templates",
    params(("id" = Uuid, Path, description = "The version"), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = Reason,
    responses((status = 200, body = TemplateVersion, headers(("ETag" = String, description = "The new revision"))), StepProblems))]
pub async fn reject(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::TemplateVersion>>,
    IfMatch(rev): IfMatch,
    Json(reason): Json<Reason>,
) -> Result<Response, Error> {
    let new = NewStep::new(id, Step::Reject, Expected::Version(rev));
    take::<DecideVersion>(&mut door, NewStep { comment: Some(reason.comment), ..new }).await
}
