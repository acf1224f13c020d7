//! `POST /api/v1/templates/{id}/roll-back`

use akte_model::{Id, Step};
use akte_store::{Expected, NewStep, PublishVersion};
use axum::response::{IntoResponse, Response};

use super::read::{Template, find};
use crate::http::api::v1::problems::StepProblems;
use crate::http::api::v1::versions::{Remark, take_silently};
use crate::http::error::Error;
use crate::http::extract::{ETag, IfMatch, Json, Path};
use crate::identity::SignedIn;

/// Roll a template back
///
/// Publishes the last version before the published one that was published as well. (Any other approved version can be
/// published by its own address.)
#[utoipa::path(post, path = "/templates/{id}/roll-back", operation_id = "rollBackTemplate", tag = "life of templates",
    params(("id" = Uuid, Path, description = "The template"), ("If-Match" = String, Header, description = "The ETag of the template that was read")),
    request_body = Remark,
    responses((status = 200, body = Template, headers(("ETag" = String, description = "The new revision"))), StepProblems))]
pub async fn roll_back(
    SignedIn(mut door): SignedIn,
    Path(id): Path<Id<akte_model::Template>>,
    IfMatch(rev): IfMatch,
    Json(remark): Json<Remark>,
) -> Result<Response, Error> {
    let mut read = door.read().await?;
    let sealed = read.version_before(&id).await?;
    drop(read);
    let sealed = sealed.ok_or_else(|| {
        Error::WrongState(
            "No version before this one was published: there is nothing to roll back to.".to_owned(),
        )
    })?;
    let before = door.open(sealed).await?;
    let new = NewStep::new(before.id, Step::Publish, Expected::Template(rev));
    let new = NewStep { comment: remark.comment, review_by: before.review_by, ..new };
    take_silently::<PublishVersion>(&mut door, new).await?;
    let template = find(&mut door, &id).await?;
    Ok((ETag(template.rev), axum::Json(template)).into_response())
}
