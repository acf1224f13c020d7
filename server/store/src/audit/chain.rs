//! The chain: every event has a number and a hash over itself and the hash before.

use akte_model::{Event, Id, Tenant};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::crypto::{framed, sha256};
use crate::database::RowExt;
use crate::error::Result;
use crate::store::Store;

/// How many events one transaction takes into the chain, so that it stays short.
const BATCH: i64 = 256;

/// An event exactly as it lies in the database: what a hash covers must not be tidied up first.
pub(super) struct Line {
    pub(super) id: String,
    at: i64,
    actor: Option<String>,
    pub(super) action: String,
    kind: String,
    object: String,
    member: Option<(String, String)>,
    times: Option<i64>,
}

impl Line {
    /// From the columns of an event; none when there is no such event.
    pub(super) fn read(row: &AnyRow) -> Result<Option<Self>> {
        let Some(id) = row.parsed_or_none("id")? else { return Ok(None) };
        Ok(Some(Self {
            id,
            at: row.number("at")?,
            actor: row.parsed_or_none("actor_id")?,
            action: row.text("action")?,
            kind: row.text("object_kind")?,
            object: row.text("object_id")?,
            member: row.parsed_or_none("member_kind")?.zip(row.parsed_or_none("member_id")?),
            times: row.number_or_none("times")?,
        }))
    }

    /// The hash of this line as number `seq` after `before`, in lower-case hexadecimals.
    pub(super) fn hash(&self, tenant: &Id<Tenant>, seq: i64, before: &str) -> String {
        let actor = self.actor.as_ref().map(|actor| format!("by {actor}")).unwrap_or_default();
        let (tenant, seq, at) = (tenant.to_string(), seq.to_be_bytes(), self.at.to_be_bytes());
        let mut parts: Vec<&[u8]> = vec![
            b"akte audit 1",
            before.as_bytes(),
            tenant.as_bytes(),
            &seq,
            self.id.as_bytes(),
            &at,
            actor.as_bytes(),
            self.action.as_bytes(),
            self.kind.as_bytes(),
            self.object.as_bytes(),
        ];
        // At the end, where there is one: lines from before there were any keep their hashes.
        if let Some((kind, id)) = &self.member {
            parts.extend([kind.as_bytes(), id.as_bytes()]);
        }
        // In one part: two would look like a member.
        let times = self.times.map(|times| format!("{times} times")).unwrap_or_default();
        if !times.is_empty() {
            parts.push(times.as_bytes());
        }
        sha256(&framed(&parts))
    }
}

/// The last place in a chain.
pub(super) struct Head {
    pub(super) seq: i64,
    pub(super) hash: String,
}

/// Where the chain of a firm ends; before the first event at 0. The last place is never taken away.
pub(super) async fn head(connection: &mut AnyConnection, tenant: &Id<Tenant>) -> Result<Head> {
    let row = sqlx::query("SELECT seq, hash FROM audit_seal WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1")
        .bind(tenant.to_string())
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(Head { seq: 0, hash: String::new() }) };
    Ok(Head { seq: row.number("seq")?, hash: row.text("hash")? })
}

/// Has an event wait for the chain.
pub(super) async fn enqueue(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    event: &Id<Event>,
) -> Result<()> {
    sqlx::query("INSERT INTO audit_unsealed (tenant_id, event_id) VALUES ($1, $2)")
        .bind(tenant.to_string())
        .bind(event.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

impl Store {
    /// Takes the events that wait into the chain of their firm, and gives how many that were; to be called every second. Two that
    /// do it at once do it once.
    pub async fn seal_audit(&self) -> Result<i64> {
        let mut sealed = 0;
        let mut tx = self.database().read_gate().await?;
        let rows = sqlx::query("SELECT DISTINCT tenant_id FROM audit_unsealed ORDER BY tenant_id");
        let rows = rows.fetch_all(&mut *tx).await?;
        drop(tx);
        for row in rows {
            let tenant = row.id("tenant_id")?;
            loop {
                let batch = self.seal_batch(&tenant).await?;
                sealed += batch;
                if batch < BATCH {
                    break;
                }
            }
        }
        Ok(sealed)
    }

    async fn seal_batch(&self, tenant: &Id<Tenant>) -> Result<i64> {
        let mut tx = self.database().write(tenant).await?;
        let Head { mut seq, mut hash } = head(&mut tx, tenant).await?;
        let rows = sqlx::query(
            "SELECT e.id, e.at, e.actor_id, e.action, e.object_kind, e.object_id,
                e.member_kind, e.member_id, e.times
             FROM audit_unsealed u JOIN audit_event e ON e.tenant_id = u.tenant_id AND e.id = u.event_id
             WHERE u.tenant_id = $1 ORDER BY u.event_id LIMIT $2",
        )
        .bind(tenant.to_string())
        .bind(BATCH)
        .fetch_all(&mut *tx)
        .await?;
        let mut sealed = 0;
        for line in rows.iter().map(Line::read) {
            let Some(line) = line? else { continue };
            seq += 1;
            hash = line.hash(tenant, seq, &hash);
            if !append(&mut tx, tenant, seq, &line.id, &hash).await? {
                // Another sealer took that place.
                return Ok(0);
            }
            sealed += 1;
        }
        tx.commit().await?;
        Ok(sealed)
    }
}

/// Gives an event its place; false when the place is taken.
async fn append(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    seq: i64,
    event: &str,
    hash: &str,
) -> Result<bool> {
    let made = sqlx::query(
        "INSERT INTO audit_seal (tenant_id, seq, event_id, hash) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    )
    .bind(tenant.to_string())
    .bind(seq)
    .bind(event)
    .bind(hash)
    .execute(&mut *connection)
    .await?;
    if made.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("DELETE FROM audit_unsealed WHERE tenant_id = $1 AND event_id = $2")
        .bind(tenant.to_string())
        .bind(event)
        .execute(connection)
        .await?;
    Ok(true)
}
