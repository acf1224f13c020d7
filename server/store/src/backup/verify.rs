//! Looking whether a backup is what was backed up, and whether it opens.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use akte_model::{Blob, Id, Tenant};
use jiff::Timestamp;
use serde::Serialize;

use super::entry::{Entry, walk};
use super::manifest::{self, Manifest};
use super::named::{Named, NamedFile};
use super::{postgres, sqlite};
use crate::config::System;
use crate::crypto::{Keyring, Keys};
use crate::error::{Error, Result};
use crate::files::{self, Files};
use crate::store::Store;
use crate::vault::blocking;

/// What verifying a backup found.
#[derive(Debug, Serialize)]
pub struct BackupReport {
    /// When the database was as it is in the backup.
    pub made_at: Timestamp,
    /// How many files it has, by its list.
    pub files: usize,
    /// Their size, in bytes.
    pub bytes: u64,
    /// How many files were decrypted; none without a keyring.
    pub opened: usize,
    /// What is wrong; nothing when the backup is sound.
    pub findings: Vec<BackupFault>,
}

/// What can be wrong with a backup.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum BackupFault {
    /// The list was changed, or not made with a key of this keyring.
    Forged,
    /// A file is not what was backed up.
    Changed {
        /// Its name in the backup.
        name: String,
    },
    /// A file of the list is gone.
    Missing {
        /// Its name in the backup.
        name: String,
    },
    /// A file is not in the list.
    Extra {
        /// Its name in the backup.
        name: String,
    },
    /// The database does not hold together.
    Database {
        /// In the words of the database.
        reason: String,
    },
    /// The database names a file that the list does not have.
    Lost {
        /// Its name in the backup.
        name: String,
    },
    /// A file is what was backed up, and does not open: it was damaged before.
    Closed {
        /// Its name in the backup.
        name: String,
    },
    /// The keyring does not open the key of a firm.
    Locked {
        /// The firm.
        tenant: Id<Tenant>,
        /// Why.
        reason: String,
    },
}

impl fmt::Display for BackupFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Forged => {
                write!(f, "{}: it was changed, or is not signed with a key of this keyring", manifest::FILE)
            }
            Self::Changed { name } => write!(f, "{name}: it is not what was backed up"),
            Self::Missing { name } => write!(f, "{name}: it is gone"),
            Self::Extra { name } => write!(f, "{name}: it was not in the backup"),
            Self::Database { reason } => write!(f, "the database does not hold together: {reason}"),
            Self::Lost { name } => write!(f, "{name}: the database names it, and it was not backed up"),
            Self::Closed { name } => write!(f, "{name}: it does not open, and did not when it was backed up"),
            Self::Locked { tenant, reason } => write!(f, "firm {tenant}: {reason}"),
        }
    }
}

impl Store {
    /// Holds the backup in `dir` against its list, opens its database, and looks whether files and rows belong together. With
    /// `data_dir`, where the keyring is, the list's signature is checked and every file decrypted too. Needs no database; for a
    /// backup from PostgreSQL its program `pg_restore`.
    pub async fn verify_backup(dir: &Path, data_dir: Option<&Path>) -> Result<BackupReport> {
        let (dir, data_dir) = (dir.to_owned(), data_dir.map(Path::to_owned));
        let read = dir.clone();
        let (manifest, keyring, mut findings) = blocking(move || {
            let manifest = Manifest::read(&read)?;
            let keyring = data_dir.map(|data_dir| Keyring::open(&data_dir, false, &System)).transpose()?;
            let forged = keyring.as_ref().is_some_and(|keyring| !manifest.is_genuine(keyring));
            let mut findings = compare(&manifest.entries, walk(&read)?);
            findings.extend(forged.then_some(BackupFault::Forged));
            Ok((manifest, keyring, findings))
        })
        .await?;
        let Manifest { head, entries, .. } = manifest;
        let (files, bytes) = (entries.len(), entries.iter().map(|entry| entry.size).sum());
        let mut opened = 0;
        match look(&dir.join(&head.database)).await {
            Ok((named, faults)) => {
                findings.extend(faults.into_iter().map(|reason| BackupFault::Database { reason }));
                let sound: BTreeSet<String> = entries.into_iter().map(|entry| entry.name).collect();
                let told: BTreeSet<String> = findings.iter().filter_map(BackupFault::name).collect();
                let found = blocking(move || open(&dir, &named, &sound, &told, keyring.as_ref())).await?;
                opened = found.0;
                findings.extend(found.1);
            }
            Err(error) => findings.push(BackupFault::Database { reason: reason(&error) }),
        }
        findings.sort();
        Ok(BackupReport { made_at: head.made_at, files, bytes, opened, findings })
    }
}

