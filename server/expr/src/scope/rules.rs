//! Named expressions.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::Expr;

/// Expressions with a name, which other expressions use like an answer. A rule sees the answers
/// and the other rules, never the block-local names of the place that uses it.
#[derive(Clone, Debug, Default)]
pub struct Rules(IndexMap<Arc<str>, Expr>);

impl Rules {
    /// No rules.
    pub fn new() -> Rules {
        Rules::default()
    }

    /// Adds a rule; gives back the one that had the name before.
    pub fn insert(&mut self, name: impl Into<Arc<str>>, expr: Expr) -> Option<Expr> {
        self.0.insert(name.into(), expr)
    }

    /// The rule of a name.
    pub fn get(&self, name: &str) -> Option<&Expr> {
        self.0.get(name)
    }

    /// All rules, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Expr)> {
        self.0.iter()
    }
}
