//! A part as a program: literal segments and the nodes between them. Immutable, shared between fills.

use std::ops::Range;
use std::sync::Arc;

use akte_expr::{Expr, Place};

use crate::identity::Key;
use crate::key::NodeKey;
use crate::plan::{MarkKind, REFERENCES, Ragged, SectionId, Slot};
use crate::room::Room;
use crate::texts;

/// The compiled form of one part.
#[derive(Debug, Default)]
pub(crate) struct Program {
    /// What to do, in order.
    pub nodes: Vec<Node>,
    /// Every literal byte of the part, one segment behind another.
    pub literals: Vec<u8>,
    /// The segments by id.
    pub segments: Vec<Segment>,
    /// The sections whose breaks may move, by id.
    pub sections: Vec<Section>,
    /// The start tag of the part's root element, with its namespaces.
    pub root: Range<usize>,
    /// The prefix of WordprocessingML names in this part, with its colon: `w:`.
    pub prefix: String,
    /// What renews its identities each time it is evaluated; none for a part that is written once.
    pub frame: Option<Frame>,
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

/// A section's properties, ready to be put where its text ends.
#[derive(Debug)]
pub(crate) struct Section {
    /// The whole `w:sectPr`.
    pub bytes: SegmentId,
    /// How long its start tag is.
    pub open: usize,
    /// It is an empty-element tag.
    pub empty: bool,
    /// Its headers and footers, its own and inherited.
    pub references: [Option<Reference>; REFERENCES],
}

/// A section's reference to a header or footer.
#[derive(Debug)]
pub(crate) struct Reference {
    /// The whole element.
    pub bytes: SegmentId,
    /// Where it begins in the section's properties; none for one that stands in those of an earlier section.
    pub own: Option<usize>,
    /// The relationship.
    pub id: String,
    /// Where the relationship's id ends in the element.
    pub id_end: usize,
    /// The header is evaluated where its sections end.
    pub is_live: bool,
}

/// The blocks of a container.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Block {
    Paragraph,
    Table,
    /// A paragraph that ends a section.
    Break,
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
    Value {
        expr: Expr,
        place: Arc<Place>,
        key: NodeKey,
        /// For a picture.
        room: Room,
    },
    If(If),
    For(For),
    Set {
        name: Arc<str>,
        expr: Expr,
        place: Arc<Place>,
    },
    Guard(Guard),
    /// An id or a name, as it is in this copy.
    Identity(Mentioned),
    /// The numbering instance of a paragraph at this level, from 0, in this copy.
    Numbering {
        num: Mentioned,
        level: usize,
    },
    /// A short text, evaluated whole and then written as what it is.
    Inline(Inline),
    /// A note or comment that belongs here: writes its id, and makes a copy of it as seen from here.
    NoteReference {
        id: Mentioned,
        note: Option<NoteAt>,
    },
    /// A section with a header or footer of its own ends here: makes a copy of that, as seen from here, if that is where
    /// it is evaluated.
    HeaderReference {
        section: SectionId,
        /// The relationship.
        id: String,
        /// The part, by its place in the template.
        header: Option<usize>,
    },
    /// In a part with notes: the copies of this one. Only at the top.
    Note(Note),
    /// In a note: its id.
    NoteId,
    /// What stays with the first copy.
    First {
        of: Mentioned,
        nodes: Vec<Node>,
    },
    /// What is written again at [`Node::Mirror`] of the same number.
    Mirrored {
        number: usize,
        nodes: Vec<Node>,
    },
    Mirror(usize),
    /// The id of the link whose target the text is.
    Link {
        id: String,
        target: Inline,
    },
}

impl Node {
    /// The identity it writes or depends on.
    pub fn mentioned(&mut self) -> Option<&mut Mentioned> {
        match self {
            Self::Identity(mentioned)
            | Self::Numbering { num: mentioned, .. }
            | Self::NoteReference { id: mentioned, .. }
            | Self::First { of: mentioned, .. } => Some(mentioned),
            _ => None,
        }
    }

    /// The frame that it opens around its blocks.
    pub fn frame(&self) -> Option<Frame> {
        match self {
            Self::For(node) => Some(node.frame),
            Self::Note(note) => Some(note.frame),
            _ => None,
        }
    }

    /// The nodes inside it.
    pub fn blocks(&mut self) -> Vec<&mut Vec<Node>> {
        match self {
            Self::If(node) => {
                let branches = node.branches.iter_mut().map(|branch| &mut branch.nodes);
                branches.chain([&mut node.otherwise]).collect()
            }
            Self::For(node) => vec![&mut node.body],
            Self::Note(note) => vec![&mut note.nodes],
            Self::First { nodes, .. } | Self::Mirrored { nodes, .. } => vec![nodes],
            Self::Inline(text) | Self::Link { target: text, .. } => vec![&mut text.nodes],
            _ => Vec::new(),
        }
    }
}

