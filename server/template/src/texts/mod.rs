//! Short texts that hold mark-up outside the runs of paragraphs: descriptions of pictures, instructions of fields,
//! document properties, targets of links. A condition or repeat in one begins and ends in it.

mod find;
mod read;
mod url;

use std::ops::Range;
use std::sync::Arc;

use akte_expr::Place;

use crate::identity::Mention;
use crate::scan::Statement;

pub(crate) use find::find;
pub(crate) use read::link_target;
pub(crate) use url::{escape_target, is_safe, typed_target};

/// What a short text is, and with it how values are written into it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// An attribute or a property: as it is.
    Plain,
    /// A field's instruction: `"` and `\` are escaped (ECMA-376 Part 1, 17.16.1).
    Instruction,
    /// The target of a link: percent-encoded (RFC 3986), and never a script.
    Target,
}

/// A short text.
#[derive(Debug)]
pub(crate) struct Text {
    pub kind: Kind,
    /// Its bytes in the source; an instruction may be in several pieces.
    pub bytes: Vec<Range<usize>>,
    pub pieces: Vec<Piece>,
    pub place: Arc<Place>,
}

/// A piece of a short text.
#[derive(Debug)]
pub(crate) enum Piece {
    /// Characters as they are.
    Literal(String),
    Tag(Statement, Arc<Place>),
    /// The name of a bookmark that a field refers to.
    Reference(Mention),
}

impl Text {
    /// Whether it holds a tag.
    pub fn is_tagged(&self) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Tag(..)))
    }
}
