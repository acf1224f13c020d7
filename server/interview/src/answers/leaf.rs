//! One answer that is not made of others.

use std::str::FromStr;

use akte_expr::{Decimal, Period, Record, RecordKind, Value, civil, suggest};
use serde_json::{Number, Value as Json};

use super::numbers;
use crate::definition::shorten;
use crate::kind::Kind;
use crate::limits;
use crate::question::{Bound, Question};

/// What is wrong with an answer.
#[derive(Debug, PartialEq)]
pub(super) enum Mistake {
    /// Another type of JSON is expected: which.
    Type(&'static str),
    /// The right type, but not a value that can be used.
    Value { message: String, suggestion: Option<String> },
}

impl Mistake {
    /// A sentence for the person who answers.
    pub fn message(self) -> String {
        match self {
            Mistake::Type(expected) => format!("This takes {expected}."),
            Mistake::Value { message, .. } => message,
        }
    }

    fn value(message: impl Into<String>) -> Mistake {
        Mistake::Value { message: message.into(), suggestion: None }
    }
}

/// The value of an answer to a question that is neither a record nor a list.
pub(super) fn read(question: &Question, json: &Json) -> Result<Value, Mistake> {
    match question.kind {
        Kind::Number => {
            let number = decimal(json, "a number, or a text with one")?;
            bounded(question, number)?;
            Ok(number.into())
        }
        Kind::Money => money(question, json),
        Kind::YesNo => json.as_bool().map(Value::Bool).ok_or(Mistake::Type("true or false")),
        Kind::Date => date(text(json, "a text with a date, such as 2026-01-31")?),
        Kind::Period => period(text(json, "a text with a period, such as P3M")?),
        Kind::Choice => option(question, text(json, "a text: one of the options")?),
        Kind::MultipleChoice => options(question, json),
        Kind::Postcode => number(json, numbers::postcode),
        Kind::Kvk => number(json, numbers::kvk),
        Kind::Rsin => number(json, numbers::rsin),
        Kind::Bsn => number(json, numbers::bsn),
        Kind::Iban => number(json, numbers::iban),
        Kind::Vat => number(json, numbers::vat),
        Kind::Image | Kind::File => reference(json),
        _ => Ok(Value::from(text(json, "a text")?)),
    }
}

pub(super) fn text<'j>(json: &'j Json, expected: &'static str) -> Result<&'j str, Mistake> {
    let text = json.as_str().ok_or(Mistake::Type(expected))?;
    if text.len() > limits::TEXT_CHARS && text.chars().count() > limits::TEXT_CHARS {
        return Err(Mistake::value(format!("A text has at most {} characters.", limits::TEXT_CHARS)));
    }
    Ok(text)
}

/// The most characters of a reference.
const REFERENCE: usize = 200;

fn reference(json: &Json) -> Result<Value, Mistake> {
    let text = text(json, "a text: the reference of a file that was uploaded")?;
    match text.len() > REFERENCE {
        true => {
            Err(Mistake::value("This is no reference of a file. Upload the file, and answer with its id."))
        }
        false => Ok(Value::File(text.into())),
    }
}

fn number(json: &Json, check: fn(&str) -> Result<String, numbers::Wrong>) -> Result<Value, Mistake> {
    check(text(json, "a text")?).map(Value::from).map_err(Mistake::value)
}

/// An exact decimal. A JSON number is taken when it is sure to have arrived as it was written: binary floating point
/// keeps 15 digits (IEEE 754 double precision), longer ones come as texts.
fn decimal(json: &Json, expected: &'static str) -> Result<Decimal, Mistake> {
    match json {
        Json::Number(number) => json_decimal(number),
        Json::String(text) => text_decimal(text.trim()),
        _ => Err(Mistake::Type(expected)),
    }
}

pub(super) fn json_decimal(number: &Number) -> Result<Decimal, Mistake> {
    let text = number.to_string();
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let digits = mantissa.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    if number.is_f64() && digits > 15 {
        return Err(Mistake::value("This number has more digits than JSON numbers keep. Send it as a text."));
    }
    let read = if mantissa.len() == text.len() {
        Decimal::from_str_exact(&text)
    } else {
        Decimal::from_scientific(&text)
    };
    read.map_err(|_| {
        Mistake::value("This number is too large or too precise: at most 28 digits can be used.")
    })
}

fn text_decimal(text: &str) -> Result<Decimal, Mistake> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return Err(Mistake::value("This is not a number. Write it with digits and a point: 1234.56."));
    }
    Decimal::from_str_exact(text).map_err(|_| {
        Mistake::value("This number is too large or too precise: at most 28 digits can be used.")
    })
}

