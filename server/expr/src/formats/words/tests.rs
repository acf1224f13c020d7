//! The style is what the page says: its tables are checked row by row, and no two numbers may share
//! their words.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use Language::{En, Nl};

const PAGE: &str = include_str!("../../../../../docs/words.md");

/// The rows of the first table under a heading.
fn rows(heading: &str) -> Vec<[&'static str; 3]> {
    let section = PAGE.split("\n## ").find_map(|section| section.strip_prefix(heading)).unwrap();
    let lines = section.lines().skip_while(|line| !line.starts_with("| ---")).skip(1);
    let rows = lines.take_while(|line| line.starts_with('|')).map(|line| {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        cells.try_into().unwrap()
    });
    rows.collect()
}

/// Checks the Dutch and English cells of each row.
fn check(heading: &str, least: usize, words: impl Fn(&Grammar, &str) -> String) {
    let rows = rows(heading);
    assert!(rows.len() >= least, "{heading}: only {} rows", rows.len());
    for [given, nl, en] in rows {
        assert_eq!(words(grammar(Nl).unwrap(), given), nl, "{given}");
        assert_eq!(words(grammar(En).unwrap(), given), en, "{given}");
    }
}

#[test]
fn the_page_says_how() {
    check("Numbers", 40, |grammar, n| grammar.number(n.parse().unwrap()));
    check("Ordinals", 20, |grammar, n| grammar.ordinal(n.parse().unwrap()));
    check("Amounts", 15, |grammar, given| {
        let (amount, code) = given.split_once(' ').unwrap();
        grammar.money(amount.parse().unwrap(), code)
    });
    check("Dates", 10, |grammar, day| grammar.date(day.parse().unwrap()));
    check("Times", 3, |grammar, moment| grammar.date_time(moment.parse().unwrap()));
    check("Periods", 7, |grammar, span| grammar.period(&span.parse().unwrap()));
}

#[test]
fn german_and_french_have_no_words_yet() {
    assert!(grammar(Language::De).is_none() && grammar(Language::Fr).is_none());
}

#[test]
fn up_to_ten_there_are_words_in_every_language() {
    for (language, three, third) in [
        (Nl, "drie", "derde"),
        (En, "three", "third"),
        (Language::De, "drei", "dritte"),
        (Language::Fr, "trois", "troisième"),
    ] {
        assert_eq!(few::number(3.into(), language).as_deref(), Some(three));
        assert_eq!(few::ordinal(3, language).as_deref(), Some(third));
        assert_eq!(few::number(11.into(), language), None);
        assert_eq!(few::number(Decimal::new(35, 1), language), None);
        assert_eq!(few::number((-3).into(), language), None);
        assert_eq!(few::ordinal(0, language), None);
        assert_eq!(few::ordinal(11, language), None);
    }
}

/// Every number and ordinal of a range, each with words of its own.
#[test]
fn no_two_numbers_share_their_words() {
    for language in [Nl, En] {
        let grammar = grammar(language).unwrap();
        let mut seen: HashMap<String, String> = HashMap::new();
        for n in (0..8_000_u64).chain((0..1_500).map(|n| 999_000 + n)) {
            for (kind, words) in [("", (grammar.whole)(n.into())), ("th", grammar.ordinal(n))] {
                let own = format!("{n}{kind}");
                if let Some(other) = seen.insert(words.clone(), own.clone()) {
                    panic!("{language}: `{words}` is {other} and {own}");
                }
            }
        }
    }
}

/// Reads a whole number back: by eating the words of each group, in their order, from the tables of
/// this test alone.
fn read(words: &str, language: Language) -> Option<u128> {
    let large: [&str; 8] = match language {
        Nl => {
            ["miljoen", "miljard", "biljoen", "biljard", "triljoen", "triljard", "quadriljoen", "quadriljard"]
        }
        _ => [
            "million",
            "billion",
            "trillion",
            "quadrillion",
            "quintillion",
            "sextillion",
            "septillion",
            "octillion",
        ],
    };
    let mut rest = words;
    let mut total = 0;
    for (at, name) in large.iter().enumerate().rev() {
        if let Some((count, after)) = rest.split_once(&format!(" {name}")) {
            total += below(count.trim(), language)? * 10_u128.pow(6 + 3 * at as u32);
            rest = after.trim_start();
        }
    }
    let thousand = if language == Nl { "duizend" } else { "thousand" };
    if let Some((count, after)) = rest.split_once(thousand) {
        total += 1000 * if count.trim().is_empty() { 1 } else { below(count.trim(), language)? };
        rest = after.trim_start();
    }
    let rest = rest.strip_prefix("and ").unwrap_or(rest);
    Some(total + if rest.is_empty() { 0 } else { below(rest, language)? })
}

