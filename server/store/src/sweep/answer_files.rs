//! Taking away files that no answer refers to any more: a picture that was replaced or removed, one that was uploaded and
//! never answered.

use akte_model::{AnswerFile, AnswerSet, Blob, Id, Tenant};

use super::{DAY, WEEK};
use crate::content::{drop_unused_files, lock_used_files, note_used_files};
use crate::database::{RowExt, Tx};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::vault::blocking;

/// How many sets or files a sweep looks at for one firm; the next one looks at the others.
const BATCH: i64 = 1_000;

impl Store {
    /// Takes away what no answer has referred to for a week. Gives how many files.
    pub(super) async fn sweep_answer_files(&self, tenant: &Id<Tenant>, now: i64) -> Result<u64> {
        let mut tx = self.database().read(tenant).await?;
        let sets = sqlx::query(
            "SELECT DISTINCT answer_set_id FROM answer_set_file WHERE tenant_id = $1 AND unused_since <= $2
             ORDER BY answer_set_id LIMIT $3",
        )
        .bind(tenant.to_string())
        .bind(now - WEEK)
        .bind(BATCH)
        .fetch_all(&mut *tx)
        .await?;
        drop(tx);
        let mut swept = 0;
        for row in sets {
            swept += self.sweep_set(tenant, &row.id("answer_set_id")?, now).await?;
        }
        Ok(swept)
    }

    /// The files of one set. An earlier release, which notes nothing, may have let an answer refer to one: the answers tell.
    async fn sweep_set(&self, tenant: &Id<Tenant>, set: &Id<AnswerSet>, now: i64) -> Result<u64> {
        let vault = match self.vault(tenant).await {
            // Nobody can read them, or what refers to them.
            Err(Error::KeyDestroyed) => return Ok(0),
            vault => vault?,
        };
        let mut tx = self.database().write(tenant).await?;
        let Some(used) = lock_used_files(&mut tx, tenant, set, &vault).await? else { return Ok(0) };
        note_used_files(&mut tx, tenant, set, &used, now).await?;
        let gone = drop_unused_files(&mut tx, tenant, set, now - WEEK).await?;
        let mut swept = 0;
        for file in &gone {
            swept += drop_file(&mut tx, tenant, file, now).await?;
        }
        tx.commit().await?;
        Ok(swept)
    }

    /// Takes away the files whose rows went a day ago.
    pub(super) async fn remove_gone(&self, tenant: &Id<Tenant>, now: i64) -> Result<u64> {
        let mut tx = self.database().read(tenant).await?;
        let rows = sqlx::query("SELECT id FROM blob_gone WHERE tenant_id = $1 AND gone_at <= $2 LIMIT $3")
            .bind(tenant.to_string())
            .bind(now - DAY)
            .bind(BATCH)
            .fetch_all(&mut *tx)
            .await?;
        drop(tx);
        let gone = rows.iter().map(|row| row.id("id")).collect::<Result<Vec<Id<Blob>>>>()?;
        let (files, ids) = (self.files().of(tenant), gone.clone());
        blocking(move || ids.iter().try_for_each(|id| files.remove(id))).await?;
        if gone.is_empty() {
            return Ok(0);
        }
        let mut tx = self.database().write(tenant).await?;
        for id in &gone {
            sqlx::query("DELETE FROM blob_gone WHERE tenant_id = $1 AND id = $2")
                .bind(tenant.to_string())
                .bind(id.to_string())
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
        Ok(gone.len() as u64)
    }
}

/// Takes a file away unless another set has it.
async fn drop_file(tx: &mut Tx, tenant: &Id<Tenant>, file: &Id<AnswerFile>, now: i64) -> Result<u64> {
    let row = sqlx::query(
        "DELETE FROM answer_file WHERE tenant_id = $1 AND id = $2 AND NOT EXISTS (
            SELECT l.file_id FROM answer_set_file l WHERE l.tenant_id = $1 AND l.file_id = $2)
         RETURNING blob_id",
    )
    .bind(tenant.to_string())
    .bind(file.to_string())
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(0) };
    let blob: Id<Blob> = row.id("blob_id")?;
    sqlx::query("DELETE FROM blob WHERE tenant_id = $1 AND id = $2")
        .bind(tenant.to_string())
        .bind(blob.to_string())
        .execute(&mut **tx)
        .await?;
    sqlx::query("INSERT INTO blob_gone (tenant_id, id, gone_at) VALUES ($1, $2, $3)")
        .bind(tenant.to_string())
        .bind(blob.to_string())
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(1)
}
