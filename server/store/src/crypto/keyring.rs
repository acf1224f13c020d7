//! The keyring: the master keys, in a file of their own beside the database and never in a backup.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{Keys, Scope, SecretKey};
use crate::config::Rng;
use crate::error::{Error, Result};

/// The keyring's file in the data directory.
const FILE: &str = "keyring.json";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    format: u32,
    current: String,
    keys: BTreeMap<String, SecretKey>,
}

/// The master keys, opened.
#[derive(Debug)]
pub(crate) struct Keyring {
    path: PathBuf,
    current: String,
    keys: BTreeMap<String, Keys>,
}

/// A firm's secret as the database keeps it.
#[derive(Debug, Clone)]
pub(crate) struct WrappedKey {
    /// Which master key wrapped it.
    pub(crate) master_id: String,
    /// Which of the firm's keys it is.
    pub(crate) firm_key_id: String,
    /// The wrapped secret.
    pub(crate) wrapped_key: Vec<u8>,
}

impl Keyring {
    /// Opens the keyring in `data_dir`. It is made there when `may_make`: on the very first start, since a new keyring
    /// opens nothing that an old one closed.
    pub(crate) fn open(data_dir: &Path, may_make: bool, rng: &dyn Rng) -> Result<Self> {
        let path = data_dir.join(FILE);
        match fs::metadata(&path) {
            Ok(metadata) => check_private(&path, &metadata)?,
            Err(error) if error.kind() == ErrorKind::NotFound && may_make => make(&path, rng)?,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(refuse(
                    &path,
                    "is missing, and without it what is stored cannot be read: put back the copy that you keep",
                ));
            }
            Err(source) => return Err(Error::File { path, source }),
        }
        read(path)
    }

    /// The keys of one master key, when the keyring holds it.
    pub(crate) fn find(&self, id: &str) -> Option<&Keys> {
        self.keys.get(id)
    }

    /// The keys for what is kept before a firm is known.
    pub(crate) fn gate(&self) -> Result<&Keys> {
        self.master(&self.current)
    }

    /// A new firm's keys, and its secret as it is to be kept.
    pub(crate) fn new_firm(
        &self,
        tenant: &str,
        firm_key_id: String,
        rng: &dyn Rng,
    ) -> Result<(Keys, WrappedKey)> {
        let (secret, master) = (SecretKey::random(rng)?, self.gate()?);
        let wrapped_key = master.wrap_firm(tenant, &secret, rng)?;
        let keys = Keys::new(Scope::Tenant(tenant.to_owned()), firm_key_id.clone(), &secret)?;
        Ok((keys, WrappedKey { master_id: master.id().to_owned(), firm_key_id, wrapped_key }))
    }

    /// A firm's keys, from its secret as it is kept.
    pub(crate) fn firm(&self, tenant: &str, kept: WrappedKey) -> Result<Keys> {
        let secret = self.master(&kept.master_id)?.unwrap_firm(tenant, kept.wrapped_key)?;
        Keys::new(Scope::Tenant(tenant.to_owned()), kept.firm_key_id, &secret)
    }

    /// The keys of one master key.
    pub(crate) fn master(&self, id: &str) -> Result<&Keys> {
        let missing =
            || refuse(&self.path, &format!("does not hold the key {id:?}: put back the copy that does"));
        self.find(id).ok_or_else(missing)
    }
}

fn read(path: PathBuf) -> Result<Keyring> {
    let text = fs::read_to_string(&path).map_err(|source| Error::File { path: path.clone(), source })?;
    let content: Content = serde_json::from_str(&Zeroizing::new(text))
        .map_err(|error| refuse(&path, &format!("is damaged ({error}): put back the copy that you keep")))?;
    if content.format != 1 {
        return Err(refuse(
            &path,
            &format!("has format {}, this binary reads 1: install a newer Akte", content.format),
        ));
    }
    let open =
        |(id, secret): (&String, &SecretKey)| Ok((id.clone(), Keys::new(Scope::Gate, id.clone(), secret)?));
    let keys = content.keys.iter().map(open).collect::<Result<_>>()?;
    let keyring = Keyring { path, current: content.current, keys };
    keyring.gate()?;
    Ok(keyring)
}

/// Makes a keyring with one master key: whole on disk or not there.
fn make(path: &Path, rng: &dyn Rng) -> Result<()> {
    let mut id = [0; 8];
    rng.fill(&mut id)?;
    let current = hex::encode(id);
    let keys = BTreeMap::from([(current.clone(), SecretKey::random(rng)?)]);
    let text = serde_json::to_vec_pretty(&Content { format: 1, current, keys })
        .map_err(|_| Error::Internal("the keyring could not be written as JSON"))?;
    crate::files::write_private(path, &Zeroizing::new(text))
}

fn refuse(path: &Path, reason: &str) -> Error {
    Error::Keyring { path: path.to_owned(), reason: reason.to_owned() }
}

/// Refuses a keyring that other users of the machine may read.
#[cfg(unix)]
fn check_private(path: &Path, metadata: &fs::Metadata) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    Err(refuse(path, &format!("may be read by others (mode {mode:o}): run chmod 600 on it")))
}

/// On other systems the data directory's own access list protects it.
#[cfg(not(unix))]
fn check_private(_: &Path, _: &fs::Metadata) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::System;

    #[test]
    fn what_was_wrapped_opens_after_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let keyring = Keyring::open(dir.path(), true, &System).unwrap();
        let (keys, kept) = keyring.new_firm("a", "f1".into(), &System).unwrap();
        let again = Keyring::open(dir.path(), false, &System).unwrap();
        assert_eq!(again.firm("a", kept.clone()).unwrap().mac("x", &[]), keys.mac("x", &[]));
        assert!(matches!(again.firm("b", kept), Err(Error::Damaged { .. })));
    }

    #[test]
    fn a_lost_keyring_is_not_replaced_by_a_new_one() {
        let dir = tempfile::tempdir().unwrap();
        let error = Keyring::open(dir.path(), false, &System).unwrap_err();
        assert!(error.to_string().contains("put back the copy"), "{error}");
        assert!(!dir.path().join(FILE).exists());
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        Keyring::open(dir.path(), true, &System).unwrap();
        let path = dir.path().join(FILE);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let error = Keyring::open(dir.path(), false, &System).unwrap_err();
        assert!(error.to_string().contains("chmod 600"), "{error}");
    }

    #[test]
    fn a_damaged_keyring_says_what_to_do_and_shows_no_key() {
        let dir = tempfile::tempdir().unwrap();
        Keyring::open(dir.path(), true, &System).unwrap();
        let path = dir.path().join(FILE);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, &text[..text.len() - 10]).unwrap();
        let error = Keyring::open(dir.path(), false, &System).unwrap_err().to_string();
        assert!(error.contains("is damaged"), "{error}");
    }
}
