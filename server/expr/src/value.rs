//! What an expression works on.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil;
use rust_decimal::Decimal;

use crate::{Path, Period, Record, RecordKind};

/// The answers that would settle something.
pub type Needs = Arc<BTreeSet<Path>>;

/// A value. Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not known yet; these answers would settle it.
    Unanswered(Needs),
    /// Known to be empty: an optional question left open, or `none`.
    None,
    /// Yes or no.
    Bool(bool),
    /// An exact decimal, at most 28 digits.
    Number(Decimal),
    /// A text.
    Text(Arc<str>),
    /// A day.
    Date(civil::Date),
    /// A day and a time of day, without a time zone.
    DateTime(civil::DateTime),
    /// A length of time: three months.
    Period(Period),
    /// Values in order.
    List(Arc<[Value]>),
    /// Named values.
    Record(Arc<Record>),
    /// A picture or another file, by its reference. It is there or not; it has no text.
    File(Arc<str>),
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<Arc<str>>) -> Value {
        Value::Text(text.into())
    }

    /// A list.
    pub fn list(items: impl IntoIterator<Item = Value>) -> Value {
        Value::List(items.into_iter().collect())
    }

    /// A value that one answer would settle.
    pub fn unanswered(path: Path) -> Value {
        Value::Unanswered(Arc::new(BTreeSet::from([path])))
    }

    /// Whether it counts as true: empty text, empty list, 0 (of money too), no and none do not; none
    /// for what is unanswered.
    pub fn truth(&self) -> Option<bool> {
        Some(match self {
            Value::Unanswered(_) => return None,
            Value::None => false,
            Value::Bool(yes) => *yes,
            Value::Number(number) => !number.is_zero(),
            Value::Text(text) => !text.is_empty(),
            Value::List(items) => !items.is_empty(),
            Value::Period(period) => !period.is_zero(),
            Value::Record(record) if record.kind == RecordKind::Money => {
                record.get("amount").is_none_or(|amount| amount.truth() != Some(false))
            }
            Value::Date(_) | Value::DateTime(_) | Value::Record(_) | Value::File(_) => true,
        })
    }

    /// What it is, for a sentence: "a text", "a list".
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Unanswered(_) => "unanswered",
            Value::None => "left empty",
            Value::Bool(_) => "a yes or no",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::Date(_) => "a date",
            Value::DateTime(_) => "a date and time",
            Value::Period(_) => "a period",
            Value::List(_) => "a list",
            Value::Record(record) => record.kind.noun(),
            Value::File(_) => "a file",
        }
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Value {
        Value::Bool(yes)
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Value {
        Value::Number(number)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Number(number.into())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Value {
        Value::Number(number.into())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text.into())
    }
}

impl From<civil::Date> for Value {
    fn from(date: civil::Date) -> Value {
        Value::Date(date)
    }
}

impl From<Record> for Value {
    fn from(record: Record) -> Value {
        Value::Record(Arc::new(record))
    }
}
