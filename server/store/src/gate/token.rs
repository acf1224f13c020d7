//! The secrets of sessions.

use std::fmt;

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
