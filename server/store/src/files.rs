//! Files outside the database: one encrypted blob each, under its id, in a directory or in a bucket.
//!
//! A file is whole and durable before a row names it, and is never changed. One that no row came to name is swept after a day.
//! Everything here blocks: call it on a blocking thread.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use akte_model::{Blob, Id, Tenant};
use futures_util::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Place;
use object_store::{ListResult, ObjectStore, ObjectStoreExt};
use tokio::runtime::Handle;

use crate::bucket::Bucket;
use crate::error::{Error, Result};

/// The folder of the data directory, or of the bucket.
const FOLDER: &str = "files";

/// Where the files of all firms lie.
#[derive(Debug, Clone, Default)]
pub enum FileStore {
    /// In the data directory.
    #[default]
    Directory,
    /// In a bucket.
    Bucket(Bucket),
}

/// A folder of files: of all firms, or of one. A firm's has a folder for every 4.7 hours of making: the first six hexadecimals
/// of the id's time, so that a sweep looks at recent ones only.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    store: Arc<dyn ObjectStore>,
    folder: Place,
}

impl Files {
    /// The files of a data directory, or those of a bucket in their stead. A folder that is not there is made.
    pub(crate) fn open(store: &FileStore, data_dir: &Path) -> Result<Self> {
        match store {
            FileStore::Directory => {
                make_private_dir(&data_dir.join(FOLDER))?;
                Self::at(data_dir)
            }
            FileStore::Bucket(bucket) => Ok(Self { store: bucket.open()?, folder: bucket.folder(FOLDER) }),
        }
    }

    /// The files in a directory, which is there.
    pub(crate) fn at(dir: &Path) -> Result<Self> {
        let files = LocalFileSystem::new_with_prefix(dir);
        let files = files.map_err(|error| failed(&Place::default(), error))?.with_fsync(true);
        Ok(Self { store: Arc::new(files), folder: FOLDER.into() })
    }

    /// The files of one firm.
    pub(crate) fn of(&self, tenant: &Id<Tenant>) -> Self {
        Self { store: self.store.clone(), folder: self.folder.clone().join(tenant.to_string()) }
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> Result<bool> {
        let first = async { self.store.list(Some(&self.folder)).try_next().await };
        wait(first).map(|first| first.is_none()).map_err(|error| failed(&self.folder, error))
    }

    /// Writes a new file, and returns when it will survive a power cut: whole, or not there.
    pub(crate) fn write(&self, id: &Id<Blob>, bytes: Vec<u8>) -> Result<()> {
        let place = self.place(id);
        wait(self.store.put(&place, bytes.into())).map(drop).map_err(|error| failed(&place, error))
    }

    /// Reads a file.
    pub(crate) fn read(&self, id: &Id<Blob>) -> Result<Vec<u8>> {
        let place = self.place(id);
        let read = async { self.store.get(&place).await?.bytes().await };
        wait(read).map(Vec::from).map_err(|error| failed(&place, error))
    }

    /// Takes a file away; one that is not there is fine.
    pub(crate) fn remove(&self, id: &Id<Blob>) -> Result<()> {
        let place = self.place(id);
        match wait(self.store.delete(&place)) {
            Err(object_store::Error::NotFound { .. }) => Ok(()),
            removed => removed.map_err(|error| failed(&place, error)),
        }
    }

    /// The ids of the files that were made in `from..until` (milliseconds since 1970).
    pub(crate) fn made_between(&self, from: i64, until: i64) -> Result<Vec<Id<Blob>>> {
        let mut found = Vec::new();
        for folder in self.list(&self.folder)?.common_prefixes {
            let number = folder.filename().and_then(|name| i64::from_str_radix(name, 16).ok());
            // A folder holds 2^24 milliseconds.
            if number.is_none_or(|number| (number + 1) << 24 <= from || number << 24 >= until) {
                continue;
            }
            let files = self.list(&folder)?.objects;
            let ids = files.iter().filter_map(|file| file.location.filename()?.parse::<Id<Blob>>().ok());
            found.extend(ids.filter(|id| (from..until).contains(&id.millis())));
        }
        Ok(found)
    }

    /// What is in a folder; one that is not there is empty.
    fn list(&self, folder: &Place) -> Result<ListResult> {
        wait(self.store.list_with_delimiter(Some(folder))).map_err(|error| failed(folder, error))
    }

    fn place(&self, id: &Id<Blob>) -> Place {
        place(id).split('/').fold(self.folder.clone(), |folder, step| folder.join(step))
    }
}

/// Waits on a thread that may block.
fn wait<T>(work: impl Future<Output = object_store::Result<T>>) -> object_store::Result<T> {
    Handle::current().block_on(work)
}

fn failed(place: &Place, error: object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { .. } => Error::File {
            path: PathBuf::from(place.to_string()),
            source: io::Error::new(io::ErrorKind::NotFound, error),
        },
        error => Error::Files(error.into()),
    }
}

