//! Checkpoints: how far a chain was, signed. A copy belongs elsewhere, where who can write the database cannot.

use akte_model::{Id, Tenant};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::chain::{Head, head};
use crate::crypto::{Keyring, Keys};
use crate::database::RowExt;
use crate::error::Result;
use crate::store::Store;
use crate::vault::blocking;

/// How far the chain of a firm was at a moment. As JSON it can be kept elsewhere, and given back to
/// [`Store::verify_audit`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The firm.
    pub tenant: Id<Tenant>,
    /// The number of the last event in the chain.
    pub seq: i64,
    /// When it was taken.
    pub at: Timestamp,
    /// The hash over everything up to there.
    pub hash: String,
    /// Which key of the keyring signed it.
    pub key: String,
    /// The Ed25519 signature over all of the above, in hexadecimals.
    pub signature: String,
}

/// What a checkpoint is signed as.
const CHECKPOINT: &str = "audit checkpoint 1";
/// What the head of a trail is signed as: no checkpoint can be passed off as one.
pub(super) const HEAD: &str = "audit head 1";

impl Checkpoint {
    pub(super) fn sign(
        purpose: &'static str,
        tenant: Id<Tenant>,
        head: Head,
        at: Timestamp,
        keys: &Keys,
    ) -> Self {
        let Head { seq, hash } = head;
        let mut checkpoint =
            Self { tenant, seq, at, hash, key: keys.id().to_owned(), signature: String::new() };
        checkpoint.signature = checkpoint.with_parts(|parts| keys.sign(purpose, parts));
        checkpoint
    }

    /// Whether it was signed with a key of the keyring, and not changed since.
    pub(super) fn is_genuine(&self, keyring: &Keyring) -> bool {
        self.with_parts(|parts| keyring.signed(&self.key, CHECKPOINT, parts, &self.signature))
    }

    /// Whether it was signed as the head of a trail, and not changed since.
    pub(super) fn is_head(&self, keyring: &Keyring) -> bool {
        self.with_parts(|parts| keyring.signed(&self.key, HEAD, parts, &self.signature))
    }

    fn with_parts<T>(&self, sign: impl FnOnce(&[&[u8]]) -> T) -> T {
        let (tenant, seq, at) =
            (self.tenant.to_string(), self.seq.to_be_bytes(), self.at.as_millisecond().to_be_bytes());
        sign(&[tenant.as_bytes(), &seq, &at, self.hash.as_bytes(), self.key.as_bytes()])
    }

    fn read(tenant: &Id<Tenant>, row: &AnyRow) -> Result<Self> {
        Ok(Self {
            tenant: *tenant,
            seq: row.number("seq")?,
            at: row.time("at")?,
            hash: row.text("hash")?,
            key: row.text("key_id")?,
            signature: row.text("signature")?,
        })
    }
}

/// The checkpoints of a firm, by number.
pub(super) async fn list_checkpoints(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
) -> Result<Vec<Checkpoint>> {
    list(
        connection,
        tenant,
        "SELECT seq, at, hash, key_id, signature FROM checkpoint WHERE tenant_id = $1 ORDER BY seq",
    )
    .await
}

/// The heads that the trail of a firm got, by number: the last one counts.
pub(super) async fn list_heads(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
) -> Result<Vec<Checkpoint>> {
    list(
        connection,
        tenant,
        "SELECT seq, at, hash, key_id, signature FROM audit_head WHERE tenant_id = $1 ORDER BY seq",
    )
    .await
}

async fn list(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    sql: &'static str,
) -> Result<Vec<Checkpoint>> {
    let rows = sqlx::query(sql).bind(tenant.to_string()).fetch_all(connection).await?;
    rows.iter().map(|row| Checkpoint::read(tenant, row)).collect()
}

/// Keeps a checkpoint; false when another server kept one for the same place.
pub(super) async fn insert_checkpoint(
    connection: &mut AnyConnection,
    checkpoint: &Checkpoint,
) -> Result<bool> {
    let sql =
        "INSERT INTO checkpoint (tenant_id, seq, at, hash, key_id, signature) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING";
    insert(connection, checkpoint, sql).await
}

/// Keeps the head of a trail; false when there is one for the same place.
pub(super) async fn insert_head(connection: &mut AnyConnection, head: &Checkpoint) -> Result<bool> {
    let sql =
        "INSERT INTO audit_head (tenant_id, seq, at, hash, key_id, signature) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING";
    insert(connection, head, sql).await
}

async fn insert(connection: &mut AnyConnection, checkpoint: &Checkpoint, sql: &'static str) -> Result<bool> {
    let kept = sqlx::query(sql)
        .bind(checkpoint.tenant.to_string())
        .bind(checkpoint.seq)
        .bind(checkpoint.at.as_millisecond())
        .bind(&checkpoint.hash)
        .bind(&checkpoint.key)
        .bind(&checkpoint.signature)
        .execute(connection)
        .await?;
    Ok(kept.rows_affected() == 1)
}

impl Store {
    /// Signs how far the chain of each firm is, where it went on since, and gives the new checkpoints to be kept elsewhere too; to be
    /// called every minute.
    pub async fn checkpoint_audit(&self) -> Result<Vec<Checkpoint>> {
        let mut made = Vec::new();
        for tenant in self.tenants().await? {
            let mut tx = self.database().read(&tenant).await?;
            let head = head(&mut tx, &tenant).await?;
            let row = sqlx::query("SELECT COALESCE(MAX(seq), 0) AS seq FROM checkpoint WHERE tenant_id = $1");
            let last = row.bind(tenant.to_string()).fetch_one(&mut *tx).await?.number("seq")?;
            drop(tx);
            if head.seq <= last {
                continue;
            }
            let store = self.clone();
            let at = Timestamp::from_millisecond(self.now().as_millisecond()).unwrap_or_default();
            let checkpoint =
                blocking(move || Ok(Checkpoint::sign(CHECKPOINT, tenant, head, at, store.keyring().gate()?)))
                    .await?;
            let mut tx = self.database().write(&tenant).await?;
            let kept = insert_checkpoint(&mut tx, &checkpoint).await?;
            tx.commit().await?;
            if kept {
                made.push(checkpoint);
            }
        }
        Ok(made)
    }
}
