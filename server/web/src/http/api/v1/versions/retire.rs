//! `POST /api/v1/template-versions/{id}/retire`

use akte_model::{Id, Step};
use akte_store::{Expected, NewStep, RetireVersion};
use axum::response::Response;

use super::{Remark, TemplateVersion, take};
use crate::http::api::v1::problems::StepProblems;
use crate::http::error::Error;
use crate::http::extract::{IfMatch, Json, Path};
use crate::identity::SignedIn;

/// Take a version out of use
///
/// For good; its file can be restored as a new draft. Interviews that began with it go on. When it is the published one,
/// lawyers do not find the template any more.
#[utoipa::path(post, path = "/template-versions/{id}/retire", operation_id = "retireVersion", tag = "life of templates",
    params(("id" = Uuid, Path, description = "The version"), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body = Remark,
    responses((status = 200, body = TemplateVersion, headers(("ETag" = String, description = "The new revision"))), StepProblems))]
pub async fn retire(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::TemplateVersion>>,
    IfMatch(rev): IfMatch,
    Json(remark): Json<Remark>,
) -> Result<Response, Error> {
    let new = NewStep::new(id, Step::Retire, Expected::Version(rev));
    take::<RetireVersion>(&mut door, NewStep { comment: remark.comment, ..new }).await
}
