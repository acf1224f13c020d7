//! Encryption at rest: a master key in the keyring wraps each firm's key, that wraps each object's key, that encrypts it.
//!
//! AES-256-GCM throughout (NIST SP 800-38D). The associated data says what a ciphertext is (firm, table, id, version, column),
//! so one moved elsewhere does not open.

mod aead;
mod keyring;
mod keys;
mod secret;

pub(crate) use keyring::{Keyring, WrappedKey};
use keys::Scope;
pub(crate) use keys::{Envelope, Keys, ObjectKey};
use secret::SecretKey;

/// The SHA-256 (FIPS 180-4) of `bytes`, in lower-case hexadecimals.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes))
}
