//! A value on its way through an expression, with the answer that it came from.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{EvalError, EvalErrorKind};
use crate::{Path, Record, RecordKind, Step, Value, suggest};

/// A value and where it came from. What is found is not touched yet: who uses it does that.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub value: Value,
    pub origin: Origin,
    pub role: Role,
}

/// Where a value came from.
#[derive(Clone, Debug)]
pub(crate) enum Origin {
    /// Computed, or typed.
    Made,
    /// The answer of this name.
    At(Path),
    /// A list of these, such as a selection from a list of answers.
    Items(Arc<[Found]>),
}

/// What the record that holds a value says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nothing.
    Any,
    /// One answer, without fields.
    Single,
    /// A record of this kind, even when nothing of it is known yet.
    Kind(RecordKind),
}

impl Found {
    /// A computed value.
    pub fn made(value: impl Into<Value>) -> Found {
        Found { value: value.into(), origin: Origin::Made, role: Role::Any }
    }

    /// The answer of a name; absent when there is none yet.
    pub fn at(path: Path, value: Option<&Value>, role: Role) -> Found {
        let value = match value {
            None | Some(Value::Unanswered(_)) => Value::unanswered(path.clone()),
            Some(value) => value.clone(),
        };
        Found { value, origin: Origin::At(path), role }
    }

    /// A list of values that keep where they came from.
    pub fn list(items: Vec<Found>) -> Found {
        let value = Value::list(items.iter().map(|item| item.value.clone()));
        let origin = if items.iter().all(|item| matches!(item.origin, Origin::Made)) {
            Origin::Made
        } else {
            Origin::Items(items.into())
        };
        Found { value, origin, role: Role::Any }
    }

    /// The name of the answer.
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::At(path) => Some(path),
            _ => None,
        }
    }

    /// What kind of record it is, or will be once it is answered.
    pub fn kind(&self) -> Option<RecordKind> {
        let kind = match &self.value {
            Value::Record(record) => record.kind,
            Value::Unanswered(_) => RecordKind::Plain,
            _ => return None,
        };
        match (kind, self.role, &self.value) {
            (RecordKind::Plain, Role::Kind(kind), _) => Some(kind),
            (_, _, Value::Unanswered(_)) => None,
            (kind, ..) => Some(kind),
        }
    }

    /// Whether it has to be answered before anything can be done with it.
    pub fn is_open(&self) -> bool {
        matches!(self.value, Value::Unanswered(_)) && self.kind().is_none()
    }

    /// How to call it in a sentence: its name, or what it is.
    pub fn called(&self) -> String {
        match self.path() {
            Some(path) => format!("`{path}`"),
            None => "this".to_owned(),
        }
    }

    /// A field.
    pub fn member(&self, name: &Arc<str>) -> Result<Found, EvalError> {
        let child = self.path().map(|path| path.child(name.clone()));
        match (&self.value, child) {
            (Value::Unanswered(_), Some(child)) => Ok(Found::at(child, None, role(self.kind(), name))),
            (Value::Unanswered(_), None) => Ok(Found::made(self.value.clone())),
            (Value::None, Some(child)) => Ok(Found::at(child, Some(&Value::None), Role::Any)),
            (Value::None, None) => Ok(Found::made(Value::None)),
            (Value::Record(record), child) => self.field(record, name, child),
            (value, _) => match unit(value, name) {
                Some(number) => Ok(Found::made(Value::from(number))),
                None => Err(EvalError::new(
                    EvalErrorKind::WrongType,
                    format!(
                        "{} is {}, so it has no `{name}`. Take `.{name}` away, or ask for a group \
                         with that field instead.",
                        self.called(),
                        value.kind()
                    ),
                )),
            },
        }
    }

    fn field(&self, record: &Record, name: &Arc<str>, child: Option<Path>) -> Result<Found, EvalError> {
        let kind = self.kind();
        let role = role(kind, name);
        match (record.get(name), child) {
            (Some(value), Some(child)) => Ok(Found::at(child, Some(value), role)),
            (Some(value), None) => Ok(Found { role, ..Found::made(value.clone()) }),
            (None, Some(child)) => match alias(kind, name) {
                Some([first]) => self.member(&Arc::from(*first)),
                Some([first, second]) => self.member(&Arc::from(*first))?.member(&Arc::from(*second)),
                _ => Ok(Found::at(child, None, role)),
            },
            (None, None) => {
                let names = || record.fields.keys().map(|key| &**key);
                let near = match suggest(name, names()) {
                    Some(near) => format!("Did you mean `{near}`?"),
                    None => format!("It has {}.", names().collect::<Vec<_>>().join(", ")),
                };
                Err(EvalError::new(EvalErrorKind::BadValue, format!("There is no `{name}` in it. {near}")))
            }
        }
    }

    /// The item at a place, counted from 0, or from -1 for the last.
    pub fn item(&self, at: Decimal) -> Result<Found, EvalError> {
        let index = usize::try_from(at).ok().filter(|_| at.is_integer());
        match &self.value {
            Value::Unanswered(_) => match (self.path(), index) {
                (Some(path), Some(index)) => Ok(Found::at(path.item(index), None, Role::Any)),
                _ => Ok(self.clone()),
            },
            Value::None => Ok(Found::made(Value::None)),
            Value::Record(_) => self.member(&at.normalize().to_string().into()),
            Value::List(items) => {
                let index = position(at, items.len())?;
                match (self.path(), index) {
                    (_, Some(index)) if index < items.len() => Ok(self.nth(index, items)),
                    (Some(path), Some(index)) => Ok(Found::at(path.item(index), None, Role::Any)),
                    _ => Ok(Found::made(Value::None)),
                }
            }
            Value::Text(text) => {
                let index = position(at, text.chars().count())?;
                let one = index.and_then(|index| text.chars().nth(index));
                Ok(Found::made(match one {
                    Some(c) => Value::from(c.to_string()),
                    None => Value::None,
                }))
            }
            value => Err(EvalError::new(
                EvalErrorKind::WrongType,
                format!("{} is {}, not a list. Take the square brackets away.", self.called(), value.kind()),
            )),
        }
    }

    /// One step further: a field or an item.
    pub fn step(&self, step: &Step) -> Result<Found, EvalError> {
        match step {
            Step::Name(name) => self.member(name),
            Step::Index(index) => self.item(Decimal::from(*index)),
        }
    }

    /// The items of a list, each with where it came from; none when it is not a list.
    pub fn items(&self) -> Option<Vec<Found>> {
        let Value::List(items) = &self.value else {
            return None;
        };
        Some((0..items.len()).map(|index| self.nth(index, items)).collect())
    }

    fn nth(&self, index: usize, items: &[Value]) -> Found {
        let value = items.get(index);
        match &self.origin {
            Origin::Items(items) if index < items.len() => items[index].clone(),
            Origin::At(path) => Found::at(path.item(index), value, Role::Any),
            _ => Found::made(value.cloned().unwrap_or(Value::None)),
        }
    }
}

