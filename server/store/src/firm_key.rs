//! The keys of firms, as the database keeps them: wrapped by a master key of the keyring.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use akte_model::{Id, Tenant};
use sqlx::AnyConnection;

use crate::crypto::{FirmKeys, Keyring, WrappedKey};
use crate::database::{Dialect, RowExt};
use crate::error::{Error, Result};
use crate::store::Store;
use crate::vault::{Vault, blocking};

/// The keys of the firms that came by, unwrapped.
#[derive(Default)]
pub(crate) struct KnownKeys(Mutex<HashMap<Id<Tenant>, Known>>);

/// A firm's keys as they were at `rev`.
#[derive(Clone)]
struct Known {
    rev: i64,
    keys: Arc<FirmKeys>,
}

impl KnownKeys {
    /// The keys at `rev` or later.
    fn find(&self, tenant: &Id<Tenant>, rev: i64) -> Option<Arc<FirmKeys>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(tenant).cloned();
        known.filter(|known| known.rev >= rev).map(|known| known.keys)
    }

    fn remember(&self, tenant: Id<Tenant>, known: Known) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(tenant, known);
    }
}

/// A firm's keys as they are kept.
pub(crate) struct KeptKeys {
    rev: i64,
    /// Which encrypts now.
    pub(crate) current: String,
    pub(crate) keys: Vec<WrappedKey>,
}

impl KeptKeys {
    /// Unwraps them. [`Error::KeyDestroyed`] when there are none.
    fn open(self, tenant: &Id<Tenant>, keyring: &Keyring) -> Result<FirmKeys> {
        let (mut current, mut others) = (None, Vec::new());
        for kept in self.keys {
            let is_current = kept.id == self.current;
            let keys = keyring.firm(&tenant.to_string(), kept)?;
            if is_current { current = Some(keys) } else { others.push(keys) }
        }
        Ok(FirmKeys::new(current.ok_or(Error::KeyDestroyed)?, others))
    }
}

impl Store {
    /// What seals and opens for a firm, with its keys as they are now. [`Error::KeyDestroyed`] when they were destroyed.
    pub(crate) async fn vault(&self, tenant: &Id<Tenant>) -> Result<Vault> {
        let mut tx = self.database().read_gate().await?;
        let row = sqlx::query("SELECT keys_rev FROM tenant WHERE id = $1")
            .bind(tenant.to_string())
            .fetch_optional(&mut *tx)
            .await?;
        drop(tx);
        self.vault_at(tenant, row.ok_or(Error::NotFound)?.number("keys_rev")?).await
    }

    /// The same, where it is known that the keys are at `rev`.
    pub(crate) async fn vault_at(&self, tenant: &Id<Tenant>, rev: i64) -> Result<Vault> {
        let keys = match self.known_keys().find(tenant, rev) {
            Some(keys) => keys,
            None => {
                let mut tx = self.database().read(tenant).await?;
                let kept = find_keys(&mut tx, tenant).await?;
                drop(tx);
                let (store, tenant) = (self.clone(), *tenant);
                blocking(move || {
                    let rev = kept.rev;
                    let keys = Arc::new(kept.open(&tenant, &store.keyring())?);
                    store.known_keys().remember(tenant, Known { rev, keys: keys.clone() });
                    Ok(keys)
                })
                .await?
            }
        };
        Ok(self.vault_of(tenant, keys))
    }
}

/// The keys of a firm.
pub(crate) async fn find_keys(connection: &mut AnyConnection, tenant: &Id<Tenant>) -> Result<KeptKeys> {
    let rows = sqlx::query(
        "SELECT t.keys_rev, t.firm_key_id, k.id, k.master_id, k.wrapped_key
         FROM tenant t LEFT JOIN firm_key k ON k.tenant_id = t.id WHERE t.id = $1 ORDER BY k.id",
    )
    .bind(tenant.to_string())
    .fetch_all(connection)
    .await?;
    let firm = rows.first().ok_or(Error::NotFound)?;
    let mut kept =
        KeptKeys { rev: firm.number("keys_rev")?, current: firm.text("firm_key_id")?, keys: Vec::new() };
    for row in &rows {
        // Without a key the firm stands there alone.
        let Some(id) = row.parsed_or_none("id")? else { continue };
        let (master_id, wrapped_key) = (row.text("master_id")?, row.bytes("wrapped_key")?);
        kept.keys.push(WrappedKey { master_id, id, wrapped_key });
    }
    Ok(kept)
}

/// Adds a key to a firm; it does not encrypt yet.
pub(crate) async fn insert_key(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    kept: WrappedKey,
) -> Result<()> {
    sqlx::query("INSERT INTO firm_key (tenant_id, id, master_id, wrapped_key) VALUES ($1, $2, $3, $4)")
        .bind(tenant.to_string())
        .bind(kept.id)
        .bind(kept.master_id)
        .bind(kept.wrapped_key)
        .execute(connection)
        .await?;
    Ok(())
}

/// Says that what is remembered of a firm's keys is stale.
pub(crate) async fn touch_keys(connection: &mut AnyConnection, tenant: &Id<Tenant>) -> Result<()> {
    sqlx::query("UPDATE tenant SET keys_rev = keys_rev + 1 WHERE id = $1")
        .bind(tenant.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Keeps the key that new content was encrypted with from being closed or destroyed before this transaction ends.
/// [`Error::KeysChanged`] when that has happened already.
pub(crate) async fn hold_key(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    vault: &Vault,
) -> Result<()> {
    let sql = Dialect::of(connection).pick(
        "SELECT id FROM firm_key WHERE tenant_id = $1 AND id = $2 AND open = 1",
        "SELECT id FROM firm_key WHERE tenant_id = $1 AND id = $2 AND open = 1 FOR SHARE",
    );
    let row =
        sqlx::query(sql).bind(tenant.to_string()).bind(vault.key_id()).fetch_optional(connection).await?;
    row.map(drop).ok_or(Error::KeysChanged)
}
