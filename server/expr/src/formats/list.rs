//! Enumerations: "A, B en C".

use icu::list::options::ListFormatterOptions;
use icu::list::{ListFormatter, ListFormatterPreferences};
use icu::locale::Locale;

use super::PerLanguage;
use crate::Language;

thread_local! {
    static AND: PerLanguage<ListFormatter> = const { PerLanguage::new() };
    static OR: PerLanguage<ListFormatter> = const { PerLanguage::new() };
}

/// "A, B en C".
pub(crate) fn and(items: &[String], language: Language) -> String {
    AND.with(|formatters| {
        let make = |locale: &Locale| {
            let preferences = ListFormatterPreferences::from(locale);
            ListFormatter::try_new_and(preferences, ListFormatterOptions::default()).ok()
        };
        write(formatters.get(language, make), items)
    })
}

/// "A, B of C".
pub(crate) fn or(items: &[String], language: Language) -> String {
    OR.with(|formatters| {
        let make = |locale: &Locale| {
            let preferences = ListFormatterPreferences::from(locale);
            ListFormatter::try_new_or(preferences, ListFormatterOptions::default()).ok()
        };
        write(formatters.get(language, make), items)
    })
}

/// "A, B word C", with a sign between the items, and before the word too when asked.
pub(crate) fn with_word(items: &[String], word: &str, comma: &str, oxford: bool) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first, last] => format!("{first} {word} {last}"),
        [before @ .., last] => {
            let before = before.join(comma);
            if oxford { format!("{before}{comma}{word} {last}") } else { format!("{before} {word} {last}") }
        }
    }
}

/// "and"
pub(crate) fn word_for_and(language: Language) -> &'static str {
    match language {
        Language::Nl => "en",
        Language::En => "and",
        Language::De => "und",
        Language::Fr => "et",
    }
}

fn write(formatter: Option<&ListFormatter>, items: &[String]) -> String {
    match formatter {
        Some(formatter) => formatter.format(items.iter()).to_string(),
        None => items.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{De, En, Fr, Nl};

    #[test]
    fn enumerations_follow_the_language() {
        let items = ["A", "B", "C"].map(String::from);
        for (language, text) in
            [(Nl, "A, B en C"), (En, "A, B, and C"), (De, "A, B und C"), (Fr, "A, B et C")]
        {
            assert_eq!(and(&items, language), text);
        }
        assert_eq!(or(&items, Nl), "A, B of C");
        assert_eq!(and(&items[..2], En), "A and B");
        assert_eq!(and(&[], En), "");
        assert_eq!(with_word(&items, "or", ", ", true), "A, B, or C");
        assert_eq!(with_word(&items[..2], "dan wel", ", ", false), "A dan wel B");
    }
}
