//! Questions of the definition that nothing uses.

use std::sync::Arc;

use akte_expr::{Code, Diagnostic};

use super::clue::Clues;
use crate::question::Origin;
use crate::tree::{Node, Part, Pattern};

/// Warns of every question that the author wrote, that nothing uses and that is not always asked.
pub(super) fn report(root: &Node, clues: &Clues, into: &mut Vec<Diagnostic>) {
    visit(root, Some(clues), &Pattern::default(), into);
}

fn visit(node: &Node, clues: Option<&Clues>, at: &Pattern, into: &mut Vec<Diagnostic>) {
    if let Some(question) = &node.question {
        let written = matches!(question.origin, Origin::Page | Origin::Part);
        if question.always || !written {
            return;
        }
        let Some(clues) = clues.filter(|clues| clues.used_within()) else {
            let message = format!("Nothing in the document uses the question “{at}”.");
            let advice = "Take it out, or let it be asked always.";
            into.push(Diagnostic::warning(Code::UnusedQuestion, message).suggest(Some(advice)));
            return;
        };
        if clues.fields.is_empty() && clues.item.is_none() {
            return; // used as a whole
        }
    }
    for (name, field) in &node.fields {
        let inner = clues.and_then(|clues| clues.fields.get(name));
        visit(field, inner, &at.with(Part::Name(Arc::clone(name))), into);
    }
    if let Some(item) = &node.item {
        let inner = clues.and_then(|clues| clues.item.as_deref());
        visit(item, inner, &at.with(Part::Each), into);
    }
}
