//! What an issuer says of itself, and its keys: fetched, kept, and fetched again.

use std::sync::{Arc, PoisonError, RwLock};

use akte_store::Clock;
use anyhow::{Context, ensure};
use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{CoreJsonWebKey, CoreJsonWebKeyUse};
use openidconnect::{IssuerUrl, JsonWebKey, ProviderMetadataWithLogout};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::Mutex;

use super::identifier::Identifier;
use super::outgoing::Outgoing;

/// How long it is believed before it is fetched again, meanwhile in use.
const BELIEVED: SignedDuration = SignedDuration::from_mins(10);
/// The least time between two attempts: nobody makes us call an issuer more often, whatever they send.
const PAUSE: SignedDuration = SignedDuration::from_mins(1);

/// A key with the name of who signs with it.
#[derive(Debug, Clone)]
pub struct Key {
    /// The key.
    pub jwk: CoreJsonWebKey,
    /// The `issuer` that Entra ID puts beside a key: a name, or one with `{tenantid}` in it.
    issuer: Option<String>,
}

impl Key {
    /// Whether tokens of `issuer`, for the directory `tid`, may be signed with it. A key that says nothing is good for an issuer
    /// that has only one name.
    pub fn is_of(&self, issuer: &IssuerUrl, tid: &str, of: &Identifier) -> bool {
        match &self.issuer {
            Some(own) => Identifier::new(own).ok().and_then(|own| own.of(tid)).as_ref() == Some(issuer),
            None => !of.is_for_many(),
        }
    }
}

/// What an issuer published at one moment.
#[derive(Debug)]
pub struct Published {
    /// What it says of itself.
    pub metadata: ProviderMetadataWithLogout,
    keys: Vec<Key>,
}

/// Keeps what an issuer publishes.
pub struct Publication(Arc<Inner>);

struct Inner {
    identifier: Identifier,
    /// Where the issuer describes itself.
    at: String,
    outgoing: Outgoing,
    clock: Arc<dyn Clock>,
    kept: RwLock<Kept>,
    /// One attempt at a time.
    fetching: Mutex<()>,
}

#[derive(Clone, Default)]
struct Kept {
    published: Option<(Timestamp, Arc<Published>)>,
    tried: Option<Timestamp>,
}

impl Publication {
    /// Of the issuer that describes itself at `at`; it is not called before someone needs it.
    pub fn new(identifier: Identifier, at: String, outgoing: Outgoing, clock: Arc<dyn Clock>) -> Self {
        let (kept, fetching) = (RwLock::default(), Mutex::default());
        Self(Arc::new(Inner { identifier, at, outgoing, clock, kept, fetching }))
    }

    /// What the issuer published, a few minutes old at most; older when it cannot be reached.
    ///
    /// # Errors
    /// When it could never be reached, or never described itself rightly.
    pub async fn current(&self) -> anyhow::Result<Arc<Published>> {
        let kept = self.0.kept();
        let Some((at, published)) = kept.published else {
            return self.0.fetch().await;
        };
        if !self.0.within(at, BELIEVED) && self.0.may_try() {
            // What is kept serves meanwhile: nobody waits for an issuer that is slow.
            let inner = self.0.clone();
            tokio::spawn(async move {
                // It was logged, and is tried again.
                let _failed = inner.fetch().await;
            });
        }
        Ok(published)
    }

    /// The key of that name. One that is not known is looked for at the issuer, once a minute at most.
    ///
    /// # Errors
    /// As [`Self::current`]; when there is no such key.
    pub async fn key(&self, kid: &str) -> anyhow::Result<Key> {
        let mut published = self.current().await?;
        if published.find(kid).is_none() && self.0.may_try() {
            published = self.0.fetch().await?;
        }
        published.find(kid).cloned().context("the issuer has no key of that name")
    }
}

impl Published {
    fn find(&self, kid: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.jwk.key_id().is_some_and(|own| own.as_str() == kid))
    }
}

impl Inner {
    fn kept(&self) -> Kept {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, change: impl FnOnce(&mut Kept)) {
        change(&mut self.kept.write().unwrap_or_else(PoisonError::into_inner));
    }

