//! Changes to answers as they are typed: all of them, or none.

mod size;
#[cfg(test)]
mod tests;

use akte_expr::{Language, Path, Step, grouped};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::limits;
use size::{Excess, measure};

/// One change of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Which answer: `client.name`, `parties[0].name`.
    pub name: Path,
    /// The new answer. `null` takes the answer away; `null` for `parties[0]` takes the item out of its list.
    pub value: Json,
}

/// Why changes were refused. None of them was made then.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum ChangeError {
    TooManyChanges,
    NotARecord { name: Path },
    NotAList { name: Path },
    TooManyItems { name: Path },
    TextTooLong { name: Path },
    TooDeep { name: Path },
    TooMuch { name: Path },
}

impl ChangeError {
    /// A sentence for the person who answers, in English or Dutch: which answer it is and what is wrong.
    pub fn message(&self, language: Language) -> String {
        let count = |count: usize| grouped(count.into(), None, language);
        let (en, nl) = match self {
            ChangeError::TooManyChanges => {
                let most = count(limits::CHANGES);
                (
                    format!("These are more than {most} changes at once. Send them in smaller portions."),
                    format!("Dit zijn meer dan {most} wijzigingen tegelijk. Stuur ze in kleinere delen."),
                )
            }
            ChangeError::NotARecord { name } => (
                format!("“{name}” can't be set, because the answer it belongs to is not a record."),
                format!(
                    "‘{name}’ kan niet worden ingevuld: het antwoord waar het bij hoort, heeft geen onderdelen."
                ),
            ),
            ChangeError::NotAList { name } => (
                format!("“{name}” can't be set, because the answer it belongs to is not a list."),
                format!("‘{name}’ kan niet worden ingevuld: het antwoord waar het bij hoort, is geen lijst."),
            ),
            ChangeError::TooManyItems { name } => {
                let most = count(limits::LIST_ITEMS);
                (
                    format!("“{name}” is too long a list: a list holds at most {most} items."),
                    format!("‘{name}’ is een te lange lijst: een lijst heeft hoogstens {most} onderdelen."),
                )
            }
            ChangeError::TextTooLong { name } => {
                let most = count(limits::TEXT_CHARS);
                (
                    format!("“{name}” has too long a text: a text has at most {most} characters."),
                    format!("‘{name}’ heeft een te lange tekst: een tekst heeft hoogstens {most} tekens."),
                )
            }
            ChangeError::TooDeep { name } => {
                let most = count(limits::ANSWER_DEPTH);
                (
                    format!("“{name}” is nested too deeply: answers have at most {most} levels."),
                    format!("‘{name}’ is te diep genest: antwoorden hebben hoogstens {most} niveaus."),
                )
            }
            ChangeError::TooMuch { name } => {
                let most = count(limits::ANSWER_VALUES);
                (
                    format!(
                        "With “{name}” these are more than {most} values, the most that one set of answers holds."
                    ),
                    format!(
                        "Met ‘{name}’ zijn dit meer dan {most} waarden, het meeste dat een vragenlijst bevat."
                    ),
                )
            }
        };
        if language == Language::Nl { nl } else { en }
    }

    /// The answer that could not be changed; none when the changes are refused as a whole.
    pub fn name(&self) -> Option<&Path> {
        match self {
            ChangeError::TooManyChanges => None,
            ChangeError::NotARecord { name }
            | ChangeError::NotAList { name }
            | ChangeError::TooManyItems { name }
            | ChangeError::TextTooLong { name }
            | ChangeError::TooDeep { name }
            | ChangeError::TooMuch { name } => Some(name),
        }
    }
}

