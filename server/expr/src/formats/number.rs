//! Numbers in figures.

use icu::decimal::input::Decimal as Figures;
use icu::decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu::decimal::{DecimalFormatter, DecimalFormatterPreferences};
use rust_decimal::{Decimal, RoundingStrategy};

use super::PerLanguage;
use crate::Language;

/// As few digits as it needs, without separators for thousands: `1250`, `1,5` in Dutch.
pub(crate) fn plain(number: Decimal, language: Language) -> String {
    let text = number.normalize().to_string();
    if language == Language::En { text } else { text.replace('.', ",") }
}

/// A number with separators for thousands, and a fixed number of decimals (rounded) when given: `1.250,00` in Dutch.
pub fn grouped(number: Decimal, decimals: Option<u32>, language: Language) -> String {
    let text = match decimals {
        Some(decimals) => fixed(number, decimals),
        None => number.normalize().to_string(),
    };
    format(&text, GroupingStrategy::Auto, language).unwrap_or(text)
}

/// With a fixed number of decimals (rounded) and without separators for thousands.
pub(crate) fn ungrouped(number: Decimal, decimals: u32, language: Language) -> String {
    let text = fixed(number, decimals);
    format(&text, GroupingStrategy::Never, language).unwrap_or(text)
}

/// Rounded half away from zero, as amounts are in contracts.
pub fn round(number: Decimal, decimals: u32) -> Decimal {
    number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// The zeros are added by hand: the decimal type refuses to print more digits than it can hold.
fn fixed(number: Decimal, decimals: u32) -> String {
    let mut text = round(number, decimals).normalize().to_string();
    if decimals == 0 {
        return text;
    }
    let digits = text.split_once('.').map_or(0, |(_, digits)| digits.len());
    if digits == 0 {
        text.push('.');
    }
    let missing = (decimals as usize).saturating_sub(digits);
    text.extend(std::iter::repeat_n('0', missing));
    text
}

thread_local! {
    static GROUPED: PerLanguage<DecimalFormatter> = const { PerLanguage::new() };
    static UNGROUPED: PerLanguage<DecimalFormatter> = const { PerLanguage::new() };
}

fn format(figures: &str, grouping: GroupingStrategy, language: Language) -> Option<String> {
    let figures: Figures = figures.parse().ok()?;
    let formatters = if grouping == GroupingStrategy::Never { &UNGROUPED } else { &GROUPED };
    formatters.with(|formatters| {
        let formatter = formatters.get(language, |locale| {
            let mut options = DecimalFormatterOptions::default();
            options.grouping_strategy = Some(grouping);
            DecimalFormatter::try_new(DecimalFormatterPreferences::from(locale), options).ok()
        })?;
        Some(formatter.format(&figures).to_string())
    })
}

/// Roman figures in capitals, for 1 to 3999.
pub(crate) fn roman(mut number: u32) -> Option<String> {
    const FIGURES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..=3999).contains(&number) {
        return None;
    }
    let mut text = String::new();
    for (value, figure) in FIGURES {
        while number >= value {
            text.push_str(figure);
            number -= value;
        }
    }
    Some(text)
}

/// Letters that count: A is 1, Z is 26, AA is 27.
pub(crate) fn letters(mut number: u32) -> Option<String> {
    let mut text = Vec::new();
    while number > 0 {
        number -= 1;
        text.push(char::from(b'A' + (number % 26) as u8));
        number /= 26;
    }
    (!text.is_empty()).then(|| text.iter().rev().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{De, En, Fr, Nl};

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn plain_numbers_have_no_needless_zeros_or_separators() {
        assert_eq!(plain(number("1250.00"), Nl), "1250");
        assert_eq!(plain(number("1.50"), Nl), "1,5");
        assert_eq!(plain(number("1.50"), En), "1.5");
        assert_eq!(plain(number("-0.25"), Fr), "-0,25");
    }

    #[test]
    fn grouped_numbers_follow_the_language() {
        let n = number("1234567.895");
        assert_eq!(grouped(n, Some(2), Nl), "1.234.567,90");
        assert_eq!(grouped(n, Some(2), En), "1,234,567.90");
        assert_eq!(grouped(n, Some(0), De), "1.234.568");
        assert_eq!(grouped(n, None, Fr), "1\u{202f}234\u{202f}567,895");
        assert_eq!(ungrouped(number("2026"), 1, Nl), "2026,0");
        let long = grouped(Decimal::MAX, Some(28), Nl);
        assert!(long.starts_with("79.228.162.514.") && long.ends_with(&"0".repeat(28)), "{long}");
    }

    #[test]
    fn roman_and_letters_count() {
        assert_eq!(roman(1994).as_deref(), Some("MCMXCIV"));
        assert_eq!(roman(0), None);
        assert_eq!(roman(4000), None);
        for (n, text) in [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")] {
            assert_eq!(letters(n).as_deref(), Some(text));
        }
        assert_eq!(letters(0), None);
    }
}
