//! `GET /api/v1/jobs`

use akte_model::Id;
use akte_store::Waiting;
use axum::Json;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::api::v1::problems::ListProblems;
use crate::http::error::Error;
use crate::identity::SignedIn;

/// What is to be done later.
#[derive(Debug, Serialize, ToSchema)]
pub struct Jobs {
    /// What failed for good first, then what is due first.
    pub items: Vec<Job>,
}

/// Something to be done later.
#[derive(Debug, Serialize, ToSchema)]
pub struct Job {
    /// The id.
    #[schema(value_type = Uuid)]
    pub id: Id<akte_store::Job>,
    /// What it is.
    #[schema(example = "publish_version")]
    pub kind: &'static str,
    /// When it is to be done.
    #[schema(value_type = String, format = DateTime)]
    pub run_at: Timestamp,
    /// How often it was tried since it last got on.
    #[schema(minimum = 0)]
    pub attempts: i64,
    /// Why it failed the last time.
    #[schema(required = true)]
    pub problem: Option<String>,
    /// Whether it is tried no more until someone says so.
    pub dead: bool,
}

impl From<Waiting> for Job {
    fn from(Waiting { id, kind, run_at, attempts, problem, dead, .. }: Waiting) -> Self {
        Self { id, kind: kind.as_str(), run_at, attempts, problem, dead }
    }
}

/// What is to be done later
///
/// Planned publications, and the renewal of keys. What failed twelve times is tried no more until someone says so.
#[utoipa::path(get, path = "/jobs", operation_id = "listJobs", tag = "jobs",
    responses((status = 200, body = Jobs), ListProblems))]
pub async fn list(SignedIn(mut door): SignedIn) -> Result<Json<Jobs>, Error> {
    let jobs = door.read().await?.jobs().await?;
    Ok(Json(Jobs { items: jobs.into_iter().map(Job::from).collect() }))
}
