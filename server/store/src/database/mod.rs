//! The database, on either engine.

mod dialect;
mod migrate;
mod postgres;
mod row;
pub(crate) mod sqlite;

use std::path::Path;
use std::time::Duration;

use akte_model::{Id, Tenant};
use sqlx::any::AnyPoolOptions;
use sqlx::{Any, AnyConnection, AnyPool, Transaction};

pub(crate) use dialect::{Dialect, select_for_update};
pub use postgres::PostgresUrl;
pub(crate) use postgres::prepare;
pub(crate) use row::RowExt;

use crate::config::Engine;
use crate::error::Result;

/// A transaction; undone when dropped.
pub(crate) type Tx = Transaction<'static, Any>;

/// How long a request waits for its turn, before "try again shortly".
const WAIT: Duration = Duration::from_millis(2500);

/// The pools. Private to this crate: tenant data is reached through the door.
#[derive(Debug, Clone)]
pub(crate) struct Database {
    dialect: Dialect,
    writer: AnyPool,
    readers: AnyPool,
}

impl Database {
    /// Opens the database of `data_dir`, or the one that PostgreSQL serves.
    pub(crate) async fn open(engine: &Engine, data_dir: &Path, connections: u32) -> Result<Self> {
        match engine {
            Engine::Sqlite => sqlite::open(&data_dir.join("akte.db"), connections).await,
            Engine::Postgres(url) => postgres::open(url, connections).await,
        }
    }

    /// A transaction that sees one moment of one firm and cannot write.
    pub(crate) async fn read(&self, tenant: &Id<Tenant>) -> Result<Tx> {
        let mut tx = self.read_gate().await?;
        enter(&mut tx, tenant).await?;
        Ok(tx)
    }

    /// A transaction that writes in one firm. SQLite has one at a time.
    pub(crate) async fn write(&self, tenant: &Id<Tenant>) -> Result<Tx> {
        let mut tx = self.write_gate().await?;
        enter(&mut tx, tenant).await?;
        Ok(tx)
    }

    /// A transaction that reads what is kept before a firm is known.
    pub(crate) async fn read_gate(&self) -> Result<Tx> {
        Ok(self.readers.begin_with(self.dialect.begin_read()).await?)
    }

    /// A transaction that writes what is kept before a firm is known.
    pub(crate) async fn write_gate(&self) -> Result<Tx> {
        Ok(self.writer.begin_with(self.dialect.begin_write()).await?)
    }

    /// Waits for what is running and closes.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// From here to its end the transaction is one firm's: on PostgreSQL nothing else can be seen.
pub(crate) async fn enter(connection: &mut AnyConnection, tenant: &Id<Tenant>) -> Result<()> {
    if Dialect::of(connection) == Dialect::Postgres {
        sqlx::query("SELECT set_config('akte.tenant', $1, true)")
            .bind(tenant.to_string())
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// Connections that stay, and that are waited for no longer than a request may wait.
fn patient() -> AnyPoolOptions {
    AnyPoolOptions::new().acquire_timeout(WAIT).max_lifetime(None).idle_timeout(None)
}

#[cfg(test)]
mod tests;
