//! Which database a command works on.

use std::path::Path;

use akte_store::{PostgresUrl, StoreConfig};
use anyhow::ensure;
use clap::Args;

/// Which database a command works on.
#[derive(Debug, Args)]
pub(super) struct Database {
    /// The PostgreSQL database, as postgres://user@host/database; without it a file in the data directory.
    /// Better in the environment than here when it holds a password: others on this machine see command lines
    #[arg(long = "database", value_name = "URL", env = "AKTE_DATABASE", hide_env_values = true)]
    url: Option<String>,
}

impl Database {
    /// The PostgreSQL database, if one was given.
    pub(super) fn url(&self) -> Result<Option<PostgresUrl>, akte_store::Error> {
        self.url.as_deref().map(str::parse).transpose()
    }

    /// A store with its files in `data_dir` and this database.
    pub(super) fn store(&self, data_dir: &Path) -> Result<StoreConfig, akte_store::Error> {
        let config = StoreConfig::new(data_dir);
        Ok(match self.url()? {
            Some(url) => config.on(url),
            None => config,
        })
    }

    /// The same, where a server has been: the directory is there.
    pub(super) fn served(&self, data_dir: &Path) -> anyhow::Result<StoreConfig> {
        let directory = data_dir.display();
        ensure!(data_dir.is_dir(), "{directory} is no directory: say with --data-dir where the data are");
        Ok(self.store(data_dir)?)
    }
}
