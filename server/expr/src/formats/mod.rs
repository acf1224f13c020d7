//! How values look in a language. Built on Unicode CLDR data through ICU4X.

pub(crate) mod date;
pub(crate) mod list;
pub(crate) mod money;
pub(crate) mod number;
pub(crate) mod ordinal;
pub(crate) mod period;
pub(crate) mod plural;
pub(crate) mod words;

use std::cell::OnceCell;

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

/// What is made once for each language on each thread: looking up the data of a language takes longer
/// than formatting with it.
pub(crate) struct PerLanguage<T>([OnceCell<Option<T>>; 4]);

impl<T> PerLanguage<T> {
    /// Nothing made yet.
    pub(crate) const fn new() -> Self {
        PerLanguage([const { OnceCell::new() }; 4])
    }

    /// That of a language; none when it cannot be made.
    pub(crate) fn get(&self, language: Language, make: impl FnOnce(&Locale) -> Option<T>) -> Option<&T> {
        let [nl, en, de, fr] = &self.0;
        let cell = match language {
            Language::Nl => nl,
            Language::En => en,
            Language::De => de,
            Language::Fr => fr,
        };
        cell.get_or_init(|| make(&locale(language))).as_ref()
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