impl BackupFault {
    fn name(&self) -> Option<String> {
        match self {
            Self::Changed { name } | Self::Missing { name } => Some(name.clone()),
            _ => None,
        }
    }
}

/// What the list says against what is there.
fn compare(listed: &[Entry], mut found: BTreeMap<String, Entry>) -> Vec<BackupFault> {
    found.remove(manifest::FILE);
    let mut findings = Vec::new();
    for entry in listed {
        let name = entry.name.clone();
        match found.remove(&name) {
            None => findings.push(BackupFault::Missing { name }),
            Some(there) if there != *entry => findings.push(BackupFault::Changed { name }),
            Some(_) => {}
        }
    }
    findings.extend(found.into_keys().map(|name| BackupFault::Extra { name }));
    findings
}

/// What the database names, and what is wrong inside it.
async fn look(file: &Path) -> Result<(Named, Vec<String>)> {
    if file.extension().is_some_and(|kind| kind == "dump") {
        return Ok((postgres::look(file).await?, Vec::new()));
    }
    let faults = sqlite::faults(file).await?;
    Ok((sqlite::look(file).await?, faults))
}

/// Looks whether every file that the database names was backed up, and, with a keyring, opens those that are still what they were.
/// Gives how many that were.
fn open(
    dir: &Path,
    named: &Named,
    listed: &BTreeSet<String>,
    told: &BTreeSet<String>,
    keyring: Option<&Keyring>,
) -> Result<(usize, Vec<BackupFault>)> {
    let (mut opened, mut findings, mut known) = (0, Vec::new(), BTreeMap::new());
    for (keyring, named) in keyring.iter().flat_map(|keyring| named.keys.iter().map(|key| (*keyring, key))) {
        match keyring.firm(&named.tenant.to_string(), named.key.clone()) {
            Ok(keys) => drop(known.insert((named.tenant, named.key.id.as_str()), keys)),
            Err(error) => {
                findings.push(BackupFault::Locked { tenant: named.tenant, reason: error.to_string() });
            }
        }
    }
    let files = Files::at(dir)?;
    for file in &named.files {
        let name = files::name(&file.tenant, &file.id);
        if !listed.contains(&name) {
            findings.push(BackupFault::Lost { name });
        } else if let Some(keys) =
            known.get(&(file.tenant, file.envelope.key_id.as_str())).filter(|_| !told.contains(&name))
        {
            match decrypt(&files, file, keys) {
                Ok(()) => opened += 1,
                Err(Error::Damaged { .. }) => findings.push(BackupFault::Closed { name }),
                Err(error) => return Err(error),
            }
        }
    }
    Ok((opened, findings))
}

fn decrypt(files: &Files, file: &NamedFile, keys: &Keys) -> Result<()> {
    let bytes = files.of(&file.tenant).read(&file.id)?;
    keys.open_object::<Blob>(&file.id.to_string(), file.envelope.clone())?.open("file", bytes)?;
    Ok(())
}

/// An error with its cause.
fn reason(error: &Error) -> String {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
    format!("{error}{}", cause.unwrap_or_default())
}
