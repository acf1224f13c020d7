//! What evaluation found out, besides values: why each answer is looked at, what it lacks, what went wrong.

use std::collections::HashSet;

use akte_expr::{EvalError, Needs, Path, Place, Scope};

use crate::demand::Reason;

/// The findings of one evaluation.
#[derive(Default)]
pub(super) struct Ledger<'i> {
    /// For each touch of the scope, in the same order: the condition that led to it.
    pub reasons: Vec<Option<&'i Reason>>,
    /// What the document can't be made without, in the order of first need.
    pub needs: Vec<Path>,
    needed: HashSet<Path>,
    pub problems: Vec<String>,
    /// A limit was reached: evaluation goes no further.
    pub stopped: bool,
}

impl<'i> Ledger<'i> {
    /// More problems than this help nobody.
    const MOST: usize = 20;

    /// Gives what was touched since the last time its reason.
    pub fn note(&mut self, scope: &Scope<'_>, reason: Option<&'i Reason>) {
        self.reasons.resize(scope.touched().len(), reason);
    }

    pub fn need(&mut self, needs: &Needs) {
        for path in needs.iter() {
            if self.needed.insert(path.clone()) {
                self.needs.push(path.clone());
            }
        }
    }

    pub fn problem(&mut self, error: &EvalError, place: Option<&Place>) {
        self.stopped |= error.kind.is_budget();
        let message = match place {
            Some(place) => format!("{error} ({}, paragraph {})", place.story, place.paragraph),
            None => error.to_string(),
        };
        self.complain(message);
    }

    /// Tells of a problem, once.
    pub fn complain(&mut self, message: String) {
        if self.problems.len() < Ledger::MOST && !self.problems.contains(&message) {
            self.problems.push(message);
        }
    }
}
