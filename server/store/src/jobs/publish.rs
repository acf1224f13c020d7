//! A version whose planned moment has come.

use akte_model::{Action, Id, Step, TemplateVersion, Tenant};
use jiff::{SignedDuration, Timestamp};
use sqlx::AnyConnection;

use super::Lease;
use crate::audit::{self, Deed};
use crate::content::{Expected, NewStep, StagedStep, lock_version, take_step};
use crate::database::RowExt;
use crate::error::{Error, Result};
use crate::store::Store;

/// How soon it is looked again whether an earlier plan was carried out.
const SOON: SignedDuration = SignedDuration::from_secs(1);

impl Store {
    /// Publishes the version, if that is still planned for now or before. Whoever planned it must still be allowed to.
    pub(super) async fn publish_planned(&self, lease: &Lease) -> Result<bool> {
        let (tenant, now) = (lease.tenant()?, self.now());
        let id = lease.object.as_deref().and_then(|id| id.parse().ok());
        let id = id.ok_or(Error::Internal("a planned publication names no version"))?;
        let actor = self.gate().on_behalf(&tenant, lease.person).await?;
        actor.need(Action::PublishVersion)?;

        let mut tx = self.database().write(&tenant).await?;
        let planned = lock_version(&mut tx, &tenant, &id).await?;
        if let Some(version) = planned
            && let Some(at) = version.publish_at
            && at <= now
        {
            if waits_for_another(&mut tx, &tenant, &id, at).await? {
                lease.go_on(&mut tx, now + SOON, None).await?;
                tx.commit().await?;
                return Ok(false);
            }
            // Without a comment there is nothing to encrypt: this is quick enough for within a transaction.
            let publish = NewStep::new(id, Step::Publish, Expected::Version(version.rev));
            let staged =
                StagedStep::seal(NewStep { review_by: version.review_by, ..publish }, actor.vault())?;
            take_step(&mut tx, &tenant, None, staged).await?;
            audit::record(
                &mut tx,
                &tenant,
                None,
                Deed::new(audit::of_step(Step::Publish), &id),
                actor.vault(),
            )
            .await?;
        }
        lease.finish(&mut tx).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// Whether another version of the same template was planned for an earlier moment and is still to be published: of two plans the
/// later one holds.
async fn waits_for_another(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    version: &Id<TemplateVersion>,
    at: Timestamp,
) -> Result<bool> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS earlier FROM template_version v
         JOIN template_version e ON e.tenant_id = v.tenant_id AND e.template_id = v.template_id AND e.publish_at < $3
         JOIN job j ON j.tenant_id = e.tenant_id AND j.object_id = e.id AND j.kind = 'publish_version' AND j.dead = 0
         WHERE v.tenant_id = $1 AND v.id = $2",
    )
    .bind(tenant.to_string())
    .bind(version.to_string())
    .bind(at.as_millisecond())
    .fetch_one(connection)
    .await?;
    Ok(row.number("earlier")? > 0)
}
