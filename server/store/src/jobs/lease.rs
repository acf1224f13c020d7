//! A job in the hands of one worker.

use akte_model::{Id, Person, Tenant};
use jiff::Timestamp;
use sqlx::AnyConnection;

use super::{Job, JobKind};
use crate::database::{Dialect, RowExt};
use crate::error::{Error, Result};
use crate::gate::Gate;
use crate::store::Store;

/// A job that was given to this worker, for a minute.
#[derive(Debug)]
pub struct Lease {
    pub(super) id: Id<Job>,
    pub(super) kind: JobKind,
    pub(super) tenant: Option<Id<Tenant>>,
    pub(super) person: Option<Id<Person>>,
    pub(super) object: Option<String>,
    pub(super) progress: Option<String>,
    pub(super) attempts: i64,
    fence: i64,
}

/// Takes the job that has been due for longest: `$1` is now. The lease lasts a minute by the database's clock, since those of several
/// servers may differ. Kinds that this release does not know are left to one that does.
macro_rules! take {
    ($clock:literal, $lock:literal) => {
        concat!(
            "UPDATE job SET fence = fence + 1, attempts = attempts + 1, lease_until = ",
            $clock,
            " + 60000
             WHERE id = (
                SELECT id FROM job
                WHERE dead = 0 AND run_at <= $1 AND lease_until <= ",
            $clock,
            "
                    AND kind IN ('publish_version', 'rotate_keys', 'rotate_visitors')
                ORDER BY run_at, id LIMIT 1",
            $lock,
            ")
             RETURNING id, kind, tenant_id, person_id, object_id, progress, attempts, fence"
        )
    };
}

impl Gate<'_> {
    /// Leases the job that has been due for longest; none when nothing is due that nobody is doing.
    pub async fn lease(&self) -> Result<Option<Lease>> {
        let mut tx = self.store().database().write_gate().await?;
        let sql = Dialect::of(&tx).pick(
            take!("CAST(unixepoch('subsec') * 1000 AS INTEGER)", ""),
            take!("CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)", " FOR UPDATE SKIP LOCKED"),
        );
        let row = sqlx::query(sql).bind(self.store().now().as_millisecond()).fetch_optional(&mut *tx).await?;
        tx.commit().await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Lease {
            id: row.id("id")?,
            kind: row.parsed("kind")?,
            tenant: row.id_or_none("tenant_id")?,
            person: row.id_or_none("person_id")?,
            object: row.parsed_or_none("object_id")?,
            progress: row.parsed_or_none("progress")?,
            attempts: row.number("attempts")?,
            fence: row.number("fence")?,
        }))
    }
}

impl Lease {
    /// The firm.
    pub(super) fn tenant(&self) -> Result<Id<Tenant>> {
        self.tenant.ok_or(Error::Internal("a job of a firm names none"))
    }

    /// In the transaction that did the work: the job is done. [`Error::LeaseLost`] when it was given to another meanwhile.
    pub(super) async fn finish(&self, connection: &mut AnyConnection) -> Result<()> {
        let done = sqlx::query("DELETE FROM job WHERE id = $1 AND fence = $2")
            .bind(self.id.to_string())
            .bind(self.fence)
            .execute(connection)
            .await?;
        held(done.rows_affected())
    }

    /// In the transaction that did a part of the work: the job goes on at `run_at`, from `progress`.
    pub(super) async fn go_on(
        &self,
        connection: &mut AnyConnection,
        run_at: Timestamp,
        progress: Option<String>,
    ) -> Result<()> {
        let done = sqlx::query(
            "UPDATE job SET run_at = $3, progress = $4, attempts = 0, lease_until = 0, problem = NULL
             WHERE id = $1 AND fence = $2",
        )
        .bind(self.id.to_string())
        .bind(self.fence)
        .bind(run_at.as_millisecond())
        .bind(progress)
        .execute(connection)
        .await?;
        held(done.rows_affected())
    }

    /// The job is tried again at `run_at`; without, it is dead.
    pub(super) async fn fail(&self, store: &Store, run_at: Option<Timestamp>, problem: &str) -> Result<()> {
        let mut tx = store.database().write_gate().await?;
        let done = sqlx::query(
            "UPDATE job SET run_at = COALESCE($3, run_at), dead = $4, problem = $5, lease_until = 0
             WHERE id = $1 AND fence = $2",
        )
        .bind(self.id.to_string())
        .bind(self.fence)
        .bind(run_at.map(Timestamp::as_millisecond))
        .bind(i64::from(run_at.is_none()))
        .bind(problem)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        held(done.rows_affected())
    }
}

fn held(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(Error::LeaseLost) }
}
