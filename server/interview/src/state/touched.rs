//! What evaluation looked at, as a tree by the steps of a name.

use std::collections::HashMap;

use akte_expr::{Path, Step};

/// A name that was looked at, or that something in it was.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// It was looked at itself, and not only something in it.
    pub whole: bool,
    /// The document can't do without it or something in it.
    pub needed: bool,
    /// The first touch of it or in it, as its place in the order of first need.
    pub first: usize,
    inside: HashMap<Step, Touched>,
}

impl Touched {
    pub fn add(&mut self, path: &Path, optional: bool, order: usize) {
        let mut here = self;
        for step in path.steps() {
            here.needed |= !optional;
            here = here
                .inside
                .entry(step.clone())
                .or_insert_with(|| Touched { first: order, ..Touched::default() });
        }
        here.needed |= !optional;
        here.whole = true;
    }

    pub fn step(&self, step: &Step) -> Option<&Touched> {
        self.inside.get(step)
    }

    pub fn find(&self, path: &Path) -> Option<&Touched> {
        path.steps().iter().try_fold(self, Touched::step)
    }
}
