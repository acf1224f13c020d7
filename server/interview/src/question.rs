//! One question, as an author defined it or as it was inferred.

use std::sync::Arc;

use akte_expr::{Decimal, Expr};
use serde_json::Number;

use crate::kind::Kind;
use crate::wording::Wording;

/// What is asked for one name. Its place in the [`crate::tree`] says for which.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub kind: Kind,
    pub label: Wording,
    pub help: Option<Wording>,
    pub placeholder: Option<Wording>,
    /// The answer until there is one; worked out in the scope of the question.
    pub default: Option<Expr>,
    pub required: Required,
    pub checks: Vec<Check>,
    pub options: Vec<Choice>,
    /// The options when they come from answers: the items of a list, worked out in the scope of the question.
    pub options_from: Option<Expr>,
    /// Asked whether or not the document needs it.
    pub always: bool,
    pub min: Option<Bound>,
    pub max: Option<Bound>,
    /// Items of a list that are shown before there is an answer.
    pub shown_items: usize,
    pub origin: Origin,
    /// Its place among the questions with expressions; none when it has none.
    pub scoped: Option<usize>,
    /// The page on which it stands by itself.
    pub page: Option<usize>,
}

/// Where a question comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The definition: a question of a page.
    Page,
    /// The definition: part of a group or list.
    Part,
    /// A field of a record that the product knows, such as a person's first name.
    Known,
    /// Use in the document.
    Inferred,
}

/// Whether the document can do without an answer.
#[derive(Clone, Debug)]
pub(crate) enum Required {
    Yes,
    No,
    /// By an expression, in the scope of the question.
    When(Expr),
}

/// What must hold for an answer.
#[derive(Clone, Debug)]
pub(crate) struct Check {
    pub expr: Expr,
    pub message: Wording,
}

/// One option of a choice.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choice {
    pub value: Arc<str>,
    pub label: Wording,
}

/// The least or the most of a number, an amount or how many items.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bound {
    pub exact: Decimal,
    /// The same, as it stood in the definition.
    pub json: Number,
}

impl Bound {
    /// As a number of items; never below 0.
    pub fn items(&self) -> usize {
        usize::try_from(self.exact).unwrap_or(0)
    }
}

impl Question {
    /// A required question of a kind with a label, and nothing else about it.
    pub fn new(kind: Kind, label: Wording, origin: Origin) -> Question {
        Question {
            kind,
            label,
            help: None,
            placeholder: None,
            default: None,
            required: Required::Yes,
            checks: Vec::new(),
            options: Vec::new(),
            options_from: None,
            always: false,
            min: None,
            max: None,
            shown_items: 0,
            origin,
            scoped: None,
            page: None,
        }
    }

    /// The least number of items of a list.
    pub fn min_items(&self) -> usize {
        self.min.as_ref().map_or(0, Bound::items)
    }

    /// Whether it stands on a page by itself, and not inside the question that its name lies in.
    pub fn stands_alone(&self) -> bool {
        self.origin == Origin::Page
    }
}
