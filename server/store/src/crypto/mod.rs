//! Encryption at rest: a master key in the keyring wraps each firm's key, that wraps each object's key, that encrypts it.
//!
//! AES-256-GCM throughout (NIST SP 800-38D). The associated data says what a ciphertext is (firm, table, id, version, column),
//! so one moved elsewhere does not open.

mod aead;
mod keyring;
mod keys;
mod secret;

pub(crate) use keyring::{Keyring, KeyringFile, WrappedKey, renew_master, retire_masters};
use keys::Scope;
pub(crate) use keys::{Envelope, FirmKeys, Keys, ObjectKey};
use secret::SecretKey;

/// The SHA-256 (FIPS 180-4) of `bytes`, in lower-case hexadecimals.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes))
}

/// The parts one after the other, each with its length before it, so that they cannot run into one another.
pub(crate) fn framed(parts: &[&[u8]]) -> Vec<u8> {
    let mut framed = Vec::with_capacity(128);
    for part in parts {
        framed.extend_from_slice(&(part.len() as u64).to_be_bytes());
        framed.extend_from_slice(part);
    }
    framed
}
