//! Making a backup.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use akte_model::{Blob, Id, Tenant};

use super::entry::Entry;
use super::manifest::{self, Head};
use super::{database_file, postgres, sqlite};
use crate::config::{Engine, StoreConfig};
use crate::crypto::Keyring;
use crate::error::{Error, Result};
use crate::files::{self, FileStore, Files};
use crate::store::Store;
use crate::vault::blocking;

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupMade {
    /// How many files, the database among them.
    pub files: usize,
    /// Their size, in bytes.
    pub bytes: u64,
    /// Files that the database names and that are not there to be copied.
    pub missing: Vec<PathBuf>,
}

impl Store {
    /// Copies everything but the keyring into `to`, a directory that is not there yet or is empty, while servers go on. On
    /// PostgreSQL the configuration's address is the owner's, since row-level security hides the firms from everyone else; the
    /// programs `pg_dump` and `pg_restore` have to be there.
    ///
    /// First the database, as it is at one moment, then the files that it names: a file is whole on disk before a row names it.
    pub async fn backup(config: &StoreConfig, to: &Path) -> Result<BackupMade> {
        let (opened, dir) = (config.clone(), to.to_owned());
        let keyring = blocking(move || {
            make_empty(&dir)?;
            Keyring::open(&opened.data_dir, false, &*opened.rng)
        })
        .await?;
        let database = database_file(&config.engine);
        let (head, file) = (Head::new(config.clock.now(), database), to.join(database));
        // Made first by us, so that it is its owner's alone.
        files::write_private(&file, b"")?;
        let named = match &config.engine {
            Engine::Sqlite => sqlite::copy(&config.data_dir.join("akte.db"), &file).await?,
            Engine::Postgres(owner) => postgres::dump(owner, &file).await?,
        };
        let named = named.files.into_iter().map(|file| (file.tenant, file.id)).collect();
        let (config, to) = (config.clone(), to.to_owned());
        blocking(move || {
            File::open(&file)
                .and_then(|file| file.sync_all())
                .map_err(|source| Error::File { path: file.clone(), source })?;
            let mut entries = vec![Entry::of(&to, database)?];
            let from = Files::open(&config.files, &config.data_dir)?;
            let missing = copy(&from, &to, named, &mut entries)?;
            manifest::write(&to, &head, &entries, &keyring)?;
            let bytes = entries.iter().map(|entry| entry.size).sum();
            Ok(BackupMade { files: entries.len(), bytes, missing })
        })
        .await
    }
}

/// Copies the named files into a directory, and gives those that are not there.
fn copy(
    from: &Files,
    to: &Path,
    named: Vec<(Id<Tenant>, Id<Blob>)>,
    entries: &mut Vec<Entry>,
) -> Result<Vec<PathBuf>> {
    let copies = Files::open(&FileStore::Directory, to)?;
    let mut missing = Vec::new();
    for (tenant, id) in named {
        let bytes = match from.of(&tenant).read(&id) {
            Ok(bytes) => bytes,
            Err(Error::File { path, source }) if source.kind() == std::io::ErrorKind::NotFound => {
                missing.push(path);
                continue;
            }
            Err(error) => return Err(error),
        };
        copies.of(&tenant).write(&id, bytes)?;
        entries.push(Entry::of(to, &files::name(&tenant, &id))?);
    }
    Ok(missing)
}

/// Makes a directory for its owner only; one that is there must be empty.
pub(super) fn make_empty(dir: &Path) -> Result<()> {
    files::make_private_dir(dir)?;
    let mut entries = fs::read_dir(dir).map_err(|source| Error::File { path: dir.to_owned(), source })?;
    match entries.next() {
        None => Ok(()),
        Some(_) => Err(Error::NotEmpty { place: dir.display().to_string() }),
    }
}
