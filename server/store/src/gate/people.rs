//! People let in no more, and again.

use akte_model::{Id, Person, Tenant};

use super::Gate;
use crate::audit::{self, Deed};
use crate::database::RowExt;
use crate::error::{Error, Result};

impl Gate<'_> {
    /// Suspends a person and ends all that they have open. By the operator; [`Error::NotFound`] for somebody who never signed in.
    pub async fn suspend_person(&self, tenant: &Id<Tenant>, subject: &str) -> Result<()> {
        self.set_status(tenant, subject, "suspended", "suspend_person").await
    }

    /// Lets a suspended person in again. By the operator; [`Error::NotFound`] for somebody who never signed in.
    pub async fn resume_person(&self, tenant: &Id<Tenant>, subject: &str) -> Result<()> {
        self.set_status(tenant, subject, "active", "resume_person").await
    }

    async fn set_status(
        &self,
        tenant: &Id<Tenant>,
        subject: &str,
        status: &'static str,
        action: &'static str,
    ) -> Result<()> {
        let vault = self.store.vault(tenant).await?;
        let mut tx = self.store.database().write(tenant).await?;
        let row = sqlx::query(
            "UPDATE person SET status = $3, rev = rev + 1 WHERE tenant_id = $1 AND subject = $2 RETURNING id",
        )
        .bind(tenant.to_string())
        .bind(subject)
        .bind(status)
        .fetch_optional(&mut *tx)
        .await?;
        let person: Id<Person> = row.ok_or(Error::NotFound)?.id("id")?;
        // Their bearer tokens go with the sessions.
        sqlx::query("DELETE FROM session WHERE tenant_id = $1 AND person_id = $2")
            .bind(tenant.to_string())
            .bind(person.to_string())
            .execute(&mut *tx)
            .await?;
        audit::record(&mut tx, tenant, None, Deed::new(action, &person), &vault).await?;
        tx.commit().await?;
        Ok(())
    }
}
