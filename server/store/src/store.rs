//! The store itself: opened once, shared by all.

use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use akte_model::{Id, Tenant};
use jiff::Timestamp;

use crate::config::{Rng, StoreConfig};
use crate::crypto::{Keyring, Keys, WrappedKey};
use crate::database::{Database, RowExt};
use crate::door::Door;
use crate::error::{Error, Result};
use crate::files::{self, Files};
use crate::gate::{Actor, Gate};
use crate::library::Library;
use crate::vault::{Vault, blocking, new_id};

/// Everything kept. Cheap to clone; all clones are one store.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    config: StoreConfig,
    database: Database,
    files: Files,
    keyring: Keyring,
    /// The keys of the firms that came by, unwrapped.
    keys: Mutex<HashMap<Id<Tenant>, Arc<Keys>>>,
    library: Library,
}

impl Store {
    /// Opens the store in `config.data_dir`: makes what is missing, and brings the schema up to date.
    ///
    /// Fails with [`Error::Keyring`] when the keyring is missing, damaged or open to others, and with [`Error::TooNew`] when the
    /// database belongs to a newer release.
    pub async fn open(config: StoreConfig) -> Result<Self> {
        let prepared = config.clone();
        let (files, keyring, _starting) = blocking(move || prepare(&prepared)).await?;
        let database = Database::open(&database_file(&config.data_dir), config.readers).await?;
        let (keys, library) = (Mutex::default(), Library::default());
        Ok(Self(Arc::new(Inner { config, database, files, keyring, keys, library })))
    }

    /// The way in, before the firm is known.
    pub fn gate(&self) -> Gate<'_> {
        Gate::new(self)
    }

    /// The only way to a firm's data; one per request.
    pub fn door(&self, actor: Actor) -> Door {
        Door::new(self.clone(), actor)
    }

    /// Whether reading and writing both work now: a real query on each side.
    pub async fn ready(&self) -> Result<()> {
        let mut tx = self.database().read().await?;
        sqlx::query("SELECT version FROM schema_meta").fetch_one(&mut *tx).await?;
        drop(tx);
        self.database().write().await?.rollback().await?;
        Ok(())
    }

    /// Waits for what is running, and closes the database.
    pub async fn close(&self) {
        self.0.database.close().await;
    }

    pub(crate) fn database(&self) -> &Database {
        &self.0.database
    }

    pub(crate) fn files(&self) -> &Files {
        &self.0.files
    }

    pub(crate) fn keyring(&self) -> &Keyring {
        &self.0.keyring
    }

    pub(crate) fn library(&self) -> &Library {
        &self.0.library
    }

    pub(crate) fn rng(&self) -> &dyn Rng {
        &*self.0.config.rng
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.0.config.clock.now()
    }

    pub(crate) fn new_id<K>(&self) -> Result<Id<K>> {
        new_id(&*self.0.config.clock, self.rng())
    }

    /// New keys for a new firm.
    pub(crate) fn new_vault(&self, tenant: &Id<Tenant>) -> Result<(Vault, WrappedKey)> {
        let key_id = self.new_id::<Keys>()?.to_string();
        let (keys, kept) = self.keyring().new_firm(&tenant.to_string(), key_id, self.rng())?;
        Ok((self.vault_of(Arc::new(keys)), kept))
    }

    /// The keys of a firm.
    pub(crate) async fn vault(&self, tenant: &Id<Tenant>) -> Result<Vault> {
        let known = self.0.keys.lock().unwrap_or_else(PoisonError::into_inner).get(tenant).cloned();
        if let Some(keys) = known {
            return Ok(self.vault_of(keys));
        }
        let mut tx = self.database().read().await?;
        let row = sqlx::query("SELECT master_id, firm_key_id, wrapped_key FROM tenant WHERE id = $1")
            .bind(tenant.to_string())
            .fetch_optional(&mut *tx)
            .await?;
        drop(tx);
        let row = row.ok_or(Error::NotFound)?;
        let kept = WrappedKey {
            master_id: row.text("master_id")?,
            firm_key_id: row.text("firm_key_id")?,
            wrapped_key: row.bytes("wrapped_key")?,
        };
        let keys = Arc::new(self.keyring().firm(&tenant.to_string(), kept)?);
        self.0.keys.lock().unwrap_or_else(PoisonError::into_inner).insert(*tenant, keys.clone());
        Ok(self.vault_of(keys))
    }

    fn vault_of(&self, keys: Arc<Keys>) -> Vault {
        let StoreConfig { clock, rng, .. } = &self.0.config;
        Vault::new(keys, self.0.files.clone(), clock.clone(), rng.clone())
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Store").field(&self.0.config).finish()
    }
}

fn database_file(data_dir: &Path) -> std::path::PathBuf {
    data_dir.join("akte.db")
}

/// Makes the directories and the keyring. The lock keeps a second process, started at the same moment, from making another keyring
/// or running the migrations too; it is let go when the file is dropped.
fn prepare(config: &StoreConfig) -> Result<(Files, Keyring, File)> {
    let dir = &config.data_dir;
    files::make_private_dir(dir)?;
    let lock = dir.join("starting.lock");
    let locked = File::create(&lock).and_then(|file| file.lock().map(|()| file));
    let locked = locked.map_err(|source| Error::File { path: lock, source })?;
    let is_new = !database_file(dir).exists();
    let keyring = Keyring::open(dir, is_new, &*config.rng)?;
    Ok((Files::open(dir)?, keyring, locked))
}
