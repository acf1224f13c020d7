//! A store of its own for each test, and who signs in to it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use akte_model::*;
use akte_store::*;
use akte_postgres::{APP, Database, OWNER};
use jiff::{SignedDuration, Timestamp};
use sqlx::{AnyConnection, Connection};
use tempfile::TempDir;

use super::template;
use crate::POSTGRES;

pub const ISSUER: &str = "https://issuer.example";

/// A clock that stands still until it is told.
pub struct TestClock(AtomicI64);

impl TestClock {
    pub fn forward(&self, by: SignedDuration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

pub struct Lab {
    pub clock: Arc<TestClock>,
    pub store: Store,
    pub dir: TempDir,
    /// On PostgreSQL, the database.
    pub database: Option<Database>,
    files: FileStore,
}

impl Lab {
    pub async fn new() -> Self {
        Self::with_files(FileStore::Directory).await
    }

    pub async fn with_files(files: FileStore) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(1_790_000_000_000)));
        let database = POSTGRES.then(Database::new);
        if let Some(database) = &database {
            Store::migrate(&database.url(OWNER).parse().unwrap(), APP).await.unwrap();
        }
        let store = Store::open(config(&dir, &clock, database.as_ref(), &files)).await.unwrap();
        Self { dir, clock, store, database, files }
    }

    /// Closes the store and opens it again, as a restart does.
    pub async fn restart(self) -> Self {
        let Self { dir, clock, store, database, files } = self;
        store.close().await;
        drop(store);
        let store = Store::open(config(&dir, &clock, database.as_ref(), &files)).await.unwrap();
        Self { dir, clock, store, database, files }
    }

    /// How backups are made: on PostgreSQL as the owner of the tables.
    pub fn owner_config(&self) -> StoreConfig {
        let config = config(&self.dir, &self.clock, self.database.as_ref(), &self.files);
        match &self.database {
            Some(database) => config.on(database.url(OWNER).parse().unwrap()),
            None => config,
        }
    }

    /// Opens once more, to see whether that is refused.
    pub async fn try_open(&self) -> Result<Store> {
        Store::open(config(&self.dir, &self.clock, self.database.as_ref(), &self.files)).await
    }

    /// The directory with a blank and a question mark in its name, so that paths are known to be escaped.
    pub fn data_dir(&self) -> PathBuf {
        data_dir(&self.dir)
    }

    pub async fn firm(&self, tid: &str) -> Id<Tenant> {
        self.store.gate().enrol(ISSUER, tid, &format!("Firm {tid}")).await.unwrap()
    }

    pub async fn sign_in(&self, tid: &str, subject: &str, roles: impl Into<Roles>) -> Actor {
        self.session(tid, subject, roles).await.actor
    }

    pub async fn session(&self, tid: &str, subject: &str, roles: impl Into<Roles>) -> SignedIn {
        let name = format!("Name of {subject}");
        let identity = Identity { issuer: ISSUER, tid, subject, name: &name, roles: roles.into() };
        self.store.gate().sign_in(identity, Duration::from_secs(3600)).await.unwrap()
    }

    /// The firm `tid` with a lawyer, and a published template.
    pub async fn office(&self, tid: &str) -> Office {
        let tenant = self.firm(tid).await;
        let lawyer = self.sign_in(tid, "lotte", Role::Lawyer).await;
        self.store.publish_sample(&tenant, "nda", template("NDA", b"nda 1")).await.unwrap();
        let mut door = self.store.door(lawyer.clone());
        let template = door.templates("", &PageRequest::default()).await.unwrap().items.remove(0);
        Office { tenant, lawyer, template }
    }

    /// The database beneath, for looking and for breaking; on PostgreSQL as the owner of the tables.
    pub async fn raw(&self) -> AnyConnection {
        if let Some(database) = &self.database {
            return AnyConnection::connect(&database.url(OWNER)).await.unwrap();
        }
        let path = self.data_dir().join("akte.db").display().to_string();
        let path = path.replace('%', "%25").replace('?', "%3F").replace(' ', "%20");
        AnyConnection::connect(&format!("sqlite://{path}")).await.unwrap()
    }
}

pub struct Office {
    pub tenant: Id<Tenant>,
    pub lawyer: Actor,
    pub template: Template,
}

fn data_dir(dir: &TempDir) -> PathBuf {
    dir.path().join("data of 100% akte?")
}

fn config(
    dir: &TempDir,
    clock: &Arc<TestClock>,
    database: Option<&Database>,
    files: &FileStore,
) -> StoreConfig {
    let config = StoreConfig { clock: clock.clone(), files: files.clone(), ..StoreConfig::new(data_dir(dir)) };
    match database {
        Some(database) => StoreConfig { connections: 8, ..config.on(database.url(APP).parse().unwrap()) },
        None => config,
    }
}

/// Does everything that is due, and gives how many jobs were finished. None may fail.
pub async fn work_off(store: &Store) -> usize {
    let mut done = 0;
    while let Some(worked) = store.work().await.unwrap() {
        match worked.outcome {
            Outcome::Done => done += 1,
            Outcome::GoesOn => {}
            other => panic!("{other:?}"),
        }
    }
    done
}

/// Every file below a directory.
pub fn walk(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).into_iter().flatten() {
        let Ok(entry) = entry else { continue };
        let path = entry.path();
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path) }
    }
    found
}
