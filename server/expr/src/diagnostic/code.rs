//! The codes of all diagnostics of the engine. A code never changes its meaning; add, don't reuse.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that is not the code of a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the code of a diagnostic")]
pub struct UnknownCode(pub String);

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// What kind of mistake a diagnostic is about. Its text (`unclosed-if`) is what programs see.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// All codes, for documentation and tests.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The stable text, in kebab-case.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)+ }
            }

            /// What it means, for documentation.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    // Expressions
    /// The text between the braces is not an expression.
    BadExpression = "bad-expression",
    /// A function or method that is not known here; it is read as a field of that name.
    UnknownCall = "unknown-call",
    /// A filter that is not known here; the value passes unchanged.
    UnknownFilter = "unknown-filter",
    /// A named argument that the function or filter does not have; it is not used.
    UnknownArgument = "unknown-argument",
    /// Known mark-up that this version cannot do yet.
    NotYetSupported = "not-yet-supported",

    // The mark-up of a template
    /// A tag is opened and not closed.
    UnclosedTag = "unclosed-tag",
    /// An `if` without its `endif`.
    UnclosedIf = "unclosed-if",
    /// A `for` without its `endfor`.
    UnclosedFor = "unclosed-for",
    /// A `macro` without its `endmacro`.
    UnclosedMacro = "unclosed-macro",
    /// An `else` or `elif` outside an `if`.
    ElseWithoutIf = "else-without-if",
    /// An `endif` without its `if`.
    EndifWithoutIf = "endif-without-if",
    /// An `endfor` without its `for`.
    EndforWithoutFor = "endfor-without-for",
    /// A statement that is not known.
    UnknownStatement = "unknown-statement",
    /// The two ends stand in different containers.
    CrossesContainer = "crosses-container",
    /// One end stands in a table, the other outside it.
    CrossesTable = "crosses-table",
    /// Text stands beside a tag that takes its whole paragraph away.
    TextBesideParagraphTag = "text-beside-paragraph-tag",
    /// A bookmark starts or ends inside a repeat, and the other end is outside it.
    BookmarkInRepeat = "bookmark-in-repeat",
    /// A Word field starts inside a condition or repeat and ends outside it.
    FieldCrossesRegion = "field-crosses-region",
    /// Something that Word fetches from outside when the document is opened.
    ExternalContent = "external-content",
    /// The document has no mark-up.
    NoMarkup = "no-markup",
    /// A clause that can never appear.
    DeadClause = "dead-clause",

    // The definition and the questions
    /// The definition is not readable or not valid.
    BadDefinition = "bad-definition",
    /// A key that a definition does not have.
    UnknownKey = "unknown-key",
    /// A type of question that is not known.
    UnknownType = "unknown-type",
    /// A name is used in ways that ask for different types.
    TypeConflict = "type-conflict",
    /// A name is defined twice.
    DuplicateName = "duplicate-name",
    /// A name that nothing asks for.
    UnknownName = "unknown-name",
    /// A question that nothing uses.
    UnusedQuestion = "unused-question",
    /// Rules that use each other in a circle.
    RuleCycle = "rule-cycle",

    // Answers
    /// An answer of another type than the question asks.
    WrongType = "wrong-type",
    /// An answer of the right type that is not valid.
    InvalidAnswer = "invalid-answer",
    /// An answer that the document needs and that is not there.
    MissingAnswer = "missing-answer",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Code, UnknownCode> {
        Code::ALL
            .iter()
            .copied()
            .find(|code| code.as_str() == text)
            .ok_or_else(|| UnknownCode(text.to_owned()))
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_kebab_case_unique_and_read_back() {
        let mut seen = std::collections::BTreeSet::new();
        for code in Code::ALL {
            let text = code.as_str();
            assert!(seen.insert(text), "{text} twice");
            assert!(text.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{text}");
            assert_eq!(text.parse(), Ok(*code));
            assert!(code.meaning().ends_with('.'), "{text}");
        }
        assert!("nonsense".parse::<Code>().is_err());
    }
}
