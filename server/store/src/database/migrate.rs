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

const CHANGES: [Change; 14] = changes![
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
    17 "0017" "networks",
    18 "0018" "machines",
];

/// The schema number that this binary knows and needs: the last change.
const SCHEMA: i64 = CHANGES[CHANGES.len() - 1].number;

/// Runs what is missing. A database that a newer release left behind is fine unless it says otherwise.
pub(super) async fn run(pool: &AnyPool, dialect: Dialect) -> Result<()> {
    if is_made(pool, dialect).await? {
        check(pool).await?;
    }
    let migration = |change: Change| {
        let sql = dialect.pick(change.sqlite, change.postgres).into_sql_str();
        Migration::new(change.number, change.name.into(), MigrationType::Simple, sql, false)
    };
    let mut migrator = Migrator::with_migrations(CHANGES.into_iter().map(migration).collect());
    migrator.set_ignore_missing(true);
    migrator.run(pool).await?;
    sqlx::query("UPDATE schema_meta SET version = $1 WHERE version < $1").bind(SCHEMA).execute(pool).await?;
    check(pool).await
}

/// Refuses a PostgreSQL database whose schema this binary cannot work with.
pub(super) async fn check_made(pool: &AnyPool) -> Result<()> {
    if !is_made(pool, Dialect::Postgres).await? {
        return Err(Error::NotMigrated { found: 0, needed: SCHEMA });
    }
    check(pool).await
}

async fn is_made(pool: &AnyPool, dialect: Dialect) -> Result<bool> {
    let sql = dialect.pick(
        "SELECT COUNT(*) AS made FROM sqlite_master WHERE type = 'table' AND name = 'schema_meta'",
        "SELECT COUNT(*) AS made FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_meta'",
    );
    Ok(sqlx::query(sql).fetch_one(pool).await?.number("made")? > 0)
}

async fn check(pool: &AnyPool) -> Result<()> {
    let row = sqlx::query("SELECT version, min_binary FROM schema_meta").fetch_one(pool).await?;
    let (found, needed) = (row.number("version")?, row.number("min_binary")?);
    if needed > SCHEMA {
        return Err(Error::TooNew { needed, known: SCHEMA });
    }
    if found < SCHEMA { Err(Error::NotMigrated { found, needed: SCHEMA }) } else { Ok(()) }
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

    #[test]
    fn both_engines_have_the_same_changes_and_none_is_forgotten() {
        let known: Vec<_> =
            CHANGES.iter().map(|change| format!("{:04}_{}.sql", change.number, change.name)).collect();
        assert_eq!(files("sqlite"), known);
        assert_eq!(files("postgres"), known);
    }
}
