//! The text of paragraphs, character by character, with where each stands in the source.

use std::ops::Range;

use akte_ooxml::xml::{Kind, NodeId, Ns, Tree};

use super::field::Fields;

/// One character of a paragraph as Word shows it.
pub(crate) struct Atom {
    /// The character; a tab is `\t`, a break `\n`.
    pub ch: char,
    /// Its bytes in the part: an entity, or the whole element for a tab or a break.
    pub span: Range<usize>,
    /// The `w:t`, `w:tab`, `w:br` … that holds it; its parent is the run.
    pub holder: NodeId,
}

/// A paragraph that holds mark-up.
pub(crate) struct Paragraph {
    /// The `w:p`.
    pub element: NodeId,
    /// The paragraphs after it that a tag of it runs over.
    pub more: Vec<NodeId>,
    /// Its ordinal in the story, from 1.
    pub ordinal: usize,
    /// Its characters in order.
    pub atoms: Vec<Atom>,
}

impl Paragraph {
    /// From its start to its end, with the paragraphs that a tag of it runs over.
    pub fn span(&self, tree: &Tree) -> Range<usize> {
        let last = self.more.last().copied().unwrap_or(self.element);
        tree.span(self.element).start..tree.span(last).end
    }
}

/// A tag that runs over more paragraphs than this is taken for one that was never closed.
const LONGEST_TAG: usize = 8;

/// The paragraphs of a story that hold a tag delimiter, in document order.
///
/// Deleted and moved-away text does not count, nor do the results of fields that copy other text.
pub(crate) fn paragraphs(tree: &Tree) -> Vec<Paragraph> {
    let mut walk =
        Walk { tree, open: Vec::new(), found: Vec::new(), ordinal: 0, skip_to: 0, fields: Fields::default() };
    for node in tree.descendants(tree.root()) {
        walk.visit(node);
    }
    while let Some(paragraph) = walk.open.pop() {
        walk.keep(paragraph);
    }
    walk.found.sort_by_key(|paragraph| paragraph.ordinal);
    walk.found
}

struct Walk<'t> {
    tree: &'t Tree,
    /// Paragraphs inside each other: a text box inside its anchor.
    open: Vec<Paragraph>,
    found: Vec<Paragraph>,
    ordinal: usize,
    /// Nothing before this byte counts: the inside of a deletion.
    skip_to: usize,
    fields: Fields,
}

impl Walk<'_> {
    fn visit(&mut self, node: NodeId) {
        let tree = self.tree;
        let span = tree.span(node);
        if span.start < self.skip_to || tree.kind(node) != Kind::Element {
            return;
        }
        while self.open.last().is_some_and(|paragraph| tree.span(paragraph.element).end <= span.start) {
            if let Some(paragraph) = self.open.pop() {
                self.keep(paragraph);
            }
        }
        let (ns, name) = tree.name(node);
        if ns != Ns::W {
            return;
        }
        match name {
            "p" => {
                self.ordinal += 1;
                self.open.push(Paragraph {
                    element: node,
                    ordinal: self.ordinal,
                    more: Vec::new(),
                    atoms: Vec::new(),
                });
            }
            "del" | "moveFrom" => self.skip_to = span.end,
            "tr" if is_deleted_row(tree, node) => self.skip_to = span.end,
            "fldChar" | "instrText" => self.fields.visit(tree, node, name),
            "t" => self.text(node),
            "tab" | "ptab" => self.sign('\t', node),
            "br" | "cr" => self.sign('\n', node),
            "noBreakHyphen" => self.sign('-', node),
            _ => {}
        }
    }

    fn text(&mut self, holder: NodeId) {
        if self.fields.copies_text() {
            return;
        }
        let Some(paragraph) = self.open.last_mut() else { return };
        for child in self.tree.children(holder) {
            if matches!(self.tree.kind(child), Kind::Text | Kind::CData) {
                let atoms = self.tree.chars(child).map(|(ch, span)| Atom { ch, span, holder });
                paragraph.atoms.extend(atoms);
            }
        }
    }

    fn sign(&mut self, ch: char, holder: NodeId) {
        let in_run = self.tree.parent(holder).is_some_and(|run| self.tree.is(run, Ns::W, "r"));
        if let (true, false, Some(paragraph)) = (in_run, self.fields.copies_text(), self.open.last_mut()) {
            paragraph.atoms.push(Atom { ch, span: self.tree.span(holder), holder });
        }
    }

    fn keep(&mut self, mut paragraph: Paragraph) {
        if let Some(before) = self.found.last_mut().filter(|before| goes_on(self.tree, before, &paragraph)) {
            let (at, holder) = (self.tree.span(paragraph.element).start, paragraph.element);
            before.atoms.push(Atom { ch: '\n', span: at..at, holder });
            before.atoms.append(&mut paragraph.atoms);
            before.more.push(paragraph.element);
            return;
        }
        let opens = |pair: &[Atom]| pair[0].ch == '{' && matches!(pair[1].ch, '{' | '%' | '#');
        if paragraph.atoms.windows(2).any(opens) {
            self.found.push(paragraph);
        }
    }
}

/// Whether the first paragraph ends within a tag and the second follows it directly.
fn goes_on(tree: &Tree, first: &Paragraph, second: &Paragraph) -> bool {
    let last = first.more.last().copied().unwrap_or(first.element);
    let between = || tree.span(last).end..tree.span(second.element).start;
    let adjacent = tree.parent(last) == tree.parent(second.element)
        && tree.source().get(between()).is_some_and(|bytes| bytes.iter().all(u8::is_ascii_whitespace));
    adjacent && first.more.len() < LONGEST_TAG && {
        let chars: Vec<char> = first.atoms.iter().map(|atom| atom.ch).collect();
        super::tag::lex(&chars).last().is_some_and(|tag| tag.unclosed)
    }
}

/// `w:trPr/w:del` (ECMA-376 Part 1, 17.13.5.12): the row was deleted with revision marks on.
fn is_deleted_row(tree: &Tree, row: NodeId) -> bool {
    tree.children(row)
        .find(|&child| tree.is(child, Ns::W, "trPr"))
        .is_some_and(|properties| tree.children(properties).any(|child| tree.is(child, Ns::W, "del")))
}
