//! The template without its text: what it asks of the answers, in document order.

use std::sync::Arc;

use crate::{Expr, Place};

/// What a template uses.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    /// In document order.
    pub nodes: Vec<Use>,
}

/// One use of answers in a template.
#[derive(Clone, Debug)]
pub enum Use {
    /// A printed value.
    Value {
        /// What is printed.
        expr: Expr,
        /// Where it stands.
        place: Arc<Place>,
    },
    /// A condition.
    If {
        /// `if` and each `elif`: condition, place, and what is used under it.
        branches: Vec<(Expr, Arc<Place>, Vec<Use>)>,
        /// Under `else`.
        otherwise: Vec<Use>,
    },
    /// A repeat.
    For {
        /// The names that each item gets; more than one takes a pair apart.
        targets: Vec<Arc<str>>,
        /// The list.
        over: Expr,
        /// Where it stands.
        place: Arc<Place>,
        /// What is used for each item.
        body: Vec<Use>,
    },
    /// A block-local name.
    Set {
        /// The name.
        name: Arc<str>,
        /// What it stands for.
        expr: Expr,
        /// Where it stands.
        place: Arc<Place>,
    },
}
