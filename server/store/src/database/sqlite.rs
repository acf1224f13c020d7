//! SQLite: one writer with a fair queue, and readers that cannot write.

use std::path::Path;

use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{AnyConnection, AnyPool, Executor};

use super::{Database, Dialect, migrate, patient};
use crate::error::{Error, Result};

/// What every connection is told. FULL: a commit survives a power cut, not only the end of the process.
const ALWAYS: &str = "PRAGMA busy_timeout = 2500; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;";

/// What the writer is told besides.
const WRITER: &str = "PRAGMA journal_mode = WAL;";

/// What a reader is told besides.
const READER: &str = "PRAGMA query_only = ON;";

/// Opens the file, made when missing, and brings its schema up to date.
pub(super) async fn open(file: &Path, connections: u32) -> Result<Database> {
    install_default_drivers();
    let url = url(file)? + "?mode=rwc";
    let writer = writer(&url).await?;
    let readers = options(READER).max_connections(connections.max(1)).connect(&url).await?;
    Ok(Database { dialect: Dialect::Sqlite, writer, readers })
}

/// Brings the schema of a file up to date.
pub(crate) async fn prepare(file: &Path) -> Result<()> {
    install_default_drivers();
    writer(&(url(file)? + "?mode=rw")).await?.close().await;
    Ok(())
}

async fn writer(url: &str) -> Result<AnyPool> {
    let writer = options(WRITER).max_connections(1).connect(url).await?;
    migrate::run(&writer, Dialect::Sqlite).await?;
    Ok(writer)
}

fn options(more: &'static str) -> AnyPoolOptions {
    patient()
        .after_connect(move |connection, _| {
            Box::pin(async move {
                connection.execute(ALWAYS).await?;
                connection.execute(more).await?;
                Ok(())
            })
        })
        .after_release(|connection, _| Box::pin(async move { Ok(is_clean(connection).await) }))
}

/// Whether a connection that comes back has no transaction open. A request cancelled at the wrong moment could leave one, and the
/// next request's acknowledged writes would be lost with it. "No transaction is active" is the good answer; a connection that
/// had one is closed.
async fn is_clean(connection: &mut AnyConnection) -> bool {
    connection.execute("ROLLBACK").await.is_err()
}

/// A path as SQLite takes it.
pub(crate) fn unicode(file: &Path) -> Result<&str> {
    file.to_str().ok_or_else(|| Error::File {
        path: file.to_owned(),
        source: std::io::Error::new(std::io::ErrorKind::InvalidInput, "the path is not Unicode"),
    })
}

/// The URL of a file, with what has a meaning in a URL escaped (RFC 3986, section 2.1).
pub(crate) fn url(file: &Path) -> Result<String> {
    let mut url = "sqlite://".to_owned();
    for byte in unicode(file)?.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                url.push(byte.into())
            }
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    Ok(url)
}
