//! Lists.

use std::cmp::Ordering;

use icu::collator::options::CollatorOptions;
use icu::collator::{Collator, CollatorPreferences};
use rust_decimal::Decimal;

use super::{Builtin, Call, FILTER, FUNCTION, METHOD, bad, builtin, made};
use crate::formats::{list, locale};
use crate::scope::{Found, Outcome, Scope, equal, list_fits, order, push, unfit};
use crate::{Language, Path, Value};

const ALL: u8 = FUNCTION | FILTER | METHOD;

pub(super) const TABLE: &[Builtin] = &[
    builtin("list", FILTER, &["list"], "As a list, which prints as A, B en C.", |s, c| {
        Ok(Found::list(s.items(c.subject()?)?))
    }),
    builtin("length", FILTER, &["value"], "How many items, fields or characters.", length),
    builtin("count", FILTER | METHOD, &["value"], "As length.", length),
    builtin("len", FUNCTION, &["value"], "As length.", length),
    builtin("number", METHOD, &["list"], "How many items.", length),
    builtin("number_gathered", METHOD, &["list"], "As number.", length),
    builtin(
        "join",
        FILTER,
        &["list", "separator", "attribute"],
        "The texts of the items with a separator between them.",
        join,
    ),
    builtin(
        "join",
        METHOD,
        &["separator", "list"],
        "The texts of the items with this between them: ', '.join(x).",
        joined_by,
    ),
    builtin("comma_and_list", ALL, &["list", "*"], "An enumeration: A, B en C.", comma_and_list).named(&[
        "and_string",
        "comma_string",
        "oxford",
    ]),
    builtin(
        "comma_list",
        ALL,
        &["list", "*"],
        "The texts of the items with commas between them.",
        comma_list,
    ),
    builtin("or_list", FILTER, &["list"], "An enumeration: A, B of C.", |s, c| {
        let texts = s.texts(c.subject()?)?;
        made(list::or(&texts, s.settings().language))
    }),
    builtin(
        "add_separators",
        FILTER | FUNCTION,
        &["list", "separator", "last_separator", "end_mark"],
        "The texts of the items, each with a mark after it.",
        add_separators,
    ),
    builtin("first", FILTER, &["list"], "The first item.", |s, c| edge(s, c, |items| items.first())),
    builtin("last", FILTER, &["list"], "The last item.", |s, c| edge(s, c, |items| items.last())),
    builtin(
        "item",
        METHOD,
        &["list", "index"],
        "One item, or nothing when there is none; of a group, a field.",
        item,
    )
    .open(),
    builtin("reverse", FILTER, &["list"], "The last first.", |s, c| {
        let mut items = s.items(c.subject()?)?;
        items.reverse();
        Ok(Found::list(items))
    }),
    builtin(
        "sort",
        FILTER,
        &["list", "reverse", "attribute"],
        "In order, texts by the alphabet of the language.",
        sort,
    ),
    builtin("unique", FILTER, &["list"], "Without repeats.", unique),
    builtin("chain", FILTER, &["list"], "Of a list of lists, their items, one after the other.", |s, c| {
        let mut items = Vec::new();
        for list in s.items(c.subject()?)? {
            items.extend(s.items(&list)?);
            list_fits(items.len())?;
        }
        Ok(Found::list(items))
    }),
    builtin("min", FILTER, &["list", "attribute"], "The least.", |s, c| most(s, c, Ordering::Less)),
    builtin("max", FILTER, &["list", "attribute"], "The most.", |s, c| most(s, c, Ordering::Greater)),
    builtin("sum", FILTER, &["list", "attribute", "start"], "The numbers added up.", sum),
    builtin("total", METHOD, &["list", "attribute"], "As sum.", sum),
    builtin("batch", FILTER, &["list", "size", "filler"], "In lists of so many.", batch),
    builtin("complete_elements", METHOD, &["list"], "The items.", |s, c| {
        Ok(Found::list(s.items(c.subject()?)?))
    }),
    builtin("has_been_gathered", METHOD, &["list"], "Whether the list has been answered.", |s, c| {
        s.items(c.subject()?).map(|_| Found::made(true))
    }),
    builtin("as_list", METHOD, &["list"], "As an enumeration.", comma_and_list),
    builtin("short_list", METHOD, &["list", "number"], "An enumeration of the first so many.", short_list),
];

/// What an item has under a dotted name, or the item itself.
pub(super) fn attribute(scope: &mut Scope<'_>, item: &Found, path: Option<&Path>) -> Outcome<Found> {
    scope.step(1)?;
    match path {
        None => Ok(item.clone()),
        Some(path) => Ok(path.steps().iter().try_fold(item.clone(), |found, step| found.step(step))?),
    }
}

