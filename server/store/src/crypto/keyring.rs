//! The keyring: the master keys, in a file of their own beside the database and never in a backup.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::keys::{Secret, is_signed};
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
    /// The public halves of keys that nothing is encrypted with any more: what they signed stays.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    retired: BTreeMap<String, String>,
}

/// The master keys, opened.
#[derive(Debug)]
pub(crate) struct Keyring {
    path: PathBuf,
    current: String,
    keys: BTreeMap<String, Keys>,
    retired: BTreeMap<String, String>,
}

/// The keyring of a store that serves: read again when the file was replaced, since keys are renewed meanwhile.
#[derive(Debug)]
pub(crate) struct KeyringFile(Mutex<(Stamp, Arc<Keyring>)>);

/// What is different when the file is another one.
type Stamp = Option<(SystemTime, u64)>;

impl KeyringFile {
    /// As [`Keyring::open`].
    pub(crate) fn open(data_dir: &Path, may_make: bool, rng: &dyn Rng) -> Result<Self> {
        let keyring = Keyring::open(data_dir, may_make, rng)?;
        Ok(Self(Mutex::new((stamp(&keyring.path), Arc::new(keyring)))))
    }

    /// The keyring as it is now. While the file cannot be read, what was read before.
    pub(crate) fn current(&self) -> Arc<Keyring> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = stamp(&known.1.path);
        if now.is_some()
            && now != known.0
            && let Ok(keyring) = read(known.1.path.clone())
        {
            *known = (now, Arc::new(keyring));
        }
        known.1.clone()
    }
}

/// Makes a new master key the current one, unless there is a former one still: then a renewal is under way. Gives the current one's id.
pub(crate) fn renew_master(data_dir: &Path, rng: &dyn Rng) -> Result<String> {
    let path = data_dir.join(FILE);
    let mut content = parse(&path)?;
    if content.keys.len() == 1 {
        content.current = new_id(rng)?;
        content.keys.insert(content.current.clone(), SecretKey::random(rng)?);
        write(&path, &content)?;
    }
    Ok(content.current)
}

/// Takes all master keys but the current one and those in `used` out of the keyring, and gives how many those were.
pub(crate) fn retire_masters(data_dir: &Path, used: &[String]) -> Result<usize> {
    let path = data_dir.join(FILE);
    let (opened, mut content) = (read(path.clone())?, parse(&path)?);
    let is_used = |id: &String| *id == opened.current || used.contains(id);
    let unused: Vec<_> = opened.keys.iter().filter(|(id, _)| !is_used(id)).collect();
    for (id, keys) in &unused {
        content.keys.remove(*id);
        content.retired.insert((*id).clone(), keys.public());
    }
    if !unused.is_empty() {
        write(&path, &content)?;
    }
    Ok(unused.len())
}

fn stamp(path: &Path) -> Stamp {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// A firm's secret as the database keeps it.
#[derive(Debug, Clone)]
pub(crate) struct WrappedKey {
    /// Which master key wrapped it.
    pub(crate) master_id: String,
    /// Which of the firm's keys it is.
    pub(crate) id: String,
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

    /// Whether the key `id`, of now or of before, signed this.
    pub(crate) fn signed(&self, id: &str, purpose: &'static str, parts: &[&[u8]], signature: &str) -> bool {
        let public = self.keys.get(id).map(Keys::public).or_else(|| self.retired.get(id).cloned());
        public.is_some_and(|public| is_signed(&public, purpose, parts, signature))
    }

    /// The keys for what is kept before a firm is known.
    pub(crate) fn gate(&self) -> Result<&Keys> {
        self.master(&self.current)
    }

    /// A new firm's keys, and its secret as it is to be kept.
    pub(crate) fn new_firm(&self, tenant: &str, id: String, rng: &dyn Rng) -> Result<(Keys, WrappedKey)> {
        let secret = Secret::random(rng)?;
        let keys = Keys::new(Scope::Tenant(tenant.to_owned()), id.clone(), &secret)?;
        Ok((keys, self.keep(tenant, id, &secret, rng)?))
    }

    /// A firm's keys, from its secret as it is kept.
    pub(crate) fn firm(&self, tenant: &str, kept: WrappedKey) -> Result<Keys> {
        let id = kept.id.clone();
        Keys::new(Scope::Tenant(tenant.to_owned()), id, &self.unwrap_firm(tenant, kept)?)
    }

    /// A firm's next key, from the one of now: as it is to be kept.
    pub(crate) fn renew_firm(
        &self,
        tenant: &str,
        kept: WrappedKey,
        id: String,
        rng: &dyn Rng,
    ) -> Result<WrappedKey> {
        self.keep(tenant, id, &self.unwrap_firm(tenant, kept)?.renewed(rng)?, rng)
    }

    /// A firm's key, as it is to be kept under the current master key.
    pub(crate) fn rewrap_firm(&self, tenant: &str, kept: WrappedKey, rng: &dyn Rng) -> Result<WrappedKey> {
        let id = kept.id.clone();
        self.keep(tenant, id, &self.unwrap_firm(tenant, kept)?, rng)
    }

    fn unwrap_firm(&self, tenant: &str, kept: WrappedKey) -> Result<Secret> {
        self.master(&kept.master_id)?.unwrap_firm(tenant, kept.wrapped_key)
    }

    /// A firm's secret as it is to be kept, under the current master key.
    fn keep(&self, tenant: &str, id: String, secret: &Secret, rng: &dyn Rng) -> Result<WrappedKey> {
        let master = self.gate()?;
        let wrapped_key = master.wrap_firm(tenant, secret, rng)?;
        Ok(WrappedKey { master_id: master.id().to_owned(), id, wrapped_key })
    }

    /// The keys of one master key.
    pub(crate) fn master(&self, id: &str) -> Result<&Keys> {
        let missing =
            || refuse(&self.path, &format!("does not hold the key {id:?}: put back the copy that does"));
        self.keys.get(id).ok_or_else(missing)
    }
}

fn parse(path: &Path) -> Result<Content> {
    let text = fs::read_to_string(path).map_err(|source| Error::File { path: path.to_owned(), source })?;
    let content: Content = serde_json::from_str(&Zeroizing::new(text))
        .map_err(|error| refuse(path, &format!("is damaged ({error}): put back the copy that you keep")))?;
    if content.format != 1 {
        return Err(refuse(
            path,
            &format!("has format {}, this binary reads 1: install a newer Akte", content.format),
        ));
    }
    Ok(content)
}

fn read(path: PathBuf) -> Result<Keyring> {
    let content = parse(&path)?;
    let open = |(id, key): (String, SecretKey)| {
        let keys = Keys::new(Scope::Gate, id.clone(), &Secret::of(key)?)?;
        Ok((id, keys))
    };
    let keys = content.keys.into_iter().map(open).collect::<Result<_>>()?;
    let keyring = Keyring { path, current: content.current, keys, retired: content.retired };
    keyring.gate()?;
    Ok(keyring)
}

/// Makes a keyring with one master key: whole on disk or not there.
fn make(path: &Path, rng: &dyn Rng) -> Result<()> {
    let current = new_id(rng)?;
    let keys = BTreeMap::from([(current.clone(), SecretKey::random(rng)?)]);
    write(path, &Content { format: 1, current, keys, retired: BTreeMap::new() })
}

fn new_id(rng: &dyn Rng) -> Result<String> {
    let mut id = [0; 8];
    rng.fill(&mut id)?;
    Ok(hex::encode(id))
}

fn write(path: &Path, content: &Content) -> Result<()> {
    let text = serde_json::to_vec_pretty(content)
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
