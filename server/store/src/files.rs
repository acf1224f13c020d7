//! Files outside the database: one encrypted blob each, under its id.
//!
//! A file is whole and on disk before a row names it, and is never changed. One that no row came to name is swept after a day.
//! Everything here blocks: call it on a blocking thread.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use akte_model::{Blob, Id, Tenant};

use crate::error::{Error, Result};

/// The folder of the data directory.
const FOLDER: &str = "files";

/// A folder of files: of all firms, or of one. A firm's has a folder for every 4.7 hours of making: the first six hexadecimals
/// of the id's time, so that a sweep looks at recent ones only.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    dir: PathBuf,
}

impl Files {
    /// The files in `data_dir`, whose folder is made when it is not there.
    pub(crate) fn open(data_dir: &Path) -> Result<Self> {
        let files = Self::at(data_dir);
        make_private_dir(&files.dir)?;
        Ok(files)
    }

    /// The files in `data_dir`, for reading only.
    pub(crate) fn at(data_dir: &Path) -> Self {
        Self { dir: data_dir.join(FOLDER) }
    }

    /// The files of one firm.
    pub(crate) fn of(&self, tenant: &Id<Tenant>) -> Self {
        Self { dir: self.dir.join(tenant.to_string()) }
    }

    /// Writes a new file, and returns when it will survive a power cut.
    pub(crate) fn write(&self, id: &Id<Blob>, bytes: &[u8]) -> Result<()> {
        let path = self.path(id);
        if let Some(folder) = path.parent()
            && !folder.exists()
        {
            make_private_dir(folder)?;
            sync_dir(&self.dir)?;
            self.dir.parent().map_or(Ok(()), sync_dir)?;
        }
        write_private(&path, bytes)
    }

    /// Reads a file.
    pub(crate) fn read(&self, id: &Id<Blob>) -> Result<Vec<u8>> {
        let path = self.path(id);
        fs::read(&path).map_err(|source| Error::File { path, source })
    }

    /// Takes a file away; one that is not there is fine.
    pub(crate) fn remove(&self, id: &Id<Blob>) -> Result<()> {
        let path = self.path(id);
        match fs::remove_file(&path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => Err(Error::File { path, source }),
            _ => Ok(()),
        }
    }

    /// The ids of the files that were made in `from..until` (milliseconds since 1970).
    pub(crate) fn made_between(&self, from: i64, until: i64) -> Result<Vec<Id<Blob>>> {
        let mut found = Vec::new();
        if !self.dir.exists() {
            return Ok(found);
        }
        for folder in names(&self.dir)? {
            let Ok(number) = i64::from_str_radix(&folder, 16) else { continue };
            // A folder holds 2^24 milliseconds.
            if (number + 1) << 24 <= from || number << 24 >= until {
                continue;
            }
            let ids =
                names(&self.dir.join(folder))?.into_iter().filter_map(|name| name.parse::<Id<Blob>>().ok());
            found.extend(ids.filter(|id| (from..until).contains(&id.millis())));
        }
        Ok(found)
    }

    fn path(&self, id: &Id<Blob>) -> PathBuf {
        self.dir.join(place(id))
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

fn names(dir: &Path) -> Result<Vec<String>> {
    let failed = |source| Error::File { path: dir.to_owned(), source };
    let mut names = Vec::new();
    for entry in fs::read_dir(dir).map_err(failed)? {
        names.extend(entry.map_err(failed)?.file_name().into_string().ok());
    }
    Ok(names)
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

    #[test]
    fn files_are_found_by_when_they_were_made() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::open(dir.path()).unwrap().of(&Id::new(7, [7; 10]));
        let times = [0_u64, 1, 1 << 24, 1_700_000_000_000, 1_700_000_000_001];
        let ids = times.map(|millis| Id::new(millis, [9; 10]));
        for id in &ids {
            files.write(id, b"x").unwrap();
        }
        assert_eq!(files.made_between(1_700_000_000_000, 1_700_000_000_001).unwrap(), [ids[3]]);
        let mut early = files.made_between(0, 1 << 24).unwrap();
        early.sort();
        assert_eq!(early, ids[..2]);
        files.remove(&ids[0]).unwrap();
        files.remove(&ids[0]).unwrap();
        assert_eq!(files.made_between(0, 1 << 24).unwrap(), ids[1..2]);
        assert!(matches!(files.read(&ids[0]), Err(Error::File { .. })));
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
    fn only_the_owner_may_read_files() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let files = Files::open(dir.path()).unwrap().of(&Id::new(7, [7; 10]));
        let id = Id::new(5, [1; 10]);
        files.write(&id, b"x").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&files.path(&id)), 0o600);
        assert_eq!(mode(files.path(&id).parent().unwrap()), 0o700);
        assert_eq!(
            fs::read_dir(files.path(&id).parent().unwrap()).unwrap().count(),
            1,
            "nothing half-written"
        );
    }
}
