//! Multiple choice: a list of the chosen texts, or a group of yes and no.

use super::{Builtin, Call, METHOD, bad, builtin, made};
use crate::Value;
use crate::scope::{Found, Gather, Outcome, Scope, unfit};

pub(super) const TABLE: &[Builtin] = &[
    builtin("true_values", METHOD, &["choice"], "What was chosen, as a list.", |s, c| listed(s, c, true)),
    builtin("false_values", METHOD, &["choice"], "What was not chosen, as a list.", |s, c| {
        listed(s, c, false)
    }),
    builtin("any_true", METHOD, &["choice", "*"], "Whether anything was chosen, or any of these.", |s, c| {
        decide(s, c, true, false)
    }),
    builtin(
        "all_true",
        METHOD,
        &["choice", "*"],
        "Whether everything was chosen, or all of these.",
        |s, c| decide(s, c, true, true),
    ),
    builtin(
        "any_false",
        METHOD,
        &["choice", "*"],
        "Whether anything was not chosen, or any of these.",
        |s, c| decide(s, c, false, false),
    ),
    builtin(
        "all_false",
        METHOD,
        &["choice", "*"],
        "Whether nothing was chosen, or none of these.",
        |s, c| decide(s, c, false, true),
    ),
];

/// What was chosen or not; the second is none when only the chosen ones are known.
fn parts(scope: &mut Scope<'_>, found: &Found) -> Outcome<(Vec<String>, Option<Vec<String>>)> {
    match scope.look(found)? {
        Value::None => Ok((Vec::new(), None)),
        Value::List(_) => Ok((scope.texts(found)?, None)),
        Value::Text(text) => Ok((vec![text.to_string()], None)),
        Value::Record(record) => {
            let (mut yes, mut no) = (Vec::new(), Vec::new());
            let mut gather = Gather::default();
            for name in record.fields.keys() {
                let field = found.member(name)?;
                let value = scope.look(&field);
                if let Some(value) = gather.take(value)? {
                    let chosen = value.truth() == Some(true);
                    if chosen { &mut yes } else { &mut no }.push(name.to_string());
                }
            }
            gather.settle()?;
            Ok((yes, Some(no)))
        }
        value => Err(unfit(found, &value, "a multiple choice").into()),
    }
}

fn listed(scope: &mut Scope<'_>, call: &Call, chosen: bool) -> Outcome<Found> {
    let (yes, no) = parts(scope, call.subject()?)?;
    let names = if chosen { Some(yes) } else { no };
    match names {
        Some(names) => made(Value::list(names.into_iter().map(Value::from))),
        None => unknown_options(call),
    }
}

fn decide(scope: &mut Scope<'_>, call: &Call, chosen: bool, all: bool) -> Outcome<Found> {
    let (yes, no) = parts(scope, call.subject()?)?;
    if !call.rest.is_empty() {
        let mut results = Vec::new();
        for name in &call.rest {
            let name = scope.text(name)?;
            scope.step(yes.len())?;
            results.push(yes.contains(&name) == chosen);
        }
        return made(if all { results.iter().all(|r| *r) } else { results.iter().any(|r| *r) });
    }
    match (chosen, all, no) {
        (true, false, _) => made(!yes.is_empty()),
        (false, true, _) => made(yes.is_empty()),
        (true, true, Some(no)) => made(no.is_empty()),
        (false, false, Some(no)) => made(!no.is_empty()),
        (_, _, None) => unknown_options(call),
    }
}

fn unknown_options(call: &Call) -> Outcome<Found> {
    let name = call.builtin.name;
    bad(format!(
        "Only what was chosen is known here, not what could have been. Name the options: {name}('a', 'b')."
    ))
}
