//! Dutch: one word up to and including `duizend`, `miljoen` and larger apart (Leidraad 6.9, the
//! official spelling); `en` between `honderd` and 1 to 12; no accents on `een`.

use jiff::civil;

use super::{Grammar, Names, century, currency, large};
use crate::Language;
use crate::formats::date;

pub(super) static GRAMMAR: Grammar = Grammar {
    language: Language::Nl,
    whole,
    ordinal,
    fraction,
    date: day,
    minus: "min",
    point: "komma",
    and: "en",
    at: "om",
    clock: [("uur", "uur"), ("minuut", "minuten")],
    currencies: &[
        currency("EUR", ("euro", "euro"), CENT),
        currency("USD", ("Amerikaanse dollar", "Amerikaanse dollar"), CENT),
        currency("CAD", ("Canadese dollar", "Canadese dollar"), CENT),
        currency("AUD", ("Australische dollar", "Australische dollar"), CENT),
        currency("GBP", ("Brits pond", "Britse pond"), ("penny", "pence")),
        currency("CHF", ("Zwitserse frank", "Zwitserse frank"), ("centime", "centimes")),
        currency("SEK", ("Zweedse kroon", "Zweedse kronen"), ("öre", "öre")),
        currency("NOK", ("Noorse kroon", "Noorse kronen"), ("øre", "øre")),
        currency("DKK", ("Deense kroon", "Deense kronen"), ("øre", "øre")),
        currency("JPY", ("Japanse yen", "Japanse yen"), ("sen", "sen")),
    ],
};

const CENT: Names = ("cent", "cent");

/// With their ordinals.
const SMALL: [(&str, &str); 20] = [
    ("nul", "nulde"),
    ("een", "eerste"),
    ("twee", "tweede"),
    ("drie", "derde"),
    ("vier", "vierde"),
    ("vijf", "vijfde"),
    ("zes", "zesde"),
    ("zeven", "zevende"),
    ("acht", "achtste"),
    ("negen", "negende"),
    ("tien", "tiende"),
    ("elf", "elfde"),
    ("twaalf", "twaalfde"),
    ("dertien", "dertiende"),
    ("veertien", "veertiende"),
    ("vijftien", "vijftiende"),
    ("zestien", "zestiende"),
    ("zeventien", "zeventiende"),
    ("achttien", "achttiende"),
    ("negentien", "negentiende"),
];

const TENS: [&str; 8] =
    ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"];

/// 10⁶, 10⁹ … as far as a decimal of 28 figures goes.
const LARGE: [&str; 8] =
    ["miljoen", "miljard", "biljoen", "biljard", "triljoen", "triljard", "quadriljoen", "quadriljard"];

fn small(n: u128) -> (&'static str, &'static str) {
    SMALL.get(n as usize).copied().unwrap_or_default()
}

/// Below a hundred.
fn tens(n: u128) -> String {
    let (tens, unit) = (n / 10, small(n % 10).0);
    match tens.checked_sub(2).and_then(|at| TENS.get(at as usize)) {
        None => small(n).0.to_owned(),
        Some(tens) if n.is_multiple_of(10) => (*tens).to_owned(),
        // Two vowels that would be read as one get a trema: tweeëntwintig.
        Some(tens) if unit.ends_with('e') => format!("{unit}ën{tens}"),
        Some(tens) => format!("{unit}en{tens}"),
    }
}

/// So many hundreds, and the rest.
fn hundreds(hundreds: u128, rest: u128) -> String {
    let hundred = match hundreds {
        0 => return tens(rest),
        1 => "honderd".to_owned(),
        n => format!("{}honderd", tens(n)),
    };
    match rest {
        0 => hundred,
        1..=12 => format!("{hundred}en{}", tens(rest)),
        _ => format!("{hundred}{}", tens(rest)),
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
    match n / 1000 % 1000 {
        0 => {}
        1 => parts.push("duizend".to_owned()),
        thousands => parts.push(format!("{}duizend", below_thousand(thousands))),
    }
    if !n.is_multiple_of(1000) || parts.is_empty() {
        parts.push(below_thousand(n % 1000));
    }
    parts.join(" ")
}

/// Only the last part changes: twee miljoenste, honderdeneerste.
fn ordinal(n: u128) -> String {
    let cardinal = whole(n);
    let last = n % 100;
    match small(last) {
        (word, ordinal) if !ordinal.is_empty() && (last > 0 || n == 0) => {
            format!("{}{ordinal}", cardinal.strip_suffix(word).unwrap_or_default())
        }
        // A million has no count before it: de miljoenste.
        _ if LARGE.iter().any(|name| cardinal == format!("een {name}")) => {
            format!("{}ste", cardinal.trim_start_matches("een "))
        }
        _ => format!("{cardinal}ste"),
    }
}

/// Two figures are read as a number (komma vijfentwintig), more one by one; zeros before it are said.
fn fraction(figures: &str) -> String {
    let rest = figures.trim_start_matches('0');
    let mut words = vec![small(0).0.to_owned(); figures.len() - rest.len()];
    if rest.len() <= 2 {
        words.extend(rest.parse().map(tens));
    } else {
        words.extend(rest.bytes().map(|figure| tens(u128::from(figure - b'0'))));
    }
    words.join(" ")
}

/// As notaries write it: een maart tweeduizend zesentwintig.
fn day(day: civil::Date) -> String {
    let year = match century(day.year()) {
        Some((century, rest)) => hundreds(century, rest),
        None => GRAMMAR.number(day.year().into()),
    };
    let number = tens(u128::try_from(day.day()).unwrap_or_default());
    format!("{number} {} {year}", date::month(day, Language::Nl))
}
