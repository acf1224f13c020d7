//! The arena and how it is walked.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::attributes::{Attribute, Attributes};
use super::chars::{Chars, attribute_value};
use super::namespace::{Ns, Scopes};
use super::parse;
use crate::{Error, Limits};

/// A node of one [`Tree`]; meaningless in any other. Ids are in document order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `<x>…</x>` or `<x/>`.
    Element,
    /// Characters and references between tags.
    Text,
    /// `<![CDATA[…]]>`.
    CData,
    /// `<!--…-->`.
    Comment,
    /// `<?…?>`.
    Instruction,
}

/// 24 bytes a node, in document order: the first child of an element is the next node, its next sibling the node
/// behind its last descendant.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub start: u32,
    /// End of the start tag; of anything but an element, the end.
    pub open_end: u32,
    pub end: u32,
    /// The node behind the last descendant.
    pub after: u32,
    /// Itself for the root.
    pub parent: u32,
    pub name_len: u16,
    pub prefix_len: u8,
    pub tag: Tag,
}

/// Kind, and the namespace of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Element(Ns),
    Other(Kind),
}

/// The XML of one part, without loss: an arena of spans over its bytes. What stands before and behind the root element
/// (declaration, comments) has no nodes, and stays in [`Tree::source`].
pub struct Tree {
    source: String,
    nodes: Vec<Node>,
    scopes: Scopes,
}

impl Tree {
    /// Reads the XML of a part. A byte order mark is allowed.
    ///
    /// # Errors
    /// Not UTF-8, not well-formed (XML 1.0 with namespaces), a document type definition, or more than the limits.
    pub fn parse(source: Vec<u8>, limits: &Limits) -> Result<Self, Error> {
        let (source, parse::Parsed { nodes, scopes }) = parse::parse(source, limits)?;
        Ok(Self { source, nodes, scopes })
    }

    /// The bytes as they came.
    pub fn source(&self) -> &[u8] {
        self.source.as_bytes()
    }

    /// The one outermost element.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// What `id` is.
    pub fn kind(&self, id: NodeId) -> Kind {
        match self.node(id).tag {
            Tag::Element(_) => Kind::Element,
            Tag::Other(kind) => kind,
        }
    }

    /// Whether `id` is the element `local` of namespace `ns`.
    #[inline]
    pub fn is(&self, id: NodeId, ns: Ns, local: &str) -> bool {
        self.node(id).tag == Tag::Element(ns) && self.local(id) == local
    }

    /// Namespace and local name of an element; `(Ns::None, "")` of anything else.
    pub fn name(&self, id: NodeId) -> (Ns, &str) {
        match self.node(id).tag {
            Tag::Element(ns) => (ns, self.local(id)),
            Tag::Other(_) => (Ns::None, ""),
        }
    }

    /// The prefix of an element's name, "" without one.
    pub fn prefix(&self, id: NodeId) -> &str {
        let node = self.node(id);
        let start = node.start as usize + 1;
        match node.prefix_len {
            0 => "",
            len => &self.source[start..start + usize::from(len)],
        }
    }

    /// The prefix of an element's name with its colon, to write another name with; "" without one.
    pub fn prefix_and_colon(&self, id: NodeId) -> String {
        match self.prefix(id) {
            "" => String::new(),
            prefix => format!("{prefix}:"),
        }
    }

