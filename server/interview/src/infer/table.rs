//! What the functions, filters and methods of the mark-up say about the values they work on: their reference tells, by
//! the names of their parameters.

use std::collections::HashMap;
use std::sync::LazyLock;

use akte_expr::{Entry, Kind as Written, reference};

use super::clue::Want;
use crate::kind::Kind;

/// By how it is written and its name in small letters: filters may be typed in capitals.
static REFERENCE: LazyLock<HashMap<(Written, String), Entry>> = LazyLock::new(|| {
    reference().into_iter().map(|entry| ((entry.kind, entry.name.to_lowercase()), entry)).collect()
});

fn entry(written: Written, name: &str) -> Option<&'static Entry> {
    REFERENCE.get(&(written, name.to_lowercase()))
}

/// Whether the mark-up has it.
pub(super) fn is_known(written: Written, name: &str) -> bool {
    entry(written, name).is_some()
}

/// What a function, filter or method wants of a value: by its place among the parameters, the first being what a filter
/// or method works on. None when nothing in particular.
pub(super) fn want(written: Written, name: &str, place: usize) -> Option<Want> {
    let entry = entry(written, name)?;
    let kind = match (*entry.params.get(place)?, entry.family, entry.name) {
        ("value", _, "yesno" | "output_checkbox") => Kind::YesNo,
        // It reads a field of the value, which is not printed itself.
        ("value", _, "signature_if_final") => return Some(Want::Any),
        ("value", "list", _) => return Some(Want::Likely(Kind::List)),
        ("text", ..) => return Some(Want::Printed),
        ("number", "phone", _) => return None,
        ("number" | "start" | "end" | "step", "number" | "noun", _) => Kind::Number,
        ("amount", ..) => Kind::Money,
        ("date" | "starting" | "ending", ..) => Kind::Date,
        ("list", ..) => Kind::List,
        ("choice", ..) => Kind::MultipleChoice,
        ("person", ..) => Kind::Person,
        ("address", ..) => Kind::Address,
        _ => return None,
    };
    Some(Want::Kind(kind))
}

/// Whether a filter, method or function does more than print what it works on.
pub(super) fn is_done(written: Written, name: &str) -> bool {
    entry(written, name).is_none_or(|entry| entry.supported)
}

/// The place of a parameter among those of a function, filter or method; the first is what it works on.
pub(super) fn place(written: Written, name: &str, param: &str) -> Option<usize> {
    entry(written, name)?.params.iter().position(|own| *own == param)
}

/// Whether a filter or method is one of a name, so that what has the name is a person: `client.name.full()`.
pub(super) fn is_of_a_name(written: Written, name: &str) -> bool {
    entry(written, name).is_some_and(|entry| entry.family == "name" && entry.params.first() == Some(&"name"))
}

/// Whether a filter or method gives items of the list before it, as they are.
pub(super) fn keeps_items(name: &str) -> bool {
    matches!(
        name,
        "sort"
            | "select"
            | "reject"
            | "selectattr"
            | "rejectattr"
            | "unique"
            | "reverse"
            | "filter"
            | "complete_elements"
            | "default"
            | "d"
    )
}

/// Whether what a function gives is a day or a moment.
pub(super) fn gives_date(name: &str) -> bool {
    matches!(name, "today" | "now" | "current_datetime" | "as_datetime")
}