/// Where a file lies among those of its firm.
fn place(id: &Id<Blob>) -> String {
    let name = id.to_string();
    format!("{}/{name}", &name[..6])
}

/// Where a file lies below the data directory, with `/` between folders.
pub(crate) fn name(tenant: &Id<Tenant>, id: &Id<Blob>) -> String {
    format!("{FOLDER}/{tenant}/{}", place(id))
}

/// Whose file lies there, and which; none when it is no place of a file.
pub(crate) fn named(name: &str) -> Option<(Id<Tenant>, Id<Blob>)> {
    let mut steps = name.strip_prefix(FOLDER)?.strip_prefix('/')?.split('/');
    let (tenant, id) = (steps.next()?.parse().ok()?, steps.next_back()?.parse().ok()?);
    (self::name(&tenant, &id) == name).then_some((tenant, id))
}

/// Makes a directory, with those above it, that only its owner may enter.
pub(crate) fn make_private_dir(path: &Path) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|source| Error::File { path: path.to_owned(), source })
}

/// Writes a new file that only its owner may read: under another name first, so that it is whole or not there.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let part = path.with_extension("part");
    let write = || {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&part)?.write_all(bytes)
    };
    write().map_err(|source| Error::File { path: path.to_owned(), source })?;
    put_in_place(&part, path)
}

/// Gives a file that was written its name, and returns when both will survive a power cut.
pub(crate) fn put_in_place(part: &Path, path: &Path) -> Result<()> {
    let put = || {
        File::open(part)?.sync_all()?;
        fs::rename(part, path)
    };
    put().map_err(|source| Error::File { path: path.to_owned(), source })?;
    path.parent().map_or(Ok(()), sync_dir)
}

/// Makes the names in a directory survive a power cut.
#[cfg(unix)]
pub(crate) fn sync_dir(path: &Path) -> Result<()> {
    let sync = || File::open(path)?.sync_all();
    sync().map_err(|source| Error::File { path: path.to_owned(), source })
}

/// Other systems keep names by themselves.
#[cfg(not(unix))]
pub(crate) fn sync_dir(_: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(dir: &Path) -> Files {
        Files::open(&FileStore::Directory, dir).unwrap().of(&Id::new(7, [7; 10]))
    }

    /// Runs what blocks where that is allowed.
    fn on_a_thread(work: impl FnOnce()) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let _entered = runtime.enter();
        work();
    }

    #[test]
    fn files_are_found_by_when_they_were_made() {
        on_a_thread(|| {
            let dir = tempfile::tempdir().unwrap();
            let files = files(dir.path());
            assert_eq!(files.made_between(0, i64::MAX).unwrap(), []);
            let times = [0_u64, 1, 1 << 24, 1_700_000_000_000, 1_700_000_000_001];
            let ids = times.map(|millis| Id::new(millis, [9; 10]));
            for id in &ids {
                files.write(id, b"x".to_vec()).unwrap();
            }
            assert_eq!(files.made_between(1_700_000_000_000, 1_700_000_000_001).unwrap(), [ids[3]]);
            let mut early = files.made_between(0, 1 << 24).unwrap();
            early.sort();
            assert_eq!(early, ids[..2]);
            files.remove(&ids[0]).unwrap();
            files.remove(&ids[0]).unwrap();
            assert_eq!(files.made_between(0, 1 << 24).unwrap(), ids[1..2]);
            assert!(matches!(files.read(&ids[0]), Err(Error::File { .. })));
        });
    }

    #[test]
    fn a_file_is_found_by_its_place_and_nothing_else_is() {
        let (tenant, id) = (Id::new(7, [7; 10]), Id::new(8, [8; 10]));
        let name = name(&tenant, &id);
        assert_eq!(named(&name), Some((tenant, id)));
        for other in ["akte.db", "files", &name[1..], &format!("{name}/x"), &name.replacen("000000", "..", 1)]
        {
            assert_eq!(named(other), None, "{other}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_comes_to_files_and_nothing_is_left_half_written() {
        use std::os::unix::fs::PermissionsExt;
        on_a_thread(|| {
            let dir = tempfile::tempdir().unwrap();
            let (files, id, tenant) = (files(dir.path()), Id::new(5, [1; 10]), Id::new(7, [7; 10]));
            files.write(&id, b"x".to_vec()).unwrap();
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(&dir.path().join(FOLDER)), 0o700);
            let path = dir.path().join(name(&tenant, &id));
            assert_eq!(fs::read(&path).unwrap(), b"x");
            assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        });
    }
}
