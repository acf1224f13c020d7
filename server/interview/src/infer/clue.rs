//! What the use of a name says about its type.

use std::sync::Arc;

use akte_expr::{Diagnostic, Place};
use indexmap::IndexMap;

use crate::kind::Kind;
use crate::tree::{Part, Pattern};

/// What a use wants of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Want {
    /// Nothing in particular.
    Any,
    /// It is printed.
    Printed,
    /// It decides: whether it is filled in, or yes.
    Condition,
    /// It may be absent.
    Optional,
    /// It is compared with this text.
    Equals(Arc<str>),
    /// It is looked whether this text is in it.
    Contains(Arc<str>),
    /// It is worked with as a value of this kind.
    Kind(Kind),
    /// It may be of several kinds; most often it is of this one.
    Likely(Kind),
}

/// Everything that is known of one name from its use, and of the names in it.
#[derive(Debug, Default)]
pub(super) struct Clues {
    /// Where it is used first; none when only the definition uses it.
    pub place: Option<Arc<Place>>,
    pub used: bool,
    pub printed: bool,
    pub condition: bool,
    pub optional: bool,
    /// The texts it is compared with.
    pub texts: Vec<Arc<str>>,
    /// The kinds it is worked with as, each where that is first.
    pub kinds: Vec<(Kind, Option<Arc<Place>>)>,
    /// What it is when nothing says more.
    pub likely: Option<Kind>,
    /// The name of an item in its repeat: `party` of `for party in parties`.
    pub name: Option<Arc<str>>,
    pub fields: IndexMap<Arc<str>, Clues>,
    pub item: Option<Box<Clues>>,
}

impl Clues {
    /// The clues of a name, made where there are none yet.
    pub fn at(&mut self, pattern: &Pattern) -> &mut Clues {
        pattern.0.iter().fold(self, |clues, part| match part {
            Part::Name(name) => clues.fields.entry(Arc::clone(name)).or_default(),
            Part::Each => clues.item.get_or_insert_default(),
        })
    }

    pub fn add(&mut self, want: Want, place: Option<&Arc<Place>>) {
        self.used = true;
        if self.place.is_none() {
            self.place = place.cloned();
        }
        match want {
            Want::Any => {}
            Want::Printed => self.printed = true,
            Want::Condition => self.condition = true,
            Want::Optional => self.optional = true,
            Want::Equals(text) => {
                if text.is_empty() {
                    self.optional = true;
                } else {
                    self.text(text);
                    self.kind(Kind::Choice, place);
                }
            }
            Want::Contains(text) => {
                self.text(text);
                self.kind(Kind::MultipleChoice, place);
            }
            Want::Kind(kind) => self.kind(kind, place),
            Want::Likely(kind) => self.likely = self.likely.or(Some(kind)),
        }
    }

    fn text(&mut self, text: Arc<str>) {
        if !self.texts.contains(&text) {
            self.texts.push(text);
        }
    }

    fn kind(&mut self, kind: Kind, place: Option<&Arc<Place>>) {
        if self.kinds.iter().all(|(other, _)| *other != kind) {
            self.kinds.push((kind, place.cloned()));
        }
    }

    /// The first place of a kind.
    pub fn place_of(&self, kind: Kind) -> Option<&Arc<Place>> {
        self.kinds.iter().find(|(other, _)| *other == kind).and_then(|(_, place)| place.as_ref())
    }

    /// Whether this or anything in it is used.
    pub fn used_within(&self) -> bool {
        self.used
            || self.item.as_ref().is_some_and(|item| item.used_within())
            || self.fields.values().any(Clues::used_within)
    }

    /// The kind that fits every use, or the first two that do not go together.
    pub fn settle(&self) -> Result<Kind, (Kind, Kind)> {
        let mut settled: Option<Kind> = None;
        for (kind, _) in &self.kinds {
            settled = match settled {
                None => Some(*kind),
                Some(before) => Some(both(before, *kind).ok_or((before, *kind))?),
            };
        }
        let one_text = self.texts.len() == 1;
        Ok(match settled.or(self.item.as_ref().map(|_| Kind::List)).or(self.likely) {
            Some(Kind::Choice) if self.printed && one_text => Kind::Text,
            // Without a text that it is compared with there are no options to choose from: they are typed.
            Some(Kind::MultipleChoice) if self.texts.is_empty() => Kind::List,
            Some(kind) => kind,
            None if self.condition && !self.printed => Kind::YesNo,
            None => Kind::Text,
        })
    }
}

/// The kind that a value has that is used as both; none when they do not go together.
fn both(a: Kind, b: Kind) -> Option<Kind> {
    let either = |one, other| (a == one && b == other) || (a == other && b == one);
    if a == b {
        Some(a)
    } else if either(Kind::Money, Kind::Number) {
        Some(Kind::Money)
    } else if either(Kind::List, Kind::MultipleChoice) {
        Some(Kind::MultipleChoice)
    } else if either(Kind::Choice, Kind::MultipleChoice) || either(Kind::Text, Kind::Choice) {
        Some(Kind::Choice)
    } else if either(Kind::Text, Kind::MultipleChoice) {
        Some(Kind::Text)
    } else {
        None
    }
}

/// Whether an answer of the asked kind can be used as `used`; the document fails otherwise.
pub(super) fn fits(asked: Kind, used: Kind) -> bool {
    let texts = [
        Kind::Text,
        Kind::Paragraph,
        Kind::Choice,
        Kind::Postcode,
        Kind::Kvk,
        Kind::Rsin,
        Kind::Bsn,
        Kind::Iban,
        Kind::Vat,
        Kind::Image,
        Kind::File,
    ];
    asked == used
        || match used {
            Kind::Text => true,
            Kind::Choice => texts.contains(&asked),
            Kind::MultipleChoice => texts.contains(&asked) || asked == Kind::List,
            Kind::Number => asked == Kind::Money,
            Kind::Money => asked == Kind::Number,
            Kind::List => asked == Kind::MultipleChoice,
            Kind::Person => matches!(asked, Kind::Organisation | Kind::Group),
            Kind::Address => asked == Kind::Group || texts.contains(&asked),
            Kind::Date => asked == Kind::Period,
            _ => false,
        }
}

/// Adds both places to a diagnostic about two uses.
pub(super) fn place_both(
    diagnostic: Diagnostic,
    first: Option<&Arc<Place>>,
    second: Option<&Arc<Place>>,
    note: &str,
) -> Diagnostic {
    let diagnostic = match first.or(second) {
        Some(place) => diagnostic.at((**place).clone()),
        None => diagnostic,
    };
    match (first, second) {
        (Some(_), Some(other)) => diagnostic.relate((**other).clone(), note),
        _ => diagnostic,
    }
}
