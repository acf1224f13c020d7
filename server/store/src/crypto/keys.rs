//! The keys of one firm, and the keys of its objects.

use std::collections::BTreeMap;

use akte_model::Kind;
use aws_lc_rs::hmac;
use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use zeroize::Zeroizing;

use super::{SecretKey, aead, framed};
use crate::config::Rng;
use crate::error::{Error, Result};

/// Whose keys: what comes first in the associated data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// What is kept before a firm is known.
    Gate,
    /// A firm, by id.
    Tenant(String),
}

impl Scope {
    fn as_str(&self) -> &str {
        match self {
            Self::Gate => "gate",
            Self::Tenant(id) => id,
        }
    }
}

/// How an object was encrypted: three columns of its row.
#[derive(Clone, Debug)]
pub(crate) struct Envelope {
    /// Which key wrapped the object's.
    pub(crate) key_id: String,
    /// The object's key, wrapped.
    pub(crate) sealed_key: Vec<u8>,
    /// The version of the content, bound into its ciphertexts.
    pub(crate) version: i64,
}

/// A firm's keys (or the gate's): one wraps objects' keys, one makes keyed hashes, one signs.
#[derive(Debug)]
pub(crate) struct Keys {
    scope: Scope,
    id: String,
    wrap: SecretKey,
    mac: hmac::Key,
    sign: Ed25519KeyPair,
}

/// What of a firm's keys is kept, wrapped: everything else is derived from it.
pub(super) struct Secret {
    /// What objects' keys are wrapped with.
    key: SecretKey,
    /// What keyed hashes are made with. It outlives a renewal of the key: what was hashed is not kept, so it could not be hashed anew.
    hash: SecretKey,
}

impl Secret {
    pub(super) fn random(rng: &dyn Rng) -> Result<Self> {
        Self::of(SecretKey::random(rng)?)
    }

    /// Everything from one key.
    pub(super) fn of(key: SecretKey) -> Result<Self> {
        Ok(Self { hash: key.derive("akte 1 mac")?, key })
    }

    /// With a new key and the same hashes.
    pub(super) fn renewed(self, rng: &dyn Rng) -> Result<Self> {
        Ok(Self { key: SecretKey::random(rng)?, hash: self.hash })
    }

    fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new([*self.key.expose(), *self.hash.expose()].concat())
    }

    /// From both keys, or, as it was first kept, from one.
    fn from_bytes(bytes: &[u8]) -> Option<Result<Self>> {
        let (key, hash) = bytes.split_at_checked(32)?;
        let key = SecretKey::from_bytes(key)?;
        if hash.is_empty() {
            return Some(Self::of(key));
        }
        Some(Ok(Self { key, hash: SecretKey::from_bytes(hash)? }))
    }
}

impl Keys {
    /// From what is kept, wrapped.
    pub(super) fn new(scope: Scope, id: String, secret: &Secret) -> Result<Self> {
        let mac = hmac::Key::new(hmac::HMAC_SHA256, secret.hash.expose());
        let sign = Ed25519KeyPair::from_seed_unchecked(secret.key.derive("akte 1 sign")?.expose())
            .map_err(|_| Error::Internal("a key to sign with could not be made"))?;
        Ok(Self { scope, id, wrap: secret.key.derive("akte 1 wrap")?, mac, sign })
    }

    /// Which keys these are.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// A new key for version `version` of the object `id`, with the envelope to keep beside it.
    pub(crate) fn seal_object<K: Kind>(
        &self,
        id: &str,
        version: i64,
        rng: &dyn Rng,
    ) -> Result<(ObjectKey, Envelope)> {
        let (object, key) = (self.object::<K>(id, version), SecretKey::random(rng)?);
        let sealed_key = self.wrap(&object, key.expose(), rng)?;
        Ok((ObjectKey { key, object }, Envelope { key_id: self.id.clone(), sealed_key, version }))
    }

    /// The key of an object that was read.
    pub(crate) fn open_object<K: Kind>(&self, id: &str, envelope: Envelope) -> Result<ObjectKey> {
        let object = self.object::<K>(id, envelope.version);
        if envelope.key_id != self.id {
            return Err(object.damaged());
        }
        let key = self.unwrap(&object, envelope.sealed_key)?;
        let key = SecretKey::from_bytes(&key).ok_or_else(|| object.damaged())?;
        Ok(ObjectKey { key, object })
    }

    /// The envelope of an object that lies under another key of the same firm, under this one. Its content stays as it is.
    pub(crate) fn rewrap<K: Kind>(
        &self,
        id: &str,
        from: &Self,
        envelope: Envelope,
        rng: &dyn Rng,
    ) -> Result<Envelope> {
        let version = envelope.version;
        let ObjectKey { key, object } = from.open_object::<K>(id, envelope)?;
        let sealed_key = self.wrap(&object, key.expose(), rng)?;
        Ok(Envelope { key_id: self.id.clone(), sealed_key, version })
    }

