//! Doing what is due.

use akte_model::{Id, Tenant};
use jiff::{SignedDuration, Timestamp};

use super::{Job, JobKind, Lease};
use crate::error::{Error, Result};
use crate::store::Store;

/// How often a job is tried: about an hour in all.
const ATTEMPTS: i64 = 12;

/// What became of a job.
#[derive(Debug)]
pub struct Worked {
    /// The job.
    pub id: Id<Job>,
    /// What it does.
    pub kind: JobKind,
    /// The firm, when it is a firm's.
    pub tenant: Option<Id<Tenant>>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a piece of work.
#[derive(Debug)]
pub enum Outcome {
    /// It is done.
    Done,
    /// A part of it is done; the job goes on.
    GoesOn,
    /// It took so long that another worker was given the job: nothing was changed.
    Lost,
    /// It failed, and is tried again.
    Again {
        /// When.
        at: Timestamp,
        /// Why it failed.
        error: Error,
    },
    /// It failed for the last time: an operator looks at it.
    Dead {
        /// Why it failed.
        error: Error,
    },
}

impl Store {
    /// Does one job that is due, or a part of it; none when nothing is. To be called again and again, by as many workers as there are:
    /// on SQLite by one, since only one can write.
    pub async fn work(&self) -> Result<Option<Worked>> {
        match self.gate().lease().await? {
            Some(lease) => self.run(lease).await.map(Some),
            None => Ok(None),
        }
    }

    /// Does a job that was leased.
    pub async fn run(&self, lease: Lease) -> Result<Worked> {
        let done = if lease.attempts > ATTEMPTS {
            Err(Error::Internal("the worker of this job ended before the job did, every time"))
        } else {
            match lease.kind {
                JobKind::PublishVersion => self.publish_planned(&lease).await,
                JobKind::RotateKeys => self.rotate_firm(&lease).await,
                JobKind::RotateVisitors => self.rotate_visitors(&lease).await,
            }
        };
        let outcome = match done {
            Ok(true) => Outcome::Done,
            Ok(false) => Outcome::GoesOn,
            Err(Error::LeaseLost) => Outcome::Lost,
            Err(error) => self.failed(&lease, error).await?,
        };
        Ok(Worked { id: lease.id, kind: lease.kind, tenant: lease.tenant, outcome })
    }

    async fn failed(&self, lease: &Lease, error: Error) -> Result<Outcome> {
        let again = (lease.attempts < ATTEMPTS).then(|| self.now() + pause(lease.attempts));
        match lease.fail(self, again, &error.to_string()).await {
            Err(Error::LeaseLost) => Ok(Outcome::Lost),
            Err(other) => Err(other),
            Ok(()) => Ok(match again {
                Some(at) => Outcome::Again { at, error },
                None => Outcome::Dead { error },
            }),
        }
    }
}

/// How long to wait after so many attempts: a second, then twice as long each time.
fn pause(attempts: i64) -> SignedDuration {
    SignedDuration::from_secs(1 << (attempts - 1).clamp(0, 12))
}
