//! The keys of one firm, and the keys of its objects.

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

impl Keys {
    /// From the one secret that is kept, wrapped.
    pub(crate) fn new(scope: Scope, id: String, secret: &SecretKey) -> Result<Self> {
        let mac = hmac::Key::new(hmac::HMAC_SHA256, secret.derive("akte 1 mac")?.expose());
        let sign = Ed25519KeyPair::from_seed_unchecked(secret.derive("akte 1 sign")?.expose())
            .map_err(|_| Error::Internal("a key to sign with could not be made"))?;
        Ok(Self { scope, id, wrap: secret.derive("akte 1 wrap")?, mac, sign })
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
        let sealed_key = self.wrap(&object, &key, rng)?;
        Ok((ObjectKey { key, object }, Envelope { key_id: self.id.clone(), sealed_key, version }))
    }

    /// The key of an object that was read.
    pub(crate) fn open_object<K: Kind>(&self, id: &str, envelope: Envelope) -> Result<ObjectKey> {
        let object = self.object::<K>(id, envelope.version);
        if envelope.key_id != self.id {
            return Err(object.damaged());
        }
        Ok(ObjectKey { key: self.unwrap(&object, envelope.sealed_key)?, object })
    }

    /// Wraps a firm's secret, to be kept.
    pub(super) fn wrap_firm(&self, tenant: &str, secret: &SecretKey, rng: &dyn Rng) -> Result<Vec<u8>> {
        self.wrap(&self.object::<FirmKey>(tenant, 1), secret, rng)
    }

    /// A firm's secret as it was wrapped.
    pub(super) fn unwrap_firm(&self, tenant: &str, wrapped: Vec<u8>) -> Result<SecretKey> {
        self.unwrap(&self.object::<FirmKey>(tenant, 1), wrapped)
    }

    fn wrap(&self, object: &Object, key: &SecretKey, rng: &dyn Rng) -> Result<Vec<u8>> {
        aead::seal(&self.wrap, &object.place("key"), key.expose(), rng)
    }

    fn unwrap(&self, object: &Object, wrapped: Vec<u8>) -> Result<SecretKey> {
        let key = aead::open(&self.wrap, &object.place("key"), wrapped)?.map(Zeroizing::new);
        key.and_then(|key| SecretKey::from_bytes(&key)).ok_or_else(|| object.damaged())
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

    /// Whether `signature` is what [`Keys::sign`] gave for the same.
    pub(crate) fn signed(&self, purpose: &'static str, parts: &[&[u8]], signature: &str) -> bool {
        let public = UnparsedPublicKey::new(&ED25519, self.sign.public_key().as_ref());
        let message = framed(&[&[purpose.as_bytes()], parts].concat());
        hex::decode(signature).is_ok_and(|signature| public.verify(&message, &signature).is_ok())
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
        let secret = SecretKey::from_bytes(&[secret; 32]).unwrap();
        Keys::new(Scope::Tenant(scope.into()), "k1".into(), &secret).unwrap()
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
        let signature = firm.sign("checkpoint", &[b"ab", b"c"]);
        assert!(firm.signed("checkpoint", &[b"ab", b"c"], &signature));
        assert!(!firm.signed("checkpoint", &[b"a", b"bc"], &signature), "other parts");
        assert!(!firm.signed("else", &[b"ab", b"c"], &signature), "another purpose");
        assert!(!keys("a", 2).signed("checkpoint", &[b"ab", b"c"], &signature), "another key");
        assert!(!firm.signed("checkpoint", &[b"ab", b"c"], "none"));
    }

    #[test]
    fn secrets_do_not_print() {
        let secret = SecretKey::from_bytes(&[0xab; 32]).unwrap();
        let printed = format!("{secret:?} {:?}", keys("a", 0xab));
        assert!(!printed.contains("abab") && !printed.contains("171, 171"), "{printed}");
    }
}
