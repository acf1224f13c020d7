//! What must be watched while filling: paragraphs that may come out empty, containers that must end with a
//! paragraph, tables that may lose all rows.

use std::collections::{HashMap, HashSet};

use akte_ooxml::xml::{NodeId, Ns, Tree};

use super::cut::Cut;
use super::edit::Ragged;
use super::seam::Seams;
use super::section::Sections;
use crate::EmptyParagraphs;
use crate::scan::{Paragraph, Scan, Tag};

/// Something in the source that the guards count when it is copied to the output.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Mark {
    /// Byte position in the part.
    pub at: usize,
    pub kind: MarkKind,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub(crate) enum MarkKind {
    /// Something the reader sees, in a guarded paragraph.
    Content,
    /// A row ends, in a guarded table.
    RowEnd,
    /// A paragraph (or control) ends, in a guarded container.
    ParagraphEnd,
    /// A table ends, in a guarded container.
    TableEnd,
    /// A table begins, in a guarded container.
    TableStart,
}

/// The guarded elements of a story.
pub(crate) struct Guards {
    /// Paragraphs that keep their place although a control tag in them may leave nothing.
    /// The second says whether they go when they come out empty.
    pub paragraphs: Vec<(NodeId, bool)>,
    pub tables: Vec<(NodeId, Ragged)>,
    pub containers: Vec<NodeId>,
}

/// The guards that a story needs, and the marks they count by, sorted by position.
pub(crate) fn guards(
    tree: &Tree,
    scan: &Scan,
    cuts: &[Cut],
    seams: &Seams,
    sections: Option<&Sections>,
    empty_paragraphs: EmptyParagraphs,
) -> (Guards, Vec<Mark>) {
    let vanished: HashSet<NodeId> =
        cuts.iter().filter_map(|cut| if let Cut::Whole(node) = cut { Some(*node) } else { None }).collect();
    let (mut paragraphs, mut tables, mut containers) =
        (Ordered::default(), Ordered::default(), Ordered::default());
    let (mut columns, mut watched) = (HashSet::new(), HashSet::new());
    for (tag, cut) in scan.tags.iter().zip(cuts) {
        let paragraph = scan.paragraphs[tag.paragraph].element;
        if !tag.prints() && !vanished.contains(&paragraph) {
            paragraphs.add(seams.head(paragraph));
        }
        let in_table = match *cut {
            Cut::Before(node) | Cut::After(node) | Cut::Whole(node) if !tree.is(node, Ns::W, "p") => {
                Some(node)
            }
            _ => None,
        };
        if let Some(table) = in_table.and_then(|node| super::cut::ancestor(tree, node, "tbl")) {
            tables.add(table);
            if in_table.is_some_and(|node| tree.is(node, Ns::W, "tc")) {
                columns.insert(table);
            }
        }
        if !tag.prints() {
            containers.add(tree.parent(paragraph).unwrap_or(paragraph));
        }
    }
    for &table in &tables.items {
        containers.add(tree.parent(table).unwrap_or(table));
    }
    if let Some(sections) = sections {
        containers.add(sections.body);
    }
    let drops = empty_paragraphs == EmptyParagraphs::Drop;
    let mut droppable: Vec<(NodeId, bool)> = if drops {
        paragraphs.items.iter().map(|&paragraph| (paragraph, true)).collect()
    } else {
        Vec::new()
    };
    let ending = sections.into_iter().flat_map(|sections| {
        let broken = sections.all.iter().filter_map(|section| Some(seams.head(section.paragraph?)));
        broken.chain(sections.slots.iter().map(|&(paragraph, ..)| paragraph))
    });
    for paragraph in ending {
        let known = drops && paragraphs.seen.contains(&paragraph);
        if !known && !vanished.contains(&paragraph) && watched.insert(paragraph) {
            droppable.push((paragraph, false));
        }
    }
    let tables = tables.items.iter().map(|&table| {
        let merges = tree.descendants(table).any(|node| tree.is(node, Ns::W, "vMerge"));
        (table, Ragged { merges, columns: columns.contains(&table) })
    });
    let guards = Guards { paragraphs: droppable, tables: tables.collect(), containers: containers.items };
    let marks = marks(tree, scan, &guards, seams);
    (guards, marks)
}

