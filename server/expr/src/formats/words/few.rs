//! Numbers up to ten, as running text has them in words, in every language.

use rust_decimal::Decimal;

use super::grammar;
use crate::Language;

const GERMAN: [(&str, &str); 11] = [
    ("null", "nullte"),
    ("eins", "erste"),
    ("zwei", "zweite"),
    ("drei", "dritte"),
    ("vier", "vierte"),
    ("fünf", "fünfte"),
    ("sechs", "sechste"),
    ("sieben", "siebte"),
    ("acht", "achte"),
    ("neun", "neunte"),
    ("zehn", "zehnte"),
];

const FRENCH: [(&str, &str); 11] = [
    ("zéro", "zéroième"),
    ("un", "premier"),
    ("deux", "deuxième"),
    ("trois", "troisième"),
    ("quatre", "quatrième"),
    ("cinq", "cinquième"),
    ("six", "sixième"),
    ("sept", "septième"),
    ("huit", "huitième"),
    ("neuf", "neuvième"),
    ("dix", "dixième"),
];

/// The number and its ordinal; none above ten and for what is not whole.
fn pair(number: Decimal, language: Language) -> Option<(String, String)> {
    let n = usize::try_from(number).ok().filter(|n| number.is_integer() && *n <= 10)?;
    let table = match (language, grammar(language)) {
        (_, Some(grammar)) => return Some((grammar.number(number), grammar.ordinal(n as u64))),
        (Language::Fr, None) => FRENCH,
        (_, None) => GERMAN,
    };
    table.get(n).map(|(number, ordinal)| ((*number).to_owned(), (*ordinal).to_owned()))
}

/// `three`
pub(crate) fn number(number: Decimal, language: Language) -> Option<String> {
    pair(number, language).map(|(number, _)| number)
}

/// `third`
pub(crate) fn ordinal(number: u64, language: Language) -> Option<String> {
    if number == 0 {
        return None;
    }
    pair(number.into(), language).map(|(_, ordinal)| ordinal)
}
