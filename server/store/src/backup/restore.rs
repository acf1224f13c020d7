//! Putting a backup back.

use std::fs::File;
use std::path::Path;

use sqlx::{Connection, Executor};

use super::manifest::Manifest;
use super::verify::BackupReport;
use super::{database_file, postgres, sqlite};
use crate::config::{Engine, StoreConfig};
use crate::database;
use crate::error::{Error, Result};
use crate::files::{self, Files};
use crate::store::Store;
use crate::vault::blocking;

impl Store {
    /// Puts the backup in `from` back into an empty place: a data directory that holds the keyring and no data yet, and, on
    /// PostgreSQL, an empty database; the configuration's address is its owner's, and `role`, as which Akte serves, gets its rights.
    /// A backup in which anything is wrong is not put back: the report says what.
    ///
    /// Everyone signs in again: sessions of the time of the backup may have been ended since.
    pub async fn restore(config: &StoreConfig, from: &Path, role: &str) -> Result<BackupReport> {
        let (data_dir, dir, wanted) =
            (config.data_dir.clone(), from.to_owned(), database_file(&config.engine));
        let manifest = blocking(move || {
            refuse_full(&data_dir)?;
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
        let (dir, data_dir) = (from.to_owned(), config.data_dir.clone());
        blocking(move || copy_files(&dir, &data_dir, &manifest)).await?;
        // The database last: what was cut short in the middle does not look like something to serve.
        let backup = from.join(wanted);
        match &config.engine {
            Engine::Sqlite => restore_sqlite(&backup, &config.data_dir.join(wanted)).await?,
            Engine::Postgres(owner) => {
                let mut connection = postgres::restore(owner, &backup).await?;
                connection.execute(END_SESSIONS).await?;
                connection.close().await?;
                database::prepare(owner, role).await?;
            }
        }
        Ok(report)
    }
}

const END_SESSIONS: &str = "DELETE FROM session";

/// Refuses a data directory that has data already; the keyring and certificates may be there.
fn refuse_full(data_dir: &Path) -> Result<()> {
    for name in ["akte.db", "files"] {
        let path = data_dir.join(name);
        if path.exists() {
            return Err(Error::NotEmpty { place: path.display().to_string() });
        }
    }
    Ok(())
}

fn copy_files(from: &Path, data_dir: &Path, manifest: &Manifest) -> Result<()> {
    let (from, to) = (Files::at(from), Files::open(data_dir)?);
    for entry in &manifest.entries {
        if let Some((tenant, id)) = files::named(&entry.name) {
            to.of(&tenant).write(&id, &from.of(&tenant).read(&id)?)?;
        }
    }
    Ok(())
}

async fn restore_sqlite(backup: &Path, to: &Path) -> Result<()> {
    let part = to.with_extension("part");
    let (from, copy) = (backup.to_owned(), part.clone());
    blocking(move || {
        files::write_private(&copy, b"")?;
        let copied = || std::io::copy(&mut File::open(&from)?, &mut File::options().write(true).open(&copy)?);
        copied().map(drop).map_err(|source| Error::File { path: copy.clone(), source })
    })
    .await?;
    let mut connection = sqlite::open(&part, "mode=rw").await?;
    connection.execute(END_SESSIONS).await?;
    connection.close().await?;
    let to = to.to_owned();
    blocking(move || files::put_in_place(&part, &to)).await
}
