//! From a story's source and its edits to a program.

mod blocks;
mod literal;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use akte_ooxml::xml::{NodeId, Ns, Tree};

use self::blocks::Blocks;
use self::literal::Literals;
use crate::identity::{Mention, Table};
use crate::key::Keys;
use crate::numbering::Numbered;
use crate::plan::{Change, Edit, Mark, Op, Patch, Piece, SectionId, Sections};
use crate::program::{Frame, Guard, Inline, Mentioned, Node, Program, Reference, Section, SegmentId};
use crate::room::{Room, Rooms};
use crate::scan::Scan;
use crate::texts::{self, Text};

/// A story's source and what was found in it.
pub(crate) struct Source<'a> {
    pub tree: &'a Tree,
    pub scan: &'a Scan,
    pub patches: &'a [Patch],
    pub marks: &'a [Mark],
    pub sections: Option<&'a Sections>,
    /// What the repeats that begin their numbering anew go over.
    pub restarts: &'a HashSet<String>,
    /// What renews its identities, when the whole of it may come more than once.
    pub frame: Option<Frame>,
    /// The rooms for pictures.
    pub rooms: &'a Rooms,
}

/// Runs once over the source: what no edit touches becomes literal, the edits become nodes.
pub(crate) fn assemble(source: &Source<'_>, edits: Vec<Edit>, keys: Keys, table: &mut Table) -> Program {
    let Source { tree, scan, patches, marks, sections, restarts, frame, rooms } = *source;
    let literals = Literals::new(tree, marks);
    let blocks = Blocks::new(table, restarts, frame.is_some(), keys);
    let mut assembler = Assembler { tree, scan, patches, sections, rooms, literals, blocks };
    let mut at = 0;
    for edit in edits {
        assembler.literals.copy(at..edit.bytes.start);
        edit.pieces.into_iter().for_each(|piece| assembler.piece(piece));
        at = edit.bytes.end;
    }
    assembler.literals.copy(at..tree.source().len());
    assembler.flush();
    let sections = assembler.apart_sections();
    let root = assembler.literals.apart(&tree.source()[tree.open(tree.root())]);
    let Assembler { literals, blocks, .. } = assembler;
    let root = literals.segments[root.0 as usize].bytes.clone();
    let prefix = tree.prefix_and_colon(tree.root());
    let nodes = blocks.finish();
    Program { nodes, literals: literals.bytes, segments: literals.segments, sections, root, prefix, frame }
}

struct Assembler<'a> {
    tree: &'a Tree,
    scan: &'a Scan,
    sections: Option<&'a Sections>,
    rooms: &'a Rooms,
    patches: &'a [Patch],
    literals: Literals<'a>,
    blocks: Blocks<'a>,
}

