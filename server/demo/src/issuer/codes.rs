//! Authorization codes: good once, and not for long.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use super::{Error, Person, random};

/// How long a code is good; RFC 6749, section 4.1.2 wants at most ten minutes.
const LIFETIME: Duration = Duration::from_secs(60);
/// Most codes at once; the provider has one visitor.
const MOST: usize = 1000;

/// What a code stands for.
#[derive(Debug)]
pub struct Grant {
    /// Who was chosen.
    pub person: &'static Person,
    /// The client's PKCE challenge (S256).
    pub challenge: String,
    /// The client's nonce, which goes into the ID token.
    pub nonce: Option<String>,
    /// When the person chose.
    pub at: SystemTime,
}

/// The codes that were given out and not used.
#[derive(Default)]
pub struct Codes(Mutex<HashMap<String, Grant>>);

impl Codes {
    /// A new code for `grant`.
    pub fn issue(&self, grant: Grant) -> Result<String, Error> {
        let code = random()?;
        let mut codes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = grant.at;
        codes.retain(|_, old| is_fresh(old, now));
        if codes.len() < MOST {
            codes.insert(code.clone(), grant);
        }
        Ok(code)
    }

    /// What `code` stands for, the first time it is asked and while it is fresh.
    pub fn redeem(&self, code: &str, now: SystemTime) -> Option<Grant> {
        let mut codes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        codes.remove(code).filter(|grant| is_fresh(grant, now))
    }
}

fn is_fresh(grant: &Grant, now: SystemTime) -> bool {
    now.duration_since(grant.at).is_ok_and(|age| age < LIFETIME)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issuer::PEOPLE;

    const START: SystemTime = SystemTime::UNIX_EPOCH;

    fn grant() -> Grant {
        Grant { person: &PEOPLE[0], challenge: String::new(), nonce: None, at: START }
    }

    #[test]
    fn a_code_is_good_once() {
        let codes = Codes::default();
        let code = codes.issue(grant()).unwrap();
        assert!(codes.redeem(&code, START).is_some());
        assert!(codes.redeem(&code, START).is_none());
    }

    #[test]
    fn a_code_goes_stale() {
        let codes = Codes::default();
        let code = codes.issue(grant()).unwrap();
        assert!(codes.redeem(&code, START + LIFETIME).is_none());
    }

    #[test]
    fn there_are_never_too_many() {
        let codes = Codes::default();
        for _ in 0..=MOST {
            codes.issue(grant()).unwrap();
        }
        assert_eq!(codes.0.lock().unwrap().len(), MOST);
    }
}
