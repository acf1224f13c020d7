//! From a story's source and its edits to a program.

mod blocks;
mod literal;

use akte_ooxml::xml::{NodeId, Ns, Tree};

use self::blocks::Blocks;
use self::literal::Literals;
use crate::plan::{Edit, Mark, Op, Piece};
use crate::program::{Guard, Node, Program, SegmentId};
use crate::scan::Scan;

/// Runs once over the source: what no edit touches becomes literal, the edits become nodes.
pub(crate) fn assemble(tree: &Tree, scan: &Scan, edits: Vec<Edit>, marks: &[Mark]) -> Program {
    let mut assembler =
        Assembler { tree, scan, literals: Literals::new(tree, marks), blocks: Blocks::default() };
    let mut at = 0;
    for edit in edits {
        assembler.literals.copy(at..edit.bytes.start);
        edit.pieces.into_iter().for_each(|piece| assembler.piece(piece));
        at = edit.bytes.end;
    }
    assembler.literals.copy(at..tree.source().len());
    assembler.flush();
    let Assembler { literals, blocks, .. } = assembler;
    let prefix = match tree.prefix(tree.root()) {
        "" => String::new(),
        prefix => format!("{prefix}:"),
    };
    Program { nodes: blocks.finish(), literals: literals.bytes, segments: literals.segments, prefix }
}

struct Assembler<'a> {
    tree: &'a Tree,
    scan: &'a Scan,
    literals: Literals<'a>,
    blocks: Blocks,
}

impl Assembler<'_> {
    fn piece(&mut self, piece: Piece) {
        match piece {
            Piece::Open(range, kind) => self.literals.open(range, kind),
            Piece::Close(range, kind) => self.literals.close(range, kind),
            Piece::Copy(range) => self.literals.copy(range),
            Piece::Op(op) => {
                self.flush();
                self.op(op);
            }
        }
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
                return self.blocks.tag(&tag.statement, &tag.place);
            }
            Op::OpenParagraph { droppable } => Guard::OpenParagraph { droppable },
            Op::CloseParagraph => Guard::CloseParagraph,
            Op::OpenTable => Guard::OpenTable,
            Op::CloseTable => Guard::CloseTable,
            Op::OpenContainer => Guard::OpenContainer,
            Op::CloseContainer(container) => Guard::CloseContainer {
                paragraph: self.needs_paragraph(container).then(|| self.skeleton(container)),
            },
        };
        self.blocks.push(Node::Guard(guard));
    }

    /// The body may end with a table or be empty; a cell, header, note or text box may not.
    fn needs_paragraph(&self, container: NodeId) -> bool {
        !self.tree.is(container, Ns::W, "body")
    }

    /// The container's last paragraph with its properties and without its content.
    fn skeleton(&mut self, container: NodeId) -> SegmentId {
        let tree = self.tree;
        let last = tree.children(container).filter(|&child| tree.is(child, Ns::W, "p")).last();
        let bytes = match last {
            Some(paragraph) if !tree.close(paragraph).is_empty() => {
                let mut bytes = tree.source()[tree.open(paragraph)].to_vec();
                if let Some(properties) = tree.children(paragraph).find(|&child| tree.is(child, Ns::W, "pPr"))
                {
                    bytes.extend_from_slice(&tree.source()[tree.span(properties)]);
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