impl Assembler<'_> {
    fn piece(&mut self, piece: Piece) {
        match piece {
            Piece::Open(range, kind) => self.literals.open(range, kind),
            Piece::Close(range, kind) => self.literals.close(range, kind),
            Piece::Copy(range) => self.literals.copy(range),
            Piece::Op(Op::Patch(index)) => self.patch(&self.patches[index]),
            Piece::Op(op) => {
                self.flush();
                self.op(op);
            }
        }
    }

    fn patch(&mut self, patch: &Patch) {
        match &patch.change {
            // What comes once keeps what the template says.
            Change::Identity(_) if !self.blocks.repeats() => self.literals.copy(patch.bytes.clone()),
            Change::Identity(mention) => {
                self.flush();
                self.blocks.push(identity(mention));
            }
            Change::Numbering(_) if !self.blocks.restarts() => self.literals.copy(patch.bytes.clone()),
            Change::Numbering(numbered) => self.numbering(numbered),
            Change::Text(text) if !text.is_tagged() && !self.blocks.repeats() => {
                self.literals.copy(patch.bytes.clone());
            }
            Change::Text(text) => {
                let text = self.text(text);
                self.blocks.push(Node::Inline(text));
            }
            Change::Rest { tagged } => {
                if !tagged && !self.blocks.repeats() {
                    self.literals.copy(patch.bytes.clone());
                }
            }
            Change::NoteReference(mention) => {
                self.flush();
                self.blocks.push(Node::NoteReference { id: mentioned(mention), note: None });
            }
            Change::OpenNote(id) => {
                self.flush();
                self.blocks.enter_note(id);
            }
            Change::NoteId => {
                self.flush();
                self.blocks.push(Node::NoteId);
            }
            // What comes once comes with the first copy.
            Change::OpenFirst(_) | Change::CloseFirst if !self.blocks.repeats() => {}
            Change::OpenFirst(mention) => {
                self.flush();
                self.blocks.enter_first(mentioned(mention));
            }
            Change::Gone => {}
            Change::Marker(bytes, mentions) => self.marker(bytes.clone(), mentions),
            // They need not nest with conditions: a run control may end inside one.
            Change::OpenBound(number) => {
                self.flush();
                self.blocks.push(Node::Guard(Guard::OpenBound(*number)));
            }
            Change::CloseBound(number) => {
                self.flush();
                self.blocks.push(Node::Guard(Guard::CloseBound(*number)));
            }
            Change::OpenMirrored(number) => {
                self.flush();
                self.blocks.enter_mirrored(*number);
            }
            Change::Mirror(number) => {
                self.flush();
                self.blocks.push(Node::Mirror(*number));
            }
            Change::CloseNote | Change::CloseFirst | Change::CloseMirrored => {
                self.flush();
                self.blocks.leave();
            }
            Change::Link(id, text) => {
                let target = self.text(text);
                self.blocks.push(Node::Link { id: id.clone(), target });
            }
        }
    }

    fn numbering(&mut self, numbered: &Numbered) {
        let (before, after) = match &numbered.around {
            Some((before, after)) => (before.as_bytes(), after.as_bytes()),
            None => (&[][..], &[][..]),
        };
        self.flush();
        let (before, after) = (self.literals.apart(before), self.literals.apart(after));
        self.blocks.push(Node::Text(before));
        self.blocks.push(Node::Numbering { num: mentioned(&numbered.num), level: numbered.level });
        self.blocks.push(Node::Text(after));
    }

    /// The end of a range, with the ids and names it has here.
    fn marker(&mut self, bytes: Range<usize>, mentions: &[Mention]) {
        let mut at = bytes.start;
        let renewed = if self.blocks.repeats() { mentions } else { &[] };
        for mention in renewed {
            self.literals.copy(at..mention.bytes.start);
            self.flush();
            self.blocks.push(identity(mention));
            at = mention.bytes.end;
        }
        self.literals.copy(at..bytes.end);
    }

    fn text(&mut self, text: &Text) -> Inline {
        self.flush();
        self.blocks.enter_text();
        for piece in &text.pieces {
            match piece {
                texts::Piece::Literal(literal) => {
                    let segment = self.literals.apart(literal.as_bytes());
                    self.blocks.push(Node::Text(segment));
                }
                texts::Piece::Tag(statement, place) => {
                    self.blocks.tag(statement, place, None, Room::default());
                }
                texts::Piece::Reference(mention) => self.blocks.push(identity(mention)),
            }
        }
        Inline { kind: text.kind, nodes: self.blocks.leave_text(), place: Arc::clone(&text.place) }
    }

    fn flush(&mut self) {
        if let Some(segment) = self.literals.cut() {
            self.blocks.push(Node::Text(segment));
        }
    }

    fn op(&mut self, op: Op) {
        let guard = match op {
            Op::Tag(index) => {
                let tag = &self.scan.tags[index];
                let first_break = self.sections.and_then(|sections| sections.first.get(&index).copied());
                let room = self.rooms.at(self.tree, self.scan.paragraphs[tag.paragraph].element);
                return self.blocks.tag(&tag.statement, &tag.place, first_break, room);
            }
            Op::Patch(_) => return,
            Op::OpenParagraph { droppable } => Guard::OpenParagraph { droppable },
            Op::CloseParagraph => Guard::CloseParagraph,
            Op::OpenTable => Guard::OpenTable,
            Op::CloseTable { ragged } => Guard::CloseTable { ragged },
            Op::OpenContainer => Guard::OpenContainer,
            Op::CloseContainer(container) => Guard::CloseContainer {
                paragraph: self.ends_with_paragraph(container).then(|| self.skeleton(container)),
                may_be_empty: self.tree.is(container, Ns::W, "body"),
                takes_break: self
                    .sections
                    .is_some_and(|sections| sections.body == container && sections.text_follows),
            },
            Op::Slot(slot) => Guard::Slot(slot),
            Op::Break(section) => {
                let own = self.sections.is_some_and(|sections| sections.all[section.0].paragraph.is_none());
                if !own {
                    self.header_references(section);
                }
                Guard::Break { section, own }
            }
        };
        self.blocks.push(Node::Guard(guard));
    }

    /// The headers and footers that belong to a section itself, each once.
    fn header_references(&mut self, section: SectionId) {
        let Some(all) = self.sections.map(|sections| &sections.all) else { return };
        let mut ids = Vec::new();
        for (element, own) in all[section.0].references.iter().zip(all[section.0].own) {
            let id = element.filter(|_| own).and_then(|element| self.tree.attribute(element, Ns::R, "id"));
            let Some(id) = id.map(|id| id.into_owned()).filter(|id| !ids.contains(id)) else { continue };
            ids.push(id.clone());
            self.blocks.push(Node::HeaderReference { section, id, header: None });
        }
    }

    /// A cell, header, note or text box must end with a paragraph; a body does when it did.
    fn ends_with_paragraph(&self, container: NodeId) -> bool {
        let blocks = ["p", "tbl", "sdt"];
        let is_block = |&node: &NodeId| blocks.iter().any(|name| self.tree.is(node, Ns::W, name));
        let last = self.tree.children(container).filter(is_block).last();
        !self.tree.is(container, Ns::W, "body") || last.is_some_and(|last| self.tree.is(last, Ns::W, "p"))
    }

    fn apart_sections(&mut self) -> Vec<Section> {
        let (tree, Some(sections)) = (self.tree, self.sections) else { return Vec::new() };
        let all = sections.all.iter().map(|section| {
            let span = tree.span(section.element);
            let bytes = self.literals.apart(&tree.source()[span.clone()]);
            let open = tree.open(section.element).len();
            let references = std::array::from_fn(|kind| {
                let element = section.references[kind]?;
                let own = section.own[kind].then(|| tree.span(element).start - span.start);
                Some(self.reference(element, own))
            });
            Section { bytes, open, empty: tree.close(section.element).is_empty(), references }
        });
        all.collect()
    }

    fn reference(&mut self, element: NodeId, own: Option<usize>) -> Reference {
        let (tree, span) = (self.tree, self.tree.span(element));
        let id = tree.attribute(element, Ns::R, "id").unwrap_or_default().into_owned();
        let id_end = tree.attribute_span(element, Ns::R, "id").map_or(0, |id| id.end - span.start);
        Reference { bytes: self.literals.apart(&tree.source()[span]), own, id, id_end, is_live: false }
    }

    /// The container's last paragraph with its properties and without its content.
    fn skeleton(&mut self, container: NodeId) -> SegmentId {
        let tree = self.tree;
        let last = tree.children(container).filter(|&child| tree.is(child, Ns::W, "p")).last();
        let bytes = match last {
            Some(paragraph) if !tree.close(paragraph).is_empty() => {
                let mut bytes = tree.source()[tree.open(paragraph)].to_vec();
                if let Some(properties) = tree.child(paragraph, Ns::W, "pPr") {
                    let mut span = tree.span(properties);
                    // A section ends once.
                    let section = tree.child(properties, Ns::W, "sectPr");
                    if let Some(section) = section.map(|section| tree.span(section)) {
                        bytes.extend_from_slice(&tree.source()[span.start..section.start]);
                        span.start = section.end;
                    }
                    bytes.extend_from_slice(&tree.source()[span]);
                }
                bytes.extend_from_slice(&tree.source()[tree.close(paragraph)]);
                bytes
            }
            Some(paragraph) => tree.source()[tree.span(paragraph)].to_vec(),
            None => match tree.prefix(tree.root()) {
                "" => b"<p/>".to_vec(),
                prefix => format!("<{prefix}:p/>").into_bytes(),
            },
        };
        self.literals.apart(&bytes)
    }
}

fn identity(mention: &Mention) -> Node {
    Node::Identity(mentioned(mention))
}

fn mentioned(mention: &Mention) -> Mentioned {
    Mentioned { key: mention.key(), original: mention.value.clone(), defines: mention.defines, slot: None }
}
