//! The types of a question.

use serde::{Deserialize, Serialize};

/// The type of a question: it decides how the answer is read and how it is asked. In JSON in snake case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Kind {
    Text,
    Paragraph,
    Number,
    Money,
    Date,
    Period,
    YesNo,
    Choice,
    MultipleChoice,
    Person,
    Organisation,
    Address,
    /// A record with questions of its own.
    Group,
    /// Any number of items of one type.
    List,
    Postcode,
    Kvk,
    Rsin,
    Bsn,
    Iban,
    Vat,
    /// The reference of a picture that was uploaded.
    Image,
    /// The reference of a file that was uploaded.
    File,
}

impl Kind {
    /// Every kind, in the order of the reference.
    pub const ALL: [Kind; 22] = [
        Kind::Text,
        Kind::Paragraph,
        Kind::Number,
        Kind::Money,
        Kind::Date,
        Kind::Period,
        Kind::YesNo,
        Kind::Choice,
        Kind::MultipleChoice,
        Kind::Person,
        Kind::Organisation,
        Kind::Address,
        Kind::Group,
        Kind::List,
        Kind::Postcode,
        Kind::Kvk,
        Kind::Rsin,
        Kind::Bsn,
        Kind::Iban,
        Kind::Vat,
        Kind::Image,
        Kind::File,
    ];

    /// The name in JSON, such as `multiple_choice`.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Paragraph => "paragraph",
            Kind::Number => "number",
            Kind::Money => "money",
            Kind::Date => "date",
            Kind::Period => "period",
            Kind::YesNo => "yes_no",
            Kind::Choice => "choice",
            Kind::MultipleChoice => "multiple_choice",
            Kind::Person => "person",
            Kind::Organisation => "organisation",
            Kind::Address => "address",
            Kind::Group => "group",
            Kind::List => "list",
            Kind::Postcode => "postcode",
            Kind::Kvk => "kvk",
            Kind::Rsin => "rsin",
            Kind::Bsn => "bsn",
            Kind::Iban => "iban",
            Kind::Vat => "vat",
            Kind::Image => "image",
            Kind::File => "file",
        }
    }

    /// The kind of that name in JSON.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Whether the answer is a record: it is asked field by field.
    pub fn is_record(self) -> bool {
        matches!(self, Kind::Person | Kind::Organisation | Kind::Address | Kind::Group)
    }

    /// Whether the question is made of other questions: a record or a list.
    pub fn is_composite(self) -> bool {
        self.is_record() || self == Kind::List
    }

    /// Whether one of a fixed set of options is picked.
    pub fn has_options(self) -> bool {
        matches!(self, Kind::Choice | Kind::MultipleChoice)
    }

    /// Whether the answer is the reference of a file.
    pub fn is_file(self) -> bool {
        matches!(self, Kind::Image | Kind::File)
    }

    /// What an answer is, for a sentence: "a date".
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Kind::Text | Kind::Paragraph => "a text",
            Kind::Number => "a number",
            Kind::Money => "an amount of money",
            Kind::Date => "a date",
            Kind::Period => "a period",
            Kind::YesNo => "a yes or no",
            Kind::Choice => "a choice",
            Kind::MultipleChoice => "a multiple choice",
            Kind::Person => "a person",
            Kind::Organisation => "an organisation",
            Kind::Address => "an address",
            Kind::Group => "a group",
            Kind::List => "a list",
            Kind::Postcode => "a postcode",
            Kind::Kvk => "a trade register number",
            Kind::Rsin => "an RSIN",
            Kind::Bsn => "a citizen service number",
            Kind::Iban => "an IBAN",
            Kind::Vat => "a VAT number",
            Kind::Image => "a picture",
            Kind::File => "a file",
        }
    }

    /// Whether the document may use a field of that name of an answer that is asked as a whole or in parts.
    pub(crate) fn may_have_field(self, name: &str) -> bool {
        match self {
            Kind::Money => matches!(name, "amount" | "currency"),
            Kind::Date => matches!(name, "year" | "month" | "day"),
            _ => self.is_record(),
        }
    }

    /// Whether `min` and `max` mean something: of the number, of the amount, of how many items.
    pub fn has_bounds(self) -> bool {
        matches!(self, Kind::Number | Kind::Money | Kind::List | Kind::MultipleChoice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_the_one_in_json() {
        for kind in Kind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
            assert_eq!(Kind::from_name(kind.as_str()), Some(kind));
        }
        assert_eq!(Kind::from_name("Text"), None);
    }
}
