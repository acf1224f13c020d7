//! Taking away what has ended.

use akte_model::{Blob, Id};

use crate::error::Result;
use crate::store::Store;
use crate::vault::blocking;

/// A day, in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;
/// How far back files without a row are looked for.
const MONTH: i64 = 30 * DAY;

/// What a sweep took away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swept {
    /// Sessions that had ended.
    pub sessions: u64,
    /// Idempotency keys of more than a day ago.
    pub keys: u64,
    /// Files of more than a day ago that no row came to name: their request was cut short.
    pub files: u64,
}

impl Store {
    /// Takes away what has ended; to be called every hour or so.
    pub async fn sweep(&self) -> Result<Swept> {
        let now = self.now().as_millisecond();
        let sessions = self.sweep_rows("DELETE FROM session WHERE ends <= $1", now).await?;
        let keys = self.sweep_rows("DELETE FROM idempotency WHERE ends <= $1", now).await?;
        Ok(Swept { sessions, keys, files: self.sweep_files(now).await? })
    }

    async fn sweep_rows(&self, sql: &'static str, now: i64) -> Result<u64> {
        let mut tx = self.database().write().await?;
        let gone = sqlx::query(sql).bind(now).execute(&mut *tx).await?.rows_affected();
        tx.commit().await?;
        Ok(gone)
    }

    async fn sweep_files(&self, now: i64) -> Result<u64> {
        let files = self.files().clone();
        let old = blocking(move || files.made_between(now - MONTH, now - DAY)).await?;
        let mut orphans = Vec::new();
        for id in old {
            if !self.is_named(&id).await? {
                orphans.push(id);
            }
        }
        let files = self.files().clone();
        blocking(move || {
            orphans.iter().try_for_each(|id| files.remove(id))?;
            Ok(orphans.len() as u64)
        })
        .await
    }

    async fn is_named(&self, id: &Id<Blob>) -> Result<bool> {
        let mut tx = self.database().read().await?;
        let row = sqlx::query("SELECT id FROM blob WHERE id = $1")
            .bind(id.to_string())
            .fetch_optional(&mut *tx)
            .await?;
        Ok(row.is_some())
    }
}
