//! The edits of a story's source that make a program of it.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use akte_ooxml::xml::{NodeId, Ns, Tree};

use super::cut::{Cut, anchor};
use super::guard::Guards;
use crate::scan::{Scan, Tag};

/// Replaces some bytes of the source (or none: an insertion).
pub(crate) struct Edit {
    pub bytes: Range<usize>,
    pub pieces: Vec<Piece>,
    order: (usize, bool, isize),
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
    CloseTable,
    OpenContainer,
    /// The container ends here; its last paragraph, without its content, is the one to add when none is left.
    CloseContainer(NodeId),
}

/// The edits of a story, sorted by position.
pub(crate) fn edits(tree: &Tree, scan: &Scan, cuts: &[Cut], guards: &Guards) -> Vec<Edit> {
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
            Cut::RowStart(row) => maker.insert(tree.span(row).start, row, true, Op::Tag(index)),
            Cut::RowEnd(row) => maker.insert(tree.span(row).end, row, false, Op::Tag(index)),
            _ => {}
        }
    }
    let left: Vec<usize> = (0..cuts.len()).filter(|&tag| !gone(maker.start(tag))).collect();
    maker.inline(&left);
    maker.guards(guards, &gone);
    maker.edits.sort_by_key(|edit| edit.order);
    maker.edits
}

/// Ranges without those that lie inside another one.
fn outermost(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
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
        self.scan.paragraphs[tag.paragraph].atoms[tag.atoms.start].span.start
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

    /// A paragraph, row or cell that goes with its tags. Range markers in it stay: their other half stands elsewhere.
    fn vanish(&mut self, range: &Range<usize>, whole: &BTreeMap<usize, (Range<usize>, Vec<usize>)>) {
        let tags: Vec<usize> =
            whole.range(range.clone()).flat_map(|(_, (_, tags))| tags.iter().copied()).collect();
        let ops = tags.iter().map(|&tag| Piece::Op(Op::Tag(tag)));
        let markers = self.markers[self.markers.partition_point(|marker| marker.start < range.start)..]
            .iter()
            .take_while(|marker| marker.start < range.end)
            .cloned()
            .map(Piece::Copy);
        let ends_first = tags.iter().all(|&tag| anchor(self.tag(tag)) == self.tag(tag).atoms.start);
        let pieces = if ends_first { ops.chain(markers).collect() } else { markers.chain(ops).collect() };
        self.replace(range.clone(), pieces);
    }

    fn guards(&mut self, guards: &Guards, gone: &dyn Fn(usize) -> bool) {
        let tree = self.tree;
        for &paragraph in &guards.paragraphs {
            let span = tree.span(paragraph);
            if gone(span.start) {
                continue;
            }
            let droppable = !between_tables(tree, paragraph);
            self.insert(span.start, paragraph, true, Op::OpenParagraph { droppable });
            self.insert(span.end, paragraph, false, Op::CloseParagraph);
        }
        for &table in &guards.tables {
            let span = tree.span(table);
            if !gone(span.start) {
                self.insert(span.start, table, true, Op::OpenTable);
                self.insert(span.end, table, false, Op::CloseTable);
            }
        }
        for &container in &guards.containers {
            if !gone(tree.open(container).start) {
                self.insert(tree.open(container).end, container, true, Op::OpenContainer);
                self.insert(tree.close(container).start, container, false, Op::CloseContainer(container));
            }
        }
    }

    /// Tags that act inside their paragraph: their characters go, the runs they touch are opened and closed around
    /// their cuts.
    fn inline(&mut self, tags: &[usize]) {
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
            for (range, holds_anchor) in contiguous(atoms.iter().map(|atom| atom.span.clone()), at) {
                self.replace(range, if holds_anchor { op.clone() } else { Vec::new() });
            }
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
        if matches!(self.cuts[index], Cut::RowStart(_) | Cut::RowEnd(_)) {
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
        let properties = self.tree.children(node).find(|&child| self.tree.is(child, Ns::W, "rPr"));
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
fn is_range_marker(tree: &Tree, node: NodeId) -> bool {
    let names =
        ["bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd"];
    names.iter().any(|name| tree.is(node, Ns::W, name))
}

/// An empty paragraph between two tables keeps them apart.
fn between_tables(tree: &Tree, paragraph: NodeId) -> bool {
    let Some(parent) = tree.parent(paragraph) else { return false };
    let siblings: Vec<NodeId> = tree
        .children(parent)
        .filter(|&node| {
            tree.is(node, Ns::W, "p") || tree.is(node, Ns::W, "tbl") || tree.is(node, Ns::W, "sdt")
        })
        .collect();
    let Some(at) = siblings.iter().position(|&node| node == paragraph) else { return false };
    let is_table = |node: Option<&NodeId>| node.is_some_and(|&node| tree.is(node, Ns::W, "tbl"));
    is_table(at.checked_sub(1).and_then(|before| siblings.get(before))) && is_table(siblings.get(at + 1))
}