    /// Wraps a firm's secret, to be kept.
    pub(super) fn wrap_firm(&self, tenant: &str, secret: &Secret, rng: &dyn Rng) -> Result<Vec<u8>> {
        self.wrap(&self.object::<FirmKey>(tenant, 1), &secret.to_bytes(), rng)
    }

    /// A firm's secret as it was wrapped.
    pub(super) fn unwrap_firm(&self, tenant: &str, wrapped: Vec<u8>) -> Result<Secret> {
        let object = self.object::<FirmKey>(tenant, 1);
        let secret = self.unwrap(&object, wrapped)?;
        Secret::from_bytes(&secret).unwrap_or_else(|| Err(object.damaged()))
    }

    fn wrap(&self, object: &Object, key: &[u8], rng: &dyn Rng) -> Result<Vec<u8>> {
        aead::seal(&self.wrap, &object.place("key"), key, rng)
    }

    fn unwrap(&self, object: &Object, wrapped: Vec<u8>) -> Result<Zeroizing<Vec<u8>>> {
        let key = aead::open(&self.wrap, &object.place("key"), wrapped)?;
        key.map(Zeroizing::new).ok_or_else(|| object.damaged())
    }

    fn object<K: Kind>(&self, id: &str, version: i64) -> Object {
        Object { scope: self.scope.clone(), table: K::NAME, id: id.to_owned(), version }
    }

    /// The HMAC-SHA256 (RFC 2104) of `parts` for one purpose, in hexadecimals. Parts cannot run into one another.
    pub(crate) fn mac(&self, purpose: &'static str, parts: &[&[u8]]) -> String {
        hex::encode(hmac::sign(&self.mac, &framed(&[&[purpose.as_bytes()], parts].concat())))
    }

    /// The Ed25519 signature (RFC 8032) of `parts` for one purpose, in hexadecimals.
    pub(crate) fn sign(&self, purpose: &'static str, parts: &[&[u8]]) -> String {
        hex::encode(self.sign.sign(&framed(&[&[purpose.as_bytes()], parts].concat())))
    }

    /// What says whether a signature is of this key: its public half, in hexadecimals.
    pub(crate) fn public(&self) -> String {
        hex::encode(self.sign.public_key().as_ref())
    }
}

/// Whether `signature` is what [`Keys::sign`] of the key with this public half gave for the same.
pub(super) fn is_signed(public: &str, purpose: &'static str, parts: &[&[u8]], signature: &str) -> bool {
    let (Ok(public), Ok(signature)) = (hex::decode(public), hex::decode(signature)) else { return false };
    let message = framed(&[&[purpose.as_bytes()], parts].concat());
    UnparsedPublicKey::new(&ED25519, public).verify(&message, &signature).is_ok()
}

/// The keys of one firm: the one that encrypts now, and others that something lies under while they are renewed.
#[derive(Debug)]
pub(crate) struct FirmKeys {
    current: Keys,
    others: BTreeMap<String, Keys>,
}

impl FirmKeys {
    pub(crate) fn new(current: Keys, others: impl IntoIterator<Item = Keys>) -> Self {
        Self { current, others: others.into_iter().map(|keys| (keys.id.clone(), keys)).collect() }
    }

    /// The one that encrypts now, and hashes.
    pub(crate) fn current(&self) -> &Keys {
        &self.current
    }

    /// The key of an object that was read.
    pub(crate) fn open_object<K: Kind>(&self, id: &str, envelope: Envelope) -> Result<ObjectKey> {
        self.others.get(&envelope.key_id).unwrap_or(&self.current).open_object::<K>(id, envelope)
    }

    /// The envelope of an object, under the current key.
    pub(crate) fn renew<K: Kind>(&self, id: &str, envelope: Envelope, rng: &dyn Rng) -> Result<Envelope> {
        let from = self.others.get(&envelope.key_id).unwrap_or(&self.current);
        self.current.rewrap::<K>(id, from, envelope, rng)
    }
}

/// A firm's secret (names a place only).
enum FirmKey {}

impl Kind for FirmKey {
    const NAME: &'static str = "firm_key";
}

/// One version of one object: what its ciphertexts are bound to.
#[derive(Debug)]
struct Object {
    scope: Scope,
    table: &'static str,
    id: String,
    version: i64,
}

impl Object {
    fn place(&self, column: &'static str) -> Vec<u8> {
        let mut place = framed(&[self.scope.as_str(), self.table, &self.id, column].map(str::as_bytes));
        place.extend_from_slice(&self.version.to_be_bytes());
        place
    }

    fn damaged(&self) -> Error {
        Error::Damaged { table: self.table, id: self.id.clone() }
    }
}

/// The key of one version of one object: encrypts and decrypts its columns and its file.
#[derive(Debug)]
pub(crate) struct ObjectKey {
    key: SecretKey,
    object: Object,
}

impl ObjectKey {
    /// Encrypts one column.
    pub(crate) fn seal(&self, column: &'static str, plain: &[u8], rng: &dyn Rng) -> Result<Vec<u8>> {
        aead::seal(&self.key, &self.object.place(column), plain, rng)
    }

