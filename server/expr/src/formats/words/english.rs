//! English: hyphens from twenty-one to ninety-nine, `and` before tens and units as in British use,
//! no commas.

use jiff::civil;

use super::{Grammar, Names, century, currency, large};
use crate::Language;
use crate::formats::date;

pub(super) static GRAMMAR: Grammar = Grammar {
    language: Language::En,
    whole,
    ordinal,
    fraction,
    date: day,
    minus: "minus",
    point: "point",
    and: "and",
    at: "at",
    clock: [("hour", "hours"), ("minute", "minutes")],
    currencies: &[
        currency("EUR", ("euro", "euros"), CENT),
        currency("USD", ("US dollar", "US dollars"), CENT),
        currency("CAD", ("Canadian dollar", "Canadian dollars"), CENT),
        currency("AUD", ("Australian dollar", "Australian dollars"), CENT),
        currency("GBP", ("pound sterling", "pounds sterling"), ("penny", "pence")),
        currency("CHF", ("Swiss franc", "Swiss francs"), ("centime", "centimes")),
        currency("SEK", ("Swedish krona", "Swedish kronor"), ("öre", "öre")),
        currency("NOK", ("Norwegian krone", "Norwegian kroner"), ("øre", "øre")),
        currency("DKK", ("Danish krone", "Danish kroner"), ("øre", "øre")),
        currency("JPY", ("Japanese yen", "Japanese yen"), ("sen", "sen")),
    ],
};

const CENT: Names = ("cent", "cents");

/// With their ordinals.
const SMALL: [(&str, &str); 20] = [
    ("zero", "zeroth"),
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("four", "fourth"),
    ("five", "fifth"),
    ("six", "sixth"),
    ("seven", "seventh"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("ten", "tenth"),
    ("eleven", "eleventh"),
    ("twelve", "twelfth"),
    ("thirteen", "thirteenth"),
    ("fourteen", "fourteenth"),
    ("fifteen", "fifteenth"),
    ("sixteen", "sixteenth"),
    ("seventeen", "seventeenth"),
    ("eighteen", "eighteenth"),
    ("nineteen", "nineteenth"),
];

const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// 10⁶, 10⁹ … as far as a decimal of 28 figures goes.
const LARGE: [&str; 8] =
    ["million", "billion", "trillion", "quadrillion", "quintillion", "sextillion", "septillion", "octillion"];

fn small(n: u128) -> (&'static str, &'static str) {
    SMALL.get(n as usize).copied().unwrap_or_default()
}

/// Below a hundred.
fn tens(n: u128) -> String {
    match (n / 10).checked_sub(2).and_then(|at| TENS.get(at as usize)) {
        None => small(n).0.to_owned(),
        Some(tens) if n.is_multiple_of(10) => (*tens).to_owned(),
        Some(tens) => format!("{tens}-{}", small(n % 10).0),
    }
}

/// So many hundreds, and the rest.
fn hundreds(hundreds: u128, rest: u128) -> String {
    match (hundreds, rest) {
        (0, rest) => tens(rest),
        (n, 0) => format!("{} hundred", tens(n)),
        (n, rest) => format!("{} hundred and {}", tens(n), tens(rest)),
    }
}

fn below_thousand(n: u128) -> String {
    hundreds(n / 100, n % 100)
}

fn whole(n: u128) -> String {
    let mut parts: Vec<String> = large(n, LARGE)
        .into_iter()
        .map(|(count, name)| format!("{} {name}", below_thousand(count)))
        .collect();
    let thousands = n / 1000 % 1000;
    if thousands > 0 {
        parts.push(format!("{} thousand", below_thousand(thousands)));
    }
    match n % 1000 {
        0 if !parts.is_empty() => {}
        rest @ 1..100 if !parts.is_empty() => parts.push(format!("and {}", tens(rest))),
        rest => parts.push(below_thousand(rest)),
    }
    parts.join(" ")
}

/// Only the last word changes: two hundred and twenty-first.
fn ordinal(n: u128) -> String {
    let cardinal = whole(n);
    let start = cardinal.rfind([' ', '-']).map_or(0, |at| at + 1);
    let (before, word) = cardinal.split_at(start);
    let last = match SMALL.iter().find(|(small, _)| *small == word) {
        Some((_, ordinal)) => (*ordinal).to_owned(),
        None => match word.strip_suffix('y') {
            Some(stem) => format!("{stem}ieth"),
            None => format!("{word}th"),
        },
    };
    format!("{before}{last}")
}

/// One by one: point two five.
fn fraction(figures: &str) -> String {
    let words: Vec<String> = figures.bytes().map(|figure| tens(u128::from(figure - b'0'))).collect();
    words.join(" ")
}

/// As in deeds: the fifth day of March two thousand and twenty-six.
fn day(day: civil::Date) -> String {
    let year = match century(day.year()) {
        Some((century, rest)) => hundreds(century, rest),
        None => GRAMMAR.number(day.year().into()),
    };
    let number = ordinal(u128::try_from(day.day()).unwrap_or_default());
    format!("the {number} day of {} {year}", date::month(day, Language::En))
}
