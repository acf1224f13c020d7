//! Putting a backup back.

use std::fs::File;
use std::path::Path;

use akte_model::{Id, Tenant};
use sqlx::{AnyConnection, Connection, Executor};

use super::manifest::Manifest;
use super::verify::BackupReport;
use super::{database_file, postgres, sqlite};
use crate::audit::{self, Deed};
use crate::config::{Engine, StoreConfig};
use crate::database::{self, RowExt};
use crate::error::{Error, Result};
use crate::files::{self, FileStore, Files};
use crate::store::Store;
use crate::vault::{blocking, new_id};

impl Store {
    /// Puts the backup in `from` back into an empty place: a data directory that holds the keyring and no data yet, and, on
    /// PostgreSQL, an empty database; the configuration's address is its owner's, and `role`, as which Akte serves, gets its rights.
    /// A backup in which anything is wrong is not put back: the report says what.
    ///
    /// Everyone signs in again: sessions of the time of the backup may have been ended since.
    pub async fn restore(config: &StoreConfig, from: &Path, role: &str) -> Result<BackupReport> {
        let (place, dir, wanted) = (config.clone(), from.to_owned(), database_file(&config.engine));
        let manifest = blocking(move || {
            refuse_full(&place)?;
            let manifest = Manifest::read(&dir)?;
            if manifest.head.database != wanted {
                let reason = format!(
                    "it has {}, a database of the other kind: see --database",
                    manifest.head.database
                );
                return Err(Error::NoBackup { path: dir, reason });
            }
            Ok(manifest)
        })
        .await?;
        if let Engine::Postgres(owner) = &config.engine {
            postgres::refuse_full(owner).await?;
        }
        let report = Self::verify_backup(from, Some(&config.data_dir)).await?;
        if !report.findings.is_empty() {
            return Ok(report);
        }
        let (dir, place) = (from.to_owned(), config.clone());
        blocking(move || copy_files(&dir, &place, &manifest)).await?;
        // The database last: what was cut short in the middle does not look like something to serve.
        let backup = from.join(wanted);
        match &config.engine {
            Engine::Sqlite => restore_sqlite(config, &backup, &config.data_dir.join(wanted)).await?,
            Engine::Postgres(owner) => {
                let mut connection = postgres::restore(owner, &backup).await?;
                database::prepare(owner, role).await?;
                begin_anew(&mut connection, config).await?;
                connection.close().await?;
            }
        }
        Ok(report)
    }
}

/// Ends the sessions, and says in the trail of each firm that it was put back.
async fn begin_anew(connection: &mut AnyConnection, config: &StoreConfig) -> Result<()> {
    let mut tx = connection.begin().await?;
    tx.execute("DELETE FROM session").await?;
    for row in tx.fetch_all("SELECT id FROM tenant ORDER BY id").await? {
        let tenant: Id<Tenant> = row.id("id")?;
        let id = new_id(&*config.clock, &*config.rng)?;
        audit::append(&mut tx, &tenant, None, Deed::new("restore", &tenant), id).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Refuses a place that has data already; the keyring and certificates may be there.
fn refuse_full(config: &StoreConfig) -> Result<()> {
    for name in ["akte.db", "files"] {
        let path = config.data_dir.join(name);
        if path.exists() {
            return Err(Error::NotEmpty { place: path.display().to_string() });
        }
    }
    if let FileStore::Bucket(bucket) = &config.files
        && !Files::open(&config.files, &config.data_dir)?.is_empty()?
    {
        return Err(Error::NotEmpty { place: format!("{bucket:?}") });
    }
    Ok(())
}

fn copy_files(from: &Path, place: &StoreConfig, manifest: &Manifest) -> Result<()> {
    let (from, to) = (Files::at(from)?, Files::open(&place.files, &place.data_dir)?);
    for entry in &manifest.entries {
        if let Some((tenant, id)) = files::named(&entry.name) {
            to.of(&tenant).write(&id, from.of(&tenant).read(&id)?)?;
        }
    }
    Ok(())
}

async fn restore_sqlite(config: &StoreConfig, backup: &Path, to: &Path) -> Result<()> {
    let part = to.with_extension("part");
    let (from, copy) = (backup.to_owned(), part.clone());
    blocking(move || {
        files::write_private(&copy, b"")?;
        let copied = || std::io::copy(&mut File::open(&from)?, &mut File::options().write(true).open(&copy)?);
        copied().map(drop).map_err(|source| Error::File { path: copy.clone(), source })
    })
    .await?;
    database::sqlite::prepare(&part).await?;
    let mut connection = sqlite::open(&part, "mode=rw").await?;
    begin_anew(&mut connection, config).await?;
    connection.close().await?;
    let to = to.to_owned();
    blocking(move || files::put_in_place(&part, &to)).await
}
