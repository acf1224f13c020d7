//! A .docx package read within limits, its XML without loss, written back.
//!
//! Bytes become a [`Package`]; a part of it becomes an [`xml::Tree`]; an [`Edit`] gives bytes again, in which
//! every part that nobody touched is still the compressed data that came in. Everything here is pure: nothing is
//! read from disk, nothing is fetched, and every file is hostile until [`Package::read`] has said otherwise.

mod active;
mod archive;
mod content_types;
mod deflate;
mod edit;
mod error;
mod layout;
mod limits;
mod name;
mod package;
mod prolog;
mod relationships;
mod rewrite;
pub mod xml;

pub use active::refuse_active_fields;
pub use edit::Edit;
pub use error::{Error, Limit, Refusal};
pub use limits::Limits;
pub use name::PartName;
pub use package::Package;
pub use relationships::{Relationship, Target};
