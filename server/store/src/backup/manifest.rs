//! The list of a backup: a line of JSON on the whole, one for each file, and one with the signature over those before.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::DATABASES;
use super::entry::Entry;
use crate::crypto::{Keyring, sha256};
use crate::error::{Error, Result};

pub(super) const FILE: &str = "manifest.jsonl";
const PURPOSE: &str = "backup manifest 1";
const FORMAT: u32 = 1;

/// What is said of a backup as a whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Head {
    /// The format of the list.
    akte_backup: u32,
    /// When the database was as it is here.
    pub(super) made_at: Timestamp,
    /// The file of the database.
    pub(super) database: String,
}

/// Who says so.
#[derive(Debug, Serialize, Deserialize)]
struct Seal {
    /// Which key of the keyring.
    key: String,
    /// Its Ed25519 signature (RFC 8032) over the SHA-256 of all lines before.
    signature: String,
}

/// The list of a backup that was read.
#[derive(Debug)]
pub(super) struct Manifest {
    pub(super) head: Head,
    pub(super) entries: Vec<Entry>,
    seal: Seal,
    /// The SHA-256 of what was signed.
    hash: String,
}

impl Head {
    pub(super) fn new(made_at: Timestamp, database: &str) -> Self {
        Self { akte_backup: FORMAT, made_at, database: database.to_owned() }
    }
}

/// Writes the list, signed with the current key of the keyring.
pub(super) fn write(dir: &Path, head: &Head, entries: &[Entry], keyring: &Keyring) -> Result<()> {
    let mut text = line(head)?;
    for entry in entries {
        text += &line(entry)?;
    }
    let (keys, hash) = (keyring.gate()?, sha256(text.as_bytes()));
    let signature = keys.sign(PURPOSE, &[hash.as_bytes()]);
    text += &line(&Seal { key: keys.id().to_owned(), signature })?;
    crate::files::write_private(&dir.join(FILE), text.as_bytes())
}

fn line(content: &impl Serialize) -> Result<String> {
    let json = serde_json::to_string(content);
    json.map(|json| json + "\n").map_err(|_| Error::Internal("a list of files is not JSON"))
}

impl Manifest {
    /// The list in `dir`. [`Error::NoBackup`] when there is none that can be read.
    pub(super) fn read(dir: &Path) -> Result<Self> {
        let none = |reason: String| Error::NoBackup { path: dir.to_owned(), reason };
        let text = fs::read_to_string(dir.join(FILE)).map_err(|error| none(format!("{FILE}: {error}")))?;
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        let damaged = |error: serde_json::Error| none(format!("{FILE} is damaged ({error})"));
        let last = lines.pop().unwrap_or_default();
        let seal: Seal = serde_json::from_str(last).map_err(damaged)?;
        let hash = sha256(&text.as_bytes()[..text.len() - last.len()]);
        let mut lines = lines.into_iter();
        let head: Head = serde_json::from_str(lines.next().unwrap_or_default()).map_err(damaged)?;
        if head.akte_backup != FORMAT {
            let format = head.akte_backup;
            return Err(none(format!(
                "it has format {format}, this binary reads {FORMAT}: install a newer Akte"
            )));
        }
        if !DATABASES.contains(&head.database.as_str()) {
            return Err(none(format!("{FILE} names no database")));
        }
        let entries =
            lines.map(serde_json::from_str).collect::<std::result::Result<_, _>>().map_err(damaged)?;
        Ok(Self { head, entries, seal, hash })
    }

    /// Whether it was signed with a key of the keyring, and not changed since.
    pub(super) fn is_genuine(&self, keyring: &Keyring) -> bool {
        let Seal { key, signature } = &self.seal;
        keyring.signed(key, PURPOSE, &[self.hash.as_bytes()], signature)
    }
}
