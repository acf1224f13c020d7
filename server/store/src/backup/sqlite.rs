//! The database in a file: copied, looked at, put back.

use std::path::Path;

use sqlx::{AnyConnection, Connection, Executor};

use super::named::{Named, named};
use crate::database::RowExt;
use crate::database::sqlite::{unicode, url};
use crate::error::Result;

/// Copies the database as it is at one moment, while others go on with it.
pub(super) async fn copy(file: &Path, to: &Path) -> Result<Named> {
    let mut connection = open(file, "mode=rw").await?;
    sqlx::query("VACUUM INTO $1").bind(unicode(to)?).execute(&mut connection).await?;
    connection.close().await?;
    look(to).await
}

/// What a copy names.
pub(super) async fn look(file: &Path) -> Result<Named> {
    let mut connection = open(file, "mode=ro&immutable=1").await?;
    let named = named(&mut connection).await;
    connection.close().await?;
    named
}

/// What is wrong inside a copy, in SQLite's words.
pub(super) async fn faults(file: &Path) -> Result<Vec<String>> {
    let mut connection = open(file, "mode=ro&immutable=1").await?;
    let mut faults = Vec::new();
    for row in connection.fetch_all("PRAGMA integrity_check").await? {
        faults.push(row.text("integrity_check")?);
    }
    faults.retain(|said| said != "ok");
    for row in connection.fetch_all("PRAGMA foreign_key_check").await? {
        faults.push(format!("a row of {} refers to nothing in {}", row.text("table")?, row.text("parent")?));
    }
    connection.close().await?;
    Ok(faults)
}

/// A connection to a file, outside the pools.
pub(super) async fn open(file: &Path, how: &str) -> Result<AnyConnection> {
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(&format!("{}?{how}", url(file)?)).await?;
    connection.execute("PRAGMA busy_timeout = 2500").await?;
    Ok(connection)
}
