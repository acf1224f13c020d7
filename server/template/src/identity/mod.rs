//! What must not exist twice: ids and names that every copy of a repeat gets of its own.
//!
//! An identity belongs to the innermost repeat that holds its definition. Each pass of that repeat renews it: the first
//! pass keeps what the template says, later ones get what is still free. References inside the repeat follow, references
//! from outside mean the first copy. Numbers and names are taken in the order of the output, so the same answers give
//! the same ids.

mod find;
mod table;

use std::ops::Range;

pub(crate) use find::{drawings, identities};
pub(crate) use table::Table;

/// What kind of identity, and with it which others it must differ from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Kind {
    /// `w14:paraId`, `w14:textId` and the ids of anchors: eight hexadecimal digits below 0x80000000 (\[MS-DOCX\] 2.6.2.3).
    Hex,
    /// `w:sdtPr/w:id`.
    Control,
    /// `wp:docPr/@id`.
    Drawing,
    /// `w:bookmarkStart/@w:id` and its end.
    Bookmark,
    /// `w:permStart/@w:id` and its end.
    Permission,
    /// The ids of revision marks and of the ranges of moves.
    Revision,
    /// The name of a bookmark: at most 40 characters, case does not count (ECMA-376 Part 1, 17.13.6.2).
    BookmarkName,
    /// The name that ties the two halves of a move together.
    MoveName,
    /// The id of a VML shape.
    Shape,
    /// A footnote.
    Footnote,
    /// An endnote.
    Endnote,
    /// A comment: stays with the first copy.
    Comment,
    /// A numbering instance, `w:num/@w:numId`, in a repeat that begins its numbering anew.
    Numbering,
}

impl Kind {
    /// Whether it is a number; otherwise it is a name.
    pub fn is_number(self) -> bool {
        !matches!(self, Self::BookmarkName | Self::MoveName | Self::Shape)
    }

    /// Which kinds may not share a number.
    pub fn pool(self) -> usize {
        match self {
            Self::Hex => 0,
            Self::Control => 1,
            Self::Drawing => 2,
            Self::Bookmark | Self::Permission | Self::Revision => 3,
            Self::Footnote => 4,
            Self::Endnote => 5,
            Self::Numbering => 6,
            _ => 7,
        }
    }

    /// How many pools there are.
    pub const POOLS: usize = 8;
}

/// An identity by what the template calls it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Key {
    pub kind: Kind,
    /// Names without regard to case.
    pub value: String,
}

/// One place in the source where an identity is written.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// The bytes of the value.
    pub bytes: Range<usize>,
    pub kind: Kind,
    /// As it stands, references resolved.
    pub value: String,
    /// Whether it makes the identity rather than refers to it.
    pub defines: bool,
}

impl Mention {
    pub fn key(&self) -> Key {
        let value = if self.kind.is_number() { self.value.clone() } else { self.value.to_lowercase() };
        Key { kind: self.kind, value }
    }
}
