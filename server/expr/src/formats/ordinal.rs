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
        assert_eq!(figures(3, Nl), "3e");
    }
}
