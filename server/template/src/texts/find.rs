//! Where short texts stand.

use std::collections::HashMap;
use std::ops::Range;

use akte_expr::Diagnostic;
use akte_ooxml::xml::{Kind as NodeKind, NodeId, Ns, Tree};

use super::read::{Reader, Source};
use super::{Kind, Text};
use crate::story::Story;

/// The short texts of a story that hold a tag, or refer to a bookmark; and the links (`r:id`) with a tag in their
/// target, each with the bytes of the reference.
pub(crate) fn find(story: &Story, diagnostics: &mut Vec<Diagnostic>) -> Vec<(Text, Option<String>)> {
    let tree = &story.tree;
    let links: HashMap<&str, &str> =
        story.links.iter().map(|(id, target)| (id.as_str(), target.as_str())).collect();
    let mut finder = Finder {
        tree,
        links,
        instruction: Vec::new(),
        reader: Reader { story: &story.name, paragraph: 0, diagnostics },
        found: Vec::new(),
    };
    let mut skip_to = 0;
    for node in tree.descendants(tree.root()) {
        if tree.span(node).start < skip_to || tree.kind(node) != NodeKind::Element {
            continue;
        }
        if tree.is(node, Ns::W, "del") || tree.is(node, Ns::W, "moveFrom") || story.mirrors.is_second(node) {
            skip_to = tree.span(node).end;
            continue;
        }
        finder.visit(node, story.is_properties);
    }
    finder.end_instruction();
    finder.found
}

struct Finder<'a> {
    tree: &'a Tree,
    links: HashMap<&'a str, &'a str>,
    /// The pieces of the instruction that is being read.
    instruction: Vec<NodeId>,
    reader: Reader<'a>,
    found: Vec<(Text, Option<String>)>,
}

impl Finder<'_> {
    fn visit(&mut self, node: NodeId, is_property: bool) {
        let tree = self.tree;
        if is_property {
            self.property(node);
            return;
        }
        if !self.links.is_empty() {
            self.link(node);
        }
        match tree.name(node) {
            (Ns::W, "p") => self.reader.paragraph += 1,
            (Ns::W, "fldChar") => self.end_instruction(),
            (Ns::W, "instrText") => self.instruction.push(node),
            (Ns::W, "fldSimple") => self.attribute(node, Ns::W, "instr", Kind::Instruction),
            (Ns::W, "hyperlink") => self.attribute(node, Ns::W, "tooltip", Kind::Plain),
            (Ns::Wp, "docPr") | (_, "cNvPr") => {
                self.attribute(node, Ns::None, "descr", Kind::Plain);
                self.attribute(node, Ns::None, "title", Kind::Plain);
            }
            (Ns::V, _) => {
                self.attribute(node, Ns::None, "alt", Kind::Plain);
                self.attribute(node, Ns::None, "title", Kind::Plain);
            }
            _ => {}
        }
    }

    fn attribute(&mut self, node: NodeId, ns: Ns, name: &str, kind: Kind) {
        let Some(bytes) = self.tree.attribute_span(node, ns, name) else { return };
        let chars = self.tree.attribute_chars(bytes.clone()).map(|(ch, _)| ch).collect();
        let source = Source { kind, chars, bytes: vec![bytes], what: self.what(node) };
        let text = self.reader.read(source);
        self.found.extend(text.map(|text| (text, None)));
    }

    fn property(&mut self, node: NodeId) {
        let texts = self.tree.children(node).filter(|&child| self.tree.kind(child) == NodeKind::Text);
        let bytes: Vec<Range<usize>> = texts.map(|text| self.tree.span(text)).collect();
        let [only] = bytes.as_slice() else { return };
        let chars = self.tree.attribute_chars(only.clone()).map(|(ch, _)| ch).collect();
        let what = format!("property {}", self.tree.name(node).1);
        let text = self.reader.read(Source { kind: Kind::Plain, chars, bytes, what });
        self.found.extend(text.map(|text| (text, None)));
    }

    fn link(&mut self, node: NodeId) {
        let Some(bytes) = self.tree.attribute_span(node, Ns::R, "id") else { return };
        let id = self.tree.attribute_chars(bytes.clone()).map(|(ch, _)| ch).collect::<String>();
        let Some(target) = self.links.get(id.as_str()) else { return };
        let chars = target.chars().collect();
        let source = Source { kind: Kind::Target, chars, bytes: vec![bytes], what: "link".into() };
        let text = self.reader.read(source);
        self.found.extend(text.map(|text| (text, Some(id))));
    }

    /// What was read since the last `w:fldChar` is one instruction, however many pieces it is in.
    fn end_instruction(&mut self) {
        let (mut chars, mut bytes) = (Vec::new(), Vec::new());
        for piece in std::mem::take(&mut self.instruction) {
            for text in self.tree.children(piece) {
                chars.extend(self.tree.chars(text).map(|(ch, _)| ch));
                bytes.push(self.tree.span(text));
            }
        }
        if bytes.is_empty() {
            return;
        }
        let source = Source { kind: Kind::Instruction, chars, bytes, what: "field".into() };
        let text = self.reader.read(source);
        self.found.extend(text.map(|text| (text, None)));
    }

    fn what(&self, node: NodeId) -> String {
        match self.tree.name(node) {
            (Ns::W, "fldSimple") => "field".into(),
            (Ns::W, "hyperlink") => "link".into(),
            _ => "picture description".into(),
        }
    }
}
