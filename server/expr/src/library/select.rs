//! Lists made of other lists, item by item.

use super::{Builtin, Call, FILTER, METHOD, bad, builtin, list};
use crate::predicates::passes;
use crate::scope::{Found, Gather, Outcome, Scope, equal};
use crate::{Path, Value};

pub(super) const TABLE: &[Builtin] = &[
    builtin(
        "map",
        FILTER,
        &["list", "filter", "*"],
        "What each item has: map(attribute='name'), map('upper').",
        map,
    )
    .named(&["attribute", "default"]),
    builtin(
        "select",
        FILTER,
        &["list", "test", "*"],
        "The items that pass a test: select('odd').",
        |s, c| by_test(s, c, true),
    ),
    builtin("reject", FILTER, &["list", "test", "*"], "The items that do not pass a test.", |s, c| {
        by_test(s, c, false)
    }),
    builtin(
        "selectattr",
        FILTER,
        &["list", "attribute", "test", "*"],
        "The items of which a field passes a test: selectattr('age', 'gt', 17).",
        |s, c| by_attribute(s, c, true),
    ),
    builtin(
        "rejectattr",
        FILTER,
        &["list", "attribute", "test", "*"],
        "The items of which a field does not pass a test.",
        |s, c| by_attribute(s, c, false),
    ),
    builtin(
        "filter",
        METHOD,
        &["list"],
        "The items of which the fields are so: x.filter(kind='heir').",
        by_fields,
    )
    .any_named(),
];

fn map(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let items = scope.items(call.subject()?)?;
    let mut mapped = Vec::with_capacity(items.len());
    if let Some(attribute) = call.by_name("attribute") {
        let path = path(scope, attribute)?;
        for item in &items {
            let found = list::attribute(scope, item, Some(&path))?;
            mapped.push(match (call.by_name("default"), found.is_open()) {
                (Some(default), true) => default.clone(),
                _ => found,
            });
        }
        return Ok(Found::list(mapped));
    }
    let name = scope.text(call.need("filter")?)?;
    let Some(builtin) = super::filter(&name) else {
        return bad(format!(
            "There is no filter `{name}` to use on each item. Use attribute='…' for a field."
        ));
    };
    let mut gather = Gather::default();
    for item in items {
        scope.step(1)?;
        let found = super::run(scope, builtin, Some(item), call.rest.clone(), Vec::new());
        mapped.extend(gather.take(found)?);
    }
    gather.settle()?;
    Ok(Found::list(mapped))
}

fn path(scope: &mut Scope<'_>, attribute: &Found) -> Outcome<Path> {
    let text = scope.text(attribute)?;
    match text.parse() {
        Ok(path) => Ok(path),
        Err(error) => bad(format!("{error}.")),
    }
}

fn by_test(scope: &mut Scope<'_>, call: &Call, wanted: bool) -> Outcome<Found> {
    keep(scope, call, None, wanted)
}

fn by_attribute(scope: &mut Scope<'_>, call: &Call, wanted: bool) -> Outcome<Found> {
    let path = path(scope, call.need("attribute")?)?;
    keep(scope, call, Some(&path), wanted)
}

/// The items that pass the test, or are true when no test was given.
fn keep(scope: &mut Scope<'_>, call: &Call, path: Option<&Path>, wanted: bool) -> Outcome<Found> {
    let test = call.text(scope, "test")?;
    let mut gather = Gather::default();
    let mut kept = Vec::new();
    for item in scope.items(call.subject()?)? {
        let found = list::attribute(scope, &item, path)?;
        let passes = match &test {
            Some(test) => passes(scope, &found, operator(test), &call.rest),
            None => scope.look(&found).map(|value| value.truth() == Some(true)),
        };
        if gather.take(passes)? == Some(wanted) {
            kept.push(item);
        }
    }
    gather.settle()?;
    Ok(Found::list(kept))
}

/// The test that an operator stands for: `selectattr('age', '>', 17)`.
fn operator(name: &str) -> &str {
    match name {
        "==" => "eq",
        "!=" => "ne",
        "<" => "lt",
        "<=" => "le",
        ">" => "gt",
        ">=" => "ge",
        name => name,
    }
}

fn by_fields(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let mut gather = Gather::default();
    let mut kept = Vec::new();
    for item in scope.items(call.subject()?)? {
        let mut fits = true;
        for (name, wanted) in &call.named {
            let field = list::attribute(scope, &item, Some(&Path::name(name.clone())))?;
            let (own, wanted) = (scope.look(&field), scope.look(wanted));
            let pair = gather.take(own)?.zip(gather.take(wanted)?);
            fits &= pair.is_some_and(|(own, wanted): (Value, Value)| equal(&own, &wanted));
        }
        if fits {
            kept.push(item);
        }
    }
    gather.settle()?;
    Ok(Found::list(kept))
}