/// The argument `attribute`, as a dotted name.
pub(super) fn attribute_path(scope: &mut Scope<'_>, call: &Call) -> Outcome<Option<Path>> {
    let Some(text) = call.text(scope, "attribute")? else {
        return Ok(None);
    };
    match text.parse() {
        Ok(path) => Ok(Some(path)),
        Err(error) => bad(format!("{error}.")),
    }
}

fn length(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let subject = call.subject()?;
    match scope.look(subject)? {
        Value::None => made(0_usize),
        Value::List(items) => made(items.len()),
        Value::Record(record) => made(record.fields.len()),
        Value::Text(text) => made(text.chars().count()),
        value => Err(unfit(subject, &value, "a list").into()),
    }
}

fn join(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let separator = call.text(scope, "separator")?.unwrap_or_default();
    let path = attribute_path(scope, call)?;
    let subject = call.subject()?.clone();
    let items = attributes(scope, &subject, path.as_ref())?;
    let list = Found { origin: items.origin, ..Found::made(items.value) };
    together(scope, &list, &separator)
}

fn joined_by(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let separator = scope.text(call.subject()?)?;
    together(scope, call.need("list")?, &separator)
}

fn together(scope: &mut Scope<'_>, list: &Found, separator: &str) -> Outcome<Found> {
    let mut joined = String::new();
    for (at, text) in scope.texts(list)?.iter().enumerate() {
        push(&mut joined, if at == 0 { "" } else { separator })?;
        push(&mut joined, text)?;
    }
    made(joined)
}

/// The list itself, or of what each item has under a name.
fn attributes(scope: &mut Scope<'_>, list: &Found, path: Option<&Path>) -> Outcome<Found> {
    if path.is_none() {
        return Ok(list.clone());
    }
    let items: Outcome<Vec<_>> = scope.items(list)?.iter().map(|item| attribute(scope, item, path)).collect();
    Ok(Found::list(items?))
}

/// The items of a list, or the arguments one by one: `comma_and_list(a, b, c)`.
fn given(scope: &mut Scope<'_>, call: &Call) -> Outcome<Vec<String>> {
    let subject = call.subject()?.clone();
    if call.rest.is_empty() {
        return scope.texts(&subject);
    }
    let all = [subject].into_iter().chain(call.rest.iter().cloned()).collect();
    scope.texts(&Found::list(all))
}

/// Another word, another sign between the items, or no comma before the word, when asked.
fn comma_and_list(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let texts = given(scope, call)?;
    let language = scope.settings().language;
    if call.named.is_empty() {
        return made(list::and(&texts, language));
    }
    let mut named = |name| call.by_name(name).map(|found| scope.text(found)).transpose();
    let (word, comma) = (named("and_string")?, named("comma_string")?);
    let oxford = match call.by_name("oxford") {
        Some(found) => scope.look(found)?.truth() == Some(true),
        None => language == Language::En,
    };
    let word = word.as_deref().map_or_else(|| list::word_for_and(language), str::trim);
    made(list::with_word(&texts, word, comma.as_deref().unwrap_or(", "), oxford))
}

fn comma_list(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    made(given(scope, call)?.join(", "))
}

fn short_list(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let texts = scope.texts(call.subject()?)?;
    let most = call.whole(scope, "number")?.unwrap_or(i64::MAX);
    let most = usize::try_from(most).unwrap_or_default();
    let kept: Vec<String> = texts.into_iter().take(most).collect();
    made(list::and(&kept, scope.settings().language))
}

fn add_separators(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let texts = scope.texts(call.subject()?)?;
    let mut mark = |param, usual: &str| -> Outcome<String> {
        Ok(call.text(scope, param)?.unwrap_or_else(|| usual.to_owned()))
    };
    let (between, end) = (mark("separator", ";")?, mark("end_mark", ".")?);
    let before_last = mark("last_separator", &between)?;
    let length = texts.len();
    made(Value::list(texts.into_iter().enumerate().map(|(at, text)| {
        let mark = match length - at {
            1 => &end,
            2 => &before_last,
            _ => &between,
        };
        Value::from(format!("{text}{mark}"))
    })))
}

fn edge(scope: &mut Scope<'_>, call: &Call, which: fn(&[Found]) -> Option<&Found>) -> Outcome<Found> {
    let subject = call.subject()?;
    if let Value::Text(text) = scope.look(subject)? {
        let chars: Vec<Found> = text.chars().map(|c| Found::made(c.to_string())).collect();
        return Ok(which(&chars).cloned().unwrap_or_else(|| Found::made(Value::None)));
    }
    let items = scope.items(subject)?;
    Ok(which(&items).cloned().unwrap_or_else(|| Found::made(Value::None)))
}

