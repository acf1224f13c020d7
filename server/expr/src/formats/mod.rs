//! How values look in a language. Built on Unicode CLDR data through ICU4X.

pub(crate) mod date;
pub(crate) mod list;
pub(crate) mod money;
pub(crate) mod number;
pub(crate) mod ordinal;
pub(crate) mod period;
pub(crate) mod words;

use icu::locale::{Locale, locale};

use crate::Language;

/// The locale whose habits a language follows.
pub(crate) fn locale(language: Language) -> Locale {
    match language {
        Language::Nl => locale!("nl-NL"),
        Language::En => locale!("en-US"),
        Language::De => locale!("de-DE"),
        Language::Fr => locale!("fr-FR"),
    }
}

/// "yes" and "no".
pub(crate) fn yes_no(yes: bool, language: Language) -> &'static str {
    match (language, yes) {
        (Language::Nl, true) => "ja",
        (Language::Nl, false) => "nee",
        (Language::En, true) => "yes",
        (Language::En, false) => "no",
        (Language::De, true) => "ja",
        (Language::De, false) => "nein",
        (Language::Fr, true) => "oui",
        (Language::Fr, false) => "non",
    }
}
