//! The store itself: opened once, shared by all.
use crate::{Actor, Door, Error, Gate, Result, StoreConfig};
use akte_model::{Id, Tenant};

/// Everything kept. Cheap to clone; all clones are one store.
#[derive(Clone, Debug)]
pub struct Store {}

/// A template that comes with the product, for trying it out.
#[derive(Clone)]
pub struct Sample {
    /// Which sample it is: the same slug again replaces the sample by a new version.
    pub slug: String,
    /// What it is called.
    pub title: String,
    /// The language of its text: `nl`, `en`, `de` or `fr`.
    pub language: String,
    /// The category to keep it under.
    pub category: Option<String>,
    /// How many questions it has.
    pub questions: i64,
    /// The marked-up .docx.
    pub bytes: Vec<u8>,
}

/// What a sweep took away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swept {
    /// Sessions that had ended.
    pub sessions: u64,
    /// Idempotency keys older than a day.
    pub keys: u64,
    /// Files that no row ever came to name.
    pub files: u64,
}

impl Store {
    /// Opens the store in `config.data_dir`: makes what is missing, brings the schema up to date, sweeps.
    pub async fn open(config: StoreConfig) -> Result<Self> {
        let _ = config;
        Err(Error::Internal("being built"))
    }

    /// The way in before the firm is known.
    pub fn gate(&self) -> Gate<'_> {
        Gate { store: self }
    }

    /// The only way to a firm's data; one per request.
    pub fn door(&self, actor: Actor) -> Door {
        Door { store: self.clone(), actor }
    }

    /// Whether reading and writing work now; a real query on both sides.
    pub async fn ready(&self) -> Result<()> {
        Err(Error::Internal("being built"))
    }

    /// Takes away what has ended. Call it every hour or so.
    pub async fn sweep(&self) -> Result<Swept> {
        Err(Error::Internal("being built"))
    }

    /// Publishes a sample template in a firm. True when something was stored; the same sample again does nothing.
    pub async fn seed(&self, tenant: &Id<Tenant>, sample: Sample) -> Result<bool> {
        let _ = (tenant, sample);
        Err(Error::Internal("being built"))
    }

    /// Waits for what is running and closes the database.
    pub async fn close(&self) {}
}
