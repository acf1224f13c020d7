//! The names that can be answered, with what is asked for each: a tree by the steps of a name.

use std::fmt;
use std::sync::Arc;

use akte_expr::{Path, Step};
use indexmap::IndexMap;

use crate::question::Question;

/// A name, or the items of a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Node {
    /// What is asked; none for a name that only others start with (`client` of `client.name`).
    pub question: Option<Question>,
    /// What the record has, by name.
    pub fields: IndexMap<Arc<str>, Node>,
    /// What each item of the list is.
    pub item: Option<Box<Node>>,
}

impl Node {
    /// A name with a question.
    pub fn ask(question: Question) -> Node {
        Node { question: Some(question), ..Node::default() }
    }

    /// One step down.
    pub fn step(&self, step: &Step) -> Option<&Node> {
        match step {
            Step::Name(name) => self.fields.get(name),
            Step::Index(_) => self.item.as_deref(),
        }
    }

    /// The node of a name from here.
    pub fn find(&self, path: &Path) -> Option<&Node> {
        path.steps().iter().try_fold(self, Node::step)
    }

    /// The node of a pattern from here.
    pub fn at(&self, pattern: &Pattern) -> Option<&Node> {
        pattern.0.iter().try_fold(self, Node::part)
    }

    /// The node one step from here.
    pub fn part(&self, part: &Part) -> Option<&Node> {
        match part {
            Part::Name(name) => self.fields.get(name),
            Part::Each => self.item.as_deref(),
        }
    }

    /// The node of a pattern from here, to change it.
    pub fn at_mut(&mut self, pattern: &Pattern) -> Option<&mut Node> {
        pattern.0.iter().try_fold(self, |node, part| match part {
            Part::Name(name) => node.fields.get_mut(name),
            Part::Each => node.item.as_deref_mut(),
        })
    }

    /// Lays another node over this one: what that asks is asked.
    pub fn merge(&mut self, over: Node) {
        if over.question.is_some() {
            self.question = over.question;
        }
        for (field, inner) in over.fields {
            self.fields.entry(field).or_default().merge(inner);
        }
        if let Some(inner) = over.item {
            self.item.get_or_insert_default().merge(*inner);
        }
    }

    /// Whether it or anything in it is asked always.
    pub fn asks_always(&self) -> bool {
        self.question.as_ref().is_some_and(|question| question.always)
            || self.fields.values().chain(self.item.as_deref()).any(Node::asks_always)
    }

    /// Whether it or anything in it is asked.
    pub fn asks(&self) -> bool {
        self.question.is_some() || self.fields.values().any(Node::asks)
    }
}

/// The name of a question: as a [`Path`], with `[]` for any item of a list. `parties[].name`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Pattern(pub Vec<Part>);

/// One step of a [`Pattern`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    Name(Arc<str>),
    Each,
}

impl Pattern {
    /// The pattern with one more step.
    pub fn with(&self, part: Part) -> Pattern {
        Pattern(self.0.iter().cloned().chain([part]).collect())
    }

    /// The pattern of a name without indices.
    pub fn of(path: &Path) -> Pattern {
        let part = |step: &Step| match step {
            Step::Name(name) => Part::Name(Arc::clone(name)),
            Step::Index(_) => Part::Each,
        };
        Pattern(path.steps().iter().map(part).collect())
    }

    /// As a path, when it lies in no list.
    pub fn path(&self) -> Option<Path> {
        let mut names = self.0.iter().map(Part::name);
        let first = Path::name(names.next()??);
        names.try_fold(first, |path, name| Some(path.child(name?)))
    }
}

impl Part {
    /// The name; none for the items of a list.
    pub fn name(&self) -> Option<&str> {
        match self {
            Part::Name(name) => Some(name),
            Part::Each => None,
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names = Vec::new();
        for part in &self.0 {
            match part {
                Part::Name(name) => names.push(Step::Name(Arc::clone(name))),
                Part::Each => names.push(Step::Index(0)),
            }
        }
        // Written as a path, which knows when a name needs brackets, with its indices emptied.
        let path = crate::scoped::path(&names).map(|path| path.to_string()).unwrap_or_default();
        f.write_str(&path.replace("[0]", "[]"))
    }
}
