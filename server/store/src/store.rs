//! The store itself: opened once, shared by all.

use std::fmt;
use std::fs::File;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

use akte_model::{Id, Matter, Template, Tenant};
use jiff::Timestamp;

use crate::audit::{Lately, Refusals};
use crate::config::{Rng, StoreConfig};
use crate::crypto::{self, FirmKeys, Keyring, KeyringFile, Keys, WrappedKey};
use crate::database::{self, Database, PostgresUrl, RowExt};
use crate::door::Door;
use crate::error::{Error, Result};
use crate::files::{self, Files};
use crate::firm_key::KnownKeys;
use crate::gate::{Actor, Gate, Origin};
use crate::index::Indexes;
use crate::vault::{Vault, blocking, new_id};

/// Everything kept. Cheap to clone; all clones are one store.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    config: StoreConfig,
    database: Database,
    files: Files,
    keyring: KeyringFile,
    known_keys: KnownKeys,
    templates: Indexes<Template>,
    matters: Indexes<Matter>,
    refusals: Refusals,
    lately: Lately,
}

impl Store {
    /// Opens the store in `config.data_dir`: makes what is missing, and, on SQLite, brings the schema up to date. On PostgreSQL
    /// the schema's owner does that: [`Store::migrate`].
    ///
    /// Fails with [`Error::Keyring`] when the keyring is missing, damaged or open to others, with [`Error::TooNew`] when the
    /// database belongs to a newer release, with [`Error::NotMigrated`] when it is behind, and with [`Error::TooPowerful`] when
    /// row-level security would not hold for the role.
    pub async fn open(config: StoreConfig) -> Result<Self> {
        let prepared = config.clone();
        let (files, _starting) = blocking(move || prepare(&prepared)).await?;
        let database = Database::open(&config.engine, &config.data_dir, config.connections).await?;
        let (opened, is_new) = (config.clone(), is_empty(&database).await?);
        let keyring = blocking(move || KeyringFile::open(&opened.data_dir, is_new, &*opened.rng)).await?;
        let (templates, matters) = (Indexes::default(), Indexes::default());
        let known_keys = KnownKeys::default();
        let (refusals, lately) = (Refusals::default(), Lately::default());
        let store = Self(Arc::new(Inner {
            config,
            database,
            files,
            keyring,
            known_keys,
            templates,
            matters,
            refusals,
            lately,
        }));
        store.replay_own_tombstones().await?;
        Ok(store)
    }

    /// Brings the schema of a PostgreSQL database up to date, as its owner, and gives `role`, as which Akte serves, its rights.
    pub async fn migrate(owner: &PostgresUrl, role: &str) -> Result<()> {
        database::prepare(owner, role).await
    }

    /// The way in, before the firm is known: for the operator, and for the server itself.
    pub fn gate(&self) -> Gate<'_> {
        Gate::new(self, Origin::Here)
    }

    /// The same for who asks from `address`, so that firms can say from where; none when that is not known.
    pub fn gate_from(&self, address: Option<IpAddr>) -> Gate<'_> {
        Gate::new(self, Origin::Network(address))
    }

    /// The only way to a firm's data; one per request.
    pub fn door(&self, actor: Actor) -> Door {
        Door::new(self.clone(), actor)
    }

    /// Whether reading and writing both work now: a real query on each side.
    pub async fn ready(&self) -> Result<()> {
        let mut tx = self.database().read_gate().await?;
        sqlx::query("SELECT version FROM schema_meta").fetch_one(&mut *tx).await?;
        drop(tx);
        self.database().write_gate().await?.rollback().await?;
        Ok(())
    }

    /// Waits for what is running, and closes the database.
    pub async fn close(&self) {
        self.0.database.close().await;
    }

    /// Every firm.
    pub(crate) async fn tenants(&self) -> Result<Vec<Id<Tenant>>> {
        let mut tx = self.database().read_gate().await?;
        let rows = sqlx::query("SELECT id FROM tenant ORDER BY id").fetch_all(&mut *tx).await?;
        rows.iter().map(|row| row.id("id")).collect()
    }

    pub(crate) fn database(&self) -> &Database {
        &self.0.database
    }

    pub(crate) fn files(&self) -> &Files {
        &self.0.files
    }

    /// The keyring as it is on disk now.
    pub(crate) fn keyring(&self) -> Arc<Keyring> {
        self.0.keyring.current()
    }

    /// A new master key, as [`crypto::renew_master`] makes it. Blocks.
    pub(crate) fn renew_master(&self) -> Result<String> {
        let _locked = lock(self.data_dir())?;
        crypto::renew_master(self.data_dir(), self.rng())
    }

    /// As [`crypto::retire_masters`] does. Blocks.
    pub(crate) fn retire_masters(&self, used: &[String]) -> Result<usize> {
        let _locked = lock(self.data_dir())?;
        crypto::retire_masters(self.data_dir(), used)
    }

    pub(crate) fn known_keys(&self) -> &KnownKeys {
        &self.0.known_keys
    }

    pub(crate) fn data_dir(&self) -> &Path {
        &self.0.config.data_dir
    }

    pub(crate) fn templates(&self) -> &Indexes<Template> {
        &self.0.templates
    }

    pub(crate) fn matters(&self) -> &Indexes<Matter> {
        &self.0.matters
    }

    pub(crate) fn refusals(&self) -> &Refusals {
        &self.0.refusals
    }

    pub(crate) fn lately(&self) -> &Lately {
        &self.0.lately
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
        let vault = self.vault_of(tenant, Arc::new(FirmKeys::new(keys, [])));
        Ok((vault, kept))
    }

    pub(crate) fn vault_of(&self, tenant: &Id<Tenant>, keys: Arc<FirmKeys>) -> Vault {
        let StoreConfig { clock, rng, .. } = &self.0.config;
        Vault::new(keys, self.0.files.of(tenant), clock.clone(), rng.clone())
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Store").field(&self.0.config).finish()
    }
}

/// Whether no firm was ever enrolled, so that a keyring may be made.
async fn is_empty(database: &Database) -> Result<bool> {
    let mut tx = database.read_gate().await?;
    let row = sqlx::query("SELECT COUNT(*) AS firms FROM tenant").fetch_one(&mut *tx).await?;
    Ok(row.number("firms")? == 0)
}

/// Makes the directories. The lock keeps a second process, started at the same moment, from making another keyring or running the
/// migrations too; it is let go when the file is dropped.
fn prepare(config: &StoreConfig) -> Result<(Files, File)> {
    let dir = &config.data_dir;
    files::make_private_dir(dir)?;
    let locked = lock(dir)?;
    Ok((Files::open(&config.files, dir)?, locked))
}

/// Nobody else opens the store or changes its keyring while this file is held.
fn lock(data_dir: &Path) -> Result<File> {
    let lock = data_dir.join("starting.lock");
    let locked = File::create(&lock).and_then(|file| file.lock().map(|()| file));
    locked.map_err(|source| Error::File { path: lock, source })
}
