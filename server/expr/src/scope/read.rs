//! A value as what an operation needs. Reading touches the answer.

use jiff::civil;
use rust_decimal::Decimal;

use super::{EvalError, EvalErrorKind, Found, Gather, Outcome, Scope, Unsettled};
use crate::limits::LIST_ITEMS;
use crate::{Period, RecordKind, Value};

impl Scope<'_> {
    /// The value itself.
    pub(crate) fn look(&mut self, found: &Found) -> Outcome<Value> {
        self.touch(found);
        match &found.value {
            Value::Unanswered(needs) => Err(Unsettled::Unanswered(needs.clone())),
            value => Ok(value.clone()),
        }
    }

    /// A number; of an amount of money its number.
    pub(crate) fn number(&mut self, found: &Found) -> Outcome<Decimal> {
        if found.kind() == Some(RecordKind::Money) {
            self.touch(found);
            let amount = found.member(&"amount".into())?;
            return match amount.value {
                Value::Number(number) => Ok(number),
                _ => self.number(&amount),
            };
        }
        match self.look(found)? {
            Value::Number(number) => Ok(number),
            value => Err(unfit(found, &value, "a number").into()),
        }
    }

    /// A number that may be typed as a text: `'1250.50'`.
    pub(crate) fn figure(&mut self, found: &Found) -> Outcome<Decimal> {
        match self.look(found)? {
            Value::Bool(yes) => Ok(Decimal::from(u8::from(yes))),
            Value::Text(text) => text.trim().parse().map_err(|_| {
                EvalError::new(
                    EvalErrorKind::BadValue,
                    format!("'{text}' is not a number. Write it in figures with a point for its decimals: 1250.50."),
                )
                .into()
            }),
            _ => self.number(found),
        }
    }

    /// A whole number.
    pub(crate) fn whole(&mut self, found: &Found) -> Outcome<i64> {
        let number = self.number(found)?;
        i64::try_from(number).ok().filter(|_| number.is_integer()).ok_or_else(|| {
            EvalError::new(
                EvalErrorKind::BadValue,
                format!("{} is not a whole number. Round it: `| round`.", number.normalize()),
            )
            .into()
        })
    }

    /// A day; a text is one when it is written as 2026-03-05.
    pub(crate) fn date(&mut self, found: &Found) -> Outcome<civil::Date> {
        Ok(self.moment(found)?.date())
    }

    /// A day with a time of day, midnight when it has none.
    pub(crate) fn moment(&mut self, found: &Found) -> Outcome<civil::DateTime> {
        match self.look(found)? {
            Value::Date(date) => Ok(date.at(0, 0, 0, 0)),
            Value::DateTime(moment) => Ok(moment),
            Value::Text(text) => typed_moment(&text).ok_or_else(|| {
                EvalError::new(
                    EvalErrorKind::BadValue,
                    format!("'{text}' is not a date. Ask for a date, or write it as 2026-03-05."),
                )
                .into()
            }),
            value => Err(unfit(found, &value, "a date").into()),
        }
    }

    /// A length of time; a text is one when it is written as P3M.
    pub(crate) fn period(&mut self, found: &Found) -> Outcome<Period> {
        match self.look(found)? {
            Value::Period(period) => Ok(period),
            Value::Text(text) => text.parse().map_err(|error: crate::PeriodError| {
                EvalError::new(EvalErrorKind::BadValue, error.to_string()).into()
            }),
            value => Err(unfit(found, &value, "a period").into()),
        }
    }

    /// The items of a list, each with where it came from; nothing for a list that was left empty.
    pub(crate) fn items(&mut self, found: &Found) -> Outcome<Vec<Found>> {
        let value = self.look(found)?;
        match (found.items(), value) {
            (Some(items), _) => {
                self.step(items.len() / 4)?;
                Ok(items)
            }
            (None, Value::None) => Ok(Vec::new()),
            (None, value) => Err(unfit(found, &value, "a list").into()),
        }
    }

    /// The items, none of them unanswered.
    pub(crate) fn settled_items(&mut self, found: &Found) -> Outcome<Vec<Found>> {
        let items = self.items(found)?;
        let mut gather = Gather::default();
        for item in items.iter().filter(|item| item.is_open()) {
            gather.take(self.look(item))?;
        }
        gather.settle()?;
        Ok(items)
    }
}

/// A date as text, with or without a time of day.
fn typed_moment(text: &str) -> Option<civil::DateTime> {
    let text = text.trim();
    let day = text.parse::<civil::Date>().ok().map(|date| date.at(0, 0, 0, 0));
    text.parse().ok().or(day)
}

/// The mistake of a value of another type than is needed.
pub(crate) fn unfit(found: &Found, value: &Value, needed: &str) -> EvalError {
    let called = found.called();
    let message = match value {
        Value::None => {
            format!(
                "{called} was left empty where {needed} is needed. Ask for it, or give a value for then: `| default(…)`."
            )
        }
        value => format!(
            "{called} is {}, and {needed} is needed here. Let the question ask for {needed}.",
            value.kind()
        ),
    };
    EvalError::new(EvalErrorKind::WrongType, message)
}

/// Refuses lists that are too long.
pub(crate) fn list_fits(length: usize) -> Result<(), EvalError> {
    if length <= LIST_ITEMS {
        return Ok(());
    }
    Err(EvalError::new(
        EvalErrorKind::Output,
        format!("This makes a list of more than {LIST_ITEMS} items. Make it shorter."),
    ))
}
