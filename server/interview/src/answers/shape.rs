//! Answers by their own shape, where the kind of a question is only a guess.
//!
//! What is inferred from use must never refuse an answer that the document could use: `{{ job.amount() }}` looks like a
//! text and may well be a number, `changes.true_values()` like a list of choices and may be a map of yes and no.

use std::sync::Arc;

use akte_expr::{Record, RecordKind, Value};
use serde_json::Value as Json;

use super::leaf::{json_decimal, text, typed_money};
use super::wrong::{Expected, Wrong};
use crate::kind::Kind;
use crate::limits;

/// Whether a guess of this kind holds for an answer. What is only printed may be anything, what choices are taken from
/// may be a map of yes and no; a number, a date, an amount or a yes/no is no guess: its use says it.
pub(super) fn fits(guess: Kind, json: &Json) -> bool {
    match guess {
        Kind::Text => json.is_string(),
        Kind::List | Kind::MultipleChoice => json.is_array(),
        _ => true,
    }
}

/// The value that has the same shape, within the limits of answers.
pub(super) fn value(json: &Json) -> Result<Value, Wrong> {
    Ok(match json {
        Json::Null => Value::None,
        Json::Bool(yes) => Value::Bool(*yes),
        Json::Number(number) => json_decimal(number)?.into(),
        Json::String(_) => Value::from(text(json, Expected::Text)?),
        Json::Array(items) if items.len() > limits::LIST_ITEMS => {
            return Err(Wrong::ListTooLong(items.len()));
        }
        Json::Array(items) => Value::list(items.iter().map(value).collect::<Result<Vec<_>, _>>()?),
        Json::Object(fields) => {
            if let (true, Ok((_, money))) = (fields.contains_key("currency"), typed_money(json)) {
                return Ok(money);
            }
            let mut record = Record::new(RecordKind::Plain);
            for (name, field) in fields {
                record.fields.insert(Arc::from(name.as_str()), value(field)?);
            }
            record.into()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_weak_guesses_give_way() {
        for (guess, answer, fit) in [
            (Kind::Text, json!(5), false),
            (Kind::Text, json!("five"), true),
            (Kind::MultipleChoice, json!({ "a": true }), false),
            (Kind::List, json!({ "a": {} }), false),
            (Kind::Number, json!([true]), true),
            (Kind::YesNo, json!("yes"), true),
            (Kind::Person, json!("Anna"), true),
        ] {
            assert_eq!(fits(guess, &answer), fit, "{guess:?} {answer}");
        }
    }

    #[test]
    fn every_shape_has_a_value() {
        let read = value(&json!({ "a": [1.5, "x", true, null], "b": { "c": 2 } })).unwrap();
        let Value::Record(record) = &read else { panic!("{read:?}") };
        let Some(Value::List(items)) = record.fields.get("a") else { panic!("{read:?}") };
        assert_eq!(items[0], Value::Number("1.5".parse().unwrap()));
        assert_eq!(items[1..], [Value::from("x"), Value::Bool(true), Value::None]);
    }

    #[test]
    fn limits_hold_for_every_shape() {
        assert!(value(&json!(vec![0; limits::LIST_ITEMS + 1])).is_err());
        assert!(value(&json!("x".repeat(limits::TEXT_CHARS + 1))).is_err());
        assert!(value(&serde_json::from_str("1e300").unwrap()).is_err());
    }

    #[test]
    fn an_amount_of_money_is_one_wherever_it_stands() {
        let kind = |json: Json| match value(&json).unwrap() {
            Value::Record(record) => record.kind,
            other => panic!("{other:?}"),
        };
        assert_eq!(kind(json!({ "amount": "1.50", "currency": "USD" })), RecordKind::Money);
        for plain in [
            json!({ "amount": 1 }),
            json!({ "amount": 1, "currency": "USD", "of": "x" }),
            json!({ "currency": "USD" }),
        ] {
            assert_eq!(kind(plain), RecordKind::Plain);
        }
    }
}
