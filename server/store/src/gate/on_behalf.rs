//! On whose behalf a job runs.

use akte_model::{Id, Person, Tenant};

use super::roles::find_roles;
use super::{Actor, Gate};
use crate::database::{RowExt, enter};
use crate::error::{Error, Result};

impl Gate<'_> {
    /// The person, with the roles of now. [`Error::Suspended`] when the person or the firm is.
    pub(crate) async fn on_behalf(&self, tenant: &Id<Tenant>, person: Option<Id<Person>>) -> Result<Actor> {
        let person = person.ok_or(Error::Internal("a job of a person names none"))?;
        let mut tx = self.store.database().read_gate().await?;
        let row = sqlx::query("SELECT keys_rev FROM tenant WHERE id = $1 AND status = 'active'")
            .bind(tenant.to_string())
            .fetch_optional(&mut *tx)
            .await?;
        let keys_rev = row.ok_or(Error::Suspended)?.number("keys_rev")?;
        enter(&mut tx, tenant).await?;
        let roles = find_roles(&mut tx, tenant, &person).await?.ok_or(Error::Suspended)?;
        drop(tx);
        Ok(Actor::new(*tenant, person, roles, self.store.vault_at(tenant, keys_rev).await?))
    }
}
