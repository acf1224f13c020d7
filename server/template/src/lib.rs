//! A marked-up .docx, compiled once and filled many times.
//!
//! The river: bytes → [`compile()`] → [`Template`] (+ diagnostics) → [`Template::fill`] → bytes.
//!
//! | folder | step |
//! | --- | --- |
//! | `story` | which parts carry text: body, headers, footers, notes, comments, document properties |
//! | `texts`, `notes`, `headers`, `mirror`, `identity` | what stands outside the runs of one story, and what must not exist twice |
//! | `picture`, `room` | pictures that answers are, and how large they may become where they stand |
//! | `bound`, `numbering`, `fetched` | what filling changes in other parts: XML behind controls, restarted lists, links to outside |
//! | `scan` | paragraphs → characters with their place in the source → tags |
//! | `plan` | tags → groups → the smallest container each group covers → edits of the source |
//! | `assemble` | source + edits → [`Program`](program::Program): literal segments and nodes |
//! | `fill` | program + answers → bytes |
//! | `stamp` | by what a document is known again |
//!
//! Filling only concatenates: a tag becomes a cut through the XML at a depth where both ends of its group are
//! siblings, so whatever is left out or repeated between two cuts leaves well-formed XML behind.

mod assemble;
mod bound;
mod compile;
mod definition;
mod fetched;
mod fill;
mod headers;
mod identity;
mod key;
mod mirror;
mod notes;
mod notice;
mod numbering;
mod picture;
mod place;
mod plan;
mod planned;
mod program;
mod room;
mod scan;
mod stamp;
mod story;
mod template;
mod texts;
mod usage;

pub use compile::{Compiled, compile, compile_with};
pub use definition::EmptyParagraphs;
pub use fetched::Foreign;
pub use fill::{Fault, FillError, Filled, Missing, MissingAnswer, Mistake};
pub use key::NodeKey;
pub use picture::{Picture, PictureError, PictureFormat, Pictures};
pub use stamp::{STAMP_NAMESPACE, Stamp};
pub use template::Template;

/// The namespace of the definition part inside a template file.
pub const DEFINITION_NAMESPACE: &str = "urn:akte:template:1";

#[cfg(test)]
mod tests;
