//! Answers into a program: bytes out.

mod blank;
mod breaks;
mod output;
mod table;

use std::collections::BTreeSet;
use std::sync::Arc;

use akte_expr::{Code, Diagnostic, EvalError, Needs, Path, Place, Repeat, Scope, Truth, Unsettled, World};

use self::output::Output;
use crate::program::{Node, Program};

/// What to do where an answer is missing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Missing {
    /// Make no document; say everything that is missing.
    #[default]
    Error,
    /// Print the name or label in brackets, highlighted; a condition on it does not hold, a repeat over it has no items.
    Mark,
    /// Print nothing; conditions and repeats as with [`Missing::Mark`].
    Empty,
}

/// A document that was made.
#[derive(Debug)]
pub struct Filled {
    /// The .docx.
    pub bytes: Vec<u8>,
    /// The answers that were missing, in the order of first need; empty with [`Missing::Error`].
    pub missing: Vec<MissingAnswer>,
}

/// An answer that the document needs and that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingAnswer {
    /// The name of the answer.
    pub path: Path,
    /// Where the document needs it first.
    pub place: Arc<Place>,
}

/// Why no document was made.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// Answers are missing ([`Missing::Error`]); all of them that could be found.
    #[error("{} missing: {}", count(.0.len()), names(.0))]
    Missing(Vec<MissingAnswer>),
    /// Expressions that cannot be worked out with these answers, each at its place.
    #[error("the answers do not fit the template: {}", .0.first().map_or("", |first| first.message.as_str()))]
    Answers(Vec<Diagnostic>),
    /// The result could not be written.
    #[error(transparent)]
    Package(#[from] akte_ooxml::Error),
}

fn count(number: usize) -> String {
    if number == 1 { "an answer is".to_owned() } else { format!("{number} answers are") }
}

fn names(missing: &[MissingAnswer]) -> String {
    missing.iter().map(|answer| answer.path.to_string()).collect::<Vec<_>>().join(", ")
}

/// What all of these lie in, such as the address of its parts; the one itself when there is one.
fn around(needs: &Needs) -> Option<Path> {
    let mut paths = needs.iter();
    let mut around = paths.next()?.clone();
    for path in paths {
        while !path.starts_with(&around) {
            around = around.parent()?;
        }
    }
    Some(around)
}

/// What filling found out over all parts.
pub(crate) struct Findings<'l> {
    pub missing: Vec<MissingAnswer>,
    seen: BTreeSet<Path>,
    pub mistakes: Vec<Diagnostic>,
    /// What a blank says for an answer.
    label: &'l dyn Fn(&Path) -> String,
}

impl<'l> Findings<'l> {
    pub fn new(label: &'l dyn Fn(&Path) -> String) -> Self {
        Findings { missing: Vec::new(), seen: BTreeSet::new(), mistakes: Vec::new(), label }
    }
}

/// Fills one part.
pub(crate) fn fill(
    program: &Program,
    world: &World<'_>,
    missing: Missing,
    findings: &mut Findings<'_>,
) -> Vec<u8> {
    let mut scope = Scope::untracked(world);
    let mut filler = Filler { missing, findings, output: Output::new(program), scratch: String::new() };
    filler.nodes(&program.nodes, &mut scope);
    filler.output.bytes
}

struct Filler<'p, 'f, 'l> {
    missing: Missing,
    findings: &'f mut Findings<'l>,
    output: Output<'p>,
    scratch: String,
}

impl<'p> Filler<'p, '_, '_> {
    fn nodes(&mut self, nodes: &'p [Node], scope: &mut Scope<'_>) {
        for node in nodes {
            match node {
                Node::Text(segment) => self.output.segment(*segment),
                Node::Guard(guard) => self.output.guard(guard),
                Node::Value { expr, place, .. } => {
                    self.scratch.clear();
                    match scope.write(expr, &mut self.scratch) {
                        Ok(()) => self.output.value(&self.scratch),
                        Err(Unsettled::Unanswered(needs)) => self.blank(&needs, place),
                        Err(Unsettled::Error(error)) => self.mistake(&error, place),
                    }
                }
                Node::Set { name, expr, place } => {
                    if let Err(error) = scope.set(name, expr) {
                        self.mistake(&error, place);
                    }
                }
                Node::If(node) => self.condition(node, scope),
                Node::For(node) => self.repeat(node, scope),
            }
        }
    }

    fn condition(&mut self, node: &'p crate::program::If, scope: &mut Scope<'_>) {
        for (index, branch) in node.branches.iter().enumerate() {
            match scope.truth(&branch.condition) {
                Ok(Truth::Yes) => {
                    self.block(&branch.nodes, scope);
                    let left_out = node.branches[index + 1..].iter().map(|branch| branch.first_break);
                    left_out
                        .chain([node.otherwise_break])
                        .for_each(|left_out| self.output.leave_out(left_out));
                    return;
                }
                Ok(Truth::No) => {}
                Ok(Truth::Unanswered(needs)) => self.need(&needs, &branch.place),
                Err(error) => self.mistake(&error, &branch.place),
            }
            self.output.leave_out(branch.first_break);
        }
        self.block(&node.otherwise, scope);
    }

    fn repeat(&mut self, node: &'p crate::program::For, scope: &mut Scope<'_>) {
        let mut is_empty = true;
        let done = scope.repeat(&node.targets, &node.over, &mut |scope: &mut Scope<'_>| {
            is_empty = false;
            self.nodes(&node.body, scope);
            Ok::<(), EvalError>(())
        });
        match done {
            Ok(Repeat::Done) => {}
            Ok(Repeat::Unanswered(needs)) => self.need(&needs, &node.place),
            Err(error) => self.mistake(&error, &node.place),
        }
        if is_empty {
            self.output.leave_out(node.first_break);
        }
    }

    /// A frame of its own for what is `set` inside.
    fn block(&mut self, nodes: &'p [Node], scope: &mut Scope<'_>) {
        let done: Result<(), EvalError> = scope.block(&mut |scope: &mut Scope<'_>| {
            self.nodes(nodes, scope);
            Ok(())
        });
        debug_assert!(done.is_ok(), "the body never fails");
    }

    fn blank(&mut self, needs: &Needs, place: &Arc<Place>) {
        self.need(needs, place);
        if self.missing == Missing::Mark {
            let labels: Vec<String> = match around(needs) {
                Some(path) => vec![(self.findings.label)(&path)],
                None => needs.iter().map(self.findings.label).collect(),
            };
            self.output.blank(&format!("[{}]", labels.join(", ")));
        }
    }

    fn need(&mut self, needs: &Needs, place: &Arc<Place>) {
        for path in needs.iter() {
            if self.findings.seen.insert(path.clone()) {
                self.findings.missing.push(MissingAnswer { path: path.clone(), place: Arc::clone(place) });
            }
        }
    }

    fn mistake(&mut self, error: &EvalError, place: &Arc<Place>) {
        let diagnostic = Diagnostic::error(Code::InvalidAnswer, error.to_string());
        self.findings.mistakes.push(diagnostic.at((**place).clone()));
    }
}
