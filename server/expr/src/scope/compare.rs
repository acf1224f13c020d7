//! Comparison of values.

use std::cmp::Ordering;

use super::quantity::Quantity;
use super::{EvalError, EvalErrorKind, Found, Gather, Outcome, Scope, Unsettled};
use crate::{Comparison, Expr, Period, RecordKind, Value};

impl Scope<'_> {
    /// `a < b <= c`: every one with the one before it; the first that does not hold decides.
    pub(super) fn compare(&mut self, first: &Expr, rest: &[(Comparison, Expr)]) -> Outcome<Found> {
        let mut left = self.find(first)?;
        let mut gather = Gather::default();
        for (comparison, right) in rest {
            let right = self.find(right)?;
            if gather.take(self.holds(*comparison, &left, &right))? == Some(false) {
                return Ok(Found::made(false));
            }
            left = right;
        }
        gather.settle()?;
        Ok(Found::made(true))
    }

    /// Whether a comparison holds.
    pub(crate) fn holds(&mut self, comparison: Comparison, left: &Found, right: &Found) -> Outcome<bool> {
        let (left_value, right_value) = self.both(left, right)?;
        self.weigh(&left_value, &right_value)?;
        Ok(match comparison {
            Comparison::Equal => equal(&left_value, &right_value),
            Comparison::NotEqual => !equal(&left_value, &right_value),
            Comparison::In => self.contains(right, &left_value)?,
            Comparison::NotIn => !self.contains(right, &left_value)?,
            Comparison::Less => self.order(left, right)?.is_lt(),
            Comparison::LessOrEqual => self.order(left, right)?.is_le(),
            Comparison::Greater => self.order(left, right)?.is_gt(),
            Comparison::GreaterOrEqual => self.order(left, right)?.is_ge(),
        })
    }

    /// Comparing what is large costs steps.
    fn weigh(&mut self, a: &Value, b: &Value) -> Result<(), EvalError> {
        match (a, b) {
            (Value::Text(a), Value::Text(b)) => self.step(a.len().min(b.len()) / 256),
            (Value::List(_), Value::List(_)) | (Value::Record(_), Value::Record(_)) => self.shallow(a, 0),
            _ => Ok(()),
        }
    }

    /// Both values; a record beside a text is its text.
    fn both(&mut self, left: &Found, right: &Found) -> Outcome<(Value, Value)> {
        let is_text = |found: &Found| matches!(found.value, Value::Text(_));
        let mut gather = Gather::default();
        let a = self.comparable(left, is_text(right));
        let a = gather.take(a)?;
        let b = self.comparable(right, is_text(left));
        let b = gather.take(b)?;
        gather.settle()?;
        Ok((a.unwrap_or(Value::None), b.unwrap_or(Value::None)))
    }

    fn comparable(&mut self, found: &Found, with_text: bool) -> Outcome<Value> {
        match found.kind() {
            Some(RecordKind::Person | RecordKind::Organisation | RecordKind::Name) if with_text => {
                self.text(found).map(Value::from)
            }
            _ => self.look(found),
        }
    }

    fn contains(&mut self, all: &Found, one: &Value) -> Outcome<bool> {
        match (self.look(all)?, one) {
            (Value::None, _) => Ok(false),
            (Value::List(_), one) => {
                let items = self.settled_items(all)?;
                self.step(items.len())?;
                Ok(items.iter().any(|item| equal(&item.value, one)))
            }
            (Value::Text(text), Value::Text(part)) => {
                self.step(text.len() / 256)?;
                Ok(text.contains(&**part))
            }
            (Value::Record(record), Value::Text(name)) => Ok(record.get(name).is_some()),
            (all, one) => Err(EvalError::new(
                EvalErrorKind::WrongType,
                format!(
                    "`in` looks for {} in {}, which cannot hold it. Put a list after `in`.",
                    one.kind(),
                    all.kind()
                ),
            )
            .into()),
        }
    }

    /// Which of two comes first.
    pub(crate) fn order(&mut self, left: &Found, right: &Found) -> Outcome<Ordering> {
        let (a, b) = (self.look(left)?, self.look(right)?);
        order(&a, &b).ok_or_else(|| {
            let (left, right) = (left.called(), right.called());
            let message = match (a.kind(), b.kind()) {
                (one, other) if one == other => {
                    format!("Which of {one} and {other} is more cannot be said. Compare their parts.")
                }
                (one, other) => format!(
                    "{left} is {one} and {right} is {other}; which is more cannot be said. Let both be numbers, or both dates."
                ),
            };
            Unsettled::Error(EvalError::new(EvalErrorKind::WrongType, message))
        })
    }
}

/// Whether two values are the same. Values of different types never are, but an amount of money
/// equals its number, and two weeks are 14 days.
pub(crate) fn equal(a: &Value, b: &Value) -> bool {
    if let (Value::Period(a), Value::Period(b)) = (a, b) {
        return a.in_months_and_days() == b.in_months_and_days();
    }
    match (Quantity::of(a), Quantity::of(b)) {
        (Some(a), Some(b)) => a.matches(&b) && a.amount == b.amount,
        _ => a == b,
    }
}

/// Which of two values comes first, when that can be said.
pub(crate) fn order(a: &Value, b: &Value) -> Option<Ordering> {
    if let (Some(a), Some(b)) = (Quantity::of(a), Quantity::of(b)) {
        return a.matches(&b).then(|| a.amount.cmp(&b.amount));
    }
    Some(match (a, b) {
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::DateTime(a), Value::DateTime(b)) => a.cmp(b),
        (Value::Date(a), Value::DateTime(b)) => a.at(0, 0, 0, 0).cmp(b),
        (Value::DateTime(a), Value::Date(b)) => a.cmp(&b.at(0, 0, 0, 0)),
        (Value::Period(a), Value::Period(b)) => period_order(a, b)?,
        _ => return None,
    })
}

/// Months and days cannot be compared with each other: a month has no fixed number of days.
fn period_order(a: &Period, b: &Period) -> Option<Ordering> {
    let (a, b) = (a.in_months_and_days(), b.in_months_and_days());
    match (a.0.cmp(&b.0), a.1.cmp(&b.1)) {
        (months, Ordering::Equal) => Some(months),
        (Ordering::Equal, days) => Some(days),
        (months, days) if months == days => Some(months),
        _ => None,
    }
}
