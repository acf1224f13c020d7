//! Sessions of people.

use akte_model::{Id, Person, Role, Roles, Tenant};
use sqlx::AnyConnection;

use super::{Actor, Gate, TokenHash};
use crate::database::{RowExt, enter};
use crate::error::Result;

impl Gate<'_> {
    /// Who holds the session. None when there is no such session, it has ended, or the person or the firm is suspended. Roles are
    /// read here, for every request: one taken away is gone at once.
    pub async fn session(&self, token: &TokenHash) -> Result<Option<Actor>> {
        let mut tx = self.store.database().read_gate().await?;
        let row = sqlx::query(
            "SELECT s.tenant_id, s.person_id FROM session s JOIN tenant t ON t.id = s.tenant_id AND t.status = 'active'
             WHERE s.token_hash = $1 AND s.person_id IS NOT NULL AND s.ends > $2",
        )
        .bind(token.as_str())
        .bind(self.store.now().as_millisecond())
        .fetch_optional(&mut *tx)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let (tenant, person) = (row.id("tenant_id")?, row.id("person_id")?);
        enter(&mut tx, &tenant).await?;
        let Some(roles) = find_roles(&mut tx, &tenant, &person).await? else { return Ok(None) };
        drop(tx);
        let vault = self.store.vault(&tenant).await?;
        Ok(Some(Actor::new(tenant, person, roles, vault)))
    }

    /// Ends the session, when there is one.
    pub async fn sign_out(&self, token: &TokenHash) -> Result<()> {
        self.forget("DELETE FROM session WHERE token_hash = $1 AND person_id IS NOT NULL", token).await
    }

    pub(super) async fn forget(&self, sql: &'static str, token: &TokenHash) -> Result<()> {
        let mut tx = self.store.database().write_gate().await?;
        sqlx::query(sql).bind(token.as_str()).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// The roles of a person; none when the person is suspended.
async fn find_roles(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    person: &Id<Person>,
) -> Result<Option<Roles>> {
    let rows = sqlx::query(
        "SELECT r.role FROM person p LEFT JOIN role r ON r.tenant_id = p.tenant_id AND r.person_id = p.id
         WHERE p.tenant_id = $1 AND p.id = $2 AND p.status = 'active'",
    )
    .bind(tenant.to_string())
    .bind(person.to_string())
    .fetch_all(connection)
    .await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let mut roles = Vec::new();
    for row in rows {
        let role: Option<Role> = row.parsed_or_none("role")?;
        roles.extend(role);
    }
    Ok(Some(roles.into_iter().collect()))
}
