//! The addresses of data bindings, as Word writes them: `/ns0:contract[1]/ns0:party[2]/@name`.

use std::ops::Range;

use akte_ooxml::xml::{Kind, NodeId, Ns, Tree};

/// An address in an XML part.
pub(super) struct Path<'x> {
    steps: Vec<Step<'x>>,
    attribute: Option<&'x str>,
}

struct Step<'x> {
    namespace: &'x str,
    name: &'x str,
    /// Which of its like, from 1.
    ordinal: usize,
}

/// Where the text of an address stands.
#[derive(Debug)]
pub(super) enum Found {
    /// Between the tags of an element.
    Inside(Range<usize>),
    /// The end of an empty-element tag, with the element's name.
    Empty(Range<usize>, String),
    /// Between the quotes of an attribute.
    Attribute(Range<usize>),
}

/// Reads an address and the prefixes it uses (`xmlns:ns0='urn:x'`); none when it is more than steps, ordinals and an
/// attribute.
pub(super) fn parse<'x>(xpath: &'x str, mappings: &'x str) -> Option<Path<'x>> {
    let mut steps: Vec<&str> = xpath.trim().strip_prefix('/')?.split('/').collect();
    let attribute = match steps.last()?.strip_prefix('@') {
        Some(name) => {
            steps.pop();
            Some(name).filter(|name| is_name(name))
        }
        None => None,
    };
    if steps.len() < usize::from(attribute.is_none())
        || xpath.matches('@').count() > usize::from(attribute.is_some())
    {
        return None;
    }
    let steps: Option<Vec<Step<'x>>> = steps.into_iter().map(|step| read_step(step, mappings)).collect();
    Some(Path { steps: steps.filter(|steps| !steps.is_empty())?, attribute })
}

fn read_step<'x>(step: &'x str, mappings: &'x str) -> Option<Step<'x>> {
    let (name, ordinal) = match step.split_once('[') {
        Some((name, ordinal)) => (name, ordinal.strip_suffix(']')?.parse().ok()?),
        None => (step, 1),
    };
    let (namespace, name) = match name.split_once(':') {
        Some((prefix, name)) => (mapped(mappings, prefix)?, name),
        None => ("", name),
    };
    is_name(name).then_some(Step { namespace, name, ordinal })
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|ch| ch.is_alphanumeric() || "_-.".contains(ch))
}

fn mapped<'x>(mappings: &'x str, prefix: &str) -> Option<&'x str> {
    mappings.split_whitespace().find_map(|mapping| {
        let value = mapping.strip_prefix("xmlns:")?.strip_prefix(prefix)?.strip_prefix('=')?;
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        value[1..].strip_suffix(quote)
    })
}

impl Path<'_> {
    /// Where it leads in a part; none when there is nothing, or not a text.
    pub fn find(&self, tree: &Tree) -> Option<Found> {
        let mut steps = self.steps.iter();
        let mut at = tree.root();
        if !steps.next()?.is(tree, at) {
            return None;
        }
        for step in steps {
            let mut like = tree.children(at).filter(|&child| step.is(tree, child));
            at = like.nth(step.ordinal.checked_sub(1)?)?;
        }
        if let Some(name) = self.attribute {
            return tree.attribute_span(at, Ns::None, name).map(Found::Attribute);
        }
        if tree.children(at).any(|child| tree.kind(child) == Kind::Element) {
            return None;
        }
        let (open, close) = (tree.open(at), tree.close(at));
        if !close.is_empty() {
            return Some(Found::Inside(open.end..close.start));
        }
        let name = match tree.prefix(at) {
            "" => tree.name(at).1.to_owned(),
            prefix => format!("{prefix}:{}", tree.name(at).1),
        };
        Some(Found::Empty(open.end - "/>".len()..open.end, name))
    }
}

impl Step<'_> {
    fn is(&self, tree: &Tree, node: NodeId) -> bool {
        tree.kind(node) == Kind::Element
            && tree.name(node).1 == self.name
            && tree.namespace(node) == self.namespace
    }
}

impl Found {
    /// What is replaced.
    pub fn bytes(&self) -> Range<usize> {
        match self {
            Self::Inside(bytes) | Self::Attribute(bytes) | Self::Empty(bytes, _) => bytes.clone(),
        }
    }

    /// Writes an escaped text there.
    pub fn write(&self, text: &[u8], out: &mut Vec<u8>) {
        match self {
            Self::Inside(_) => out.extend_from_slice(text),
            Self::Empty(_, name) => {
                out.push(b'>');
                out.extend_from_slice(text);
                out.extend_from_slice(format!("</{name}>").as_bytes());
            }
            Self::Attribute(_) => {
                for byte in text {
                    match byte {
                        b'"' => out.extend_from_slice(b"&quot;"),
                        b'\'' => out.extend_from_slice(b"&apos;"),
                        b'\n' => out.extend_from_slice(b"&#10;"),
                        b'\t' => out.extend_from_slice(b"&#9;"),
                        byte => out.push(*byte),
                    }
                }
            }
        }
    }
}
