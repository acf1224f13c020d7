//! The tests of `x is …`. What is tested must be answered, except for `defined` and `undefined`.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::scope::{EvalError, EvalErrorKind, Found, Gather, Outcome, Scope};
use crate::{Args, Comparison, Expr, ParseError, RecordKind, Value, suggest};

type Run = fn(&mut Scope<'_>, &Found, &[Found]) -> Outcome<bool>;

/// A test: its name, how many operands it compares with, what it says, and how it decides.
pub(crate) struct Predicate {
    pub name: &'static str,
    pub operands: usize,
    pub about: &'static str,
    run: Run,
}

const fn test(name: &'static str, operands: usize, about: &'static str, run: Run) -> Predicate {
    Predicate { name, operands, about, run }
}

/// All tests.
pub(crate) const TABLE: &[Predicate] = &[
    test("defined", 0, "It has been answered, and not left empty.", |s, x, _| Ok(is_defined(s, x))),
    test("undefined", 0, "It has not been answered, or was left empty.", |s, x, _| Ok(!is_defined(s, x))),
    test("none", 0, "It was left empty.", |s, x, _| kind(s, x, |v| matches!(v, Value::None))),
    test("true", 0, "It is yes.", |s, x, _| kind(s, x, |v| *v == Value::Bool(true))),
    test("false", 0, "It is no.", |s, x, _| kind(s, x, |v| *v == Value::Bool(false))),
    test("boolean", 0, "It is a yes or no.", |s, x, _| kind(s, x, |v| matches!(v, Value::Bool(_)))),
    test("string", 0, "It is a text.", |s, x, _| kind(s, x, |v| matches!(v, Value::Text(_)))),
    test("number", 0, "It is a number.", |s, x, _| kind(s, x, |v| matches!(v, Value::Number(_)))),
    test("integer", 0, "It is a whole number.", |s, x, _| {
        kind(s, x, |v| matches!(v, Value::Number(n) if n.is_integer()))
    }),
    test("float", 0, "It is a number with decimals.", |s, x, _| {
        kind(s, x, |v| matches!(v, Value::Number(n) if !n.is_integer()))
    }),
    test("date", 0, "It is a date.", |s, x, _| {
        kind(s, x, |v| matches!(v, Value::Date(_) | Value::DateTime(_)))
    }),
    test("mapping", 0, "It is a group.", |s, x, _| kind(s, x, |v| matches!(v, Value::Record(_)))),
    test("sequence", 0, "It is a list.", |s, x, _| kind(s, x, |v| matches!(v, Value::List(_)))),
    test("iterable", 0, "It can be repeated over.", |s, x, _| {
        kind(s, x, |v| matches!(v, Value::List(_) | Value::Record(_) | Value::Text(_)))
    }),
    test("person", 0, "It is a person.", |s, x, _| record(s, x, RecordKind::Person)),
    test("organisation", 0, "It is an organisation.", |s, x, _| record(s, x, RecordKind::Organisation)),
    test("even", 0, "It is an even number.", |s, x, _| Ok(s.whole(x)? % 2 == 0)),
    test("odd", 0, "It is an odd number.", |s, x, _| Ok(s.whole(x)? % 2 != 0)),
    test("divisibleby", 1, "It can be divided by the number.", divisible_by),
    test("lower", 0, "It has no capitals.", |s, x, _| Ok(!s.text(x)?.chars().any(char::is_uppercase))),
    test("upper", 0, "It is in capitals.", |s, x, _| Ok(!s.text(x)?.chars().any(char::is_lowercase))),
    test("in", 1, "It is in the list.", |s, x, y| compare(s, Comparison::In, x, y)),
    test("eq", 1, "It is the same.", |s, x, y| compare(s, Comparison::Equal, x, y)),
    test("equalto", 1, "It is the same.", |s, x, y| compare(s, Comparison::Equal, x, y)),
    test("sameas", 1, "It is the same.", |s, x, y| compare(s, Comparison::Equal, x, y)),
    test("ne", 1, "It is not the same.", |s, x, y| compare(s, Comparison::NotEqual, x, y)),
    test("lt", 1, "It is less.", |s, x, y| compare(s, Comparison::Less, x, y)),
    test("lessthan", 1, "It is less.", |s, x, y| compare(s, Comparison::Less, x, y)),
    test("le", 1, "It is less or the same.", |s, x, y| compare(s, Comparison::LessOrEqual, x, y)),
    test("gt", 1, "It is more.", |s, x, y| compare(s, Comparison::Greater, x, y)),
    test("greaterthan", 1, "It is more.", |s, x, y| compare(s, Comparison::Greater, x, y)),
    test("ge", 1, "It is more or the same.", |s, x, y| compare(s, Comparison::GreaterOrEqual, x, y)),
];

fn named(name: &str) -> Option<&'static Predicate> {
    TABLE.iter().find(|predicate| predicate.name == name)
}

