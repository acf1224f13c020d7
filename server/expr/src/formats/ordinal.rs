//! Ordinals: 1e, 2nd.

use crate::Language;

/// The ordinal in figures: `2e` in Dutch, `2nd`, `2.`, `2e`.
pub(crate) fn figures(number: u64, language: Language) -> String {
    let suffix = match language {
        Language::Nl => "e",
        Language::De => ".",
        Language::Fr if number == 1 => "er",
        Language::Fr => "e",
        Language::En => match (number % 100, number % 10) {
            (11..=13, _) => "th",
            (_, 1) => "st",
            (_, 2) => "nd",
            (_, 3) => "rd",
            _ => "th",
        },
    };
    format!("{number}{suffix}")
}

/// The ordinal as a word, for 1 to 10.
pub(crate) fn word(number: u64, language: Language) -> Option<&'static str> {
    let words: [&str; 10] = match language {
        Language::Nl => [
            "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende",
            "tiende",
        ],
        Language::En => {
            ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
        }
        Language::De => [
            "erste", "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte", "zehnte",
        ],
        Language::Fr => [
            "premier",
            "deuxième",
            "troisième",
            "quatrième",
            "cinquième",
            "sixième",
            "septième",
            "huitième",
            "neuvième",
            "dixième",
        ],
    };
    let at = usize::try_from(number.checked_sub(1)?).ok()?;
    words.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{De, En, Fr, Nl};

    #[test]
    fn figures_follow_the_language() {
        for (n, text) in [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (112, "112th"), (122, "122nd")] {
            assert_eq!(figures(n, En), text);
        }
        assert_eq!(figures(1, Nl), "1e");
        assert_eq!(figures(1, De), "1.");
        assert_eq!(figures(1, Fr), "1er");
        assert_eq!(figures(2, Fr), "2e");
        assert_eq!(word(3, Nl), Some("derde"));
        assert_eq!(word(0, Nl), None);
        assert_eq!(word(11, Nl), None);
    }
}