/// Makes the changes in their order, or none of them.
///
/// Records and lists on the way are made as needed. An index past the end of a list fills up with items that hold
/// nothing yet, so an item that was only shown (a list starts with the least number of items) can be answered first.
/// Taking an item out of a list that has no answer yet answers it with no items.
///
/// # Errors
/// A [`ChangeError`] names the answer; `answers` is then as it was.
pub fn apply(answers: &mut Map<String, Json>, changes: &[Change]) -> Result<(), ChangeError> {
    if changes.len() > limits::CHANGES {
        return Err(ChangeError::TooManyChanges);
    }
    let Some(last) = changes.last() else { return Ok(()) };
    let mut next = Json::Object(answers.clone());
    for change in changes {
        make(&mut next, change)?;
    }
    let values = measure(&next, limits::ANSWER_DEPTH + 1).map_err(|excess| too_much(excess, &last.name))?;
    if values > limits::ANSWER_VALUES {
        return Err(ChangeError::TooMuch { name: last.name.clone() });
    }
    if let Json::Object(next) = next {
        *answers = next;
    }
    Ok(())
}

fn make(answers: &mut Json, change: &Change) -> Result<(), ChangeError> {
    let name = &change.name;
    let steps: Vec<&Step> = name.steps().iter().collect();
    if !change.value.is_null() {
        let depth = (limits::ANSWER_DEPTH + 1).saturating_sub(steps.len());
        measure(&change.value, depth).map_err(|excess| too_much(excess, name))?;
        return set(answers, &steps, &change.value, name);
    }
    if let Some((Step::Index(_), list)) = steps.split_last()
        && find(answers, list).is_none_or(Json::is_null)
    {
        return set(answers, list, &Json::Array(Vec::new()), name);
    }
    take(answers, &steps);
    Ok(())
}

fn too_much(excess: Excess, name: &Path) -> ChangeError {
    let name = name.clone();
    match excess {
        Excess::Depth => ChangeError::TooDeep { name },
        Excess::Text => ChangeError::TextTooLong { name },
        Excess::Items => ChangeError::TooManyItems { name },
    }
}

fn find<'a>(answers: &'a Json, steps: &[&Step]) -> Option<&'a Json> {
    steps.iter().try_fold(answers, |slot, step| match step {
        Step::Name(field) => slot.get(&**field),
        Step::Index(i) => slot.get(*i),
    })
}

fn set(slot: &mut Json, steps: &[&Step], value: &Json, name: &Path) -> Result<(), ChangeError> {
    let Some((step, rest)) = steps.split_first() else {
        *slot = value.clone();
        return Ok(());
    };
    match step {
        Step::Name(field) => {
            if slot.is_null() {
                *slot = Json::Object(Map::new());
            }
            let Json::Object(fields) = slot else {
                return Err(ChangeError::NotARecord { name: name.clone() });
            };
            set(fields.entry(&**field).or_insert(Json::Null), rest, value, name)
        }
        Step::Index(i) => {
            if slot.is_null() {
                *slot = Json::Array(Vec::new());
            }
            let Json::Array(items) = slot else { return Err(ChangeError::NotAList { name: name.clone() }) };
            if *i >= limits::LIST_ITEMS {
                return Err(ChangeError::TooManyItems { name: name.clone() });
            }
            if items.len() <= *i {
                items.resize(*i + 1, Json::Null);
            }
            match items.get_mut(*i) {
                Some(item) => set(item, rest, value, name),
                None => Ok(()),
            }
        }
    }
}

/// Takes an answer away; a record that is left empty by that goes too, except an item of a list.
fn take(slot: &mut Json, steps: &[&Step]) {
    match (steps, slot) {
        ([Step::Name(field)], Json::Object(fields)) => {
            fields.shift_remove(&**field);
        }
        ([Step::Name(field), rest @ ..], Json::Object(fields)) => {
            let Some(inner) = fields.get_mut(&**field) else { return };
            take(inner, rest);
            if inner.as_object().is_some_and(Map::is_empty) {
                fields.shift_remove(&**field);
            }
        }
        ([Step::Index(i)], Json::Array(items)) if *i < items.len() => {
            items.remove(*i);
        }
        ([Step::Index(i), rest @ ..], Json::Array(items)) => {
            if let Some(item) = items.get_mut(*i) {
                take(item, rest);
            }
        }
        _ => {}
    }
}
