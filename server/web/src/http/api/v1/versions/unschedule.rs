//! `POST /api/v1/template-versions/{id}/unschedule`

use akte_model::{Id, Step};
use akte_store::{Expected, NewStep, PublishVersion};
use axum::response::Response;

use super::{Remark, TemplateVersion, take};
use crate::http::api::v1::problems::StepProblems;
use crate::http::error::Error;
use crate::http::extract::{IfMatch, Json, Path};
use crate::identity::SignedIn;

/// Drop a planned publication
///
/// The version stays approved.
#[utoipa::path(post, path = "/template-versions/{id}/unschedule", operation_id = "unscheduleVersion", tag = "life of templates",
    params(("id" = Uuid, Path, description = "The version"), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = Remark,
    responses((status = 200, body = TemplateVersion, headers(("ETag" = String, description = "The new revision"))), StepProblems))]
pub async fn unschedule(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::TemplateVersion>>,
    IfMatch(rev): IfMatch,
    Json(remark): Json<Remark>,
) -> Result<Response, Error> {
    let new = NewStep::new(id, Step::Unschedule, Expected::Version(rev));
    take::<PublishVersion>(&mut door, NewStep { comment: remark.comment, ..new }).await
}
