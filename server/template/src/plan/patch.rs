//! What filling writes differently although no tag stands there: identities, notes, links, texts of attributes.

use std::ops::Range;

use akte_ooxml::xml::{NodeId, Tree};

use super::edit::{Edit, Op, Piece};
use crate::identity::Mention;
use crate::numbering::Numbered;
use crate::texts::Text;

/// A place of the source that is written differently.
#[derive(Debug)]
pub(crate) struct Patch {
    /// The bytes it stands for; none for the edge of something.
    pub bytes: Range<usize>,
    pub change: Change,
    /// Whether it opens something (or replaces bytes), and how deep: see [`Edit`].
    order: (bool, isize),
    /// Stands right before (or behind) what this tag does, instead of at its bytes.
    beside: Option<(usize, bool)>,
}

/// What is written there.
#[derive(Debug)]
pub(crate) enum Change {
    /// An id or name, by what it is now.
    Identity(Mention),
    /// The numbering instance of a paragraph.
    Numbering(Numbered),
    /// A short text.
    Text(Text),
    /// A further piece of a short text, which goes when the text is written; `tagged`: always.
    Rest {
        tagged: bool,
    },
    /// The id of a note or comment in a reference to it.
    NoteReference(Mention),
    /// A note begins, with this id in the template.
    OpenNote(String),
    CloseNote,
    /// The id of the note that is open.
    NoteId,
    /// What stays with the first copy begins.
    OpenFirst(Mention),
    CloseFirst,
    /// Nothing is written.
    Gone,
    /// The end of a range from elsewhere in the source, with the identities in it.
    Marker(Range<usize>, Vec<Mention>),
    /// What a bound control shows begins; its number among them.
    OpenBound(usize),
    CloseBound(usize),
    /// The first of two equal text boxes begins; its number among them.
    OpenMirrored(usize),
    CloseMirrored,
    /// The second one, which becomes what the first became.
    Mirror(usize),
    /// A reference to a link whose target is a short text.
    Link(String, Text),
}

impl Patch {
    /// Writes something in the place of bytes.
    pub fn replace(bytes: Range<usize>, change: Change) -> Self {
        Self { bytes, change, order: (true, isize::MAX), beside: None }
    }

    /// Writes something right before, or behind, what a tag does.
    pub fn beside(tag: usize, before: bool, change: Change) -> Self {
        Self { bytes: 0..0, change, order: (true, 0), beside: Some((tag, before)) }
    }

    /// Begins something before an element and ends it behind.
    pub fn around(tree: &Tree, node: NodeId, opens: Change, closes: Change) -> [Self; 2] {
        let (span, depth) = (tree.span(node), depth(tree, node));
        [
            Self { bytes: span.start..span.start, change: opens, order: (true, depth), beside: None },
            Self { bytes: span.end..span.end, change: closes, order: (false, -depth), beside: None },
        ]
    }
}

/// Adds patches to the edits that tags make. A patch inside what an edit moves goes along; one inside what an edit
/// takes away goes too.
pub(crate) fn weave(mut edits: Vec<Edit>, patches: &[Patch]) -> Vec<Edit> {
    let replaced: Vec<(usize, Range<usize>)> = edits
        .iter()
        .enumerate()
        .filter(|(_, edit)| !edit.bytes.is_empty())
        .map(|(index, edit)| (index, edit.bytes.clone()))
        .collect();
    let mut added = Vec::new();
    for (index, patch) in patches.iter().enumerate() {
        if let Some(beside) = patch.beside {
            stand_beside(&mut edits, beside, index);
            continue;
        }
        let next = replaced.partition_point(|(_, bytes)| bytes.end <= patch.bytes.start);
        match replaced.get(next).filter(|(_, bytes)| patch.is_within(bytes)) {
            Some((edit, _)) => go_along(&mut edits[*edit].pieces, patch, index),
            None => {
                let (opens, depth) = patch.order;
                let order = (patch.bytes.start, opens, depth);
                added.push(Edit {
                    bytes: patch.bytes.clone(),
                    pieces: vec![Piece::Op(Op::Patch(index))],
                    order,
                });
            }
        }
    }
    edits.append(&mut added);
    edits.sort_by_key(|edit| edit.order);
    edits
}

impl Patch {
    /// Whether it is part of these bytes and not at their edge.
    fn is_within(&self, bytes: &Range<usize>) -> bool {
        if self.bytes.is_empty() {
            return bytes.start < self.bytes.start && self.bytes.end < bytes.end;
        }
        bytes.start <= self.bytes.start && self.bytes.end <= bytes.end
    }

    /// Whether it belongs to a copied piece: what opens at its start and what closes at its end do.
    fn belongs_to(&self, copied: &Range<usize>) -> bool {
        let at = self.bytes.start;
        match (self.bytes.is_empty(), self.order.0) {
            (true, true) => copied.start <= at && at < copied.end,
            (true, false) => copied.start < at && at <= copied.end,
            _ => copied.start <= at && self.bytes.end <= copied.end,
        }
    }
}

fn stand_beside(edits: &mut [Edit], (tag, before): (usize, bool), index: usize) {
    let is_tag = |piece: &Piece| matches!(piece, Piece::Op(Op::Tag(other)) if *other == tag);
    for edit in edits {
        let Some(mut at) = edit.pieces.iter().position(is_tag) else { continue };
        if !before {
            at += 1;
            while matches!(edit.pieces.get(at), Some(Piece::Op(Op::Patch(_)))) {
                at += 1;
            }
        }
        return edit.pieces.insert(at, Piece::Op(Op::Patch(index)));
    }
}

/// Takes out the patches inside what another one takes away.
pub(crate) fn take_away(patches: &mut Vec<Patch>) {
    let gone = patches.iter().filter(|patch| matches!(patch.change, Change::Gone));
    let gone: Vec<Range<usize>> = gone.map(|patch| patch.bytes.clone()).collect();
    if gone.is_empty() {
        return;
    }
    patches.retain(|patch| {
        let inside = |bytes: &Range<usize>| bytes.start <= patch.bytes.start && patch.bytes.end <= bytes.end;
        patch.beside.is_some() || matches!(patch.change, Change::Gone) || !gone.iter().any(inside)
    });
}

fn go_along(pieces: &mut Vec<Piece>, patch: &Patch, index: usize) {
    let copied = |piece: &Piece| matches!(piece, Piece::Copy(range) if patch.belongs_to(range));
    // The last one: patches come in order, and each leaves the rest of its piece behind.
    let Some(at) = pieces.iter().rposition(copied) else { return };
    let Piece::Copy(range) = pieces[at].clone() else { return };
    let before = Piece::Copy(range.start..patch.bytes.start);
    let after = Piece::Copy(patch.bytes.end..range.end);
    pieces.splice(at..=at, [before, Piece::Op(Op::Patch(index)), after]);
}

/// How deep a node lies: edges at the same byte are put in order by it.
fn depth(tree: &Tree, node: NodeId) -> isize {
    let mut depth = 0;
    let mut up = tree.parent(node);
    while let Some(parent) = up {
        depth += 1;
        up = tree.parent(parent);
    }
    depth
}