/// A whole number as a place in a list of a length; none when it lies before the first.
fn position(at: Decimal, length: usize) -> Result<Option<usize>, EvalError> {
    let whole = i64::try_from(at).ok().filter(|_| at.is_integer()).ok_or_else(|| {
        EvalError::new(
            EvalErrorKind::BadValue,
            format!("{} is not a place in a list. Use a whole number; the first is 0.", at.normalize()),
        )
    })?;
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let whole = if whole < 0 { whole + length } else { whole };
    Ok(usize::try_from(whole).ok())
}

/// What a record of a kind says about its field.
fn role(kind: Option<RecordKind>, name: &str) -> Role {
    match (kind, name) {
        (Some(RecordKind::Person), "name") => Role::Kind(RecordKind::Name),
        (Some(RecordKind::Person | RecordKind::Organisation), "address") => Role::Kind(RecordKind::Address),
        (Some(RecordKind::Person), "birth") | (None | Some(RecordKind::Plain), _) => Role::Any,
        _ => Role::Single,
    }
}

/// The field that docassemble calls by another name.
fn alias(kind: Option<RecordKind>, name: &str) -> Option<&'static [&'static str]> {
    Some(match (kind?, name) {
        (RecordKind::Person, "birthdate") => &["birth", "date"],
        (RecordKind::Person | RecordKind::Organisation, "phone_number") => &["phone"],
        (RecordKind::Address, "zip" | "postal_code") => &["postcode"],
        (RecordKind::Address, "unit") => &["addition"],
        _ => return None,
    })
}

/// A part of a date or a period as a number.
fn unit(value: &Value, name: &str) -> Option<i64> {
    Some(match (value, name) {
        (Value::Date(date), "year") => date.year().into(),
        (Value::Date(date), "month") => date.month().into(),
        (Value::Date(date), "day") => date.day().into(),
        (Value::DateTime(moment), "year") => moment.year().into(),
        (Value::DateTime(moment), "month") => moment.month().into(),
        (Value::DateTime(moment), "day") => moment.day().into(),
        (Value::DateTime(moment), "hour") => moment.hour().into(),
        (Value::DateTime(moment), "minute") => moment.minute().into(),
        (Value::Period(period), "years") => period.years.into(),
        (Value::Period(period), "months") => period.months.into(),
        (Value::Period(period), "weeks") => period.weeks.into(),
        (Value::Period(period), "days") => period.days.into(),
        _ => return None,
    })
}
