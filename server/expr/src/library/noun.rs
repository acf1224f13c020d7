//! Words that follow how many there are.

use super::{Builtin, Call, FILTER, FUNCTION, METHOD, bad, builtin, english, made, name, number};
use crate::formats::plural;
use crate::scope::{Found, Outcome, Scope};
use crate::{Language, RecordKind, Step, Value};

pub(super) const TABLE: &[Builtin] = &[
    builtin(
        "plural",
        FILTER,
        &["number", "one", "more"],
        "One word for one and another for more: n | plural('dag', 'dagen').",
        plural,
    ),
    builtin(
        "quantity_noun",
        FUNCTION,
        &["number", "noun", "more"],
        "The number and the noun: two days.",
        quantity_noun,
    ),
    builtin("noun_plural", FUNCTION, &["noun", "number", "more"], "The noun for so many.", noun_plural),
    builtin(
        "as_noun",
        METHOD,
        &["list", "noun", "more"],
        "The noun for so many items: heir, heirs.",
        as_noun,
    ),
    builtin("does_verb", METHOD, &["list", "verb"], "The verb for so many items: is, are.", |s, c| {
        verb(s, c, english::present)
    }),
    builtin(
        "did_verb",
        METHOD,
        &["list", "verb"],
        "The verb in the past for so many items: was, were.",
        |s, c| verb(s, c, english::past),
    ),
];

/// Whether there is more than one, or none: of a list its items, of a number itself.
fn is_more(scope: &mut Scope<'_>, found: &Found) -> Outcome<bool> {
    match scope.look(found)? {
        Value::List(items) => Ok(items.len() != 1),
        Value::Record(record) if record.kind != RecordKind::Money => Ok(false),
        Value::None => Ok(true),
        _ => Ok(!plural::is_one(scope.number(found)?, scope.settings().language)),
    }
}

/// More of a noun: as given, or by English grammar.
fn more_of(scope: &mut Scope<'_>, call: &Call, one: &str) -> Outcome<String> {
    match call.text(scope, "more")? {
        Some(more) => Ok(more),
        None if scope.settings().language == Language::En => Ok(english::plural(one)),
        None => bad(format!("More of '{one}' is not known in this language. Give it too: '{one}', '…'.")),
    }
}

fn plural(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let more = is_more(scope, call.subject()?)?;
    let one = scope.text(call.need("one")?)?;
    made(if more { more_of(scope, call, &one)? } else { one })
}

fn quantity_noun(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let count = scope.number(call.subject()?)?;
    let language = scope.settings().language;
    let noun = scope.text(call.need("noun")?)?;
    let noun = if plural::is_one(count, language) { noun } else { more_of(scope, call, &noun)? };
    let count = number::word(count, language);
    made(name::words([Some(count), Some(noun)]))
}

fn noun_plural(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let noun = scope.text(call.subject()?)?;
    let more = match call.get("number") {
        Some(number) => is_more(scope, number)?,
        None => true,
    };
    made(if more { more_of(scope, call, &noun)? } else { noun })
}

/// Without a noun, the name of the list says what its items are.
fn as_noun(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let list = call.subject()?;
    let more = is_more(scope, list)?;
    if let Some(noun) = call.text(scope, "noun")? {
        return made(if more { more_of(scope, call, &noun)? } else { noun });
    }
    let own = match list.path().and_then(|path| path.steps().last()) {
        Some(Step::Name(name)) if scope.settings().language == Language::En => name.replace('_', " "),
        _ => return bad("This needs the noun between its brackets: as_noun('erfgenaam', 'erfgenamen')."),
    };
    made(if more { own } else { english::singular(&own) })
}

fn verb(scope: &mut Scope<'_>, call: &Call, form: fn(&str, bool) -> String) -> Outcome<Found> {
    if scope.settings().language != Language::En {
        return bad("Verbs follow the number in English only. Use `| plural('is', 'zijn')`.");
    }
    let more = is_more(scope, call.subject()?)?;
    let verb = scope.text(call.need("verb")?)?;
    made(form(&verb, more))
}
