//! Whether there is an answer, and what stands for one that is not there.

use super::{Builtin, Call, FILTER, FUNCTION, bad, builtin, made};
use crate::formats;
use crate::predicates::is_defined;
use crate::scope::{Found, Outcome, Scope, Unsettled};
use crate::{Path, Value};

pub(super) const TABLE: &[Builtin] = &[
    builtin("defined", FUNCTION, &["name"], "Whether an answer has been given.", defined).optional(),
    builtin(
        "showifdef",
        FUNCTION,
        &["name", "otherwise"],
        "The answer when it has been given, else nothing.",
        show_if_defined,
    )
    .optional(),
    builtin("value", FUNCTION, &["name"], "The answer of a name.", value).open(),
    builtin(
        "default",
        FILTER,
        &["value", "otherwise", "also_false"],
        "Another value when there is no answer.",
        default,
    )
    .optional(),
    builtin("d", FILTER, &["value", "otherwise", "also_false"], "As default.", default).optional(),
    builtin(
        "yesno",
        FILTER | FUNCTION,
        &["value", "yes", "no"],
        "\"yes\" or \"no\", or the given texts.",
        yes_no,
    ),
    builtin("output_checkbox", FUNCTION, &["value", "yes", "no"], "A box that is checked or not.", checkbox),
    builtin("DAEmpty", FUNCTION, &[], "Nothing.", |_, _| made(Value::None)),
    builtin(
        "cycle",
        super::METHOD,
        &["loop", "*"],
        "One of the values in turn: loop.cycle('a', 'b').",
        cycle,
    ),
];

/// The answer that is meant: by its name as a text, or as itself.
fn named(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let subject = call.subject()?;
    match &subject.value {
        Value::Text(name) if subject.path().is_none() => match name.parse::<Path>() {
            Ok(path) => Ok(scope.optionally(|scope| scope.resolve(&path))?),
            Err(error) => bad(format!("{error}.")),
        },
        _ => Ok(subject.clone()),
    }
}

fn defined(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let found = named(scope, call)?;
    made(is_defined(scope, &found))
}

fn show_if_defined(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let found = named(scope, call)?;
    let otherwise = || call.get("otherwise").cloned().unwrap_or_else(|| Found::made(Value::None));
    if !is_defined(scope, &found) {
        return Ok(otherwise());
    }
    settled(scope, found, otherwise)
}

fn value(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    named(scope, call)
}

fn default(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let subject = call.subject()?.clone();
    let otherwise = || call.get("otherwise").cloned().unwrap_or_else(|| Found::made(""));
    let defined = is_defined(scope, &subject);
    if !defined || (call.flag(scope, "also_false")? && subject.value.truth() == Some(false)) {
        return Ok(otherwise());
    }
    settled(scope, subject, otherwise)
}

/// The value as something that needs nothing more: a record of which too little is known to print
/// gives way.
fn settled(scope: &mut Scope<'_>, found: Found, otherwise: impl FnOnce() -> Found) -> Outcome<Found> {
    if found.kind().is_none() {
        return made(found.value);
    }
    match scope.optionally(|scope| scope.text(&found)) {
        Ok(_) => Ok(found),
        Err(Unsettled::Unanswered(_)) => Ok(otherwise()),
        Err(error) => Err(error),
    }
}

fn yes_no(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let yes = scope.look(call.subject()?)?.truth() == Some(true);
    let own = call.get(if yes { "yes" } else { "no" }).cloned();
    let language = scope.settings().language;
    Ok(own.unwrap_or_else(|| Found::made(formats::yes_no(yes, language))))
}

fn checkbox(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let yes = scope.look(call.subject()?)?.truth() == Some(true);
    let own = call.get(if yes { "yes" } else { "no" }).cloned();
    Ok(own.unwrap_or_else(|| Found::made(if yes { "☒" } else { "☐" })))
}

fn cycle(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let at = call.subject()?.member(&"index0".into())?;
    let at = usize::try_from(scope.whole(&at)?).unwrap_or_default();
    match call.rest.len() {
        0 => made(Value::None),
        length => Ok(call.rest[at % length].clone()),
    }
}
