//! A part as a program: literal segments and the nodes between them. Immutable, shared between fills.

use std::ops::Range;
use std::sync::Arc;

use akte_expr::{Expr, Place};

use crate::plan::MarkKind;

/// The compiled form of one part.
#[derive(Debug, Default)]
pub(crate) struct Program {
    /// What to do, in order.
    pub nodes: Vec<Node>,
    /// Every literal byte of the part, one segment behind another.
    pub literals: Vec<u8>,
    /// The segments by id.
    pub segments: Vec<Segment>,
    /// The prefix of WordprocessingML names in this part, with its colon: `w:`.
    pub prefix: String,
}

impl Program {
    /// The bytes of a segment.
    pub fn bytes(&self, id: SegmentId) -> &[u8] {
        &self.literals[self.segments[id.0 as usize].bytes.clone()]
    }
}

/// The identity of a segment within its program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SegmentId(pub u32);

/// A run of bytes that is always written whole, and what the guards have to know of it.
#[derive(Debug)]
pub(crate) struct Segment {
    pub bytes: Range<usize>,
    /// It shows the reader something, in a guarded paragraph.
    pub content: bool,
    /// How many rows of a guarded table end in it.
    pub rows: usize,
    /// It begins with a table, in a guarded container.
    pub starts_table: bool,
    /// The last paragraph or table of a guarded container that ends in it.
    pub last: Option<Block>,
}

/// The blocks of a container.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Block {
    Paragraph,
    Table,
}

impl Block {
    /// The block whose end a mark stands for.
    pub fn ended_by(mark: MarkKind) -> Option<Self> {
        match mark {
            MarkKind::ParagraphEnd => Some(Self::Paragraph),
            MarkKind::TableEnd => Some(Self::Table),
            _ => None,
        }
    }
}

/// One step of a program.
#[derive(Debug)]
pub(crate) enum Node {
    Text(SegmentId),
    Value { expr: Expr, place: Arc<Place> },
    If(If),
    For(For),
    Set { name: Arc<str>, expr: Expr, place: Arc<Place> },
    Guard(Guard),
}

/// A condition with its branches; the first that holds is taken.
#[derive(Debug)]
pub(crate) struct If {
    pub branches: Vec<Branch>,
    pub otherwise: Vec<Node>,
}

#[derive(Debug)]
pub(crate) struct Branch {
    pub condition: Expr,
    pub place: Arc<Place>,
    pub nodes: Vec<Node>,
}

/// A repeat.
#[derive(Debug)]
pub(crate) struct For {
    pub targets: Vec<Arc<str>>,
    pub over: Expr,
    pub place: Arc<Place>,
    pub body: Vec<Node>,
}

/// Watches over what stands between its opening and its closing step. They need not nest with conditions and
/// repeats: in whatever way those are run through, openings and closings match.
#[derive(Debug)]
pub(crate) enum Guard {
    OpenParagraph {
        droppable: bool,
    },
    /// The paragraph is dropped when nothing was shown since it was opened.
    CloseParagraph,
    OpenTable,
    /// The table is dropped when no row is left.
    CloseTable,
    OpenContainer,
    /// Adds this paragraph when the container does not end with one (ECMA-376 Part 1, 17.4.65 for cells).
    CloseContainer {
        paragraph: Option<SegmentId>,
    },
}
