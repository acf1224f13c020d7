//! Amounts of money in figures.

use rust_decimal::Decimal;

use super::number;
use crate::Language;

/// The currency of an amount that does not say its own.
pub(crate) const DEFAULT_CURRENCY: &str = "EUR";

/// The sign of a currency (ISO 4217); the code itself when it has none that is clear without
/// knowing the country.
pub(crate) fn symbol(currency: &str) -> &str {
    match currency {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "JPY" => "¥",
        _ => currency,
    }
}

/// Decimals that a currency is written with (ISO 4217).
pub(crate) fn decimals(currency: &str) -> u32 {
    match currency {
        "JPY" | "KRW" | "ISK" | "CLP" | "VND" => 0,
        "BHD" | "JOD" | "KWD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// `€ 1.250,00` in Dutch, `€1,250.00` in English, `1.250,00 €` in German. The space does not break.
pub(crate) fn amount(amount: Decimal, symbol: &str, decimals: u32, language: Language) -> String {
    let figures = number::grouped(amount.abs(), Some(decimals), language);
    let is_code = symbol.chars().next_back().is_some_and(char::is_alphabetic);
    let minus = if number::round(amount, decimals) < Decimal::ZERO { "-" } else { "" };
    match language {
        Language::Nl => format!("{symbol}\u{a0}{minus}{figures}"),
        Language::En if is_code => format!("{minus}{symbol}\u{a0}{figures}"),
        Language::En => format!("{minus}{symbol}{figures}"),
        Language::De | Language::Fr => format!("{minus}{figures}\u{a0}{symbol}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{De, En, Fr, Nl};

    #[test]
    fn amounts_follow_the_language() {
        let n = Decimal::from(1250);
        for (language, text) in [
            (Nl, "€\u{a0}1.250,00"),
            (En, "€1,250.00"),
            (De, "1.250,00\u{a0}€"),
            (Fr, "1\u{202f}250,00\u{a0}€"),
        ] {
            assert_eq!(amount(n, "€", 2, language), text);
        }
        assert_eq!(amount(-n, "€", 2, Nl), "€\u{a0}-1.250,00");
        assert_eq!(amount(-n, "$", 2, En), "-$1,250.00");
        assert_eq!(amount(n, symbol("CHF"), decimals("CHF"), En), "CHF\u{a0}1,250.00");
        assert_eq!(amount("-0.001".parse().unwrap(), "€", 2, En), "€0.00");
    }
}
