//! The edits of a story's source that make a program of it.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use akte_ooxml::xml::{NodeId, Ns, Tree};

use super::cut::{Cut, anchor};
use super::guard::Guards;
use super::seam::Seams;
use super::section::{SectionId, Sections, Slot};
use crate::scan::{Scan, Tag};

/// Replaces some bytes of the source (or none: an insertion).
pub(crate) struct Edit {
    pub bytes: Range<usize>,
    pub pieces: Vec<Piece>,
    pub(super) order: (usize, bool, isize),
}

/// What stands in an edit's place.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    /// A start tag that is only needed when something follows before its [`Piece::Close`].
    Open(Range<usize>, Kind),
    Close(Range<usize>, Kind),
    /// Bytes of the source, moved here.
    Copy(Range<usize>),
    Op(Op),
}

/// What may have to be put right in a table that rows or cells are left out of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Ragged {
    /// Cells merged over rows may lose the cell they begin with.
    pub merges: bool,
    /// Rows may come to have other numbers of columns.
    pub columns: bool,
}

/// What a [`Piece::Open`] opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// A `w:t`: always written with `xml:space="preserve"`.
    Text,
    /// A run (with its properties) or a wrapper of runs, as it stands in the source.
    Element,
}

/// What happens at a place of the output.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Op {
    /// The tag with this index acts here.
    Tag(usize),
    OpenParagraph {
        droppable: bool,
    },
    CloseParagraph,
    OpenTable,
    CloseTable {
        ragged: Ragged,
    },
    OpenContainer,
    /// A paragraph takes a section break here.
    Slot(Slot),
    /// The section ends with the paragraph that ends here; or it is the body's own.
    Break(SectionId),
    /// The patch with this index is written here.
    Patch(usize),
    /// The container ends here; its last paragraph, without its content, is the one to add when none is left.
    CloseContainer(NodeId),
}

/// The edits of a story, sorted by position.
pub(crate) fn edits(
    tree: &Tree,
    scan: &Scan,
    cuts: &[Cut],
    guards: &Guards,
    seams: &Seams,
    sections: Option<&Sections>,
) -> Vec<Edit> {
    let markers = tree.descendants(tree.root()).filter(|&node| is_range_marker(tree, node));
    let markers = markers.map(|node| tree.span(node)).collect();
    let mut maker = Maker { tree, scan, cuts, markers, edits: Vec::new() };
    let mut whole: BTreeMap<usize, (Range<usize>, Vec<usize>)> = BTreeMap::new();
    for (index, cut) in cuts.iter().enumerate() {
        if let Cut::Whole(node) = *cut {
            let range = super::cut::whole(tree, scan, index, node);
            whole.entry(range.start).or_insert((range, Vec::new())).1.push(index);
        }
    }
    let ranges: Vec<Range<usize>> = outermost(whole.values().map(|(range, _)| range.clone()));
    let gone = |at: usize| {
        let next = ranges.partition_point(|range| range.end <= at);
        ranges.get(next).is_some_and(|range| range.start <= at)
    };
    for range in &ranges {
        maker.vanish(range, &whole);
    }
    for (index, cut) in cuts.iter().enumerate() {
        match *cut {
            Cut::Before(node) => maker.insert(tree.span(node).start, node, true, Op::Tag(index)),
            // After the guard of a paragraph that ends here.
            Cut::After(node) => {
                maker.insert(tree.span(node).end, node, tree.is(node, Ns::W, "p"), Op::Tag(index));
            }
            _ => {}
        }
    }
    let left: Vec<usize> = (0..cuts.len()).filter(|&tag| !gone(maker.start(tag))).collect();
    maker.inline(&left, &gone, seams);
    maker.guards(guards, &gone, seams);
    maker.seams(seams);
    if let Some(sections) = sections {
        maker.sections(sections, seams, &gone);
    }
    maker.edits.sort_by_key(|edit| edit.order);
    maker.edits
}

/// Ranges without those that lie inside another one.
pub(super) fn outermost(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut kept: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        if kept.last().is_none_or(|last| last.end <= range.start) {
            kept.push(range);
        }
    }
    kept
}

struct Maker<'a> {
    tree: &'a Tree,
    scan: &'a Scan,
    cuts: &'a [Cut],
    /// Range markers, in order.
    markers: Vec<Range<usize>>,
    edits: Vec<Edit>,
}

