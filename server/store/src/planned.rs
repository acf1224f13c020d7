//! What was planned for a moment that has come.

use akte_model::{Id, Step, TemplateVersion, Tenant};
use jiff::Timestamp;
use sqlx::AnyConnection;

use crate::audit;
use crate::content::{Expected, NewStep, StagedStep, lock_version, take_step};
use crate::database::RowExt;
use crate::error::Result;
use crate::store::Store;

impl Store {
    /// Publishes what was scheduled for now or before, and gives how many versions that were; to be called every few seconds.
    /// Two that do it at once do it once.
    pub async fn publish_planned(&self) -> Result<u64> {
        let now = self.now();
        let mut published = 0;
        for tenant in self.tenants().await? {
            let mut tx = self.database().read(&tenant).await?;
            let planned = list_planned(&mut tx, &tenant, now).await?;
            drop(tx);
            for version in planned {
                published += u64::from(self.publish(&tenant, version, now).await?);
            }
        }
        Ok(published)
    }

    /// Publishes one version, if that is still planned.
    async fn publish(&self, tenant: &Id<Tenant>, id: Id<TemplateVersion>, now: Timestamp) -> Result<bool> {
        let vault = self.vault(tenant).await?;
        let mut tx = self.database().write(tenant).await?;
        let Some(version) = lock_version(&mut tx, tenant, &id).await? else { return Ok(false) };
        if version.publish_at.is_none_or(|at| at > now) {
            return Ok(false);
        }
        // Without a comment there is nothing to encrypt: this is quick enough for within a transaction.
        let publish = NewStep::new(id, Step::Publish, Expected::Version(version.rev));
        let staged = StagedStep::seal(NewStep { review_by: version.review_by, ..publish }, &vault)?;
        take_step(&mut tx, tenant, None, staged).await?;
        audit::record(&mut tx, tenant, None, audit::of_step(Step::Publish), &id, &vault).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// What is to be published now, what was planned first first: of two versions of one template the later plan holds.
async fn list_planned(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    now: Timestamp,
) -> Result<Vec<Id<TemplateVersion>>> {
    let rows = sqlx::query(
        "SELECT id FROM template_version WHERE tenant_id = $1 AND publish_at <= $2 ORDER BY publish_at, id",
    )
    .bind(tenant.to_string())
    .bind(now.as_millisecond())
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.id("id")).collect()
}
