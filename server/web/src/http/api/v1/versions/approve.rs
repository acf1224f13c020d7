//! `POST /api/v1/template-versions/{id}/approve`

use akte_model::{Id, Step};
use akte_store::{DecideVersion, Expected, NewStep};
use axum::response::Response;

use super::{Remark, TemplateVersion, take};
use crate::http::api::v1::problems::StepProblems;
use crate::http::error::Error;
use crate::http::extract::{IfMatch, Json, Path};
use crate::identity::SignedIn;

/// Approve a version
///
/// By someone other than its author, unless the firm's settings say otherwise.
#[utoipa::path(post, path = "/template-versions/{id}/approve", operation_id = "approveVersion", tag = "life of templates",
    params(("id" = Uuid, Path, description = "The version"), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = Remark,
    responses((status = 200, body = TemplateVersion, headers(("ETag" = String, description = "The new revision"))), StepProblems))]
pub async fn approve(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::TemplateVersion>>,
    IfMatch(rev): IfMatch,
    Json(remark): Json<Remark>,
) -> Result<Response, Error> {
    let new = NewStep::new(id, Step::Approve, Expected::Version(rev));
    take::<DecideVersion>(&mut door, NewStep { comment: remark.comment, ..new }).await
}
