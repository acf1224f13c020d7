//! The codes of all diagnostics of the engine. A code never changes its meaning; add, don't reuse.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that is not the code of a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the code of a diagnostic")]
pub struct UnknownCode(pub String);

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal: $advice:literal,)+) => {
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

            /// What to do about it, for documentation; a diagnostic says what to do at its place.
            pub fn advice(self) -> &'static str {
                match self { $(Code::$name => $advice,)+ }
            }
        }
    };
}

codes! {
    // Expressions
    /// The text between the braces is not an expression.
    BadExpression = "bad-expression":
        "Write the name of an answer, or an expression of names, texts and numbers. The message says where reading stopped.",
    /// A function or method that is not known here; it is read as a field of that name.
    UnknownCall = "unknown-call":
        "Use a function from the reference; or keep it, and answer it as a field of that name.",
    /// A filter that is not known here; the value passes unchanged.
    UnknownFilter = "unknown-filter":
        "Use a filter from the reference, or take it out.",
    /// A named argument that the function or filter does not have; it is not used.
    UnknownArgument = "unknown-argument":
        "Use an argument that the function has, or take it out.",
    /// Known mark-up that this version cannot do yet.
    NotYetSupported = "not-yet-supported":
        "Take it out, or do that part by hand in the document.",

    // The mark-up of a template
    /// A tag is opened and not closed.
    UnclosedTag = "unclosed-tag":
        "Close it with the same braces that open it: `{{ … }}`, `{% … %}` or `{# … #}`.",
    /// An `if` without its `endif`.
    UnclosedIf = "unclosed-if":
        "Put `{% endif %}` where the condition ends.",
    /// A `for` without its `endfor`.
    UnclosedFor = "unclosed-for":
        "Put `{% endfor %}` where the repeat ends.",
    /// A `macro` without its `endmacro`.
    UnclosedMacro = "unclosed-macro":
        "Put `{% endmacro %}` where the macro ends.",
    /// An `else` or `elif` outside an `if`.
    ElseWithoutIf = "else-without-if":
        "Put `{% if … %}` before it, or take it out.",
    /// An `endif` without its `if`.
    EndifWithoutIf = "endif-without-if":
        "Put `{% if … %}` before it, or take it out.",
    /// An `endfor` without its `for`.
    EndforWithoutFor = "endfor-without-for":
        "Put `{% for … in … %}` before it, or take it out.",
    /// A statement that is not known.
    UnknownStatement = "unknown-statement":
        "Use `if`, `elif`, `else`, `endif`, `for`, `endfor` or `set`.",
    /// The two ends stand in different containers.
    CrossesContainer = "crosses-container":
        "Put both ends in one paragraph, cell, note or header, or in the first and the last cell of a row.",
    /// One end stands in a table, the other outside it.
    CrossesTable = "crosses-table":
        "Put both ends in the table, or both outside it.",
    /// Text stands beside a tag that takes its whole paragraph away.
    TextBesideParagraphTag = "text-beside-paragraph-tag":
        "Give the tag a paragraph of its own, or leave the `p` out of it.",
    /// A bookmark starts or ends inside a repeat, and the other end is outside it.
    BookmarkInRepeat = "bookmark-in-repeat":
        "Let the bookmark start and end inside the repeat, or outside it.",
    /// A table of contents or a reference begins and does not end: tags after it would be taken for copies.
    UnclosedField = "unclosed-field":
        "Delete the field (in Word: Alt+F9 shows its code) and insert it anew.",
    /// A Word field starts inside a condition or repeat and ends outside it.
    FieldCrossesRegion = "field-crosses-region":
        "Let the whole field stand inside the condition or repeat, or outside it.",
    /// Something that Word fetches from outside when the document is opened, or an object of another program.
    ExternalContent = "external-content":
        "Put it into the document (in Word: insert it without a link). A filled document fetches nothing: its links to pictures, objects and a template are taken away.",
    /// The document has no mark-up.
    NoMarkup = "no-markup":
        "Mark up what differs from document to document, or use the document as it is.",
    /// A clause that can never appear.
    DeadClause = "dead-clause":
        "Compare with an answer that can be given, or take the clause out.",

    // The definition and the questions
    /// The definition is not readable or not valid.
    BadDefinition = "bad-definition":
        "Put the definition right where the message says, or remove it to begin anew.",
    /// A key that a definition does not have.
    UnknownKey = "unknown-key":
        "Use the key that the message proposes, or take it out.",
    /// A type of question that is not known.
    UnknownType = "unknown-type":
        "Use one of the types of the reference.",
    /// A name that no question, rule, repeat or `set` gives, close to one that is given.
    UnknownName = "unknown-name":
        "Use the name that the message proposes; or ask for it in the definition.",
    /// A name is used in ways that ask for different types.
    TypeConflict = "type-conflict":
        "Use one name for one thing, or say the type in the definition.",
    /// A name is defined twice.
    DuplicateName = "duplicate-name":
        "Rename one of them, or take it out.",
    /// A question that nothing uses.
    UnusedQuestion = "unused-question":
        "Use its name in the document or in a rule, or take the question out.",
    /// Rules that use each other in a circle.
    RuleCycle = "rule-cycle":
        "Change one of the rules, so that each can be worked out from the answers.",

    // Answers
    /// An answer of the right type that is not valid.
    InvalidAnswer = "invalid-answer":
        "Change the answer; or, when the answer is right, the expression.",
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
            assert!(code.meaning().ends_with('.') && code.advice().ends_with(['.', ')']), "{text}");
        }
        assert!("nonsense".parse::<Code>().is_err());
    }
}
