//! Groups of answers as names with values.

use super::{Builtin, Call, FILTER, METHOD, builtin, made};
use crate::Value;
use crate::scope::{Found, Outcome, Scope, unfit};

pub(super) const TABLE: &[Builtin] = &[
    builtin(
        "get",
        METHOD,
        &["group", "name", "otherwise"],
        "A field, or another value when it is not there.",
        get,
    )
    .open()
    .stands(),
    builtin(
        "items",
        METHOD | FILTER,
        &["group"],
        "Name and value of each field: for name, value in x.items().",
        items,
    )
    .stands(),
    builtin("dictsort", FILTER, &["group"], "As items, by the alphabet.", |s, c| {
        let mut fields = fields(s, c.subject()?)?;
        s.step(fields.len() * 16)?;
        fields.sort_by_cached_key(|(name, _)| match name {
            Value::Text(name) => name.to_lowercase(),
            _ => String::new(),
        });
        pairs(fields)
    }),
    builtin("keys", METHOD, &["group"], "The names of the fields.", keys).stands(),
    builtin("values", METHOD, &["group"], "The values of the fields.", values).stands(),
];

fn get(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let subject = call.subject()?;
    let name = scope.text(call.need("name")?)?;
    let otherwise = || call.get("otherwise").cloned().unwrap_or_else(|| Found::made(Value::None));
    match &subject.value {
        Value::Record(record) if record.get(&name).is_none() && subject.path().is_none() => Ok(otherwise()),
        Value::List(_) => {
            let chosen = scope.texts(subject)?.contains(&name);
            made(chosen)
        }
        _ => {
            let field = subject.member(&name.into())?;
            match call.get("otherwise") {
                Some(otherwise) if !crate::predicates::is_defined(scope, &field) => Ok(otherwise.clone()),
                _ => Ok(field),
            }
        }
    }
}

/// The fields, each with where it came from.
fn fields(scope: &mut Scope<'_>, found: &Found) -> Outcome<Vec<(Value, Found)>> {
    match scope.look(found)? {
        Value::None => Ok(Vec::new()),
        Value::Record(record) => {
            scope.step(record.fields.len())?;
            let fields: Result<Vec<_>, _> = record
                .fields
                .keys()
                .map(|name| Ok((Value::Text(name.clone()), found.member(name)?)))
                .collect();
            fields
        }
        value => Err(unfit(found, &value, "a group").into()),
    }
}

fn items(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    pairs(fields(scope, call.subject()?)?)
}

fn pairs(fields: Vec<(Value, Found)>) -> Outcome<Found> {
    let pairs = fields.into_iter().map(|(name, value)| Found::list(vec![Found::made(name), value]));
    Ok(Found::list(pairs.collect()))
}

fn keys(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let fields = fields(scope, call.subject()?)?;
    made(Value::list(fields.into_iter().map(|(name, _)| name)))
}

fn values(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let fields = fields(scope, call.subject()?)?;
    Ok(Found::list(fields.into_iter().map(|(_, value)| value).collect()))
}
