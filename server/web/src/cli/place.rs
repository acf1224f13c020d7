//! Where the data are that a command works on.

use std::path::PathBuf;

use akte_store::{Store, StoreConfig};
use anyhow::ensure;
use clap::Args;
use tokio::runtime::Runtime;

use super::database::Database;

/// Where the data are that a command works on.
#[derive(Debug, Args)]
pub(super) struct Place {
    /// The data directory of the server, which may be serving meanwhile
    #[arg(long, value_name = "DIR", default_value = "data", global = true)]
    data_dir: PathBuf,
    #[command(flatten)]
    database: Database,
}

impl Place {
    /// Opens the store, lets `work` have it, and closes it.
    pub(super) fn open<T>(&self, work: impl AsyncFnOnce(&Store) -> anyhow::Result<T>) -> anyhow::Result<T> {
        let directory = self.data_dir.display();
        ensure!(
            self.data_dir.is_dir(),
            "{directory} is no directory: say with --data-dir where the data are"
        );
        let config = StoreConfig::new(&self.data_dir);
        let config = match self.database.url()? {
            Some(url) => config.on(url),
            None => config,
        };
        Runtime::new()?.block_on(async {
            let store = Store::open(config).await?;
            let done = work(&store).await;
            store.close().await;
            done
        })
    }
}
