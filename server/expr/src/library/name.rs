//! Names of people. On a text each gives the text; on what is not answered each asks for the fields
//! it reads.

use super::{Builtin, Call, METHOD, builtin, made};
use crate::scope::{Found, Gather, Outcome, Scope};
use crate::{RecordKind, Value};

pub(super) const TABLE: &[Builtin] = &[
    builtin("full", METHOD, &["name"], "The whole name: client.name.full().", |s, c| {
        made(full(s, c.subject()?)?)
    })
    .open(),
    builtin("firstlast", METHOD, &["name"], "First name and surname.", |s, c| made(full(s, c.subject()?)?))
        .open(),
    builtin("lastfirst", METHOD, &["name"], "Surname, comma, first name.", last_first).open(),
    builtin("name_full", METHOD, &["person"], "The whole name: client.name_full().", |s, c| {
        let name = own_name(c.subject()?)?;
        made(full(s, &name)?)
    })
    .open(),
    builtin("familiar", METHOD, &["person"], "The first name.", familiar).open(),
];

/// The name of a person or organisation; of a text, the text.
pub(super) fn own_name(person: &Found) -> Outcome<Found> {
    match person.value {
        Value::Text(_) | Value::None => Ok(person.clone()),
        _ => Ok(person.member(&"name".into())?),
    }
}

/// Whether it is a text, or has to be answered as one.
fn is_single(name: &Found) -> bool {
    matches!(name.value, Value::Text(_) | Value::None) || name.role == crate::scope::Role::Single
}

/// First name (or initials), prefix, surname and what else is known.
pub(crate) fn full(scope: &mut Scope<'_>, name: &Found) -> Outcome<String> {
    if is_single(name) || matches!(name.kind(), Some(RecordKind::Person | RecordKind::Organisation)) {
        return scope.text(name);
    }
    let mut gather = Gather::default();
    let first = first(scope, name);
    let first = gather.take(first)?;
    let middle = if_known(scope, name, "middle")?;
    let prefix = optional(scope, name, "prefix")?;
    let last = field(scope, name, "last");
    let last = gather.take(last)?;
    let suffix = if_known(scope, name, "suffix")?;
    gather.settle()?;
    Ok(words([first, middle, prefix, last, suffix]))
}

fn last_first(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let name = call.subject()?;
    if is_single(name) {
        return made(scope.text(name)?);
    }
    let mut gather = Gather::default();
    let last = field(scope, name, "last");
    let last = gather.take(last)?;
    let first = first(scope, name);
    let first = gather.take(first)?;
    let prefix = optional(scope, name, "prefix")?;
    gather.settle()?;
    let given = words([first, prefix]);
    let last = last.unwrap_or_default();
    made(if given.is_empty() { last } else { format!("{last}, {given}") })
}

fn familiar(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let name = own_name(call.subject()?)?;
    if is_single(&name) {
        return made(scope.text(&name)?);
    }
    made(first(scope, &name)?)
}

/// The first name, or the initials when only those are known.
fn first(scope: &mut Scope<'_>, name: &Found) -> Outcome<String> {
    let first = name.member(&"first".into())?;
    if first.is_open()
        && let Some(initials) = if_known(scope, name, "initials")?
    {
        return Ok(initials);
    }
    scope.text(&first)
}

/// A field that is asked for.
pub(super) fn field(scope: &mut Scope<'_>, of: &Found, name: &str) -> Outcome<String> {
    let field = of.member(&name.into())?;
    scope.text(&field)
}

/// A field that may stay open, and is offered.
pub(super) fn optional(scope: &mut Scope<'_>, of: &Found, name: &str) -> Outcome<Option<String>> {
    let field = of.member(&name.into())?;
    let text = scope.optionally(|scope| scope.text(&field));
    Gather::default().take(text).map_err(Into::into)
}

/// A field that is used when it happens to be there.
pub(super) fn if_known(scope: &mut Scope<'_>, of: &Found, name: &str) -> Outcome<Option<String>> {
    match &of.value {
        Value::Record(record) if record.get(name).is_some() => optional(scope, of, name),
        _ => Ok(None),
    }
}

/// The parts that are there, with spaces between them.
pub(super) fn words<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
