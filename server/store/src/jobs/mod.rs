//! Work for later, and work that is tried again when it failed.
//!
//! A job is leased to one worker, by the database's clock. The transaction that finishes its work finishes the job, if the lease is still
//! that worker's: the fence tells. So a worker that died loses its job to another, and one that was slow changes nothing. A piece of
//! work is short; a long job goes on from where it says that it is. What fails is tried again, later each time, and in the
//! end left to an operator.

mod lease;
mod list;
mod publish;
mod rotate;
mod work;

use std::fmt;
use std::str::FromStr;

use akte_model::{Id, Kind, Person, Tenant};
use jiff::Timestamp;
use serde::{Serialize, Serializer};
use sqlx::AnyConnection;

pub use lease::Lease;
pub use list::Waiting;
pub(crate) use list::{list_jobs, lock_job, revive_job};
pub use rotate::Rotation;
pub use work::{Outcome, Worked};

use crate::error::Result;

/// A job (names a row only).
#[derive(Debug)]
pub enum Job {}

impl Kind for Job {
    const NAME: &'static str = "job";
}

/// What can be done later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobKind {
    /// Publish a version whose moment has come, on behalf of who planned it.
    PublishVersion,
    /// Give a firm a new key, and put everything that it keeps under that one.
    RotateKeys,
    /// Put what is kept for visitors under the new master key.
    RotateVisitors,
}

impl JobKind {
    /// The name as it is kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PublishVersion => "publish_version",
            Self::RotateKeys => "rotate_keys",
            Self::RotateVisitors => "rotate_visitors",
        }
    }
}

impl FromStr for JobKind {
    type Err = ();

    fn from_str(name: &str) -> std::result::Result<Self, ()> {
        let all = [Self::PublishVersion, Self::RotateKeys, Self::RotateVisitors];
        all.into_iter().find(|kind| kind.as_str() == name).ok_or(())
    }
}

impl fmt::Display for JobKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for JobKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A job to be done.
pub(crate) struct NewJob {
    pub(crate) id: Id<Job>,
    pub(crate) kind: JobKind,
    pub(crate) tenant: Option<Id<Tenant>>,
    pub(crate) person: Option<Id<Person>>,
    /// The id of what it is done to.
    pub(crate) object: Option<String>,
    pub(crate) run_at: Timestamp,
}

/// Has a job done later: in the transaction that it follows from.
pub(crate) async fn enqueue(connection: &mut AnyConnection, job: NewJob) -> Result<()> {
    sqlx::query(
        "INSERT INTO job (id, kind, tenant_id, person_id, object_id, run_at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(job.id.to_string())
    .bind(job.kind.as_str())
    .bind(job.tenant.map(|id| id.to_string()))
    .bind(job.person.map(|id| id.to_string()))
    .bind(job.object)
    .bind(job.run_at.as_millisecond())
    .execute(connection)
    .await?;
    Ok(())
}
