//! Sessions of people.

use akte_model::{Role, Roles};

use super::{Actor, Gate, TokenHash};
use crate::database::RowExt;
use crate::error::{Error, Result};

impl Gate<'_> {
    /// Who holds the session. None when there is no such session, it has ended, or the person or the firm is suspended. Roles are
    /// read here, for every request: one taken away is gone at once.
    pub async fn session(&self, token: &TokenHash) -> Result<Option<Actor>> {
        let mut tx = self.store.database().read().await?;
        let row = sqlx::query(
            "SELECT p.tenant_id, p.id FROM session s
             JOIN person p ON p.tenant_id = s.tenant_id AND p.id = s.person_id AND p.status = 'active'
             JOIN tenant t ON t.id = p.tenant_id AND t.status = 'active'
             WHERE s.token_hash = $1 AND s.ends > $2",
        )
        .bind(token.as_str())
        .bind(self.store.now().as_millisecond())
        .fetch_optional(&mut *tx)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let (tenant, person) = (row.id("tenant_id")?, row.id("id")?);
        let rows = sqlx::query("SELECT role FROM role WHERE tenant_id = $1 AND person_id = $2")
            .bind(row.text("tenant_id")?)
            .bind(row.text("id")?)
            .fetch_all(&mut *tx)
            .await?;
        drop(tx);
        let role = |row| -> Result<Role> {
            RowExt::text(row, "role")?.parse().map_err(|_| Error::Internal("a role that is unknown"))
        };
        let roles = rows.iter().map(role).collect::<Result<Roles>>()?;
        let vault = self.store.vault(&tenant).await?;
        Ok(Some(Actor::new(tenant, person, roles, vault)))
    }

    /// Ends the session, when there is one.
    pub async fn sign_out(&self, token: &TokenHash) -> Result<()> {
        self.forget("DELETE FROM session WHERE token_hash = $1 AND person_id IS NOT NULL", token).await
    }

    pub(super) async fn forget(&self, sql: &'static str, token: &TokenHash) -> Result<()> {
        let mut tx = self.store.database().write().await?;
        sqlx::query(sql).bind(token.as_str()).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }
}
