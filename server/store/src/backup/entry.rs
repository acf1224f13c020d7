//! The files of a backup.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use aws_lc_rs::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A file of a backup, as the list says it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Where it lies in the backup, with `/` between folders.
    pub(super) name: String,
    /// Its size, in bytes.
    pub(super) size: u64,
    /// Its SHA-256 (FIPS 180-4), in lower-case hexadecimals.
    pub(super) sha256: String,
}

impl Entry {
    /// The file `name` in `dir`, as it is.
    pub(super) fn of(dir: &Path, name: &str) -> Result<Self> {
        let path = dir.join(name);
        let read = || {
            let (mut file, mut digest) = (File::open(&path)?, Context::new(&SHA256));
            let (mut size, mut buffer) = (0, vec![0; 1 << 16]);
            loop {
                let read = file.read(&mut buffer)?;
                if read == 0 {
                    return Ok((size, hex::encode(digest.finish())));
                }
                digest.update(&buffer[..read]);
                size += read as u64;
            }
        };
        let (size, sha256) = read().map_err(|source| Error::File { path: path.clone(), source })?;
        Ok(Self { name: name.to_owned(), size, sha256 })
    }
}

/// Every file in `dir` and the folders in it, as it is, by name.
pub(super) fn walk(dir: &Path) -> Result<BTreeMap<String, Entry>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let path = dir.join(&folder);
        let failed = |source| Error::File { path: path.clone(), source };
        for entry in fs::read_dir(&path).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = format!("{folder}{}", entry.file_name().to_string_lossy());
            if entry.file_type().map_err(failed)?.is_dir() {
                folders.push(name + "/");
            } else {
                found.insert(name.clone(), Entry::of(dir, &name)?);
            }
        }
    }
    Ok(found)
}