    /// Decrypts one column.
    pub(crate) fn open(&self, column: &'static str, sealed: Vec<u8>) -> Result<Vec<u8>> {
        aead::open(&self.key, &self.object.place(column), sealed)?.ok_or_else(|| self.damaged())
    }

    /// Decrypts one column that holds text.
    pub(crate) fn open_text(&self, column: &'static str, sealed: Vec<u8>) -> Result<String> {
        String::from_utf8(self.open(column, sealed)?).map_err(|_| self.damaged())
    }

    /// The error for what does not open.
    pub(crate) fn damaged(&self) -> Error {
        self.object.damaged()
    }
}

#[cfg(test)]
mod tests {
    use akte_model::{AnswerSet, Document};

    use super::*;
    use crate::config::System;

    fn keys(scope: &str, secret: u8) -> Keys {
        named(scope, "k1", secret)
    }

    fn named(scope: &str, id: &str, secret: u8) -> Keys {
        let secret = Secret::of(SecretKey::from_bytes(&[secret; 32]).unwrap()).unwrap();
        Keys::new(Scope::Tenant(scope.into()), id.into(), &secret).unwrap()
    }

    #[test]
    fn a_ciphertext_opens_only_where_it_was_sealed() {
        let firm = keys("a", 1);
        let (object, envelope) = firm.seal_object::<Document>("id", 1, &System).unwrap();
        let sealed = object.seal("title", b"secret", &System).unwrap();

        let same = firm.open_object::<Document>("id", envelope.clone()).unwrap();
        assert_eq!(same.open_text("title", sealed.clone()).unwrap(), "secret");
        assert!(same.open("hashes", sealed).is_err(), "another column");

        let mut newer = envelope.clone();
        newer.version = 2;
        let mut other_key = envelope.clone();
        other_key.key_id = "k2".into();
        assert!(firm.open_object::<Document>("id", newer).is_err(), "another version");
        assert!(firm.open_object::<Document>("id", other_key).is_err(), "another key");
        assert!(firm.open_object::<Document>("other", envelope.clone()).is_err(), "another object");
        assert!(firm.open_object::<AnswerSet>("id", envelope.clone()).is_err(), "another table");
        assert!(keys("b", 1).open_object::<Document>("id", envelope.clone()).is_err(), "another firm");
        assert!(keys("a", 2).open_object::<Document>("id", envelope).is_err(), "another secret");
    }

    #[test]
    fn keyed_hashes_differ_by_firm_purpose_and_boundary() {
        let firm = keys("a", 1);
        let mac = firm.mac("body", &[b"ab", b"c"]);
        assert_eq!(mac, firm.mac("body", &[b"ab", b"c"]));
        assert_ne!(mac, firm.mac("body", &[b"a", b"bc"]));
        assert_ne!(mac, firm.mac("key", &[b"ab", b"c"]));
        assert_ne!(mac, keys("a", 2).mac("body", &[b"ab", b"c"]));
    }

    #[test]
    fn a_signature_holds_for_what_was_signed_with_that_key() {
        let firm = keys("a", 1);
        let (signature, public) = (firm.sign("checkpoint", &[b"ab", b"c"]), firm.public());
        assert!(is_signed(&public, "checkpoint", &[b"ab", b"c"], &signature));
        assert!(!is_signed(&public, "checkpoint", &[b"a", b"bc"], &signature), "other parts");
        assert!(!is_signed(&public, "else", &[b"ab", b"c"], &signature), "another purpose");
        assert!(!is_signed(&keys("a", 2).public(), "checkpoint", &[b"ab", b"c"], &signature), "another key");
        assert!(!is_signed(&public, "checkpoint", &[b"ab", b"c"], "none"));
    }

    #[test]
    fn a_renewed_key_takes_over_what_lies_under_the_former() {
        let (former, current) = (named("a", "k1", 1), named("a", "k2", 2));
        let (object, envelope) = former.seal_object::<Document>("id", 3, &System).unwrap();
        let sealed = object.seal("title", b"secret", &System).unwrap();
        let both = FirmKeys::new(current, [former]);
        let under_former = both.open_object::<Document>("id", envelope.clone()).unwrap();
        assert_eq!(under_former.open("title", sealed.clone()).unwrap(), b"secret");

        let renewed = both.renew::<Document>("id", envelope.clone(), &System).unwrap();
        assert_eq!((renewed.key_id.as_str(), renewed.version), ("k2", 3));
        let alone = FirmKeys::new(named("a", "k2", 2), []);
        let opened = alone.open_object::<Document>("id", renewed.clone()).unwrap();
        assert_eq!(opened.open("title", sealed).unwrap(), b"secret");
        assert!(alone.open_object::<Document>("id", envelope).is_err(), "the former key is gone");
        assert!(alone.open_object::<Document>("other", renewed).is_err(), "another object");
    }

    #[test]
    fn secrets_do_not_print() {
        let secret = SecretKey::from_bytes(&[0xab; 32]).unwrap();
        let printed = format!("{secret:?} {:?}", keys("a", 0xab));
        assert!(!printed.contains("abab") && !printed.contains("171, 171"), "{printed}");
    }
}
