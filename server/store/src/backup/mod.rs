//! Backups: the database as it was at one moment, the files that it names, and a signed list of both.
//!
//! A directory with `akte.db` (SQLite) or `akte.dump` (PostgreSQL, `pg_dump`), `files/` as in the data directory, and the list,
//! `manifest.jsonl`, written last: without it there is no backup. Everything in it is encrypted as it was; the keyring never is
//! in one.

mod entry;
mod manifest;
mod named;
mod postgres;
mod restore;
mod sqlite;
mod take;
mod verify;

pub use take::BackupMade;
pub use verify::{BackupFault, BackupReport};

use crate::config::Engine;

/// The file of the database in a backup: of SQLite, of PostgreSQL.
const DATABASES: [&str; 2] = ["akte.db", "akte.dump"];

/// The one of these that an engine has.
fn database_file(engine: &Engine) -> &'static str {
    match engine {
        Engine::Sqlite => DATABASES[0],
        Engine::Postgres(_) => DATABASES[1],
    }
}
