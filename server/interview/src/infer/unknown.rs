//! Names that nothing gives and that are close to one that something does: slips of the pen.

use std::sync::Arc;

use akte_expr::{Code, Diagnostic, Expr, Node as Written, Place, Rules, is_slip};

use super::clue::Clues;
use super::walk::{Binding, Walker};
use crate::tree::{Node, Part, Pattern};

/// Block-local names, from the innermost out, among which the one that was meant is looked for.
const LOCALS: usize = 64;
/// Unknown names that are looked at: more slips than this help nobody.
const MOST: usize = 1_000;

impl Walker<'_> {
    /// Remembers the block-local name that the first name of an expression was probably meant to be: `pary.name` in
    /// `for party in parties`. What a repeat goes over (`sellers` of `for seller in sellers`) is no slip for its item.
    pub(super) fn note_slip(&mut self, expr: &Expr) {
        let mut first = expr;
        while let Written::Member { of, .. } | Written::Index { of, .. } = first.node() {
            first = of;
        }
        let Written::Name(name) = first.node() else { return };
        if self.slips.contains_key(name) || self.names.iter().any(|(local, _)| local == name) {
            return;
        }
        let comes_from_it = |binding: &Binding| match binding {
            Binding::Answer(pattern) => pattern.0.first() == Some(&Part::Name(Arc::clone(name))),
            Binding::Other => false,
        };
        let mut locals = self.names.iter().rev().take(LOCALS);
        if let Some((local, _)) = locals.find(|(local, from)| is_slip(name, local) && !comes_from_it(from)) {
            self.slips.insert(Arc::clone(name), Arc::clone(local));
        }
    }
}

/// Warns of every name that the definition does not ask and that is close to one that it does, to a rule, or to a
/// block-local name. Any other name is a question of its own.
pub(super) fn report(root: &Node, walker: &Walker<'_>, rules: &Rules, into: &mut Vec<Diagnostic>) {
    let defined = || root.fields.keys().chain(rules.iter().map(|(name, _)| name));
    if defined().next().is_none() {
        return;
    }
    let mut slips = Slips { left: MOST, into };
    for (name, clues) in &walker.clues.fields {
        let at = Pattern(vec![Part::Name(Arc::clone(name))]);
        match root.fields.get(name) {
            Some(node) => slips.within(node, clues, &at),
            None => {
                let meant = slips.closest(name, defined());
                slips.tell(clues, &at, meant.or(walker.slips.get(name)));
            }
        }
    }
}

struct Slips<'d> {
    left: usize,
    into: &'d mut Vec<Diagnostic>,
}

impl Slips<'_> {
    fn within(&mut self, node: &Node, clues: &Clues, at: &Pattern) {
        for (name, clues) in &clues.fields {
            let at = at.with(Part::Name(Arc::clone(name)));
            match node.fields.get(name) {
                Some(node) => self.within(node, clues, &at),
                None => {
                    let meant = self.closest(name, node.fields.keys());
                    self.tell(clues, &at, meant);
                }
            }
        }
        if let (Some(node), Some(clues)) = (&node.item, &clues.item) {
            self.within(node, clues, &at.with(Part::Each));
        }
    }

    fn closest<'n>(
        &mut self,
        name: &str,
        mut among: impl Iterator<Item = &'n Arc<str>>,
    ) -> Option<&'n Arc<str>> {
        self.left = self.left.checked_sub(1)?;
        among.find(|other| is_slip(name, other))
    }

    /// Tells that the last name of `at` was probably meant to be another; by its first use, which may be of a field of it.
    fn tell(&mut self, clues: &Clues, at: &Pattern, meant: Option<&Arc<str>>) {
        let Some(meant) = meant else { return };
        let (used, place) = first_use(clues, at.clone());
        let mut right = used.clone();
        if let Some(last) = right.0.get_mut(at.0.len() - 1) {
            *last = Part::Name(Arc::clone(meant));
        }
        let message = format!(
            "Nothing in the definition asks for “{used}” or works it out; it is asked as a question of its own."
        );
        let slip =
            Diagnostic::warning(Code::UnknownName, message).suggest(Some(format!("Did you mean “{right}”?")));
        self.into.push(match place {
            Some(place) => slip.at((*place).clone()),
            None => slip,
        });
    }
}

/// The name that is used first, this one or one in it, and where.
fn first_use(clues: &Clues, at: Pattern) -> (Pattern, Option<Arc<Place>>) {
    match clues.fields.first() {
        Some((name, inner)) if !clues.used => first_use(inner, at.with(Part::Name(Arc::clone(name)))),
        _ => (at, clues.place.clone()),
    }
}
