//! Taking the beginning of the trail away, when it was kept long enough. A signed head stays, on which the rest is proved.

use akte_model::{Id, Tenant};
use jiff::Timestamp;
use sqlx::AnyConnection;

use super::chain::{self, Head};
use super::checkpoint::{self, Checkpoint};
use super::verify::AuditReport;
use super::{Deed, append};
use crate::database::RowExt;
use crate::error::Result;
use crate::store::Store;
use crate::vault::blocking;

/// How many lines one transaction takes away, so that who else writes is not held up for long.
const BATCH: i64 = 500;

/// What pruning did.
#[derive(Debug)]
pub struct Pruned {
    /// What verifying found before. With anything wrong nothing was taken away: the head would hide it.
    pub report: AuditReport,
    /// How many lines were taken away.
    pub events: u64,
}

impl Store {
    /// Takes the lines from before `before` away, in every firm; the last place of a chain stays in any case. `held` as for
    /// [`Self::verify_audit`]. Ended half-way, the next time goes on.
    pub async fn prune_audit(&self, before: Timestamp, held: &[Checkpoint]) -> Result<Pruned> {
        let report = self.verify_audit(held).await?;
        let mut events = 0;
        if report.findings.is_empty() {
            for tenant in self.tenants().await? {
                events += self.prune_firm(&tenant, before).await?;
            }
        }
        Ok(Pruned { report, events })
    }

    async fn prune_firm(&self, tenant: &Id<Tenant>, before: Timestamp) -> Result<u64> {
        let mut tx = self.database().read(tenant).await?;
        let cut = find_cut(&mut tx, tenant, before).await?;
        let known = checkpoint::list_heads(&mut tx, tenant).await?.last().map_or(0, |head| head.seq);
        drop(tx);
        if let Some(cut) = cut.filter(|cut| cut.seq > known) {
            self.keep_head(tenant, cut).await?;
        }
        let mut gone = 0;
        loop {
            let mut tx = self.database().write(tenant).await?;
            let batch = prune_batch(&mut tx, tenant).await?;
            tx.commit().await?;
            gone += batch;
            if batch == 0 {
                return Ok(gone);
            }
        }
    }

    async fn keep_head(&self, tenant: &Id<Tenant>, head: Head) -> Result<()> {
        let (store, tenant, at) = (self.clone(), *tenant, self.now());
        let signed = blocking(move || {
            Ok(Checkpoint::sign(checkpoint::HEAD, tenant, head, at, store.keyring().gate()?))
        })
        .await?;
        let mut tx = self.database().write(&tenant).await?;
        checkpoint::insert_head(&mut tx, &signed).await?;
        append(&mut tx, &tenant, None, Deed::new("prune_audit", &tenant), self.new_id()?).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// The last place before everything from `before` on; none when there is nothing to take away.
async fn find_cut(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    before: Timestamp,
) -> Result<Option<Head>> {
    let last = chain::head(connection, tenant).await?.seq;
    let row = sqlx::query(
        "SELECT MIN(s.seq) AS seq FROM audit_seal s
         JOIN audit_event e ON e.tenant_id = s.tenant_id AND e.id = s.event_id
         WHERE s.tenant_id = $1 AND e.at >= $2",
    )
    .bind(tenant.to_string())
    .bind(before.as_millisecond())
    .fetch_one(&mut *connection)
    .await?;
    // The chain goes on from its last place, which stays.
    let first = row.number_or_none("seq")?.unwrap_or(last).min(last);
    let row = sqlx::query("SELECT seq, hash FROM audit_seal WHERE tenant_id = $1 AND seq = $2");
    let row = row.bind(tenant.to_string()).bind(first - 1).fetch_optional(connection).await?;
    row.map(|row| Ok(Head { seq: row.number("seq")?, hash: row.text("hash")? })).transpose()
}

/// Takes the next lines before the head away, and gives how many.
async fn prune_batch(connection: &mut AnyConnection, tenant: &Id<Tenant>) -> Result<u64> {
    let rows = sqlx::query(
        "SELECT s.seq, s.event_id FROM audit_seal s
         WHERE s.tenant_id = $1 AND s.seq <= (SELECT COALESCE(MAX(h.seq), 0) FROM audit_head h WHERE h.tenant_id = $1)
         ORDER BY s.seq LIMIT $2",
    )
    .bind(tenant.to_string())
    .bind(BATCH)
    .fetch_all(&mut *connection)
    .await?;
    let Some(last) = rows.last() else { return Ok(0) };
    sqlx::query("DELETE FROM audit_seal WHERE tenant_id = $1 AND seq <= $2")
        .bind(tenant.to_string())
        .bind(last.number("seq")?)
        .execute(&mut *connection)
        .await?;
    for row in &rows {
        sqlx::query("DELETE FROM audit_event WHERE tenant_id = $1 AND id = $2")
            .bind(tenant.to_string())
            .bind(row.text("event_id")?)
            .execute(&mut *connection)
            .await?;
    }
    Ok(rows.len() as u64)
}
