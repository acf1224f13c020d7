//! Named values, and the kinds of record that the product knows.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::Value;

/// What a record stands for; it decides how the record prints and which fields its methods read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RecordKind {
    /// A group of answers.
    #[default]
    Plain,
    /// `name.{first, initials, prefix, last}`, `gender`, `birth.{date, place}`, `address`, `email`, `phone`.
    Person,
    /// `name`, `legal_form`, `seat`, `kvk`, `rsin`, `vat`, `address`, `representatives[]`.
    Organisation,
    /// The name of a person: `first`, `initials`, `prefix`, `last`. What a person holds under `name` is
    /// read as one, also when it is a plain group.
    Name,
    /// `street`, `number`, `addition`, `postcode`, `city`, `country`.
    Address,
    /// `amount`, `currency` (ISO 4217; EUR when absent).
    Money,
}

impl RecordKind {
    /// What it is, for a sentence: "a person".
    pub fn noun(self) -> &'static str {
        match self {
            RecordKind::Plain => "a group",
            RecordKind::Person => "a person",
            RecordKind::Organisation => "an organisation",
            RecordKind::Name => "the name of a person",
            RecordKind::Address => "an address",
            RecordKind::Money => "an amount of money",
        }
    }
}

/// Named values in the order they were given. A field that is absent is unanswered; one that is
/// [`Value::None`] was left empty. An empty record of a kind says "this is a person, nothing known yet".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// What it stands for.
    pub kind: RecordKind,
    /// Its fields.
    pub fields: IndexMap<Arc<str>, Value>,
}

impl Record {
    /// A record without fields.
    pub fn new(kind: RecordKind) -> Record {
        Record { kind, fields: IndexMap::new() }
    }

    /// The record with one more field.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Record {
        self.fields.insert(name.into(), value.into());
        self
    }

    /// A field, when it is there.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields.get(name)
    }
}