/// What renews identities: a repeat with each pass, a note or header with each copy. An index over the whole template.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Frame(pub usize);

/// An identity at a place.
#[derive(Debug)]
pub(crate) struct Mentioned {
    pub key: Key,
    /// As the template writes it.
    pub original: String,
    pub defines: bool,
    /// Which one of [`crate::identity::Table`] it is; none when nothing renews it.
    pub slot: Option<usize>,
}

/// A footnote, endnote or comment.
#[derive(Debug)]
pub(crate) struct Note {
    /// Its id in the template.
    pub id: String,
    pub frame: Frame,
    pub nodes: Vec<Node>,
}

/// Where a note's [`Node::Note`] is: the template's part, and which of its nodes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct NoteAt {
    pub part: usize,
    pub node: usize,
}

/// A text outside the runs of paragraphs. Its literals are characters, not XML.
#[derive(Debug)]
pub(crate) struct Inline {
    pub kind: texts::Kind,
    pub nodes: Vec<Node>,
    pub place: Arc<Place>,
}

/// The keys of nodes and what they hold, in document order.
pub(crate) fn keys(nodes: &[Node], found: &mut Vec<NodeKey>) {
    for node in nodes {
        match node {
            Node::Value { key, .. } => found.push(*key),
            Node::If(node) => {
                found.push(node.key);
                node.branches.iter().for_each(|branch| keys(&branch.nodes, found));
                keys(&node.otherwise, found);
            }
            Node::For(node) => {
                found.push(node.key);
                keys(&node.body, found);
            }
            Node::Inline(text) | Node::Link { target: text, .. } => keys(&text.nodes, found),
            Node::Note(note) => keys(&note.nodes, found),
            Node::First { nodes, .. } | Node::Mirrored { nodes, .. } => keys(nodes, found),
            Node::Text(_)
            | Node::Set { .. }
            | Node::Guard(_)
            | Node::Identity(_)
            | Node::Numbering { .. }
            | Node::NoteReference { .. }
            | Node::HeaderReference { .. }
            | Node::NoteId
            | Node::Mirror(_) => {}
        }
    }
}

/// A condition with its branches; the first that holds is taken.
#[derive(Debug)]
pub(crate) struct If {
    pub key: NodeKey,
    pub branches: Vec<Branch>,
    pub otherwise: Vec<Node>,
    /// The first section break in `otherwise`.
    pub otherwise_break: Option<SectionId>,
}

impl If {
    /// The section breaks that move when what they stand in is left out, with what that is.
    pub fn left_out(&self) -> impl Iterator<Item = (SectionId, &[Node])> {
        let branches = self.branches.iter().map(|branch| (branch.first_break, branch.nodes.as_slice()));
        let all = branches.chain([(self.otherwise_break, self.otherwise.as_slice())]);
        all.filter_map(|(first_break, nodes)| Some((first_break?, nodes)))
    }
}

#[derive(Debug)]
pub(crate) struct Branch {
    pub condition: Expr,
    pub place: Arc<Place>,
    pub nodes: Vec<Node>,
    /// The first section break in it: what becomes of it when it is left out.
    pub first_break: Option<SectionId>,
}

/// A repeat.
#[derive(Debug)]
pub(crate) struct For {
    pub key: NodeKey,
    pub targets: Vec<Arc<str>>,
    pub over: Expr,
    pub place: Arc<Place>,
    pub frame: Frame,
    /// Numbering begins anew with each pass.
    pub restarts: bool,
    pub body: Vec<Node>,
    /// The first section break in the body.
    pub first_break: Option<SectionId>,
}

/// Watches over what stands between its opening and its closing step. They need not nest with conditions and
/// repeats: in whatever way those are run through, openings and closings match.
#[derive(Debug)]
pub(crate) enum Guard {
    OpenParagraph {
        droppable: bool,
    },
    /// A droppable paragraph is dropped when nothing was shown since it was opened.
    CloseParagraph,
    OpenTable,
    /// The table is dropped when no row is left.
    CloseTable {
        ragged: Ragged,
    },
    OpenContainer,
    /// Adds a paragraph when the container does not end with one (ECMA-376 Part 1, 17.4.65 for cells): one that was
    /// dropped there, or else this one.
    CloseContainer {
        paragraph: Option<SegmentId>,
        /// Nothing at all is fine too.
        may_be_empty: bool,
        /// A section break that nothing follows becomes the body's own.
        takes_break: bool,
    },
    /// What a bound control shows, by its number.
    OpenBound(usize),
    CloseBound(usize),
    /// The open paragraph takes a section break here.
    Slot(Slot),
    /// A section ends: with the open paragraph, or the body's own.
    Break {
        section: SectionId,
        own: bool,
    },
}
