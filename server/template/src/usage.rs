//! A program without its text: what the interview reads.

use std::sync::Arc;

use akte_expr::Use;

use crate::program::Node;

/// The uses of answers in document order.
pub(crate) fn uses(nodes: &[Node]) -> Vec<Use> {
    nodes.iter().filter_map(one).collect()
}

fn one(node: &Node) -> Option<Use> {
    Some(match node {
        Node::Text(_) | Node::Guard(_) => return None,
        Node::Value { expr, place, .. } => Use::Value { expr: expr.clone(), place: Arc::clone(place) },
        Node::Set { name, expr, place } => {
            Use::Set { name: Arc::clone(name), expr: expr.clone(), place: Arc::clone(place) }
        }
        Node::If(node) => Use::If {
            branches: node
                .branches
                .iter()
                .map(|branch| (branch.condition.clone(), Arc::clone(&branch.place), uses(&branch.nodes)))
                .collect(),
            otherwise: uses(&node.otherwise),
        },
        Node::For(node) => Use::For {
            targets: node.targets.clone(),
            over: node.over.clone(),
            place: Arc::clone(&node.place),
            body: uses(&node.body),
        },
    })
}