    /// The namespace URI of an element, references resolved; "" without one.
    pub fn namespace(&self, id: NodeId) -> Cow<'_, str> {
        let found = self.scopes.resolve(&self.source, self.scope(id), self.prefix(id));
        found.map_or(Cow::Borrowed(""), |b| {
            attribute_value(&self.source[b.uri.start as usize..b.uri.end as usize])
        })
    }

    fn local(&self, id: NodeId) -> &str {
        let node = self.node(id);
        let start = node.start as usize + 1;
        let prefix = usize::from(node.prefix_len);
        &self.source[start + prefix + usize::from(prefix > 0)..start + usize::from(node.name_len)]
    }

    /// The whole node in the source.
    pub fn span(&self, id: NodeId) -> Range<usize> {
        let node = self.node(id);
        node.start as usize..node.end as usize
    }

    /// The start tag, or the whole of an empty-element tag. Of anything but an element, the whole node.
    pub fn open(&self, id: NodeId) -> Range<usize> {
        let node = self.node(id);
        node.start as usize..node.open_end as usize
    }

    /// The end tag; empty, at the end of the node, for `<x/>` and for anything but an element.
    pub fn close(&self, id: NodeId) -> Range<usize> {
        let node = self.node(id);
        let (open_end, end) = (node.open_end as usize, node.end as usize);
        // An end tag holds no other “<”.
        let start = self.source[open_end..end].rfind('<').map_or(end, |at| open_end + at);
        start..end
    }

    /// The element around `id`; `None` for the root.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        (id.0 > 0).then(|| NodeId(self.node(id).parent))
    }

    /// The nodes directly in `id`, in document order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.node(id).after;
        let mut next = id.0 + 1;
        std::iter::from_fn(move || {
            let child = NodeId(next);
            (next < end).then(|| {
                next = self.node(child).after;
                child
            })
        })
    }

    /// The first element of this name directly in `id`.
    pub fn child(&self, id: NodeId, ns: Ns, local: &str) -> Option<NodeId> {
        self.children(id).find(|&child| self.is(child, ns, local))
    }

    /// All nodes in `id`, at any depth, in document order; without `id` itself.
    pub fn descendants(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        (id.0 + 1..self.node(id).after).map(NodeId)
    }

    /// The value of an attribute, references resolved and white space normalised. Without a prefix an attribute is in
    /// no namespace. Namespace declarations are no attributes.
    pub fn attribute(&self, id: NodeId, ns: Ns, local: &str) -> Option<Cow<'_, str>> {
        let value = self.attribute_span(id, ns, local)?;
        Some(attribute_value(&self.source[value]))
    }

    /// Where the value of an attribute stands in the source, between its quotes.
    pub fn attribute_span(&self, id: NodeId, ns: Ns, local: &str) -> Option<Range<usize>> {
        let (start, found) = (self.open(id).start, self.find_attribute(id, ns, local)?);
        Some(start + found.value.start..start + found.value.end)
    }

    /// Where a whole attribute stands in the source, with the white space before it.
    pub fn attribute_whole(&self, id: NodeId, ns: Ns, local: &str) -> Option<Range<usize>> {
        let (open, found) = (self.open(id), self.find_attribute(id, ns, local)?);
        let before = &self.source[open.start..open.start + found.name.start];
        Some(open.start + before.trim_ascii_end().len()..open.start + found.value.end + 1)
    }

    fn find_attribute(&self, id: NodeId, ns: Ns, local: &str) -> Option<Attribute> {
        let node = self.node(id);
        if !matches!(node.tag, Tag::Element(_)) {
            return None;
        }
        let tag = &self.source[self.open(id)];
        Attributes::new(tag, 1 + usize::from(node.name_len)).flatten().find(|attribute| {
            attribute.local(tag) == local
                && attribute.declares(tag).is_none()
                && self.attribute_ns(id, attribute.prefix(tag)) == ns
        })
    }

    /// The characters of the value of an attribute in the source, references resolved, each with its bytes.
    pub fn attribute_chars(&self, value: Range<usize>) -> Chars<'_> {
        Chars::new(&self.source, value, true)
    }

    fn attribute_ns(&self, id: NodeId, prefix: &str) -> Ns {
        match prefix {
            "" => Ns::None,
            "xml" => Ns::Xml,
            // Nearly always that of the element itself.
            prefix if prefix == self.prefix(id) => self.name(id).0,
            _ => self.scopes.resolve(&self.source, self.scope(id), prefix).map_or(Ns::Other, |b| b.ns),
        }
    }

    /// The innermost scope around `id`: the last one opened at or before it, or the first around that which reaches it.
    fn scope(&self, id: NodeId) -> Option<u32> {
        let opened = self.scopes.scopes.partition_point(|scope| scope.node <= id.0);
        let mut scope = u32::try_from(opened).ok()?.checked_sub(1);
        while let Some(index) = scope {
            let here = &self.scopes.scopes[index as usize];
            if id.0 < self.nodes[here.node as usize].after {
                break;
            }
            scope = here.outer;
        }
        scope
    }

    /// The characters of a text or CDATA node, references resolved and line ends normalised, each with its bytes in the
    /// source. Nothing for other nodes.
    pub fn chars(&self, id: NodeId) -> Chars<'_> {
        let span = self.span(id);
        match self.kind(id) {
            Kind::Text => Chars::new(&self.source, span, true),
            Kind::CData => {
                let inner = span.start + "<![CDATA[".len()..span.end - "]]>".len();
                Chars::new(&self.source, inner, false)
            }
            _ => Chars::new("", 0..0, false),
        }
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }
}

/// Never the content: what a firm writes does not belong in a log.
impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (bytes, nodes) = (self.source.len(), self.nodes.len());
        f.debug_struct("Tree").field("bytes", &bytes).field("nodes", &nodes).finish_non_exhaustive()
    }
}
