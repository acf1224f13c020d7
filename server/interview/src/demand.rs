//! What a template demands of the answers: its usage, with the question behind each condition.

use std::sync::Arc;

use akte_expr::{Expr, Place};

use crate::tree::Pattern;

/// One demand, as [`akte_expr::Use`].
#[derive(Clone, Debug)]
pub(crate) enum Demand {
    Value { expr: Expr, place: Arc<Place> },
    If { branches: Vec<Branch>, otherwise: Vec<Demand> },
    For { targets: Vec<Arc<str>>, over: Expr, place: Arc<Place>, body: Vec<Demand> },
    Set { name: Arc<str>, expr: Expr, place: Arc<Place> },
}

/// A branch of a condition.
#[derive(Clone, Debug)]
pub(crate) struct Branch {
    pub condition: Expr,
    pub place: Arc<Place>,
    /// What the condition is about; none when it looks at no answer.
    pub reason: Option<Reason>,
    pub body: Vec<Demand>,
}

/// What a condition is about, for "why is this asked".
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reason {
    /// The questions in it, in order; the first few.
    Questions(Vec<Pattern>),
    /// A rule with a label.
    Rule(Arc<str>),
}
