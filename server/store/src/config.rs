//! How a store is opened, and what it takes from the outside world.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::database::PostgresUrl;
use crate::error::{Error, Result};
use crate::files::FileStore;

/// What [`crate::Store::open`] needs to know.
#[derive(Clone)]
pub struct StoreConfig {
    /// The directory of the keyring, and of the files and the database unless these are elsewhere; made when it is not there.
    pub data_dir: PathBuf,
    /// The database.
    pub engine: Engine,
    /// Where files lie.
    pub files: FileStore,
    /// How many requests may use the database at once. SQLite writes one at a time besides.
    pub connections: u32,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness for keys, tokens and ids.
    pub rng: Arc<dyn Rng>,
}

impl StoreConfig {
    /// Everything in `data_dir`, with the system's clock and randomness.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            engine: Engine::Sqlite,
            files: FileStore::Directory,
            connections: 4,
            clock: Arc::new(System),
            rng: Arc::new(System),
        }
    }

    /// With the database on PostgreSQL.
    #[must_use]
    pub fn on(self, url: PostgresUrl) -> Self {
        Self { engine: Engine::Postgres(url), connections: 16, ..self }
    }
}

/// The database.
#[derive(Debug, Clone)]
pub enum Engine {
    /// A file in the data directory.
    Sqlite,
    /// A PostgreSQL server, as a role that owns nothing there.
    Postgres(PostgresUrl),
}

impl fmt::Debug for StoreConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoreConfig")
            .field("data_dir", &self.data_dir)
            .field("engine", &self.engine)
            .field("files", &self.files)
            .finish_non_exhaustive()
    }
}

/// The time, so that tests can set it.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// Randomness, so that tests can repeat it. Outside tests it must be fit for keys.
pub trait Rng: Send + Sync {
    /// Fills `bytes` with what nobody can foresee.
    fn fill(&self, bytes: &mut [u8]) -> Result<()>;

    /// Whether nothing is to be encrypted: in builds of tests only.
    #[cfg(feature = "plaintext")]
    fn leaves_plaintext(&self) -> bool {
        false
    }
}

/// The clock and the randomness of the operating system.
#[derive(Debug, Clone, Copy)]
pub struct System;

impl Clock for System {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

impl Rng for System {
    fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        aws_lc_rs::rand::fill(bytes).map_err(|_| Error::Internal("the system has no randomness to give"))
    }
}
