//! The text of paragraphs, character by character, with where each stands in the source.

use std::ops::Range;

use akte_ooxml::xml::{Kind, NodeId, Ns, Tree};

use super::field::Fields;
use super::tag::Delimiter;
use crate::mirror::Mirrors;

/// One character of a paragraph as Word shows it.
pub(crate) struct Atom {
    /// The character; a tab is `\t`, a break `\n`.
    pub ch: char,
    /// The `w:t`, `w:tab`, `w:br` … that holds it; its parent is the run.
    pub holder: NodeId,
    // A part is never longer than 32 bits can say, and there is one of these for every character.
    start: u32,
    end: u32,
}

impl Atom {
    fn new(ch: char, span: Range<usize>, holder: NodeId) -> Self {
        Self { ch, holder, start: span.start as u32, end: span.end as u32 }
    }

    /// Its bytes in the part: an entity, or the whole element for a tab or a break.
    pub fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A paragraph that holds mark-up.
pub(crate) struct Paragraph {
    /// The `w:p`.
    pub element: NodeId,
    /// The paragraphs after it that a tag of it runs over, or that its deleted mark no longer parts from it.
    pub more: Vec<NodeId>,
    /// Its mark is deleted: it goes on in the next one.
    pub goes_on: bool,
    /// Its ordinal in the story, from 1.
    pub ordinal: usize,
    /// Its characters in order.
    pub atoms: Vec<Atom>,
    /// Whether its characters can be part of a tag, and are read.
    reads: bool,
}

impl Paragraph {
    /// From its start to its end, with the paragraphs that a tag of it runs over.
    pub fn span(&self, tree: &Tree) -> Range<usize> {
        tree.span(self.element).start..tree.span(self.last()).end
    }

    /// Whether a tag begins in it.
    fn opens(&self) -> bool {
        let mut before = ' ';
        self.atoms.iter().map(|atom| atom.ch).filter(|&ch| !super::is_invisible(ch)).any(|ch| {
            let opens = before == '{' && matches!(ch, '{' | '%' | '#');
            before = ch;
            opens
        })
    }

    fn last(&self) -> NodeId {
        self.more.last().copied().unwrap_or(self.element)
    }

    /// Whether it is nothing but the beginning of a statement.
    fn is_open_tag(&self) -> bool {
        let chars: Vec<char> = self.atoms.iter().map(|atom| atom.ch).collect();
        let tags = super::tag::lex(&chars);
        let [tag] = tags.as_slice() else { return false };
        tag.unclosed
            && tag.delimiter == Delimiter::Statement
            && chars[..tag.chars.start].iter().all(|ch| ch.is_whitespace())
    }

