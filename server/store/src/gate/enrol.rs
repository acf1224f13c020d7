//! Firms, enrolled by an operator.

use akte_model::{Id, Tenant};

use super::Gate;
use crate::crypto::WrappedKey;
use crate::database::RowExt;
use crate::error::{Error, Result};
use crate::vault::blocking;

impl Gate<'_> {
    /// Enrols a firm: people of the directory `tid` at `issuer` may sign in from now on. The same directory again gives the same
    /// firm, under the name that it has.
    pub async fn enrol(&self, issuer: &str, tid: &str, name: &str) -> Result<Id<Tenant>> {
        if let Some(tenant) = self.find(issuer, tid).await? {
            return Ok(tenant);
        }
        let store = self.store.clone();
        let id = store.new_id::<Tenant>()?;
        let name = name.to_owned();
        let (kept, sealed, envelope) = blocking(move || {
            let (vault, kept) = store.new_vault(&id)?;
            let (sealer, envelope) = vault.seal::<Tenant>(&id, 1)?;
            Ok((kept, sealer.seal("name", name.as_bytes())?, envelope))
        })
        .await?;
        let WrappedKey { master_id, firm_key_id, wrapped_key } = kept;
        let mut tx = self.store.database().write_gate().await?;
        sqlx::query(
            "INSERT INTO tenant (id, issuer, tid, status, master_id, firm_key_id, wrapped_key, name, key_id, sealed_key,
                content_version, titles_rev, rev, created_at)
             VALUES ($1, $2, $3, 'active', $4, $5, $6, $7, $8, $9, $10, 1, 1, $11) ON CONFLICT (issuer, tid) DO NOTHING",
        )
        .bind(id.to_string())
        .bind(issuer)
        .bind(tid)
        .bind(master_id)
        .bind(firm_key_id)
        .bind(wrapped_key)
        .bind(sealed)
        .bind(envelope.key_id)
        .bind(envelope.sealed_key)
        .bind(envelope.version)
        .bind(self.store.now().as_millisecond())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        // Another may have been first: what is there counts.
        self.find(issuer, tid).await?.ok_or(Error::Internal("a firm was enrolled and is not there"))
    }

    async fn find(&self, issuer: &str, tid: &str) -> Result<Option<Id<Tenant>>> {
        let mut tx = self.store.database().read_gate().await?;
        let row = sqlx::query("SELECT id FROM tenant WHERE issuer = $1 AND tid = $2")
            .bind(issuer)
            .bind(tid)
            .fetch_optional(&mut *tx)
            .await?;
        row.map(|row| row.id("id")).transpose()
    }
}
