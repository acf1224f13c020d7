//! Taking away what has ended.

mod answer_files;

use akte_model::{Blob, Id, Tenant};
use sqlx::AnyConnection;

use crate::error::Result;
use crate::gate::silent_since;
use crate::store::Store;
use crate::vault::blocking;

/// A day, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;
/// How long a file is kept that no answer refers to: one may come to, that waits on a device without network.
const WEEK: i64 = 7 * DAY;
/// How far back files without a row are looked for, and how long keys of machines are seen that have ended.
const MONTH: i64 = 30 * DAY;

/// What a sweep took away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swept {
    /// Sessions that had ended.
    pub sessions: u64,
    /// Idempotency keys of more than a day ago.
    pub keys: u64,
    /// Files of more than a day ago that no row came to name: their request was cut short. And files whose row went a day ago.
    pub files: u64,
    /// Files of answers that no answer had referred to for a week.
    pub unused: u64,
}

impl Store {
    /// Takes away what has ended; to be called every hour or so.
    pub async fn sweep(&self) -> Result<Swept> {
        let now = self.now().as_millisecond();
        let mut tx = self.database().write_gate().await?;
        sqlx::query("DELETE FROM bearer WHERE ends <= $1").bind(now).execute(&mut *tx).await?;
        // Until then they are seen where keys are kept, with when they ended.
        sqlx::query("DELETE FROM api_key WHERE ends <= $1").bind(now - MONTH).execute(&mut *tx).await?;
        let sessions = sqlx::query("DELETE FROM session WHERE ends <= $1 OR seen_at <= $2")
            .bind(now)
            .bind(silent_since(self.now()))
            .execute(&mut *tx)
            .await?
            .rows_affected();
        tx.commit().await?;
        let mut swept = Swept { sessions, keys: 0, files: 0, unused: 0 };
        for tenant in self.tenants().await? {
            let mut tx = self.database().write(&tenant).await?;
            swept.keys += sweep_keys(&mut tx, &tenant, now).await?;
            tx.commit().await?;
            swept.unused += self.sweep_answer_files(&tenant, now).await?;
            swept.files += self.remove_gone(&tenant, now).await?;
            swept.files += self.sweep_files(&tenant, now).await?;
        }
        Ok(swept)
    }

    async fn sweep_files(&self, tenant: &Id<Tenant>, now: i64) -> Result<u64> {
        let files = self.files().of(tenant);
        let listed = files.clone();
        let old = blocking(move || listed.made_between(now - MONTH, now - DAY)).await?;
        if old.is_empty() {
            return Ok(0);
        }
        let mut tx = self.database().read(tenant).await?;
        let mut orphans = Vec::new();
        for id in old {
            if !is_named(&mut tx, tenant, &id).await? {
                orphans.push(id);
            }
        }
        drop(tx);
        blocking(move || {
            orphans.iter().try_for_each(|id| files.remove(id))?;
            Ok(orphans.len() as u64)
        })
        .await
    }
}

async fn sweep_keys(connection: &mut AnyConnection, tenant: &Id<Tenant>, now: i64) -> Result<u64> {
    let gone = sqlx::query("DELETE FROM idempotency WHERE tenant_id = $1 AND ends <= $2")
        .bind(tenant.to_string())
        .bind(now)
        .execute(connection)
        .await?;
    Ok(gone.rows_affected())
}

/// Whether a row names a file, or did until lately.
async fn is_named(connection: &mut AnyConnection, tenant: &Id<Tenant>, id: &Id<Blob>) -> Result<bool> {
    let row = sqlx::query(
        "SELECT id FROM blob WHERE tenant_id = $1 AND id = $2
         UNION ALL SELECT id FROM blob_gone WHERE tenant_id = $1 AND id = $2",
    )
    .bind(tenant.to_string())
    .bind(id.to_string())
    .fetch_optional(connection)
    .await?;
    Ok(row.is_some())
}