    /// Whether a statement that began earlier ends with it.
    fn ends_tag(&self) -> bool {
        let mut last = self.atoms.iter().rev().map(|atom| atom.ch).skip_while(|ch| ch.is_whitespace());
        last.next() == Some('}') && last.next() == Some('%')
    }
}

/// A tag that runs over more paragraphs than this is taken for one that was never closed.
const LONGEST_TAG: usize = 8;

/// The paragraphs of a story that hold a tag delimiter, in document order; and the one, whole, with a field that copies
/// other text, does not end, and hides what could be tags.
///
/// Deleted and moved-away text does not count, nor does the second half of a text box that stands there twice, nor do the results of fields that copy other text.
pub(crate) fn paragraphs(tree: &Tree, mirrors: &Mirrors) -> (Vec<Paragraph>, Option<Paragraph>) {
    let mut walk = Walk {
        tree,
        mirrors,
        open: Vec::new(),
        found: Vec::new(),
        waiting: Vec::new(),
        unmarked: None,
        ordinal: 0,
        skip_to: 0,
        fields: Fields::default(),
    };
    for node in tree.descendants(tree.root()) {
        walk.visit(node);
    }
    while let Some(paragraph) = walk.open.pop() {
        walk.keep(paragraph);
    }
    walk.settle();
    walk.give_up();
    walk.found.sort_by_key(|paragraph| paragraph.ordinal);
    (walk.found, walk.fields.unclosed().and_then(|begin| around(tree, begin)))
}

/// The paragraph around a node, with its text as it is shown.
fn around(tree: &Tree, node: NodeId) -> Option<Paragraph> {
    let element = std::iter::successors(Some(node), |&inner| tree.parent(inner))
        .find(|&around| tree.is(around, Ns::W, "p"))?;
    let paragraphs = tree.descendants(tree.root()).filter(|&node| tree.is(node, Ns::W, "p"));
    let ordinal = paragraphs.take_while(|&node| tree.span(node).start <= tree.span(element).start).count();
    let texts = tree.descendants(element).filter(|&node| tree.is(node, Ns::W, "t"));
    let atoms = texts.flat_map(|holder| {
        let chars = tree.children(holder).flat_map(|child| tree.chars(child));
        chars.map(move |(ch, span)| Atom::new(ch, span, holder))
    });
    Some(Paragraph {
        element,
        more: Vec::new(),
        goes_on: false,
        ordinal,
        atoms: atoms.collect(),
        reads: true,
    })
}

struct Walk<'t> {
    tree: &'t Tree,
    mirrors: &'t Mirrors,
    /// Paragraphs inside each other: a text box inside its anchor.
    open: Vec<Paragraph>,
    found: Vec<Paragraph>,
    /// The beginning of a tag that may run over several paragraphs, and what followed it so far.
    waiting: Vec<Paragraph>,
    /// A paragraph whose mark is deleted.
    unmarked: Option<Paragraph>,
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
                    goes_on: is_unmarked(tree, node),
                    atoms: Vec::new(),
                    reads: !self.waiting.is_empty()
                        || self.unmarked.is_some()
                        || may_open(&tree.source()[span]),
                });
            }
            "txbxContent" if self.mirrors.is_second(node) => self.skip_to = span.end,
            "del" | "moveFrom" => self.skip_to = span.end,
            "tr" if has(tree, node, &["trPr", "del"]) => self.skip_to = span.end,
            "tc" if has(tree, node, &["tcPr", "cellDel"]) => self.skip_to = span.end,
            "fldSimple" if super::field::copies_text(tree.attribute(node, Ns::W, "instr").as_deref()) => {
                self.skip_to = span.end;
            }
            "fldChar" | "instrText" => self.fields.visit(tree, node, name),
            "t" => self.text(node),
            "tab" | "ptab" => self.sign('\t', node),
            "br" | "cr" => self.sign('\n', node),
            "noBreakHyphen" => self.sign('-', node),
            "softHyphen" => self.sign('\u{ad}', node),
            _ => {}
        }
    }

    fn text(&mut self, holder: NodeId) {
        if self.fields.copies_text() {
            let chars = self.tree.children(holder).flat_map(|child| self.tree.chars(child));
            return self.fields.pass_over(chars.map(|(ch, _)| ch));
        }
        let Some(paragraph) = self.open.last_mut().filter(|paragraph| paragraph.reads) else { return };
        for child in self.tree.children(holder) {
            if matches!(self.tree.kind(child), Kind::Text | Kind::CData) {
                paragraph.atoms.reserve(self.tree.span(child).len());
                let atoms = self.tree.chars(child).map(|(ch, span)| Atom::new(ch, span, holder));
                paragraph.atoms.extend(atoms);
            }
        }
    }

    fn sign(&mut self, ch: char, holder: NodeId) {
        let in_run = self.tree.parent(holder).is_some_and(|run| self.tree.is(run, Ns::W, "r"));
        if let (true, false, Some(paragraph)) = (in_run, self.fields.copies_text(), self.open.last_mut()) {
            paragraph.atoms.push(Atom::new(ch, self.tree.span(holder), holder));
        }
    }

    /// Keeps a paragraph with those that its deleted mark joins it with.
    fn keep(&mut self, mut paragraph: Paragraph) {
        if let Some(mut first) = self.unmarked.take() {
            if is_next(self.tree, first.last(), paragraph.element) {
                first.atoms.append(&mut paragraph.atoms);
                first.more.push(paragraph.element);
                if paragraph.goes_on {
                    self.unmarked = Some(first);
                } else {
                    self.keep_whole(first);
                }
                return;
            }
            self.keep_whole(first);
        }
        if paragraph.goes_on {
            self.unmarked = Some(paragraph);
        } else {
            self.keep_whole(paragraph);
        }
    }

    /// No other paragraph follows the one whose mark is deleted.
    fn settle(&mut self) {
        if let Some(paragraph) = self.unmarked.take() {
            self.keep_whole(paragraph);
        }
    }

    fn keep_whole(&mut self, paragraph: Paragraph) {
        if let Some(last) = self.waiting.last() {
            let follows = is_next(self.tree, last.last(), paragraph.element);
            if follows && !paragraph.opens() && self.waiting.len() <= LONGEST_TAG {
                let closes = paragraph.ends_tag();
                self.waiting.push(paragraph);
                if closes {
                    self.join();
                }
                return;
            }
            self.give_up();
        }
        if paragraph.opens() {
            let waits = paragraph.is_open_tag();
            if waits { &mut self.waiting } else { &mut self.found }.push(paragraph);
        }
    }

    /// Makes one of the paragraphs that a tag runs over.
    fn join(&mut self) {
        let mut paragraphs = self.waiting.drain(..);
        let Some(mut first) = paragraphs.next() else { return };
        for mut next in paragraphs {
            let at = self.tree.span(next.element).start;
            first.atoms.push(Atom::new('\n', at..at, next.element));
            first.atoms.append(&mut next.atoms);
            first.more.push(next.element);
        }
        self.found.push(first);
    }

    /// What looked like a tag over several paragraphs is not one.
    fn give_up(&mut self) {
        self.found.extend(self.waiting.drain(..).filter(Paragraph::opens));
    }
}

/// Whether a tag can begin in this XML: a brace as it is, or as a reference.
fn may_open(xml: &[u8]) -> bool {
    xml.contains(&b'{') || xml.contains(&b'#')
}

/// Whether the second paragraph follows the first with nothing but white space between.
fn is_next(tree: &Tree, first: NodeId, second: NodeId) -> bool {
    let between = tree.span(first).end..tree.span(second).start;
    tree.parent(first) == tree.parent(second)
        && tree.source().get(between).is_some_and(|bytes| bytes.iter().all(u8::is_ascii_whitespace))
}

/// `w:pPr/w:rPr/w:del` (ECMA-376 Part 1, 17.13.5.15): the paragraph's mark was deleted or moved away.
fn is_unmarked(tree: &Tree, paragraph: NodeId) -> bool {
    has(tree, paragraph, &["pPr", "rPr", "del"]) || has(tree, paragraph, &["pPr", "rPr", "moveFrom"])
}

/// Whether there is an element at this path: `w:trPr/w:del` for a row that was deleted with revision marks on
/// (17.13.5.12), `w:tcPr/w:cellDel` for a cell (17.13.5.2).
fn has(tree: &Tree, node: NodeId, path: &[&str]) -> bool {
    let Some((name, rest)) = path.split_first() else { return true };
    tree.children(node).filter(|&child| tree.is(child, Ns::W, name)).any(|child| has(tree, child, rest))
}
