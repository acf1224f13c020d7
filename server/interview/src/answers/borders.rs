//! Money, dates and the Dutch numbers at their borders: from the answer as JSON to what the document prints.

use akte_expr::{Language, Scope, Settings, Value, World, parse};
use serde_json::{Value as Json, json};

use super::numbers::{bsn, iban, kvk, postcode, rsin, vat};
use super::wrong::Wrong;
use crate::testing::{map, settings, with_questions};

/// What an expression prints in Dutch of the answers `a` and `b`, both of one kind; none when one is refused.
fn printed(kind: &str, a: &Json, b: &Json, expr: &str) -> Option<String> {
    let question = |name| json!({ "name": name, "type": kind });
    let interview = with_questions("{{ a }}{{ b }}", json!([question("a"), question("b")]));
    let settings = Settings { language: Language::Nl, ..settings() };
    let (record, errors) = interview.read(&map(json!({ "a": a, "b": b })), &settings);
    if !errors.is_empty() {
        return None;
    }
    let world = World { answers: &record, rules: interview.rules(), settings: &settings };
    let mut text = String::new();
    Scope::new(&world).write(&parse(expr).unwrap(), &mut text).unwrap();
    Some(text.replace('\u{a0}', " "))
}

#[test]
fn amounts_are_exact_and_rounded_half_up_when_they_are_printed() {
    let table = [
        ("0.1", "0.2", "a + b", "€ 0,30"),
        ("0.1", "0.2", "a.amount + b.amount == 0.3", "ja"),
        ("0.1", "0.2", "[a, b] | sum", "€ 0,30"),
        ("1.005", "0", "a", "€ 1,01"),
        ("1.0049999999999999999", "0", "a", "€ 1,00"),
        ("2.675", "0", "a", "€ 2,68"),
        ("0.005", "0", "a", "€ 0,01"),
        ("0.004", "0", "a", "€ 0,00"),
        ("999.995", "0", "a", "€ 1.000,00"),
        ("99999999999999999999.99", "0.01", "a + b", "€ 100.000.000.000.000.000.000,00"),
        ("100", "3", "a / b.amount", "€ 33,33"),
        ("200", "3", "a / b.amount", "€ 66,67"),
        ("0.125", "0", "a.amount | round(2)", "0,13"),
        ("2.5", "0", "a.amount | round", "3"),
        ("3.5", "0", "a.amount | round", "4"),
        ("1000", "0", "a * 0.21", "€ 210,00"),
        ("33.33", "0", "a * 3 == 99.99", "ja"),
    ];
    for (a, b, expr, expected) in table {
        let amount = |amount: &str| json!({ "amount": amount, "currency": "EUR" });
        let found = printed("money", &amount(a), &amount(b), expr);
        assert_eq!(found.as_deref(), Some(expected), "{a}, {b}: {expr}");
    }
}

#[test]
fn an_amount_below_zero_is_rounded_as_the_same_above() {
    for (amount, expected) in [("-0.005", "0,01"), ("-1.005", "1,01"), ("-1.004", "1,00")] {
        let found = printed("money", &json!({ "amount": amount }), &json!({ "amount": 0 }), "a").unwrap();
        assert!(found.contains(expected) && found.contains('-'), "{amount}: {found}");
    }
}

#[test]
fn leap_days_are_days_in_leap_years_alone() {
    for (day, exists) in [
        ("2024-02-29", true),
        ("2000-02-29", true),
        ("2400-02-29", true),
        ("2023-02-29", false),
        ("1900-02-29", false),
        ("2100-02-29", false),
        ("2024-02-30", false),
        ("2024-04-31", false),
        ("2024-12-31", true),
        ("2024-13-01", false),
        ("2024-00-10", false),
        ("9999-12-31", true),
        ("0000-01-01", false),
    ] {
        assert_eq!(printed("date", &json!(day), &json!("2024-01-01"), "a").is_some(), exists, "{day}");
    }
}

