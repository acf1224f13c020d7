//! From bytes to the arena, in one pass (XML 1.0 with namespaces, without document types).

mod misc;

use std::collections::HashMap;
use std::ops::Range;

use memchr::{memchr, memchr_iter};

use super::attributes::{Attribute, Attributes, UNKNOWN_REFERENCE, name};
use super::chars::{attribute_value, is_xml_char, reference};
use super::namespace::{Binding, Ns, Scope, Scopes, XML, XMLNS, at};
use super::tree::{Kind, Node, Tag};
use crate::{Error, Limit, Limits, Refusal};

/// What a [`super::Tree`] is made of, besides its source.
pub(super) struct Parsed {
    pub nodes: Vec<Node>,
    pub scopes: Scopes,
}

/// Reads `source`; gives it back as text with its nodes.
pub(super) fn parse(source: Vec<u8>, limits: &Limits) -> Result<(String, Parsed), Error> {
    // Spans are 32 bits wide, whatever the limits say.
    let most = limits.part_size.min(u64::from(u32::MAX));
    if source.len() as u64 > most {
        return Err(Refusal::TooMuch(Limit::PartSize, most).into());
    }
    if source.starts_with(b"\xff\xfe") || source.starts_with(b"\xfe\xff") {
        return Err(broken("", 0, "the encoding must be UTF-8, and this is UTF-16"));
    }
    let source = String::from_utf8(source).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        broken(&String::from_utf8_lossy(&error.as_bytes()[..at]), at, "these bytes are not UTF-8")
    })?;
    // Every “<” but that of an end tag begins a node: too many are seen before any room is taken for them. (Those in
    // comments and CDATA begin none; nobody writes them by the million.)
    let angles = source.bytes().filter(|b| *b == b'<').count();
    if angles > limits.nodes && angles - source.matches("</").count() > limits.nodes {
        return Err(Refusal::TooMuch(Limit::Nodes, limits.nodes as u64).into());
    }
    // About half of them end an element, and every second element holds a text.
    let parsed = Parser::new(&source, limits, (angles - angles / 4).min(limits.nodes)).run()?;
    Ok((source, parsed))
}

const BOM: &str = "\u{feff}";

struct Parser<'s> {
    source: &'s str,
    limits: &'s Limits,
    nodes: Vec<Node>,
    scopes: Scopes,
    /// Elements whose end tag has not come yet.
    open: Vec<u32>,
    /// The innermost scope around what comes next.
    scope: Option<u32>,
    /// The declaration that holds now for each prefix.
    declared: HashMap<&'s str, u32>,
    /// The prefix resolved last, and in which scope: nearly always the same one.
    last: Option<(Option<u32>, &'s str, Ns, &'s str)>,
    /// The attributes of the start tag at hand, and their expanded names.
    attributes: Vec<Attribute>,
    expanded: Vec<(&'s str, &'s str)>,
}

impl<'s> Parser<'s> {
    fn new(source: &'s str, limits: &'s Limits, nodes: usize) -> Self {
        Self {
            source,
            limits,
            nodes: Vec::with_capacity(nodes),
            scopes: Scopes::default(),
            open: Vec::new(),
            scope: None,
            declared: HashMap::new(),
            last: None,
            attributes: Vec::new(),
            expanded: Vec::new(),
        }
    }

    fn run(mut self) -> Result<Parsed, Error> {
        if let Some(at) = forbidden(self.source) {
            return Err(self.broken(at, "a control character that XML does not allow"));
        }
        let first = if self.source.starts_with(BOM) { BOM.len() } else { 0 };
        let mut at = first;
        while at < self.source.len() {
            at = match self.source.as_bytes()[at..] {
                [b'<', b'/', ..] => self.end(at)?,
                [b'<', b'?', ..] => self.instruction(at, first)?,
                [b'<', b'!', ..] => self.comment_or_cdata(at)?,
                [b'<', ..] => self.element(at)?,
                _ => self.text(at)?,
            };
        }
        if let Some(open) = self.open.last() {
            let at = self.nodes[*open as usize].start as usize;
            return Err(self.broken(at, "this element has no end tag"));
        }
        if self.nodes.is_empty() {
            return Err(self.broken(self.source.len(), "there is no element"));
        }
        Ok(Parsed { nodes: self.nodes, scopes: self.scopes })
    }

