//! Which database a command works on.

use std::path::{Path, PathBuf};

use akte_store::{Bucket, FileStore, PostgresUrl, Store, StoreConfig};
use anyhow::ensure;
use clap::Args;
use tokio::runtime::Runtime;

/// Which database a command works on.
#[derive(Debug, Args)]
pub(super) struct Database {
    /// The PostgreSQL database, as postgres://user@host/database; without it a file in the data directory.
    /// Better in the environment than here when it holds a password: others on this machine see command lines
    #[arg(
        long = "database",
        value_name = "URL",
        env = "AKTE_DATABASE",
        hide_env_values = true,
        global = true
    )]
    url: Option<String>,
    /// The bucket for files, as s3://bucket or s3://bucket/prefix; without it a folder of the data directory.
    /// Whose it is and where come from the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT
    #[arg(long, value_name = "URL", env = "AKTE_FILES", global = true)]
    files: Option<String>,
}

impl Database {
    /// The PostgreSQL database, if one was given.
    pub(super) fn url(&self) -> Result<Option<PostgresUrl>, akte_store::Error> {
        self.url.as_deref().map(str::parse).transpose()
    }

    /// Where files lie.
    pub(super) fn files(&self) -> Result<FileStore, akte_store::Error> {
        let bucket = self.files.as_deref().map(|url| Bucket::new(url, std::env::vars()));
        Ok(bucket.transpose()?.map_or(FileStore::Directory, FileStore::Bucket))
    }

    /// A store in `data_dir`, with this database and these files.
    pub(super) fn store(&self, data_dir: &Path) -> Result<StoreConfig, akte_store::Error> {
        let config = StoreConfig { files: self.files()?, ..StoreConfig::new(data_dir) };
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

/// Which store a command works on, beside servers that may be serving it.
#[derive(Debug, Args)]
pub(super) struct Data {
    /// The data directory of the server, which may be serving meanwhile
    #[arg(long, value_name = "DIR", default_value = "data", global = true)]
    data_dir: PathBuf,
    #[command(flatten)]
    database: Database,
}

impl Data {
    /// Opens the store, which must be there, works with it, and closes it.
    pub(super) fn with<T>(&self, work: impl AsyncFnOnce(&Store) -> anyhow::Result<T>) -> anyhow::Result<T> {
        let config = self.database.served(&self.data_dir)?;
        Runtime::new()?.block_on(async {
            let store = Store::open(config).await?;
            let done = work(&store).await;
            store.close().await;
            done
        })
    }
}
