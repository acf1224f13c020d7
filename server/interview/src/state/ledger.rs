//! What evaluation found out, besides values: why each answer is looked at, what it lacks, what went wrong.

use std::collections::HashSet;

use akte_expr::{EvalError, Language, Needs, Path, Place, Scope};

use crate::demand::Reason;

/// The findings of one evaluation.
pub(super) struct Ledger<'i> {
    /// For each touch of the scope, in the same order: the condition that led to it.
    pub reasons: Vec<Option<&'i Reason>>,
    /// What the document can't be made without, in the order of first need.
    pub needs: Vec<Path>,
    needed: HashSet<Path>,
    pub problems: Vec<String>,
    /// A limit was reached: evaluation goes no further.
    pub stopped: bool,
    /// In which problems are told.
    language: Language,
}

impl<'i> Ledger<'i> {
    /// More problems than this help nobody.
    const MOST: usize = 20;

    pub fn new(language: Language) -> Ledger<'i> {
        Ledger {
            reasons: Vec::new(),
            needs: Vec::new(),
            needed: HashSet::new(),
            problems: Vec::new(),
            stopped: false,
            language,
        }
    }

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
        let said = error.say(self.language);
        self.complain(match place {
            Some(place) => format!("{said} ({})", place.say(self.language)),
            None => said,
        });
    }

    /// Tells of a problem, once.
    pub fn complain(&mut self, message: String) {
        if self.problems.len() < Ledger::MOST && !self.problems.contains(&message) {
            self.problems.push(message);
        }
    }
}
