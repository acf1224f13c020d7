//! Operators that make a value of two.

use jiff::civil;
use rust_decimal::{Decimal, MathematicalOps};

use super::quantity::Quantity;
use super::{EvalError, EvalErrorKind, Found, Gather, Outcome, Scope};
use crate::{Expr, Operator, Period, Record, RecordKind, Value};

type Computed<T> = Result<T, EvalError>;

impl Scope<'_> {
    pub(super) fn binary(&mut self, op: Operator, left: &Expr, right: &Expr) -> Outcome<Found> {
        let (left, right) = (self.find(left)?, self.find(right)?);
        let mut gather = Gather::default();
        if op == Operator::Join {
            let a = self.text(&left);
            let a = gather.take(a)?;
            let b = self.text(&right);
            let b = gather.take(b)?;
            gather.settle()?;
            let mut text = a.unwrap_or_default();
            super::push(&mut text, &b.unwrap_or_default())?;
            return Ok(Found::made(text));
        }
        let a = gather.take(self.look(&left))?;
        let b = gather.take(self.look(&right))?;
        gather.settle()?;
        match (op, a, b) {
            (Operator::Add, Some(Value::List(a)), Some(Value::List(b))) => {
                super::read::list_fits(a.len() + b.len())?;
                let mut items = left.items().unwrap_or_default();
                items.extend(right.items().unwrap_or_default());
                Ok(Found::list(items))
            }
            (Operator::Remainder, Some(Value::Text(text)), Some(_)) => {
                let values = right.items().unwrap_or_else(|| vec![right]);
                crate::library::percents(self, &text, &values, &[])
            }
            (op, Some(a), Some(b)) => match compute(op, &a, &b)? {
                Some(value) => Ok(Found::made(value)),
                None => Err(misfit(op, (&left, &a), (&right, &b)).into()),
            },
            _ => Ok(Found::made(Value::None)),
        }
    }

    pub(super) fn negate(&mut self, of: &Expr) -> Outcome<Found> {
        let found = self.find(of)?;
        let value = self.look(&found)?;
        match compute(Operator::Multiply, &value, &Value::from(-1_i64))? {
            Some(value) if !matches!(value, Value::Text(_)) => Ok(Found::made(value)),
            _ => Err(super::read::unfit(&found, &value, "a number").into()),
        }
    }
}

/// The sum of two values; none when they cannot be added.
pub(crate) fn add(a: &Value, b: &Value) -> Computed<Option<Value>> {
    compute(Operator::Add, a, b)
}

/// The result of an operator; none when it is not for such values.
fn compute(op: Operator, a: &Value, b: &Value) -> Computed<Option<Value>> {
    if let (Some(a), Some(b)) = (Quantity::of(a), Quantity::of(b)) {
        return quantities(op, a, b);
    }
    Ok(match (op, a, b) {
        (Operator::Add, Value::Text(a), Value::Text(b)) => {
            let mut text = a.to_string();
            super::push(&mut text, b)?;
            Some(text.into())
        }
        (Operator::Multiply, Value::Text(text), Value::Number(times))
        | (Operator::Multiply, Value::Number(times), Value::Text(text)) => {
            Some(repeated(text, *times)?.into())
        }
        (Operator::Add, Value::Period(a), Value::Period(b)) => Some(Value::Period(long(a.plus(b))?)),
        (Operator::Subtract, Value::Period(a), Value::Period(b)) => {
            Some(Value::Period(long(b.times(-1).and_then(|b| a.plus(&b)))?))
        }
        (Operator::Multiply, Value::Period(period), Value::Number(times))
        | (Operator::Multiply, Value::Number(times), Value::Period(period)) => {
            let times = i32::try_from(*times).ok().filter(|_| times.is_integer());
            Some(Value::Period(long(times.and_then(|times| period.times(times)))?))
        }
        (Operator::Add, date, Value::Period(period)) | (Operator::Add, Value::Period(period), date) => {
            later(date, period)?
        }
        (Operator::Subtract, date, Value::Period(period)) => later(date, &long(period.times(-1))?)?,
        (Operator::Subtract, a, b) => match (day(a), day(b)) {
            (Some(a), Some(b)) => {
                let days = long(b.until(a).ok())?.get_days();
                Some(Value::Period(Period::days(days)))
            }
            _ => None,
        },
        _ => None,
    })
}

/// The day of a date or a moment: what lies between two is counted in whole days.
fn day(value: &Value) -> Option<civil::Date> {
    match value {
        Value::Date(date) => Some(*date),
        Value::DateTime(moment) => Some(moment.date()),
        _ => None,
    }
}

fn later(date: &Value, period: &Period) -> Computed<Option<Value>> {
    Ok(match date {
        Value::Date(date) => Some(Value::Date(long(period.after(*date))?)),
        Value::DateTime(moment) => Some(Value::DateTime(long(period.after_moment(*moment))?)),
        _ => None,
    })
}

