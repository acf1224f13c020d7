//! The secrets of sessions.

use std::fmt;
use std::str::FromStr;

use zeroize::Zeroizing;

use crate::config::Rng;
use crate::crypto;
use crate::error::Result;

/// The secret of a session: 256 random bits. The store keeps its hash only.
pub struct Token(Zeroizing<String>);

impl Token {
    pub(super) fn random(rng: &dyn Rng) -> Result<Self> {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill(bytes.as_mut())?;
        Ok(Self(Zeroizing::new(hex::encode(bytes.as_ref()))))
    }

    /// The secret, for the cookie: 64 lower-case hexadecimals.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What the store knows it by.
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(self.0.as_bytes())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The SHA-256 of a session's secret: enough to find the session, useless as a cookie.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TokenHash(String);

impl TokenHash {
    /// Of a secret with at least 128 random bits, as the client sent it.
    pub fn of(secret: &[u8]) -> Self {
        Self(crypto::sha256(secret))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is no hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a SHA-256: expected 64 lower-case hexadecimals")]
pub struct NoHash;

impl FromStr for TokenHash {
    type Err = NoHash;

    fn from_str(text: &str) -> std::result::Result<Self, NoHash> {
        let is_hash = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if is_hash { Ok(Self(text.to_owned())) } else { Err(NoHash) }
    }
}
