//! Whether a number goes with the word for one: by the plural rules of CLDR.

use icu::decimal::input::Decimal as Figures;
use icu::plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use rust_decimal::Decimal;

use super::PerLanguage;
use crate::Language;

thread_local! {
    static RULES: PerLanguage<PluralRules> = const { PerLanguage::new() };
}

/// `1 day`, `2 days`, `0 days`, `1.5 days`; in French `0 jour` and `1,5 jour`.
pub(crate) fn is_one(number: Decimal, language: Language) -> bool {
    let figures: Option<Figures> = number.normalize().abs().to_string().parse().ok();
    RULES.with(|rules| {
        let make = |locale: &icu::locale::Locale| {
            PluralRules::try_new(locale.into(), PluralRulesOptions::default()).ok()
        };
        match (rules.get(language, make), figures) {
            (Some(rules), Some(figures)) => rules.category_for(&figures) == PluralCategory::One,
            _ => number.abs() == Decimal::ONE,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{De, En, Fr, Nl};

    #[test]
    fn one_follows_the_language() {
        for (number, ones) in
            [("1", [true; 4]), ("-1", [true; 4]), ("1.0", [true; 4]), ("2", [false; 4]), ("21", [false; 4])]
        {
            assert_eq!([Nl, En, De, Fr].map(|l| is_one(number.parse().unwrap(), l)), ones, "{number}");
        }
        for number in ["0", "0.5", "1.5"] {
            let ones = [Nl, En, De, Fr].map(|l| is_one(number.parse().unwrap(), l));
            assert_eq!(ones, [false, false, false, true], "{number}");
        }
    }
}
