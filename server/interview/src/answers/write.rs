//! Values back to JSON: how a default is shown as if it were answered.

use akte_expr::{Decimal, Value};
use serde_json::{Map, Number, Value as Json};

/// The JSON that reads as this value; null for what is not known or left empty.
pub(crate) fn json(value: &Value) -> Json {
    match value {
        Value::Unanswered(_) | Value::None => Json::Null,
        Value::Bool(yes) => Json::Bool(*yes),
        Value::Number(number) => decimal(*number),
        Value::Text(text) | Value::File(text) => Json::from(&**text),
        Value::Date(date) => Json::from(date.to_string()),
        Value::DateTime(moment) => Json::from(moment.to_string()),
        Value::Period(period) => Json::from(period.to_string()),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Record(record) => {
            let known = record.fields.iter().map(|(name, field)| (name.to_string(), json(field)));
            Json::Object(known.filter(|(_, field)| !field.is_null()).collect::<Map<_, _>>())
        }
    }
}

/// A JSON number where that keeps every digit, otherwise a text.
fn decimal(number: Decimal) -> Json {
    let number = number.normalize();
    if let Ok(whole) = i64::try_from(number)
        && number.is_integer()
    {
        return Json::from(whole);
    }
    let text = number.to_string();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let float = text.parse().ok().filter(|_| digits <= 15).and_then(Number::from_f64);
    float.map_or(Json::from(text), Json::Number)
}
