//! Keys of firms destroyed for good: a signed log outside the database says which, so that no old copy of the database brings one back.
//!
//! The log lies beside the keyring, and like it never in a backup. Only ever added to: a line of JSON for each firm, signed with the
//! master key of that moment.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use akte_model::{Id, Tenant};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::audit::{self, Deed};
use crate::crypto::{Keyring, Keys};
use crate::error::{Error, Result};
use crate::firm_key::touch_keys;
use crate::store::Store;
use crate::vault::blocking;

/// The log's file in the data directory.
const FILE: &str = "tombstones.jsonl";
const PURPOSE: &str = "tombstone 1";

/// Says that the key of a firm was destroyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tombstone {
    /// The firm.
    pub tenant: Id<Tenant>,
    /// When.
    pub at: Timestamp,
    /// Which key of the keyring signed it.
    pub key: String,
    /// The Ed25519 signature over all of the above, in hexadecimals.
    pub signature: String,
}

impl Tombstone {
    fn sign(tenant: Id<Tenant>, at: Timestamp, keys: &Keys) -> Self {
        let mut tombstone = Self { tenant, at, key: keys.id().to_owned(), signature: String::new() };
        tombstone.signature = tombstone.with_parts(|parts| keys.sign(PURPOSE, parts));
        tombstone
    }

    fn is_genuine(&self, keyring: &Keyring) -> bool {
        self.with_parts(|parts| keyring.signed(&self.key, PURPOSE, parts, &self.signature))
    }

    fn with_parts<T>(&self, sign: impl FnOnce(&[&[u8]]) -> T) -> T {
        let (tenant, at) = (self.tenant.to_string(), self.at.as_millisecond().to_be_bytes());
        sign(&[tenant.as_bytes(), &at, self.key.as_bytes()])
    }
}

impl Store {
    /// Destroys the keys of a firm, for good: what it kept cannot be read any more, by anyone, and its people are told so. Other firms
    /// do not notice. [`Error::NotFound`] when there is no such firm, [`Error::KeyDestroyed`] when it was done before.
    ///
    /// The tombstone is on disk before the database changes: whatever happens in between, the next start finishes it.
    pub async fn destroy_key(&self, tenant: &Id<Tenant>) -> Result<Tombstone> {
        self.vault(tenant).await?;
        let (store, tenant) = (self.clone(), *tenant);
        let at = Timestamp::from_millisecond(self.now().as_millisecond()).unwrap_or_default();
        let tombstone = blocking(move || {
            let tombstone = Tombstone::sign(tenant, at, store.keyring().gate()?);
            append(&store.data_dir().join(FILE), std::slice::from_ref(&tombstone))?;
            Ok(tombstone)
        })
        .await?;
        self.bury(&tombstone.tenant).await?;
        Ok(tombstone)
    }

    /// Destroys again what the tombstones in `log` say was destroyed, and adds them to the store's own log: to be called on a store that
    /// was restored from a copy. Gives the firms whose keys the copy still had. Nothing is done when a line is not genuine.
    pub async fn replay_tombstones(&self, log: &Path) -> Result<Vec<Id<Tenant>>> {
        let (store, log) = (self.clone(), log.to_owned());
        let tombstones = blocking(move || {
            let (own, found) = (store.data_dir().join(FILE), read(&log, &store.keyring())?);
            let mut missing = found.clone();
            if own.exists() {
                let known = read(&own, &store.keyring())?;
                missing.retain(|tombstone| !known.contains(tombstone));
            }
            if !missing.is_empty() {
                append(&own, &missing)?;
            }
            Ok(found)
        })
        .await?;
        let mut destroyed = Vec::new();
        for tombstone in tombstones {
            if self.bury(&tombstone.tenant).await? {
                destroyed.push(tombstone.tenant);
            }
        }
        Ok(destroyed)
    }

    /// With every start: a copy of the database that was put back brings no key with it.
    pub(crate) async fn replay_own_tombstones(&self) -> Result<()> {
        let own = self.data_dir().join(FILE);
        if own.exists() {
            self.replay_tombstones(&own).await?;
        }
        Ok(())
    }

    /// Takes away the keys of a firm, and what was still to be done for it; false when there was no key.
    async fn bury(&self, tenant: &Id<Tenant>) -> Result<bool> {
        let mut tx = self.database().write(tenant).await?;
        let gone = sqlx::query("DELETE FROM firm_key WHERE tenant_id = $1")
            .bind(tenant.to_string())
            .execute(&mut *tx)
            .await?;
        if gone.rows_affected() == 0 {
            return Ok(false);
        }
        touch_keys(&mut tx, tenant).await?;
        sqlx::query("DELETE FROM job WHERE tenant_id = $1")
            .bind(tenant.to_string())
            .execute(&mut *tx)
            .await?;
        audit::append(&mut tx, tenant, None, Deed::new("destroy_key", tenant), self.new_id()?).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// The tombstones of a log. [`Error::Tombstone`] names a line that is none, or that no key of the keyring signed.
fn read(log: &Path, keyring: &Keyring) -> Result<Vec<Tombstone>> {
    let text = std::fs::read_to_string(log).map_err(|source| Error::File { path: log.to_owned(), source })?;
    let mut tombstones = Vec::new();
    for (index, line) in text.split_inclusive('\n').filter(|line| line.ends_with('\n')).enumerate() {
        let refuse = |reason| Error::Tombstone { path: log.to_owned(), line: index + 1, reason };
        let tombstone: Tombstone = serde_json::from_str(line)
            .map_err(|_| refuse("is no tombstone: the log was changed; put back the copy that you keep"))?;
        if !tombstone.is_genuine(keyring) {
            return Err(refuse(
                "was not signed by a key of this keyring: the log was changed, or the keyring is another one",
            ));
        }
        tombstones.push(tombstone);
    }
    Ok(tombstones)
}

/// Adds tombstones to a log; they are on disk when this returns.
fn append(log: &Path, tombstones: &[Tombstone]) -> Result<()> {
    let mut lines = String::new();
    for tombstone in tombstones {
        let line = serde_json::to_string(tombstone);
        lines.push_str(&line.map_err(|_| Error::Internal("a tombstone could not be written as JSON"))?);
        lines.push('\n');
    }
    let write = || {
        let mut file = open(log)?;
        file.lock()?;
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        // A line without its end was being written when the power went: what it would say was not done.
        let end = text.rfind('\n').map_or(0, |end| end as u64 + 1);
        file.set_len(end)?;
        file.seek(SeekFrom::Start(end))?;
        file.write_all(lines.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|source| Error::File { path: log.to_owned(), source })?;
    log.parent().map_or(Ok(()), crate::files::sync_dir)
}

fn open(log: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(log)
}
