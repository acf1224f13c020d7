//! One answer that is not made of others.

use std::str::FromStr;

use akte_expr::{Decimal, Period, Record, RecordKind, Value, civil};
use serde_json::{Number, Value as Json};

use super::numbers;
use super::wrong::{Expected, Wrong};
use crate::definition::shorten;
use crate::kind::Kind;
use crate::limits;
use crate::question::{Bound, Question};

/// The value of an answer to a question that is neither a record nor a list.
pub(super) fn read(question: &Question, json: &Json) -> Result<Value, Wrong> {
    match question.kind {
        Kind::Number => {
            let number = decimal(json, Expected::Number)?;
            bounded(question, number)?;
            Ok(number.into())
        }
        Kind::Money => money(question, json),
        Kind::YesNo => {
            json.as_bool().map(Value::Bool).ok_or_else(|| Wrong::type_of(Expected::TrueOrFalse, json))
        }
        Kind::Date => date(text(json, Expected::Date)?),
        Kind::Period => period(text(json, Expected::Period)?),
        Kind::Choice => option(question, text(json, Expected::Option)?),
        Kind::MultipleChoice => options(question, json),
        Kind::Postcode => number(json, numbers::postcode),
        Kind::Kvk => number(json, numbers::kvk),
        Kind::Rsin => number(json, numbers::rsin),
        Kind::Bsn => number(json, numbers::bsn),
        Kind::Iban => number(json, numbers::iban),
        Kind::Vat => number(json, numbers::vat),
        Kind::Image | Kind::File => reference(json),
        _ => Ok(Value::from(text(json, Expected::Text)?)),
    }
}

pub(super) fn text(json: &Json, expected: Expected) -> Result<&str, Wrong> {
    let text = json.as_str().ok_or_else(|| Wrong::type_of(expected, json))?;
    if text.len() > limits::TEXT_CHARS && text.chars().count() > limits::TEXT_CHARS {
        return Err(Wrong::TextTooLong);
    }
    Ok(text)
}

/// The most characters of a reference.
const REFERENCE: usize = 200;

fn reference(json: &Json) -> Result<Value, Wrong> {
    let text = text(json, Expected::Reference)?;
    match text.len() > REFERENCE {
        true => Err(Wrong::Reference),
        false => Ok(Value::File(text.into())),
    }
}

fn number(json: &Json, check: fn(&str) -> Result<String, Wrong>) -> Result<Value, Wrong> {
    check(text(json, Expected::Text)?).map(Value::from)
}

/// An exact decimal. A JSON number is taken when it is sure to have arrived as it was written: binary floating point
/// keeps 15 digits (IEEE 754 double precision), longer ones come as texts.
fn decimal(json: &Json, expected: Expected) -> Result<Decimal, Wrong> {
    match json {
        Json::Number(number) => json_decimal(number),
        Json::String(text) => text_decimal(text.trim()),
        _ => Err(Wrong::type_of(expected, json)),
    }
}

pub(super) fn json_decimal(number: &Number) -> Result<Decimal, Wrong> {
    let text = number.to_string();
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let digits = mantissa.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    if number.is_f64() && digits > 15 {
        return Err(Wrong::Imprecise);
    }
    let read = if mantissa.len() == text.len() {
        Decimal::from_str_exact(&text)
    } else {
        Decimal::from_scientific(&text)
    };
    read.map_err(|_| Wrong::NumberTooLarge)
}

fn text_decimal(text: &str) -> Result<Decimal, Wrong> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return Err(Wrong::Number);
    }
    Decimal::from_str_exact(text).map_err(|_| Wrong::NumberTooLarge)
}

fn bounded(question: &Question, number: Decimal) -> Result<(), Wrong> {
    let outside = |bound: &Option<Bound>, wrong: fn(&Decimal, &Decimal) -> bool| {
        bound.as_ref().map(|bound| bound.exact).filter(|bound| wrong(&number, bound))
    };
    if let Some(min) = outside(&question.min, Decimal::lt) {
        return Err(Wrong::LessThan(min));
    }
    if let Some(max) = outside(&question.max, Decimal::gt) {
        return Err(Wrong::MoreThan(max));
    }
    Ok(())
}

/// `{"amount", "currency"}`; the currency is three capitals (ISO 4217), EUR when it is absent.
fn money(question: &Question, json: &Json) -> Result<Value, Wrong> {
    let (amount, value) = typed_money(json)?;
    bounded(question, amount)?;
    Ok(value)
}

/// An amount with its currency, and its number.
pub(super) fn typed_money(json: &Json) -> Result<(Decimal, Value), Wrong> {
    let fields = json.as_object().ok_or_else(|| Wrong::type_of(Expected::Money, json))?;
    if let Some(other) = fields.keys().find(|key| !matches!(key.as_str(), "amount" | "currency")) {
        return Err(Wrong::MoneyPart(shorten(other)));
    }
    let amount = fields.get("amount").filter(|amount| !amount.is_null());
    let amount = amount.ok_or(Wrong::AmountMissing)?;
    let amount = decimal(amount, Expected::Amount)?;
    let currency = match fields.get("currency") {
        None | Some(Json::Null) => "EUR",
        Some(currency) => text(currency, Expected::Currency)?,
    };
    if currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err(Wrong::Currency);
    }
    Ok((amount, Record::new(RecordKind::Money).with("amount", amount).with("currency", currency).into()))
}

/// A day as ISO 8601 writes it, in full: 2026-01-31.
fn date(text: &str) -> Result<Value, Wrong> {
    let text = text.trim();
    let formed = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    let date = civil::Date::from_str(text).ok().filter(|date| formed && date.year() > 0);
    date.map(Value::Date).ok_or(Wrong::Date)
}

fn period(text: &str) -> Result<Value, Wrong> {
    Period::from_str(text).map(Value::Period).map_err(|_| Wrong::Period)
}

fn option(question: &Question, text: &str) -> Result<Value, Wrong> {
    if question.options_from.is_some() {
        return Ok(Value::from(text)); // held against the options once these are known
    }
    let found = question.options.iter().find(|option| &*option.value == text);
    found
        .map(|option| Value::Text(option.value.clone()))
        .ok_or_else(|| Wrong::no_option(text, question.options.iter().map(|option| &*option.value)))
}

/// Some of the options, each once.
fn options(question: &Question, json: &Json) -> Result<Value, Wrong> {
    let picked = json.as_array().ok_or_else(|| Wrong::type_of(Expected::Texts, json))?;
    let all = if question.options_from.is_some() { limits::OPTIONS } else { question.options.len() };
    let most = question.max.as_ref().map_or(all, Bound::items);
    if picked.len() > most {
        return Err(Wrong::TooManyChosen(most));
    }
    if picked.len() < question.min_items() {
        return Err(Wrong::TooFewChosen(question.min_items()));
    }
    let mut values: Vec<Value> = Vec::with_capacity(picked.len());
    for one in picked {
        let value = option(question, text(one, Expected::Texts)?)?;
        if values.contains(&value) {
            return Err(Wrong::ChosenTwice);
        }
        values.push(value);
    }
    Ok(Value::list(values))
}
