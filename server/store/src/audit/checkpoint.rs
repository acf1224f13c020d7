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

const PURPOSE: &str = "audit checkpoint 1";

impl Checkpoint {
    fn sign(tenant: Id<Tenant>, head: Head, at: Timestamp, keys: &Keys) -> Self {
        let Head { seq, hash } = head;
        let mut checkpoint =
            Self { tenant, seq, at, hash, key: keys.id().to_owned(), signature: String::new() };
        checkpoint.signature = checkpoint.with_parts(|parts| keys.sign(PURPOSE, parts));
        checkpoint
    }

    /// Whether it was signed with a key of the keyring, and not changed since.
    pub(super) fn is_genuine(&self, keyring: &Keyring) -> bool {
        self.with_parts(|parts| keyring.signed(&self.key, PURPOSE, parts, &self.signature))
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
    let rows = sqlx::query(
        "SELECT seq, at, hash, key_id, signature FROM checkpoint WHERE tenant_id = $1 ORDER BY seq",
    )
    .bind(tenant.to_string())
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| Checkpoint::read(tenant, row)).collect()
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
                blocking(move || Ok(Checkpoint::sign(tenant, head, at, store.keyring().gate()?))).await?;
            if self.keep_checkpoint(&checkpoint).await? {
                made.push(checkpoint);
            }
        }
        Ok(made)
    }

    /// False when another server kept one for the same place.
    async fn keep_checkpoint(&self, checkpoint: &Checkpoint) -> Result<bool> {
        let mut tx = self.database().write(&checkpoint.tenant).await?;
        let kept = sqlx::query(
            "INSERT INTO checkpoint (tenant_id, seq, at, hash, key_id, signature) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT DO NOTHING",
        )
        .bind(checkpoint.tenant.to_string())
        .bind(checkpoint.seq)
        .bind(checkpoint.at.as_millisecond())
        .bind(&checkpoint.hash)
        .bind(&checkpoint.key)
        .bind(&checkpoint.signature)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(kept.rows_affected() == 1)
    }
}