/// Money keeps its currency; two amounts divided are a number; two multiplied are nothing.
fn quantities(op: Operator, a: Quantity, b: Quantity) -> Computed<Option<Value>> {
    let amount = numbers(op, a.amount, b.amount)?;
    let currency = match (op, a.currency, b.currency) {
        (_, None, None) => None,
        (Operator::Divide | Operator::FloorDivide, Some(a), Some(b)) if a == b => None,
        (Operator::Add | Operator::Subtract | Operator::Remainder, Some(a), Some(b)) if a == b => Some(a),
        (Operator::Power, ..) | (Operator::Multiply, Some(_), Some(_)) => return Ok(None),
        (_, Some(a), Some(b)) => {
            return Err(EvalError::new(
                EvalErrorKind::BadValue,
                format!(
                    "An amount in {a} and one in {b} cannot be put together. Ask for both in one currency."
                ),
            ));
        }
        (Operator::Divide | Operator::FloorDivide | Operator::Remainder, None, Some(_)) => return Ok(None),
        (_, a, b) => a.or(b),
    };
    Ok(Some(match currency {
        None => Value::Number(amount),
        Some(currency) => Record::new(RecordKind::Money)
            .with("amount", amount)
            .with("currency", Value::Text(currency))
            .into(),
    }))
}

fn numbers(op: Operator, a: Decimal, b: Decimal) -> Computed<Decimal> {
    let divides = matches!(op, Operator::Divide | Operator::FloorDivide | Operator::Remainder);
    if divides && b.is_zero() {
        return Err(EvalError::new(
            EvalErrorKind::DivisionByZero,
            "This divides by zero. Put it under a condition that the number is not 0.",
        ));
    }
    let result = match op {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply => a.checked_mul(b),
        Operator::Divide => a.checked_div(b),
        Operator::FloorDivide => remainder(a, b)
            .and_then(|rest| a.checked_sub(rest))
            .and_then(|whole| whole.checked_div(b))
            .map(|whole| whole.round()),
        Operator::Remainder => remainder(a, b),
        Operator::Power => power(a, b)?,
        Operator::Join => None,
    };
    result.map(|number| number.normalize()).ok_or_else(too_large)
}

/// What is left after dividing down, with the sign of the divisor, as in Python.
fn remainder(a: Decimal, b: Decimal) -> Option<Decimal> {
    let rest = a.checked_rem(b)?;
    let opposite = !rest.is_zero() && rest.is_sign_negative() != b.is_sign_negative();
    if opposite { rest.checked_add(b) } else { Some(rest) }
}

fn power(a: Decimal, b: Decimal) -> Computed<Option<Decimal>> {
    if a.is_zero() && b.is_sign_negative() && !b.is_zero() {
        return Err(EvalError::new(
            EvalErrorKind::DivisionByZero,
            "Zero has no negative power. Put it under a condition that the number is not 0.",
        ));
    }
    if b.is_integer() {
        return Ok(i64::try_from(b).ok().and_then(|b| a.checked_powi(b)));
    }
    if a.is_sign_negative() {
        return Err(EvalError::new(
            EvalErrorKind::BadValue,
            "A number below zero has no such power. Use a whole number after `**`.",
        ));
    }
    // A root is computed by approximation: its last digits are noise.
    Ok(a.checked_powd(b).and_then(|number| number.round_sf(24)))
}

fn repeated(text: &str, times: Decimal) -> Computed<String> {
    let times = if times.is_sign_negative() { Decimal::ZERO } else { times };
    let times = usize::try_from(times).ok().filter(|_| times.is_integer());
    let fits = times.is_some_and(|times| {
        text.len().checked_mul(times).is_some_and(|length| length <= crate::limits::TEXT_BYTES)
    });
    match times {
        Some(times) if fits => Ok(text.repeat(times)),
        Some(_) => Err(super::text::too_long()),
        None => Err(EvalError::new(
            EvalErrorKind::BadValue,
            "A text can be repeated a whole number of times only. Round the number: `| round`.",
        )),
    }
}

fn long<T>(result: Option<T>) -> Computed<T> {
    result.ok_or_else(too_large)
}

fn too_large() -> EvalError {
    EvalError::new(
        EvalErrorKind::TooLarge,
        "The result is too large to compute with. Check the numbers that were given.",
    )
}

/// The mistake of an operator between values that it is not for.
fn misfit(op: Operator, (left, a): (&Found, &Value), (right, b): (&Found, &Value)) -> EvalError {
    for (found, value) in [(left, a), (right, b)] {
        if matches!(value, Value::None) {
            return super::read::unfit(found, value, "a number");
        }
    }
    let help = match (op, a, b) {
        (Operator::Add, Value::Text(_), _) | (Operator::Add, _, Value::Text(_)) => {
            "Join texts with `~`, or let the question ask for a number."
        }
        (Operator::Add | Operator::Subtract, Value::Date(_) | Value::DateTime(_), Value::Number(_)) => {
            "Say how long: `period(days=14)`."
        }
        _ => "Let both be numbers.",
    };
    EvalError::new(
        EvalErrorKind::WrongType,
        format!(
            "`{}` does not go with {} ({}) and {} ({}). {help}",
            op.as_str(),
            left.called(),
            a.kind(),
            right.called(),
            b.kind()
        ),
    )
}