#[test]
fn periods_end_on_the_last_day_where_the_month_is_too_short() {
    let table = [
        ("2024-01-31", "a + period(months=1)", "29 februari 2024"),
        ("2023-01-31", "a + period(months=1)", "28 februari 2023"),
        ("2024-02-29", "a + period(years=1)", "28 februari 2025"),
        ("2024-02-29", "a + period(years=4)", "29 februari 2028"),
        ("2096-02-29", "a + period(years=4)", "28 februari 2100"),
        ("2024-12-31", "a + period(months=2)", "28 februari 2025"),
        ("2024-03-31", "a - period(months=1)", "29 februari 2024"),
        ("2024-12-31", "a + period(days=1)", "1 januari 2025"),
        ("2024-02-28", "a + period(days=1)", "29 februari 2024"),
        ("2023-02-28", "a + period(days=1)", "1 maart 2023"),
    ];
    for (day, expr, expected) in table {
        let found = printed("date", &json!(day), &json!("2024-01-01"), expr);
        assert_eq!(found.as_deref(), Some(expected), "{day}: {expr}");
    }
    let days = |from, to| printed("date", &json!(from), &json!(to), "(b - a).days").unwrap();
    assert_eq!(
        (days("2024-02-28", "2024-03-01"), days("2023-02-28", "2023-03-01")),
        ("2".into(), "1".into())
    );
}

type Check = fn(&str) -> Result<String, Wrong>;

#[test]
fn the_dutch_numbers_at_their_borders() {
    let table: &[(Check, &str, bool)] = &[
        (postcode, "1000 AA", true),
        (postcode, "9999 ZZ", true),
        (postcode, "1017\u{a0}ca", true),
        (postcode, "0999 AA", false),
        (postcode, "1234 SA", false),
        (postcode, "1234 SD", false),
        (postcode, "1234 SS", false),
        (postcode, "1234 SE", true),
        (postcode, "1234 AÉ", false),
        (kvk, "00000000", true),
        (kvk, "99999999", true),
        (kvk, "9999999", false),
        (kvk, "999999999", false),
        (bsn, "010000008", true),
        (bsn, "010000009", false),
        (bsn, "100000009", true),
        (bsn, "000000012", true),
        (bsn, "000000000", false),
        (bsn, "99999999", false),
        (bsn, "9999999990", false),
        (rsin, "123456782", true),
        (rsin, "123456783", false),
        (vat, "NL123456782B01", true),
        (vat, "NL123456782B99", true),
        (vat, "NL123456782B00", false),
        (vat, "NL000099998B57", true),
        (vat, "NL000099998B58", false),
        (vat, "BE", false),
    ];
    for (check, typed, right) in table {
        assert_eq!(check(typed).is_ok(), *right, "{typed}");
    }
}

/// Every number that differs in one digit, and every one with two digits beside each other exchanged.
fn typos(number: &str) -> Vec<String> {
    let chars: Vec<char> = number.chars().collect();
    let digits = || (0..chars.len()).filter(|&i| chars[i].is_ascii_digit());
    let changed = digits().flat_map(|i| {
        ('0'..='9')
            .filter(|c| *c != chars[i])
            .map(|c| {
                let mut other = chars.clone();
                other[i] = c;
                other.into_iter().collect()
            })
            .collect::<Vec<String>>()
    });
    let exchanged =
        digits().filter(|&i| i > 0 && chars[i - 1].is_ascii_digit() && chars[i - 1] != chars[i]).map(|i| {
            let mut other = chars.clone();
            other.swap(i - 1, i);
            other.into_iter().collect()
        });
    changed.chain(exchanged).collect()
}

#[test]
fn one_typing_mistake_is_always_noticed() {
    let table: &[(Check, &str)] = &[
        (bsn, "111222333"),
        (bsn, "123456782"),
        (rsin, "100000009"),
        (iban, "NL91ABNA0417164300"),
        (iban, "DE89370400440532013000"),
        (iban, "GB82WEST12345698765432"),
    ];
    for (check, number) in table {
        assert!(check(number).is_ok(), "{number}");
        for typo in typos(number) {
            assert!(check(&typo).is_err(), "{typo} for {number}");
        }
    }
}

#[test]
fn check_digits_of_an_iban_are_02_to_98() {
    let mut right = 0;
    for account in 0..500 {
        let all: Vec<u32> =
            (0..100).filter(|two| iban(&format!("NL{two:02}ABNA{account:010}")).is_ok()).collect();
        assert!(all.len() == 1 && (2..=98).contains(&all[0]), "{account}: {all:?}");
        right += all.len();
    }
    assert_eq!(right, 500);
}

#[test]
fn every_kind_of_number_says_in_a_sentence_what_is_wrong() {
    for kind in ["postcode", "kvk", "rsin", "bsn", "iban", "vat"] {
        let interview = with_questions("{{ a }}", json!([{ "name": "a", "type": kind }]));
        let (record, errors) = interview.read(&map(json!({ "a": "12" })), &settings());
        assert_eq!(record.get("a"), None::<&Value>, "{kind}");
        for language in [Language::En, Language::Nl] {
            let message = errors[0].message(language);
            assert!(message.ends_with('.') && message.len() > 20, "{kind}: {message}");
        }
    }
}
