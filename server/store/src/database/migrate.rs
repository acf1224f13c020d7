//! The schema brought up to date; see `migrations/README.md`.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyPool, Row, SqlSafeStr};

use crate::error::{Error, Result};

/// The schema number that this binary knows: raised with every migration that it needs.
const SCHEMA: i64 = 1;

const SQLITE: [(i64, &str, &str); 6] = [
    (1, "tenants", include_str!("../../../../migrations/sqlite/0001_tenants.sql")),
    (2, "people", include_str!("../../../../migrations/sqlite/0002_people.sql")),
    (3, "templates", include_str!("../../../../migrations/sqlite/0003_templates.sql")),
    (4, "documents", include_str!("../../../../migrations/sqlite/0004_documents.sql")),
    (5, "work", include_str!("../../../../migrations/sqlite/0005_work.sql")),
    (6, "audit", include_str!("../../../../migrations/sqlite/0006_audit.sql")),
];

/// Runs what is missing. A database that a newer release left behind is fine unless it says otherwise.
pub(super) async fn run(writer: &AnyPool) -> Result<()> {
    if is_made(writer).await? {
        check(writer).await?;
    }
    let migration = |(version, name, sql): (i64, &'static str, &'static str)| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    let mut migrator = Migrator::with_migrations(SQLITE.into_iter().map(migration).collect());
    migrator.set_ignore_missing(true);
    migrator.run(writer).await?;
    check(writer).await
}

async fn is_made(writer: &AnyPool) -> Result<bool> {
    let sql = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_meta'";
    Ok(sqlx::query(sql).fetch_one(writer).await?.try_get::<i64, _>(0)? > 0)
}

async fn check(writer: &AnyPool) -> Result<()> {
    let row = sqlx::query("SELECT min_binary FROM schema_meta").fetch_one(writer).await?;
    let needed = row.try_get::<i64, _>(0)?;
    if needed > SCHEMA { Err(Error::TooNew { needed, known: SCHEMA }) } else { Ok(()) }
}