    /// A start tag or empty-element tag. Where it ends.
    fn element(&mut self, start: usize) -> Result<usize, Error> {
        if self.open.is_empty() && !self.nodes.is_empty() {
            return Err(self.broken(start, "a second outermost element"));
        }
        if self.open.len() >= self.limits.depth {
            return Err(Refusal::TooMuch(Limit::Depth, self.limits.depth as u64).into());
        }
        let tag = &self.source[start..];
        let (name_len, prefix_len) =
            name(&tag[1..]).ok_or_else(|| self.broken(start, "this is not the name of an element"))?;
        let (Ok(name_16), Ok(prefix_8)) = (u16::try_from(name_len), u8::try_from(prefix_len)) else {
            return Err(self.broken(start, "the name of this element is too long"));
        };
        let inside = self.read_attributes(tag, 1 + name_len, start)?;
        let length = match tag.as_bytes()[inside..] {
            [b'>', ..] => inside + 1,
            [b'/', b'>', ..] => inside + 2,
            _ => return Err(self.broken(start, "this tag does not end")),
        };
        self.declare(tag, start)?;
        self.check_attribute_names(tag, start)?;
        let (ns, _) = self.resolve(&tag[1..1 + prefix_len], start)?;

        let id = self.push(&(start..start + length), Tag::Element(ns))?;
        let node = &mut self.nodes[id as usize];
        (node.name_len, node.prefix_len) = (name_16, prefix_8);
        if length == inside + 2 {
            self.leave_scope(id);
        } else {
            self.open.push(id);
        }
        Ok(start + length)
    }

    /// An end tag. Where it ends.
    fn end(&mut self, start: usize) -> Result<usize, Error> {
        let Some(&id) = self.open.last() else {
            return Err(self.broken(start, "this end tag closes nothing"));
        };
        let node = &self.nodes[id as usize];
        let from = node.start as usize + 1;
        let name = &self.source[from..from + usize::from(node.name_len)];
        let rest = self.source[start + 2..].strip_prefix(name);
        let rest = rest.map(|rest| rest.trim_start_matches([' ', '\t', '\n', '\r']));
        let Some(rest) = rest.and_then(|rest| rest.strip_prefix('>')) else {
            return Err(self.broken(start, &format!("the end tag of “{name}” is expected here")));
        };
        self.open.pop();
        let (end, after) = (self.source.len() - rest.len(), self.nodes.len() as u32);
        let node = &mut self.nodes[id as usize];
        (node.end, node.after) = (end as u32, after);
        self.leave_scope(id);
        Ok(end)
    }

    /// Closes the scope of `id`, if it opened one.
    fn leave_scope(&mut self, id: u32) {
        let Some(scope) = self.scope.map(|scope| &self.scopes.scopes[scope as usize]) else { return };
        if scope.node != id {
            return;
        }
        for binding in &self.scopes.bindings[at(&scope.bindings)] {
            let prefix = &self.source[at(&binding.prefix)];
            match binding.shadows {
                Some(outer) => self.declared.insert(prefix, outer),
                None => self.declared.remove(prefix),
            };
        }
        self.scope = scope.outer;
    }

