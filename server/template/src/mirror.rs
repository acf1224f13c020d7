//! Text boxes that a document holds twice: `mc:AlternateContent` has one half for new readers and one for old ones
//! (ECMA-376 Part 3, 7.5). The first half is evaluated, and what comes out is written to both.

use akte_ooxml::xml::{NodeId, Ns, Tree};

/// The text boxes of a story that stand there twice.
#[derive(Debug, Default)]
pub(crate) struct Mirrors {
    /// `w:txbxContent` of the first half and of the second, where either holds a tag.
    pub pairs: Vec<(NodeId, NodeId)>,
    /// Whether some halves with a tag cannot be told to be the same: those are evaluated each by itself.
    pub uneven: bool,
}

impl Mirrors {
    /// Finds the text boxes of a part.
    pub fn find(tree: &Tree) -> Self {
        let mut found = Self::default();
        for node in tree.descendants(tree.root()).filter(|&node| tree.is(node, Ns::Mc, "AlternateContent")) {
            let half = |name: &str| tree.child(node, Ns::Mc, name);
            let (Some(first), Some(second)) = (half("Choice"), half("Fallback")) else { continue };
            let (first, second) = (boxes(tree, first), boxes(tree, second));
            let tagged = |boxes: &[NodeId]| boxes.iter().any(|&node| holds_tag(tree, node));
            if !tagged(&first) && !tagged(&second) {
                continue;
            }
            // A prefix that is declared in one half may mean nothing in the other.
            let declares = tree.source()[tree.span(node)].windows(6).any(|bytes| bytes == b"xmlns:");
            if first.len() == second.len() && !declares {
                found.pairs.extend(first.into_iter().zip(second));
            } else if !first.is_empty() && !second.is_empty() {
                found.uneven = true;
            }
        }
        found
    }

    /// Whether a node is the second of a pair.
    pub fn is_second(&self, node: NodeId) -> bool {
        self.pairs.iter().any(|(_, second)| *second == node)
    }
}

/// The outermost text boxes in a half.
fn boxes(tree: &Tree, half: NodeId) -> Vec<NodeId> {
    let mut found: Vec<NodeId> = Vec::new();
    for node in tree.descendants(half).filter(|&node| tree.is(node, Ns::W, "txbxContent")) {
        if found.last().is_none_or(|&last| tree.span(last).end <= tree.span(node).start) {
            found.push(node);
        }
    }
    found
}

fn holds_tag(tree: &Tree, node: NodeId) -> bool {
    let texts = tree.descendants(node).filter(|&text| tree.is(text, Ns::W, "t"));
    let chars = texts.flat_map(|text| tree.children(text)).flat_map(|text| tree.chars(text));
    let text: String = chars.map(|(ch, _)| ch).collect();
    ["{{", "{%", "{#"].iter().any(|open| text.contains(open))
        || tree.source()[tree.span(node)].windows(2).any(|pair| pair == b"{{" || pair == b"{%")
}
