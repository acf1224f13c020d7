//! A signed token of an issuer (RFC 7519), as it arrives.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::{CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A token with claims `C` beside those of the standard; not verified yet.
pub type Signed<C> =
    openidconnect::IdToken<C, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

/// What is read of a token before it is verified, and believed no further than to find out by what to verify it.
#[derive(Debug)]
pub struct Glance {
    /// The name of the key.
    pub kid: String,
    /// Who is said to have issued it.
    pub iss: String,
    /// The directory; empty for an issuer that has only one.
    pub tid: String,
}

#[derive(Deserialize)]
struct Header {
    kid: String,
}

#[derive(Deserialize)]
struct Payload {
    iss: String,
    #[serde(default)]
    tid: String,
}

impl Glance {
    /// Looks at a token; none when it is not one, or names no key.
    pub fn at(token: &str) -> Option<Self> {
        let mut parts = token.split('.');
        let Header { kid } = decode(parts.next()?)?;
        let Payload { iss, tid } = decode(parts.next()?)?;
        Some(Self { kid, iss, tid })
    }
}

fn decode<T: DeserializeOwned>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}
