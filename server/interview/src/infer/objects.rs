//! What objects do by themselves, as docassemble's do: one that is printed prints its name, and a person's methods look
//! at fields that the document may name as well.

use super::clue::{Clues, Want};
use crate::kind::Kind;
use crate::tree::Node;

/// What the methods of people take from a field where there is one, before they ask for ours.
const OF_A_PERSON: [(&str, Want); 3] = [
    ("birthdate", Want::Likely(Kind::Date)),
    ("mobile_number", Want::Printed),
    ("phone_number", Want::Printed),
];

/// Adds these uses to the clues; `asked` is what the definition asks there.
pub(super) fn complete(clues: &mut Clues, asked: Option<&Node>) {
    for (name, field) in &mut clues.fields {
        complete(field, asked.and_then(|node| node.fields.get(name)));
    }
    if let Some(item) = clues.item.as_deref_mut() {
        complete(item, asked.and_then(|node| node.item.as_deref()));
    }
    if clues.kinds.iter().any(|(kind, _)| *kind == Kind::Person) {
        for (field, want) in OF_A_PERSON {
            if let Some(field) = clues.fields.get_mut(field) {
                let place = field.place.clone();
                field.add(want, place.as_ref());
            }
        }
    }
    let asked = asked.and_then(|node| node.question.as_ref()).map(|question| question.kind);
    if asked.is_none_or(|kind| kind == Kind::Group) && is_printed_by_name(clues) {
        let place = clues.place.clone();
        clues.fields.entry("name".into()).or_default().add(Want::Printed, place.as_ref());
    }
}

/// Whether something is printed as it stands and has fields, none of which says what it prints: `{{ court }}` beside
/// `{{ court.seat }}`.
fn is_printed_by_name(clues: &Clues) -> bool {
    let has = |field: &str| clues.fields.contains_key(field);
    let has_name = has("name") || (has("first") && has("last"));
    let is_a_value = [Kind::Money, Kind::Date]
        .iter()
        .any(|kind| clues.fields.keys().all(|field| kind.may_have_field(field)));
    let is_known = !clues.kinds.is_empty() || clues.likely.is_some() || is_a_value;
    clues.printed && !is_known && !has_name
}
