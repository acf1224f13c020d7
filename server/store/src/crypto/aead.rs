//! One ciphertext: a format byte, the nonce, the encrypted bytes, the tag.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use super::SecretKey;
use crate::config::Rng;
use crate::error::{Error, Result};

const FORMAT: u8 = 1;
/// The format of what a test left unencrypted.
#[cfg(feature = "plaintext")]
const PLAIN: u8 = 0xfe;
const HEAD: usize = 1 + NONCE_LEN;

/// Encrypts `plain` under a random nonce. A key encrypts few messages (one object's columns), far below the
/// 2³² at which random nonces become unsafe (NIST SP 800-38D, section 8.3).
pub(super) fn seal(key: &SecretKey, aad: &[u8], plain: &[u8], rng: &dyn Rng) -> Result<Vec<u8>> {
    #[cfg(feature = "plaintext")]
    if rng.leaves_plaintext() {
        return Ok([&[PLAIN], plain].concat());
    }
    let mut nonce = [0; NONCE_LEN];
    rng.fill(&mut nonce)?;
    let mut sealed = Vec::with_capacity(HEAD + plain.len() + AES_256_GCM.tag_len());
    sealed.push(FORMAT);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(plain);
    let tag = cipher(key)?
        .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(aad), &mut sealed[HEAD..])
        .map_err(|_| Error::Internal("encryption failed"))?;
    sealed.extend_from_slice(tag.as_ref());
    Ok(sealed)
}

/// Decrypts; none when the bytes are not what was sealed with this key for this purpose.
pub(super) fn open(key: &SecretKey, aad: &[u8], mut sealed: Vec<u8>) -> Result<Option<Vec<u8>>> {
    #[cfg(feature = "plaintext")]
    if let Some((&PLAIN, plain)) = sealed.split_first() {
        return Ok(Some(plain.to_vec()));
    }
    let Some((&FORMAT, rest)) = sealed.split_first() else { return Ok(None) };
    let Some(nonce) = rest.get(..NONCE_LEN) else { return Ok(None) };
    let Ok(nonce) = Nonce::try_assume_unique_for_key(nonce) else { return Ok(None) };
    let Ok(plain) = cipher(key)?.open_within(nonce, Aad::from(aad), &mut sealed, HEAD..) else {
        return Ok(None);
    };
    let length = plain.len();
    sealed.truncate(length);
    Ok(Some(sealed))
}

fn cipher(key: &SecretKey) -> Result<LessSafeKey> {
    let key = UnboundKey::new(&AES_256_GCM, key.expose()).map_err(|_| Error::Internal("not an AES key"))?;
    Ok(LessSafeKey::new(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::System;

    #[test]
    fn every_changed_bit_is_noticed() {
        let key = SecretKey::random(&System).unwrap();
        let sealed = seal(&key, b"here", b"a secret", &System).unwrap();
        assert_eq!(open(&key, b"here", sealed.clone()).unwrap().as_deref(), Some(&b"a secret"[..]));
        assert_eq!(open(&key, b"there", sealed.clone()).unwrap(), None);
        assert_eq!(open(&SecretKey::random(&System).unwrap(), b"here", sealed.clone()).unwrap(), None);
        for bit in 0..sealed.len() * 8 {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(open(&key, b"here", changed).unwrap(), None, "bit {bit}");
        }
        for length in 0..sealed.len() {
            assert_eq!(open(&key, b"here", sealed[..length].to_vec()).unwrap(), None, "length {length}");
        }
    }

    #[test]
    fn the_same_secret_never_looks_the_same() {
        let key = SecretKey::random(&System).unwrap();
        let once = seal(&key, b"", b"same", &System).unwrap();
        assert_ne!(once, seal(&key, b"", b"same", &System).unwrap());
    }
}