    /// Whether `at` is less than `long` ago. A clock that was put back does not make it so for ever.
    fn within(&self, at: Timestamp, long: SignedDuration) -> bool {
        self.clock.now().duration_since(at).abs() < long
    }

    fn may_try(&self) -> bool {
        self.kept().tried.is_none_or(|at| !self.within(at, PAUSE))
    }

    /// Fetches. Who comes while another does, waits for that. When it fails, what was kept stays.
    async fn fetch(&self) -> anyhow::Result<Arc<Published>> {
        let before = self.kept().tried;
        let _alone = self.fetching.lock().await;
        let kept = self.kept();
        if kept.tried == before {
            self.keep(|kept| kept.tried = Some(self.clock.now()));
            match self.call().await {
                Ok(published) => {
                    let published = Arc::new(published);
                    self.keep(|kept| kept.published = Some((self.clock.now(), published.clone())));
                    return Ok(published);
                }
                Err(error) => {
                    let issuer = self.identifier.as_str();
                    tracing::warn!(issuer, error = format!("{error:#}"), "the issuer cannot be asked");
                }
            }
        }
        let (_, published) = self.kept().published.context("the issuer cannot be asked")?;
        Ok(published)
    }

    async fn call(&self) -> anyhow::Result<Published> {
        let metadata: ProviderMetadataWithLogout = self.outgoing.read(&self.at).await?;
        let (own, said) = (self.identifier.as_str(), metadata.issuer().as_str());
        ensure!(own == said, "{} calls itself {said:?}, not {own:?}", self.at);
        let set: KeySet = self.outgoing.read(metadata.jwks_uri().as_str()).await?;
        let keys: Vec<Key> = set.keys.into_iter().filter_map(key).collect();
        ensure!(!keys.is_empty(), "{} has no key to verify signatures with", metadata.jwks_uri().as_str());
        Ok(Published { metadata, keys })
    }
}

/// A key set (RFC 7517, section 5).
#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Value>,
}

/// A key for signatures; none when it is for something else, or of a kind that is not known (RFC 7517, section 5, has those left out).
fn key(value: Value) -> Option<Key> {
    let issuer = value.get("issuer").and_then(Value::as_str).map(str::to_owned);
    let jwk: CoreJsonWebKey = serde_json::from_value(value).ok()?;
    (jwk.key_use() != Some(&CoreJsonWebKeyUse::Encryption)).then_some(Key { jwk, issuer })
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "11111111-1111-4111-8111-111111111111";
    const B: &str = "22222222-2222-4222-8222-222222222222";

    fn own(issuer: Option<&str>) -> Key {
        let jwk = CoreJsonWebKey::new_rsa(vec![1], vec![3], None);
        Key { jwk, issuer: issuer.map(str::to_owned) }
    }

    #[test]
    fn a_key_signs_for_its_own_issuer() {
        let many = Identifier::new("https://id.example/{tenantid}/v2.0").unwrap();
        let is_of = |key: Option<&str>, tid: &str| own(key).is_of(&many.of(tid).unwrap(), tid, &many);
        assert!(is_of(Some("https://id.example/{tenantid}/v2.0"), A));
        assert!(is_of(Some(&format!("https://id.example/{A}/v2.0")), A));
        assert!(!is_of(Some(&format!("https://id.example/{B}/v2.0")), A));
        assert!(!is_of(Some("https://other.example/{tenantid}/v2.0"), A));
        assert!(!is_of(None, A), "of many, a key says whose it is");
    }

    #[test]
    fn a_key_that_says_nothing_is_good_for_an_issuer_of_one_name() {
        let one = Identifier::new("https://id.example").unwrap();
        assert!(own(None).is_of(&one.of("").unwrap(), "", &one));
        assert!(!own(Some("https://other.example")).is_of(&one.of("").unwrap(), "", &one));
    }

    #[test]
    fn keys_for_something_else_are_left_out() {
        let rsa = |with: Value| {
            let mut key = serde_json::json!({ "kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": "k" });
            key.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
            super::key(key)
        };
        assert!(rsa(serde_json::json!({ "use": "sig" })).is_some());
        assert!(rsa(serde_json::json!({})).is_some());
        assert!(rsa(serde_json::json!({ "use": "enc" })).is_none());
        assert!(key(serde_json::json!({ "kty": "unheard-of" })).is_none());
    }
}
