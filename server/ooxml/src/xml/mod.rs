//! XML without loss: a [`Tree`] is an arena of spans over the bytes of a part, so whatever is not replaced
//! leaves exactly as it came.
//!
//! XML 1.0 (fifth edition) with namespaces, in UTF-8, without a document type definition.

mod attributes;
mod chars;
mod escape;
mod namespace;
mod parse;
mod tree;

pub use chars::Chars;
pub use escape::escape;
pub use namespace::Ns;
pub use tree::{Kind, NodeId, Tree};