    /// The characters up to the next tag. Where they end.
    fn text(&mut self, start: usize) -> Result<usize, Error> {
        let rest = &self.source[start..];
        let text = &rest[..memchr(b'<', rest.as_bytes()).unwrap_or(rest.len())];
        let span = start..start + text.len();
        if self.open.is_empty() {
            let blank = text.bytes().all(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'));
            return if blank { Ok(span.end) } else { Err(self.outside(start)) };
        }
        for at in memchr_iter(b'&', text.as_bytes()) {
            if reference(&text[at..]).is_none() {
                return Err(self.broken(start + at, UNKNOWN_REFERENCE));
            }
        }
        if memchr(b'>', text.as_bytes()).is_some() && text.contains("]]>") {
            return Err(self.broken(start, "“]]>” must be written as “]]&gt;” in a text"));
        }
        self.leaf(Kind::Text, span.clone())?;
        Ok(span.end)
    }

    fn leaf(&mut self, kind: Kind, span: Range<usize>) -> Result<(), Error> {
        if !self.open.is_empty() {
            self.push(&span, Tag::Other(kind))?;
        }
        Ok(())
    }

    fn push(&mut self, span: &Range<usize>, tag: Tag) -> Result<u32, Error> {
        if self.nodes.len() >= self.limits.nodes {
            return Err(Refusal::TooMuch(Limit::Nodes, self.limits.nodes as u64).into());
        }
        let id = self.nodes.len() as u32;
        let (start, end) = (span.start as u32, span.end as u32);
        let parent = self.open.last().copied().unwrap_or(id);
        self.nodes.push(Node {
            start,
            open_end: end,
            end,
            after: id + 1,
            parent,
            name_len: 0,
            prefix_len: 0,
            tag,
        });
        Ok(id)
    }

    /// Reads the attributes of a start tag. Where it goes on behind them.
    fn read_attributes(&mut self, tag: &'s str, from: usize, start: usize) -> Result<usize, Error> {
        self.attributes.clear();
        let mut attributes = Attributes::new(tag, from);
        for attribute in attributes.by_ref() {
            let attribute = attribute.map_err(|(at, what)| self.broken(start + at, what))?;
            if self.attributes.len() >= self.limits.attributes {
                return Err(Refusal::TooMuch(Limit::Attributes, self.limits.attributes as u64).into());
            }
            self.attributes.push(attribute);
        }
        Ok(attributes.at())
    }

    /// Opens a scope when the start tag declares namespaces.
    fn declare(&mut self, tag: &'s str, start: usize) -> Result<(), Error> {
        let first = self.scopes.bindings.len() as u32;
        for attribute in &self.attributes {
            let Some(prefix) = attribute.declares(tag) else { continue };
            let value = attribute_value(&tag[attribute.value.clone()]);
            let forbidden = prefix == "xmlns"
                || value == XMLNS
                || (prefix == "xml") != (value == XML)
                || (value.is_empty() && !prefix.is_empty());
            if forbidden {
                return Err(
                    self.broken(start + attribute.name.start, "this namespace may not be declared so")
                );
            }
            let shadows = self.declared.insert(prefix, self.scopes.bindings.len() as u32);
            let end = (start + attribute.name.end) as u32;
            let uri = (start + attribute.value.start) as u32..(start + attribute.value.end) as u32;
            let prefix = end - prefix.len() as u32..end;
            self.scopes.bindings.push(Binding { prefix, uri, ns: Ns::of(&value), shadows });
        }
        let last = self.scopes.bindings.len() as u32;
        if first < last {
            // The element itself is pushed after its scope.
            let node = self.nodes.len() as u32;
            let around = self.scope.map_or(0, |scope| self.scopes.scopes[scope as usize].depth);
            let depth = around + (last - first);
            if depth as usize > self.limits.namespaces {
                return Err(Refusal::TooMuch(Limit::Namespaces, self.limits.namespaces as u64).into());
            }
            self.scopes.scopes.push(Scope { node, outer: self.scope, bindings: first..last, depth });
            self.scope = Some(self.scopes.scopes.len() as u32 - 1);
        }
        Ok(())
    }

    /// Every prefix is declared, and no two attributes of one tag have the same expanded name (Namespaces in XML 1.0,
    /// section 6.3).
    fn check_attribute_names(&mut self, tag: &'s str, start: usize) -> Result<(), Error> {
        let attributes = std::mem::take(&mut self.attributes);
        self.expanded.clear();
        for attribute in &attributes {
            let uri = match attribute.prefix(tag) {
                "" => "",
                "xmlns" => XMLNS,
                prefix => self.resolve(prefix, start + attribute.name.start)?.1,
            };
            self.expanded.push((attribute.local(tag), uri));
        }
        self.attributes = attributes;
        if holds_twice(&mut self.expanded) {
            return Err(self.broken(start, "this element has an attribute twice"));
        }
        Ok(())
    }

    /// The namespace of `prefix` here, and its URI as written.
    fn resolve(&mut self, prefix: &'s str, start: usize) -> Result<(Ns, &'s str), Error> {
        if prefix == "xml" {
            return Ok((Ns::Xml, XML));
        }
        if let Some((scope, last, ns, uri)) = self.last
            && scope == self.scope
            && last == prefix
        {
            return Ok((ns, uri));
        }
        let binding = self.declared.get(prefix).map(|index| &self.scopes.bindings[*index as usize]);
        let (ns, uri) = match (binding, prefix) {
            (Some(binding), _) => (binding.ns, &self.source[at(&binding.uri)]),
            (None, "") => (Ns::None, ""),
            (None, _) => return Err(self.broken(start, &format!("the prefix “{prefix}” is not declared"))),
        };
        self.last = Some((self.scope, prefix, ns, uri));
        Ok((ns, uri))
    }

    fn outside(&self, at: usize) -> Error {
        self.broken(at, "text outside of the outermost element")
    }

    fn broken(&self, at: usize, what: &str) -> Error {
        broken(self.source, at, what)
    }
}

/// Whether a name stands there twice. Few are compared with each other, many in order.
fn holds_twice(names: &mut [(&str, &str)]) -> bool {
    if names.len() <= 8 {
        return names.iter().enumerate().any(|(at, name)| names[..at].contains(name));
    }
    names.sort_unstable();
    names.windows(2).any(|pair| pair[0] == pair[1])
}

/// Where the first character stands that XML does not allow. In nearly every document there is none, and no byte that
/// could belong to one: that is seen without decoding.
fn forbidden(source: &str) -> Option<usize> {
    let suspect = |b: u8| (b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r')) || b == 0xef;
    if !source.bytes().fold(false, |any, b| any | suspect(b)) {
        return None;
    }
    source.char_indices().find(|(_, c)| !is_xml_char(*c)).map(|(at, _)| at)
}

/// The refusal at byte `at` of `source`.
fn broken(source: &str, at: usize, what: &str) -> Error {
    let before = source.get(..at).unwrap_or(source);
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    Refusal::Xml { line, column, what: what.to_owned() }.into()
}