/// Nodes in the order they came, each once.
#[derive(Default)]
struct Ordered {
    items: Vec<NodeId>,
    seen: HashSet<NodeId>,
}

impl Ordered {
    fn add(&mut self, node: NodeId) {
        if self.seen.insert(node) {
            self.items.push(node);
        }
    }
}

fn marks(tree: &Tree, scan: &Scan, guards: &Guards, seams: &Seams) -> Vec<Mark> {
    let mut marks = Vec::new();
    let heads = guards.paragraphs.iter().map(|&(paragraph, _)| paragraph);
    let guarded: HashSet<NodeId> = heads.clone().flat_map(|head| seams.parts(head)).collect();
    let droppable =
        guards.paragraphs.iter().filter(|(_, droppable)| *droppable).map(|&(paragraph, _)| paragraph);
    let mut plain: HashSet<NodeId> = droppable.flat_map(|head| seams.parts(head)).collect();
    let mut tags: HashMap<usize, Vec<&Tag>> = HashMap::new();
    for tag in &scan.tags {
        tags.entry(tag.paragraph).or_default().push(tag);
    }
    for (index, paragraph) in scan.paragraphs.iter().enumerate() {
        if plain.remove(&paragraph.element) {
            content(tree, paragraph, tags.get(&index).map_or(&[], Vec::as_slice), &mut marks);
        }
    }
    for part in plain {
        shown(tree, part, &mut marks);
    }
    for &(table, _) in &guards.tables {
        let rows = tree.descendants(table).filter(|&node| tree.is(node, Ns::W, "tr"));
        let own = rows.filter(|&row| super::cut::ancestor(tree, row, "tbl") == Some(table));
        marks.extend(own.map(|row| Mark { at: tree.span(row).end, kind: MarkKind::RowEnd }));
    }
    for &container in &guards.containers {
        for child in tree.children(container) {
            let span = tree.span(child);
            if tree.is(child, Ns::W, "tbl") {
                marks.push(Mark { at: span.start, kind: MarkKind::TableStart });
                marks.push(Mark { at: span.end, kind: MarkKind::TableEnd });
            } else if (tree.is(child, Ns::W, "p") && !guarded.contains(&child))
                || tree.is(child, Ns::W, "sdt")
            {
                marks.push(Mark { at: span.end, kind: MarkKind::ParagraphEnd });
            }
        }
    }
    marks.sort_by_key(|mark| (mark.at, mark.kind));
    marks
}

fn content(tree: &Tree, paragraph: &Paragraph, tags: &[&Tag], marks: &mut Vec<Mark>) {
    let shown = paragraph
        .atoms
        .iter()
        .enumerate()
        .filter(|(at, atom)| !atom.ch.is_whitespace() && !tags.iter().any(|tag| tag.atoms.contains(at)));
    let elements = tree.descendants(paragraph.element).filter(|&node| is_content(tree, node));
    let positions =
        shown.map(|(_, atom)| atom.span().start).chain(elements.map(|node| tree.span(node).start));
    marks.extend(positions.map(|at| Mark { at, kind: MarkKind::Content }));
}

/// Marks what a part of a joined paragraph shows that has no tags of its own.
fn shown(tree: &Tree, paragraph: NodeId, marks: &mut Vec<Mark>) {
    for node in tree.descendants(paragraph) {
        if is_content(tree, node) {
            marks.push(Mark { at: tree.span(node).start, kind: MarkKind::Content });
        } else if tree.is(node, Ns::W, "t") {
            let chars = tree.children(node).flat_map(|text| tree.chars(text));
            let seen = chars.filter(|(ch, _)| !ch.is_whitespace());
            marks.extend(seen.map(|(_, span)| Mark { at: span.start, kind: MarkKind::Content }));
        }
    }
}

/// Elements that make a paragraph worth keeping although it has no text: breaks, drawings, notes, fields, symbols,
/// formulas, a section's end.
pub(crate) fn is_content(tree: &Tree, node: NodeId) -> bool {
    let names = [
        "br",
        "cr",
        "drawing",
        "pict",
        "object",
        "fldChar",
        "fldSimple",
        "footnoteReference",
        "endnoteReference",
        "commentReference",
        "sym",
        "sectPr",
        "pgNum",
        "sdt",
    ];
    match tree.name(node) {
        (Ns::W, name) => names.contains(&name),
        (Ns::M, "oMath") => true,
        _ => false,
    }
}