/// The mistake of a test that does not exist.
pub(crate) fn unknown(name: &str, range: Range<usize>) -> Option<ParseError> {
    if named(name).is_some() {
        return None;
    }
    let error = ParseError::new(range, format!("`{name}` is not a test."));
    Some(match suggest(name, TABLE.iter().map(|predicate| predicate.name)) {
        Some(near) => error.suggest(format!("Did you mean `{near}`?")),
        None => error.suggest("Use `defined`, `none`, `even` or another test of the reference, or `==`."),
    })
}

/// `of is name(args)`
pub(crate) fn holds(scope: &mut Scope<'_>, of: &Expr, name: &str, args: &Args) -> Outcome<Found> {
    let optional = matches!(name, "defined" | "undefined");
    let of = if optional { scope.optionally(|scope| scope.find(of)) } else { scope.find(of) }?;
    let operands: Result<Vec<_>, _> = args.exprs().map(|arg| scope.find(arg)).collect();
    passes(scope, &of, name, &operands?).map(Found::made)
}

/// Whether a value passes a test by name: also for `select('odd')`.
pub(crate) fn passes(scope: &mut Scope<'_>, of: &Found, name: &str, operands: &[Found]) -> Outcome<bool> {
    let Some(predicate) = named(name) else {
        return Err(EvalError::new(
            EvalErrorKind::BadValue,
            format!("`{name}` is not a test. Use `defined`, `eq` or another test of the reference."),
        )
        .into());
    };
    if operands.len() < predicate.operands {
        return Err(EvalError::new(
            EvalErrorKind::BadValue,
            format!("The test `{name}` compares with something. Write it after the test: `is {name}(…)`."),
        )
        .into());
    }
    (predicate.run)(scope, of, operands)
}

/// Whether something is answered; it is touched as optional.
pub(crate) fn is_defined(scope: &mut Scope<'_>, found: &Found) -> bool {
    scope.optionally(|scope| scope.touch(found));
    has_answer(&found.value)
}

/// Whether there is an answer in it. A record of which nothing is known has none.
fn has_answer(value: &Value) -> bool {
    match value {
        Value::Unanswered(_) | Value::None => false,
        Value::Record(record) => record.fields.values().any(has_answer),
        _ => true,
    }
}

fn kind(scope: &mut Scope<'_>, found: &Found, is: fn(&Value) -> bool) -> Outcome<bool> {
    Ok(is(&scope.look(found)?))
}

fn record(scope: &mut Scope<'_>, found: &Found, kind: RecordKind) -> Outcome<bool> {
    match found.kind() {
        Some(own) => Ok(own == kind),
        None => scope.look(found).map(|_| false),
    }
}

fn divisible_by(scope: &mut Scope<'_>, found: &Found, operands: &[Found]) -> Outcome<bool> {
    let mut gather = Gather::default();
    let number = gather.take(scope.number(found))?;
    let by = match operands.first() {
        Some(by) => gather.take(scope.number(by))?,
        None => None,
    };
    gather.settle()?;
    let rest = number.zip(by).and_then(|(number, by)| number.checked_rem(by));
    Ok(rest == Some(Decimal::ZERO))
}

fn compare(scope: &mut Scope<'_>, comparison: Comparison, of: &Found, operands: &[Found]) -> Outcome<bool> {
    match operands {
        [one] => scope.holds(comparison, of, one),
        many => scope.holds(comparison, of, &Found::list(many.to_vec())),
    }
}
