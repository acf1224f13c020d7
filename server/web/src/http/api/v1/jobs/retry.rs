//! `POST /api/v1/jobs/{id}/retry`

use akte_model::Id;
use akte_store::{Job, RetryJob};
use axum::http::StatusCode;

use crate::http::api::v1::problems::ReadProblems;
use crate::http::error::Error;
use crate::http::extract::Path;
use crate::identity::SignedIn;

/// Have something that failed tried again
///
/// Does nothing to what did not fail for good: that is tried again by itself.
#[utoipa::path(post, path = "/jobs/{id}/retry", operation_id = "retryJob", tag = "jobs",
    params(("id" = Uuid, Path, description = "The job")),
    responses((status = 204, description = "It is tried again"), ReadProblems))]
pub async fn retry(SignedIn(mut door): SignedIn, Path(id): Path<Id<Job>>) -> Result<StatusCode, Error> {
    let mut write = door.write().await?;
    let permit = write.permit::<RetryJob>(&id).await?;
    write.retry_job(permit).await?;
    let _done = write.commit(()).await?;
    Ok(StatusCode::NO_CONTENT)
}