impl Maker<'_> {
    fn tag(&self, index: usize) -> &Tag {
        &self.scan.tags[index]
    }

    fn start(&self, index: usize) -> usize {
        let tag = self.tag(index);
        self.scan.paragraphs[tag.paragraph].atoms[tag.atoms.start].span().start
    }

    /// Closing edits come before opening ones at the same byte; among them inner elements close first and outer
    /// ones open first.
    fn order(&self, at: usize, node: NodeId, opens: bool) -> (usize, bool, isize) {
        let mut depth: isize = 0;
        let mut up = self.tree.parent(node);
        while let Some(parent) = up {
            depth += 1;
            up = self.tree.parent(parent);
        }
        (at, opens, if opens { depth } else { -depth })
    }

    fn insert(&mut self, at: usize, node: NodeId, opens: bool, op: Op) {
        let order = self.order(at, node, opens);
        self.edits.push(Edit { bytes: at..at, pieces: vec![Piece::Op(op)], order });
    }

    fn replace(&mut self, bytes: Range<usize>, pieces: Vec<Piece>) {
        let order = (bytes.start, true, isize::MAX);
        self.edits.push(Edit { bytes, pieces, order });
    }

    fn markers_in(&self, range: &Range<usize>) -> Vec<Piece> {
        let first = self.markers.partition_point(|marker| marker.start < range.start);
        let inside = self.markers[first..].iter().take_while(|marker| marker.start < range.end);
        inside.cloned().map(Piece::Copy).collect()
    }

    /// A paragraph, row or cell that goes with its tags. Range markers in it stay: their other half stands elsewhere.
    fn vanish(&mut self, range: &Range<usize>, whole: &BTreeMap<usize, (Range<usize>, Vec<usize>)>) {
        let tags: Vec<usize> =
            whole.range(range.clone()).flat_map(|(_, (_, tags))| tags.iter().copied()).collect();
        let ops = tags.iter().map(|&tag| Piece::Op(Op::Tag(tag)));
        let markers = self.markers_in(range).into_iter();
        let ends_first = tags.iter().all(|&tag| anchor(self.tag(tag)) == self.tag(tag).atoms.start);
        let pieces = if ends_first { ops.chain(markers).collect() } else { markers.chain(ops).collect() };
        self.replace(range.clone(), pieces);
    }

    fn guards(&mut self, guards: &Guards, gone: &dyn Fn(usize) -> bool, seams: &Seams) {
        let tree = self.tree;
        for &(paragraph, droppable) in &guards.paragraphs {
            let start = tree.span(paragraph).start;
            if !gone(start) {
                let tail = seams.tail(paragraph);
                self.insert(start, paragraph, true, Op::OpenParagraph { droppable });
                self.insert(tree.span(tail).end, tail, false, Op::CloseParagraph);
            }
        }
        for &(table, ragged) in &guards.tables {
            let span = tree.span(table);
            if !gone(span.start) {
                self.insert(span.start, table, true, Op::OpenTable);
                self.insert(span.end, table, false, Op::CloseTable { ragged });
            }
        }
        for &container in &guards.containers {
            if !gone(tree.open(container).start) {
                // What a container needs stands before the section of a body.
                let section = tree.child(container, Ns::W, "sectPr");
                let end = section.map_or(tree.close(container).start, |section| tree.span(section).start);
                self.insert(tree.open(container).end, container, true, Op::OpenContainer);
                self.insert(end, container, false, Op::CloseContainer(container));
            }
        }
    }

    /// Where paragraphs join, the mark of the first and the properties of the second go.
    fn seams(&mut self, seams: &Seams) {
        let tree = self.tree;
        for (before, after) in seams.pairs() {
            let properties = tree.child(after, Ns::W, "pPr");
            let end = properties.map_or(tree.open(after).end, |properties| tree.span(properties).end);
            let range = tree.close(before).start..end;
            let markers = self.markers_in(&range);
            self.replace(range, markers);
        }
        let gone: HashSet<NodeId> = seams.gone.iter().copied().collect();
        gone.into_iter().for_each(|paragraph| self.replace(tree.span(paragraph), Vec::new()));
    }

    /// Breaks leave their paragraphs' properties and come back at the paragraphs' ends.
    fn sections(&mut self, sections: &Sections, seams: &Seams, gone: &dyn Fn(usize) -> bool) {
        let tree = self.tree;
        for (index, section) in sections.all.iter().enumerate() {
            let op = Piece::Op(Op::Break(SectionId(index)));
            let Some(paragraph) = section.paragraph else {
                self.replace(tree.span(section.element), vec![op]);
                continue;
            };
            if gone(tree.span(paragraph).start) {
                continue;
            }
            if seams.head(paragraph) == paragraph {
                self.replace(tree.span(section.element), Vec::new());
            }
            let end = tree.close(paragraph).start;
            self.edits.push(Edit { bytes: end..end, pieces: vec![op], order: (end, false, 0) });
        }
        for &(paragraph, slot, at) in &sections.slots {
            if !gone(tree.span(paragraph).start) && !seams.gone.contains(&paragraph) {
                let pieces = vec![Piece::Op(Op::Slot(slot))];
                self.edits.push(Edit { bytes: at..at, pieces, order: (at, false, isize::MIN) });
            }
        }
    }

    /// Tags that act inside their paragraph: their characters go, the runs they touch are opened and closed around
    /// their cuts.
    fn inline(&mut self, tags: &[usize], gone: &dyn Fn(usize) -> bool, seams: &Seams) {
        let tree = self.tree;
        let mut runs = HashSet::new();
        let mut wrappers = HashSet::new();
        for &index in tags {
            let tag = self.tag(index);
            let atoms = &self.scan.paragraphs[tag.paragraph].atoms[tag.atoms.clone()];
            runs.extend(atoms.iter().filter_map(|atom| tree.parent(atom.holder)));
            let levels = self.levels(index);
            wrappers.extend(
                levels
                    .iter()
                    .copied()
                    .filter(|&level| !tree.is(level, Ns::W, "t") && !tree.is(level, Ns::W, "r")),
            );
            let at = anchor(tag) - tag.atoms.start;
            let op = self.pieces(index, &levels);
            for (range, holds_anchor) in contiguous(atoms.iter().map(|atom| atom.span()), at) {
                self.replace(range, if holds_anchor { op.clone() } else { Vec::new() });
            }
        }
        // White space in a paragraph that vanishes goes with it.
        for &(start, end, holder) in seams.spaces.iter().filter(|&&(start, ..)| !gone(start)) {
            runs.extend(tree.parent(holder));
            self.replace(start..end, Vec::new());
        }
        for run in runs {
            self.bracket(run);
            let texts: Vec<NodeId> = tree.children(run).filter(|&child| tree.is(child, Ns::W, "t")).collect();
            texts
                .into_iter()
                .filter(|&text| !tree.close(text).is_empty())
                .for_each(|text| self.bracket(text));
        }
        wrappers.into_iter().for_each(|wrapper| self.bracket(wrapper));
    }

    /// The elements that a tag's cut closes and opens again, innermost first.
    fn levels(&self, index: usize) -> Vec<NodeId> {
        let Cut::Inside(level) = self.cuts[index] else { return Vec::new() };
        let tag = self.tag(index);
        let mut at = self.scan.paragraphs[tag.paragraph].atoms[anchor(tag)].holder;
        let mut levels = Vec::new();
        while at != level {
            levels.push(at);
            let Some(parent) = self.tree.parent(at) else { break };
            at = parent;
        }
        levels
    }

    fn pieces(&self, index: usize, levels: &[NodeId]) -> Vec<Piece> {
        if matches!(self.cuts[index], Cut::Before(_) | Cut::After(_)) {
            return Vec::new();
        }
        let closes = levels.iter().map(|&level| self.close(level));
        let opens = levels.iter().rev().map(|&level| self.open(level));
        closes.chain([Piece::Op(Op::Tag(index))]).chain(opens).collect()
    }

    /// Turns an element's own start and end tags into pieces, so that it goes when nothing is left in it.
    fn bracket(&mut self, node: NodeId) {
        let (open, close) = (self.open(node), self.close(node));
        if let Piece::Open(range, _) = &open {
            self.replace(range.clone(), vec![open]);
        }
        self.replace(self.tree.close(node), vec![close]);
    }

    fn open(&self, node: NodeId) -> Piece {
        let mut range = self.tree.open(node);
        if self.tree.is(node, Ns::W, "t") {
            return Piece::Open(range, Kind::Text);
        }
        let properties = self.tree.child(node, Ns::W, "rPr");
        if let Some(properties) = properties {
            range.end = self.tree.span(properties).end;
        }
        Piece::Open(range, Kind::Element)
    }

    fn close(&self, node: NodeId) -> Piece {
        let kind = if self.tree.is(node, Ns::W, "t") { Kind::Text } else { Kind::Element };
        Piece::Close(self.tree.close(node), kind)
    }
}

/// Joins spans that touch; the one that holds the span with index `anchor` is marked.
fn contiguous(spans: impl Iterator<Item = Range<usize>>, anchor: usize) -> Vec<(Range<usize>, bool)> {
    let mut joined: Vec<(Range<usize>, bool)> = Vec::new();
    for (index, span) in spans.enumerate() {
        match joined.last_mut() {
            Some((last, holds)) if last.end == span.start => {
                last.end = span.end;
                *holds |= index == anchor;
            }
            _ => joined.push((span, index == anchor)),
        }
    }
    joined
}

/// Halves of ranges that may stand anywhere (ECMA-376 Part 1, EG_RangeMarkupElements).
pub(super) fn is_range_marker(tree: &Tree, node: NodeId) -> bool {
    let (ns, name) = tree.name(node);
    ns == Ns::W
        && matches!(
            name,
            "bookmarkStart"
                | "bookmarkEnd"
                | "commentRangeStart"
                | "commentRangeEnd"
                | "permStart"
                | "permEnd"
                | "moveFromRangeStart"
                | "moveFromRangeEnd"
                | "moveToRangeStart"
                | "moveToRangeEnd"
        )
}
