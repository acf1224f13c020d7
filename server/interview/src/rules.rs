//! What rules look at, found without evaluating them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use akte_expr::{Code, Diagnostic, Expr, Node, Path, Rules};

/// The names of answers in an expression, those of the rules that it uses included.
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
    found
}

/// A diagnostic for every circle of rules.
pub(crate) fn cycles(rules: &Rules) -> Vec<Diagnostic> {
    let uses: HashMap<&Arc<str>, Vec<&Arc<str>>> =
        rules.iter().map(|(name, expr)| (name, used(expr, rules))).collect();
    let mut diagnostics = Vec::new();
    let mut done: HashSet<&Arc<str>> = HashSet::new();
    for (start, _) in rules.iter() {
        // The way from `start` to where the search is, each with the uses that are still to be followed.
        let mut way: Vec<(&Arc<str>, usize)> = vec![(start, 0)];
        while let Some((name, next)) = way.pop() {
            if done.contains(name) {
                continue;
            }
            let Some(&used) = uses.get(name).and_then(|uses| uses.get(next)) else {
                done.insert(name);
                continue;
            };
            way.push((name, next + 1));
            if let Some(from) = way.iter().position(|(before, _)| *before == used) {
                diagnostics.push(circle(way.iter().skip(from).map(|(name, _)| &***name)));
            } else {
                way.push((used, 0));
            }
        }
    }
    diagnostics
}

fn used<'r>(expr: &Expr, rules: &'r Rules) -> Vec<&'r Arc<str>> {
    let mut names = Vec::new();
    expr.walk(&mut |part| {
        if let Node::Name(name) = part.node() {
            names.extend(rules.iter().map(|(rule, _)| rule).find(|rule| *rule == name));
        }
    });
    names
}

fn circle<'n>(names: impl Iterator<Item = &'n str>) -> Diagnostic {
    let names: Vec<String> = names.map(|name| format!("“{name}”")).collect();
    let message = match names.as_slice() {
        [one] => format!("The rule {one} uses itself."),
        _ => format!("The rules {} use each other in a circle.", names.join(", ")),
    };
    Diagnostic::error(Code::RuleCycle, message).suggest(Some("Let one of them do without the others."))
}
