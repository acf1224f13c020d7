//! The schema brought up to date; see `migrations/README.md`.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyPool, SqlSafeStr};

use super::{Dialect, RowExt};
use crate::error::{Error, Result};

/// A change of the schema, in the words of both engines.
struct Change {
    number: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! changes {
    ($($number:literal $file:literal $name:literal),* $(,)?) => {
        [$(Change {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../../../../migrations/sqlite/", $file, "_", $name, ".sql")),
            postgres: include_str!(concat!("../../../../migrations/postgres/", $file, "_", $name, ".sql")),
        }),*]
    };
}

const CHANGES: [Change; 21] = changes![
    1 "0001" "tenants",
    2 "0002" "people",
    3 "0003" "templates",
    4 "0004" "documents",
    5 "0005" "work",
    6 "0006" "audit",
    7 "0007" "life_of_versions",
    8 "0008" "audit_chain",
    9 "0009" "answers_set_aside",
    13 "0013" "identity",
    14 "0014" "keys_and_jobs",
    15 "0015" "matters",
    16 "0016" "trail",
    17 "0017" "networks",
    18 "0018" "machines",
    19 "0019" "answer_files",
    20 "0020" "on_behalf",
    21 "0021" "accent",
    22 "0022" "index_changes",
    23 "0023" "unused_files",
    24 "0024" "stamp_server",
];

/// The schema number that this binary knows and needs: the last change.
const SCHEMA: i64 = CHANGES[CHANGES.len() - 1].number;

/// Runs what is missing. A database that a newer release left behind is fine unless it says otherwise.
pub(super) async fn run(pool: &AnyPool, dialect: Dialect) -> Result<()> {
    if is_made(pool, dialect).await? {
        version(pool).await?;
    }
    make(pool, dialect, CHANGES).await?;
    version(pool).await.map(drop)
}

/// Runs those of the changes that are missing.
async fn make(pool: &AnyPool, dialect: Dialect, changes: impl IntoIterator<Item = Change>) -> Result<()> {
    let migration = |change: Change| {
        let sql = dialect.pick(change.sqlite, change.postgres).into_sql_str();
        Migration::new(change.number, change.name.into(), MigrationType::Simple, sql, false)
    };
    let migrations: Vec<_> = changes.into_iter().map(migration).collect();
    let last = migrations.last().map_or(0, |migration| migration.version);
    let mut migrator = Migrator::with_migrations(migrations);
    migrator.set_ignore_missing(true);
    migrator.run(pool).await?;
    sqlx::query("UPDATE schema_meta SET version = $1 WHERE version < $1").bind(last).execute(pool).await?;
    Ok(())
}

/// Refuses a PostgreSQL database whose schema this binary cannot work with.
pub(super) async fn check_made(pool: &AnyPool) -> Result<()> {
    if !is_made(pool, Dialect::Postgres).await? {
        return Err(Error::NotMigrated { found: 0, needed: SCHEMA });
    }
    check_version(pool).await
}

async fn check_version(pool: &AnyPool) -> Result<()> {
    match version(pool).await? {
        found if found < SCHEMA => Err(Error::NotMigrated { found, needed: SCHEMA }),
        _ => Ok(()),
    }
}

async fn is_made(pool: &AnyPool, dialect: Dialect) -> Result<bool> {
    let sql = dialect.pick(
        "SELECT COUNT(*) AS made FROM sqlite_master WHERE type = 'table' AND name = 'schema_meta'",
        "SELECT COUNT(*) AS made FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_meta'",
    );
    Ok(sqlx::query(sql).fetch_one(pool).await?.number("made")? > 0)
}

/// The schema number of a database that this binary can work with, perhaps after some changes.
async fn version(pool: &AnyPool) -> Result<i64> {
    let row = sqlx::query("SELECT version, min_binary FROM schema_meta").fetch_one(pool).await?;
    let (found, needed) = (row.number("version")?, row.number("min_binary")?);
    if needed > SCHEMA {
        return Err(Error::TooNew { needed, known: SCHEMA });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files of one engine, by name.
    fn files(engine: &str) -> Vec<String> {
        let folder = format!("{}/../../migrations/{engine}", env!("CARGO_MANIFEST_DIR"));
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    async fn is_brought_up_to_date(url: &str, dialect: Dialect) {
        sqlx::any::install_default_drivers();
        let pool = AnyPool::connect(url).await.unwrap();
        // As the first release left it.
        make(&pool, dialect, CHANGES.into_iter().take(9)).await.unwrap();
        assert_eq!(version(&pool).await.unwrap(), 9);
        assert!(matches!(check_version(&pool).await, Err(Error::NotMigrated { found: 9, needed: SCHEMA })));
        for _ in 0..2 {
            run(&pool, dialect).await.unwrap();
            assert_eq!(version(&pool).await.unwrap(), SCHEMA);
        }
        pool.close().await;
    }

    #[tokio::test]
    async fn a_database_of_an_earlier_release_is_brought_up_to_date() {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}?mode=rwc", directory.path().join("akte.db").display());
        is_brought_up_to_date(&url, Dialect::Sqlite).await;
        let database = akte_postgres::Database::new();
        is_brought_up_to_date(&database.url(akte_postgres::OWNER), Dialect::Postgres).await;
    }

    #[test]
    fn both_engines_have_the_same_changes_and_none_is_forgotten() {
        let known: Vec<_> =
            CHANGES.iter().map(|change| format!("{:04}_{}.sql", change.number, change.name)).collect();
        assert_eq!(files("sqlite"), known);
        assert_eq!(files("postgres"), known);
    }
}
