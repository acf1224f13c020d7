//! What rules look at, found without evaluating them.

use std::collections::HashSet;
use std::sync::Arc;

use akte_expr::{Expr, Node, Path, Rules};

/// The names of answers in an expression, those of the rules that it uses included; each as far as it goes:
/// `client.name`, and not `client` as well.
pub(crate) fn names(expr: &Expr, rules: &Rules) -> Vec<Path> {
    let mut found = Vec::new();
    let mut seen: HashSet<Arc<str>> = HashSet::new();
    let mut waiting = vec![expr.clone()];
    while let Some(expr) = waiting.pop() {
        expr.walk(&mut |part| {
            if let Node::Name(name) = part.node()
                && let Some(rule) = rules.get(name)
            {
                if seen.insert(Arc::clone(name)) {
                    waiting.push(rule.clone());
                }
            } else {
                found.extend(part.path());
            }
        });
    }
    let mut around: HashSet<Path> = HashSet::new();
    for name in &found {
        let mut parent = name.parent();
        while let Some(path) = parent.filter(|path| around.insert(path.clone())) {
            parent = path.parent();
        }
    }
    found.retain(|name| !around.contains(name));
    found
}