fn item(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let subject = call.subject()?;
    let index = call.need("index")?;
    if let Value::Text(name) = &index.value {
        return Ok(subject.member(name)?);
    }
    let index = scope.whole(index)?;
    if subject.is_open() {
        return Ok(subject.item(Decimal::from(index))?);
    }
    let items = scope.items(subject)?;
    let index = usize::try_from(index).ok();
    Ok(index.and_then(|at| items.get(at)).cloned().unwrap_or_else(|| Found::made("")))
}

/// The items with what they are sorted or chosen by.
fn keyed(scope: &mut Scope<'_>, call: &Call) -> Outcome<Vec<(Found, Found)>> {
    let path = attribute_path(scope, call)?;
    let items = scope.settled_items(call.subject()?)?;
    let mut keyed = Vec::with_capacity(items.len());
    let mut gather = crate::scope::Gather::default();
    for item in items {
        let mut key = attribute(scope, &item, path.as_ref())?;
        if key.kind().is_some_and(|kind| kind != crate::RecordKind::Money) {
            let text = scope.text(&key);
            key = Found::made(gather.take(text)?.unwrap_or_default());
        }
        let value = scope.look(&key);
        gather.take(value)?;
        keyed.push((key, item));
    }
    gather.settle()?;
    Ok(keyed)
}

fn sort(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let reverse = call.flag(scope, "reverse")?;
    let mut keyed = keyed(scope, call)?;
    scope.step(keyed.len() * 16)?;
    let preferences = CollatorPreferences::from(&locale(scope.settings().language));
    let collator = Collator::try_new(preferences, CollatorOptions::default()).ok();
    let mut mixed = None;
    keyed.sort_by(|(a, _), (b, _)| {
        let ordering = match (&a.value, &b.value, &collator) {
            (Value::Text(a), Value::Text(b), Some(collator)) => Some(collator.compare(a, b)),
            (a, b, _) => order(a, b),
        };
        let ordering = ordering.unwrap_or_else(|| {
            mixed.get_or_insert((a.value.kind(), b.value.kind()));
            Ordering::Equal
        });
        if reverse { ordering.reverse() } else { ordering }
    });
    match mixed {
        Some((a, b)) => bad(format!("{a} and {b} cannot be put in order. Let all items be of one type.")),
        None => Ok(Found::list(keyed.into_iter().map(|(_, item)| item).collect())),
    }
}

fn most(scope: &mut Scope<'_>, call: &Call, wanted: Ordering) -> Outcome<Found> {
    let mut best: Option<(Found, Found)> = None;
    for (key, item) in keyed(scope, call)? {
        let better = match &best {
            None => true,
            Some((own, _)) => scope.order(&key, own)? == wanted,
        };
        if better {
            best = Some((key, item));
        }
    }
    Ok(best.map_or_else(|| Found::made(Value::None), |(_, item)| item))
}

fn unique(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let mut kept: Vec<Found> = Vec::new();
    for item in scope.settled_items(call.subject()?)? {
        scope.step(kept.len() + 1)?;
        if !kept.iter().any(|own| equal(&own.value, &item.value)) {
            kept.push(item);
        }
    }
    Ok(Found::list(kept))
}

fn sum(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let path = attribute_path(scope, call)?;
    let mut total = match call.get("start") {
        Some(start) => start.value.clone(),
        None => Value::from(0_i64),
    };
    let mut gather = crate::scope::Gather::default();
    for item in scope.items(call.subject()?)? {
        let number = attribute(scope, &item, path.as_ref())?;
        let value = scope.look(&number);
        match gather.take(value)? {
            None | Some(Value::None) => {}
            Some(value) => {
                total = match crate::scope::add(&total, &value)? {
                    Some(total) => total,
                    None => return Err(unfit(&number, &value, "a number").into()),
                };
            }
        }
    }
    gather.settle()?;
    made(total)
}

fn batch(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let size = scope.whole(call.need("size")?)?;
    let Some(size) = usize::try_from(size).ok().filter(|size| *size > 0) else {
        return bad("A list is divided in lists of one item or more.");
    };
    let items = scope.items(call.subject()?)?;
    let mut lists = Vec::new();
    for items in items.chunks(size) {
        let mut items = items.to_vec();
        if let Some(filler) = call.get("filler") {
            list_fits(size)?;
            items.resize(size.max(items.len()), filler.clone());
        }
        lists.push(Found::list(items));
    }
    Ok(Found::list(lists))
}
