//! What waits, and what is left to an operator.

use akte_model::{Id, Tenant};
use jiff::Timestamp;
use serde::Serialize;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::{Job, JobKind};
use crate::database::{RowExt, select_for_update};
use crate::error::Result;
use crate::store::Store;

/// A job that is not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// The job.
    pub id: Id<Job>,
    /// What it does.
    pub kind: JobKind,
    /// The firm, when it is a firm's.
    pub tenant: Option<Id<Tenant>>,
    /// When it is to be done.
    pub run_at: Timestamp,
    /// How often it was tried since it last got on.
    pub attempts: i64,
    /// How far it is, in its own words.
    pub progress: Option<String>,
    /// Why it failed the last time.
    pub problem: Option<String>,
    /// Whether it is tried no more until someone says so.
    pub dead: bool,
}

impl Waiting {
    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            kind: row.parsed("kind")?,
            tenant: row.id_or_none("tenant_id")?,
            run_at: row.time("run_at")?,
            attempts: row.number("attempts")?,
            progress: row.parsed_or_none("progress")?,
            problem: row.parsed_or_none("problem")?,
            dead: row.number("dead")? == 1,
        })
    }
}

/// A query of jobs, dead ones first.
macro_rules! jobs {
    ($where:literal) => {
        concat!(
            "SELECT id, kind, tenant_id, run_at, attempts, progress, problem, CAST(dead AS BIGINT) AS dead FROM job ",
            $where,
            " ORDER BY job.dead DESC, run_at, id"
        )
    };
}

/// The jobs of a firm that are not done, dead ones first.
pub(crate) async fn list_jobs(connection: &mut AnyConnection, tenant: &Id<Tenant>) -> Result<Vec<Waiting>> {
    let query = sqlx::query(jobs!("WHERE tenant_id = $1")).bind(tenant.to_string());
    query.fetch_all(connection).await?.iter().map(Waiting::read).collect()
}

/// Whether a firm has that job, not done; locks it.
pub(crate) async fn lock_job(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<Job>,
) -> Result<bool> {
    let sql = select_for_update!(connection, "SELECT id FROM job WHERE tenant_id = $1 AND id = $2");
    let query = sqlx::query(sql).bind(tenant.to_string()).bind(id.to_string());
    Ok(query.fetch_optional(connection).await?.is_some())
}

/// Has a dead job tried again; false when there is no such dead job.
pub(crate) async fn revive_job(connection: &mut AnyConnection, id: &Id<Job>, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE job SET dead = 0, attempts = 0, run_at = $2 WHERE id = $1 AND dead = 1";
    let query = sqlx::query(sql).bind(id.to_string()).bind(now.as_millisecond());
    Ok(query.execute(connection).await?.rows_affected() == 1)
}

impl Store {
    /// The jobs that are not done, dead ones first.
    pub async fn jobs(&self) -> Result<Vec<Waiting>> {
        let mut tx = self.database().read_gate().await?;
        let rows = sqlx::query(jobs!("")).fetch_all(&mut *tx).await?;
        rows.iter().map(Waiting::read).collect()
    }

    /// Has a dead job tried again; false when there is no such dead job.
    pub async fn retry_job(&self, id: &Id<Job>) -> Result<bool> {
        let mut tx = self.database().write_gate().await?;
        let revived = revive_job(&mut tx, id, self.now()).await?;
        tx.commit().await?;
        Ok(revived)
    }
}