fn bounded(question: &Question, number: Decimal) -> Result<(), Mistake> {
    let outside = |bound: &Option<Bound>, wrong: fn(&Decimal, &Decimal) -> bool| {
        bound.as_ref().map(|bound| bound.exact).filter(|bound| wrong(&number, bound))
    };
    if let Some(min) = outside(&question.min, Decimal::lt) {
        return Err(Mistake::value(format!("This must be at least {min}.")));
    }
    if let Some(max) = outside(&question.max, Decimal::gt) {
        return Err(Mistake::value(format!("This must be at most {max}.")));
    }
    Ok(())
}

/// `{"amount", "currency"}`; the currency is three capitals (ISO 4217), EUR when it is absent.
fn money(question: &Question, json: &Json) -> Result<Value, Mistake> {
    let (amount, value) = typed_money(json)?;
    bounded(question, amount)?;
    Ok(value)
}

/// An amount with its currency, and its number.
pub(super) fn typed_money(json: &Json) -> Result<(Decimal, Value), Mistake> {
    const EXPECTED: &str = "an object with amount and currency";
    let fields = json.as_object().ok_or(Mistake::Type(EXPECTED))?;
    if let Some(other) = fields.keys().find(|key| !matches!(key.as_str(), "amount" | "currency")) {
        let message = format!("An amount of money has amount and currency, not “{}”.", shorten(other));
        return Err(Mistake::value(message));
    }
    let amount = fields.get("amount").filter(|amount| !amount.is_null());
    let amount = amount.ok_or_else(|| Mistake::value("The amount is missing."))?;
    let amount = decimal(amount, "an amount that is a number, or a text with one")?;
    let currency = match fields.get("currency") {
        None | Some(Json::Null) => "EUR",
        Some(currency) => text(currency, "a currency that is a text, such as EUR")?,
    };
    if currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err(Mistake::value("A currency is three capital letters, such as EUR."));
    }
    Ok((amount, Record::new(RecordKind::Money).with("amount", amount).with("currency", currency).into()))
}

/// A day as ISO 8601 writes it, in full: 2026-01-31.
fn date(text: &str) -> Result<Value, Mistake> {
    let wrong = || Mistake::value("This is not a date. Write year, month and day: 2026-01-31.");
    let text = text.trim();
    let formed = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    let date = civil::Date::from_str(text).ok().filter(|date| formed && date.year() > 0);
    date.map(Value::Date).ok_or_else(wrong)
}

fn period(text: &str) -> Result<Value, Mistake> {
    let wrong =
        |_| Mistake::value("This is not a period. Write it as in P3M (three months) or P14D (14 days).");
    Period::from_str(text).map(Value::Period).map_err(wrong)
}

fn option(question: &Question, text: &str) -> Result<Value, Mistake> {
    if question.options_from.is_some() {
        return Ok(Value::from(text)); // held against the options once these are known
    }
    let values = || question.options.iter().map(|option| &*option.value);
    match question.options.iter().find(|option| &*option.value == text) {
        Some(option) => Ok(Value::Text(option.value.clone())),
        None => Err(Mistake::Value {
            message: format!("“{}” is none of the options.", shorten(text)),
            suggestion: suggest(text, values()).map(str::to_owned),
        }),
    }
}

/// Some of the options, each once.
fn options(question: &Question, json: &Json) -> Result<Value, Mistake> {
    const EXPECTED: &str = "a list of texts";
    let picked = json.as_array().ok_or(Mistake::Type(EXPECTED))?;
    let all = if question.options_from.is_some() { limits::OPTIONS } else { question.options.len() };
    let most = question.max.as_ref().map_or(all, Bound::items);
    if picked.len() > most {
        return Err(Mistake::value(format!("At most {most} can be chosen.")));
    }
    if picked.len() < question.min_items() {
        return Err(Mistake::value(format!("At least {} must be chosen.", question.min_items())));
    }
    let mut values: Vec<Value> = Vec::with_capacity(picked.len());
    for one in picked {
        let value = option(question, text(one, EXPECTED)?)?;
        if values.contains(&value) {
            return Err(Mistake::value("Each option can be chosen once."));
        }
        values.push(value);
    }
    Ok(Value::list(values))
}
