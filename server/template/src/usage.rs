//! A program without its text: what the interview reads.

use std::sync::Arc;

use akte_expr::Use;
use akte_ooxml::PartName;

use crate::headers;
use crate::program::{Node, Program};

/// The uses of answers in document order; those of a note or header where it is evaluated.
pub(crate) fn uses(nodes: &[Node], parts: &[(PartName, Program)]) -> Vec<Use> {
    nodes.iter().flat_map(|node| each(node, parts)).collect()
}

fn each(node: &Node, parts: &[(PartName, Program)]) -> Vec<Use> {
    let uses = |nodes: &[Node]| uses(nodes, parts);
    let used = match node {
        Node::Text(_)
        | Node::Guard(_)
        | Node::Identity(_)
        | Node::Numbering { .. }
        | Node::NoteId
        | Node::Note(_)
        | Node::Mirror(_) => {
            return Vec::new();
        }
        Node::Inline(text) | Node::Link { target: text, .. } => return uses(&text.nodes),
        Node::First { nodes, .. } | Node::Mirrored { nodes, .. } => return uses(nodes),
        Node::NoteReference { note, .. } => {
            let note = note.and_then(|at| parts.get(at.part)?.1.nodes.get(at.node));
            return if let Some(Node::Note(note)) = note { uses(&note.nodes) } else { Vec::new() };
        }
        Node::HeaderReference { header, .. } => {
            return header
                .and_then(|at| parts.get(at))
                .map_or_else(Vec::new, |(_, header)| uses(&header.nodes));
        }
        Node::Value { expr, place, .. } => Use::Value { expr: expr.clone(), place: Arc::clone(place) },
        Node::Set { name, expr, place } => {
            Use::Set { name: Arc::clone(name), expr: expr.clone(), place: Arc::clone(place) }
        }
        Node::If(node) => {
            let branches = node.branches.iter();
            let used = Use::If {
                branches: branches
                    .map(|branch| (branch.condition.clone(), Arc::clone(&branch.place), uses(&branch.nodes)))
                    .collect(),
                otherwise: uses(&node.otherwise),
            };
            let left_out = node.left_out().flat_map(|(section, nodes)| headers::of(section, nodes));
            return std::iter::once(used).chain(left_out.flat_map(|node| each(node, parts))).collect();
        }
        Node::For(node) => Use::For {
            targets: node.targets.clone(),
            over: node.over.clone(),
            place: Arc::clone(&node.place),
            body: uses(&node.body),
        },
    };
    vec![used]
}
