//! Questions from use: what the definition leaves out.

mod attribute;
mod clue;
mod objects;
mod probe;
mod settle;
mod table;
#[cfg(test)]
mod tests;
mod unknown;
mod unused;
mod visit;
mod walk;

use std::sync::Arc;

use akte_expr::{Diagnostic, Rules, Usage};
use indexmap::IndexMap;

use crate::definition::Page;
use crate::demand::Demand;
use crate::kind::Kind;
use crate::question::Required;
use crate::scoped::Scoped;
use crate::tree::{Node, Pattern};
use crate::wording::Wording;
use clue::Want;
use settle::Settler;
use walk::Walker;

/// What inference works on besides the usage.
pub(crate) struct Given<'a> {
    pub rules: &'a Rules,
    pub rule_labels: &'a IndexMap<Arc<str>, Wording>,
    pub pages: &'a [Page],
    pub scoped: &'a [Scoped],
}

/// What came out.
pub(crate) struct Inferred {
    pub demands: Vec<Demand>,
    /// The inferred questions that are not part of another, in the order of first need.
    pub names: Vec<Pattern>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Adds to `root` what the template uses and the definition does not ask.
pub(crate) fn infer(usage: &Usage, root: &mut Node, given: &Given<'_>) -> Inferred {
    let labelled = |rule: &str| given.rule_labels.contains_key(rule);
    let mut walker = Walker::new(given.rules, &labelled);
    let demands = walker.uses(&usage.nodes);
    for page in given.pages {
        page.when.iter().for_each(|when| walker.visit_definition(&[], when, Want::Condition));
    }
    for scoped in given.scoped {
        let Some(question) = root.at(&scoped.pattern).and_then(|node| node.question.as_ref()) else {
            continue;
        };
        let items = scoped.variables();
        question.default.iter().for_each(|expr| walker.visit_definition(&items, expr, Want::Any));
        question
            .options_from
            .iter()
            .for_each(|expr| walker.visit_definition(&items, expr, Want::Likely(Kind::List)));
        question
            .checks
            .iter()
            .for_each(|check| walker.visit_definition(&items, &check.expr, Want::Condition));
        if let Required::When(expr) = &question.required {
            walker.visit_definition(&items, expr, Want::Condition);
        }
    }
    let mut settler = Settler::default();
    unknown::report(root, &walker, given.rules, &mut settler.diagnostics);
    objects::complete(&mut walker.clues, Some(root));
    unused::report(root, &walker.clues, &mut settler.diagnostics);
    settler.fields(root, &walker.clues, &Pattern::default(), false);
    Inferred { demands, names: settler.inferred, diagnostics: settler.diagnostics }
}