/// A number below a thousand.
fn below(words: &str, language: Language) -> Option<u128> {
    let hundred = if language == Nl { "honderd" } else { " hundred" };
    let Some((count, rest)) = words.split_once(hundred) else {
        return tens(words, language);
    };
    let count = if count.is_empty() { 1 } else { tens(count, language)? };
    let joined = if language == Nl { "en" } else { " and " };
    let rest = match (tens(rest, language), rest.strip_prefix(joined)) {
        (None, Some(rest)) => tens(rest, language)?,
        (_, None) if rest.is_empty() => 0,
        (number, _) => number?,
    };
    Some(count * 100 + rest)
}

fn tens(words: &str, language: Language) -> Option<u128> {
    let small: Vec<&str> = match language {
        Nl => {
            "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien \
               zestien zeventien achttien negentien"
        }
        _ => {
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
              sixteen seventeen eighteen nineteen"
        }
    }
    .split_whitespace()
    .collect();
    let tens: Vec<&str> = match language {
        Nl => "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
        _ => "twenty thirty forty fifty sixty seventy eighty ninety",
    }
    .split_whitespace()
    .collect();
    let place = |list: &[&str], word: &str| list.iter().position(|own| *own == word).map(|at| at as u128);
    if let Some(n) = place(&small, words) {
        return Some(n);
    }
    if let Some(n) = place(&tens, words) {
        return Some((n + 2) * 10);
    }
    if language != Nl {
        let (ten, unit) = words.split_once('-')?;
        return Some((place(&tens, ten)? + 2) * 10 + place(&small, unit)?);
    }
    let (ten, before) = tens.iter().zip(0..).find_map(|(ten, at)| Some((at, words.strip_suffix(ten)?)))?;
    let unit = before.strip_suffix("en").or_else(|| before.strip_suffix("ën"))?;
    assert_eq!(before.ends_with("ën"), unit.ends_with('e'), "the trema of {words}");
    Some((ten + 2) * 10 + place(&small, unit)?)
}

#[test]
fn words_of_the_first_numbers_read_back() {
    for n in 0..3_000_u128 {
        for language in [Nl, En] {
            let words = (grammar(language).unwrap().whole)(n);
            assert_eq!(read(&words, language), Some(n), "{words}");
        }
    }
}

proptest! {
    #[test]
    fn words_read_back(n in 0..=79_228_162_514_264_337_593_543_950_335_u128, shift in 0_u32..96) {
        let n = n >> shift;
        for language in [Nl, En] {
            let words = (grammar(language).unwrap().whole)(n);
            prop_assert_eq!(read(&words, language), Some(n), "{}", words);
        }
    }

    #[test]
    fn no_decimal_day_or_period_panics(
        mantissa in any::<i128>(), scale in 0_u32..=28, days in -4_371_587_i32..2_932_896,
        years in -9999_i32..9999, code in prop::sample::select(vec!["EUR", "USD", "JPY", "TND", "x", ""]),
    ) {
        let n = Decimal::from_i128_with_scale(mantissa >> 32, scale);
        let day = civil::Date::constant(1970, 1, 1).checked_add(jiff::Span::new().days(days));
        for language in [Nl, En] {
            let grammar = grammar(language).unwrap();
            prop_assert!(!grammar.number(n).is_empty() && !grammar.money(n, code).is_empty());
            prop_assert_eq!(grammar.number(n).starts_with(grammar.minus), n < Decimal::ZERO);
            if let Ok(day) = day {
                prop_assert!(!grammar.date(day).is_empty());
            }
            let span = Period { years, ..Period::default() };
            prop_assert!(!grammar.period(&span).is_empty());
        }
    }

    #[test]
    fn decimals_that_differ_have_other_words(a in 0_u32..100_000, b in 0_u32..100_000, scale in 0_u32..6) {
        let (a, b) = (Decimal::new(a.into(), scale), Decimal::new(b.into(), scale));
        for language in [Nl, En] {
            let grammar = grammar(language).unwrap();
            prop_assert_eq!(a == b, grammar.number(a) == grammar.number(b));
        }
    }
}
