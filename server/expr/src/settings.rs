//! What evaluation is told from outside: the language and the clock.

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use serde::{Deserialize, Serialize};

/// A language of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch.
    Nl,
    /// English.
    En,
    /// German.
    De,
    /// French.
    Fr,
}

/// A language that documents cannot be in yet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a language of documents: use nl, en, de or fr")]
pub struct UnknownLanguage(pub String);

impl Language {
    /// All of them.
    pub const ALL: [Language; 4] = [Language::Nl, Language::En, Language::De, Language::Fr];

    /// The tag, as in BCP 47: `nl`.
    pub fn as_str(self) -> &'static str {
        match self {
            Language::Nl => "nl",
            Language::En => "en",
            Language::De => "de",
            Language::Fr => "fr",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads a BCP 47 tag; only the language counts (`nl-BE` is Dutch).
    fn from_str(tag: &str) -> Result<Language, UnknownLanguage> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        Language::ALL
            .into_iter()
            .find(|l| l.as_str().eq_ignore_ascii_case(language))
            .ok_or_else(|| UnknownLanguage(tag.to_owned()))
    }
}

/// The recorded inputs of an evaluation: the same settings and answers give the same text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The language that dates, numbers and lists are written in.
    pub language: Language,
    /// The day that `today` gives.
    pub today: civil::Date,
    /// The moment that `current_datetime()` gives, in the time zone of the office.
    pub now: civil::DateTime,
}
