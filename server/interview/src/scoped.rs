//! Questions with expressions of their own (default, required, checks, options), and how to get to each of their items.

use std::sync::Arc;

use akte_expr::{EvalError, Expr, Path, Repeat, Scope, Step, parse};

use crate::definition::item_variable;
use crate::question::Required;
use crate::tree::{Node, Part, Pattern};

/// A question with expressions, and the lists it lies in.
#[derive(Clone, Debug)]
pub(crate) struct Scoped {
    pub pattern: Pattern,
    /// From outside in.
    levels: Vec<Level>,
    /// The names from the innermost item to the question; from the top when there is no list.
    tail: Vec<Arc<str>>,
}

/// A list on the way.
#[derive(Clone, Debug)]
struct Level {
    /// The names from the item around it to the list.
    names: Vec<Arc<str>>,
    /// The list, in the scope of the item around it.
    over: Expr,
    variable: Arc<str>,
}

/// The questions in a tree that have expressions, in the order of the tree.
pub(crate) fn collect(root: &Node) -> Vec<Scoped> {
    let mut found = Vec::new();
    let top = Scoped { pattern: Pattern::default(), levels: Vec::new(), tail: Vec::new() };
    visit(root, &top, &mut found);
    found
}

fn visit(node: &Node, here: &Scoped, found: &mut Vec<Scoped>) {
    let expressive = node.question.as_ref().is_some_and(|question| {
        question.default.is_some()
            || question.options_from.is_some()
            || !question.checks.is_empty()
            || matches!(question.required, Required::When(_))
    });
    if expressive {
        found.push(here.clone());
    }
    for (name, field) in &node.fields {
        let mut inner = here.clone();
        inner.pattern.0.push(Part::Name(Arc::clone(name)));
        inner.tail.push(Arc::clone(name));
        visit(field, &inner, found);
    }
    if let Some(item) = &node.item
        && let Some(inner) = here.clone().into_items()
    {
        visit(item, &inner, found);
    }
}

impl Scoped {
    fn into_items(mut self) -> Option<Scoped> {
        let names = std::mem::take(&mut self.tail);
        let around = self.levels.last().map(|level| Arc::clone(&level.variable));
        let mut steps = around.into_iter().chain(names.iter().cloned());
        let list = steps.next().map(Path::name)?;
        let list = steps.fold(list, |path, name| path.child(name));
        let over = parse(&list.to_string()).ok()?;
        self.levels.push(Level { names, over, variable: item_variable(self.levels.len() + 1) });
        self.pattern.0.push(Part::Each);
        Some(self)
    }

    /// The variables of the items around it, with what each stands for.
    pub fn variables(&self) -> Vec<(Arc<str>, Pattern)> {
        let mut pattern = Pattern::default();
        let mut variables = Vec::new();
        for level in &self.levels {
            pattern.0.extend(level.names.iter().cloned().map(Part::Name));
            pattern.0.push(Part::Each);
            variables.push((Arc::clone(&level.variable), pattern.clone()));
        }
        variables
    }

    /// Calls back for every item that the question is asked for (once when it lies in no list), with the names of the
    /// items bound. A list that is not known yet has none.
    pub fn each<'a>(
        &self,
        scope: &mut Scope<'a>,
        body: &mut dyn FnMut(&mut Scope<'a>, Path),
    ) -> Result<(), EvalError> {
        go(&self.levels, &self.tail, &mut Vec::new(), scope, body)
    }
}

fn go<'a>(
    levels: &[Level],
    tail: &[Arc<str>],
    at: &mut Vec<Step>,
    scope: &mut Scope<'a>,
    body: &mut dyn FnMut(&mut Scope<'a>, Path),
) -> Result<(), EvalError> {
    let before = at.len();
    let Some((level, inner)) = levels.split_first() else {
        at.extend(tail.iter().cloned().map(Step::Name));
        if let Some(path) = path(at) {
            body(scope, path);
        }
        at.truncate(before);
        return Ok(());
    };
    at.extend(level.names.iter().cloned().map(Step::Name));
    let mut index = 0;
    let repeat: Result<Repeat, EvalError> =
        scope.repeat(std::slice::from_ref(&level.variable), &level.over, &mut |scope: &mut Scope<'a>| {
            at.push(Step::Index(index));
            let done = go(inner, tail, at, scope, body);
            at.pop();
            index += 1;
            done
        });
    at.truncate(before);
    repeat.map(|_| ())
}

/// The path of some steps; none when there are none.
pub(crate) fn path(steps: &[Step]) -> Option<Path> {
    let (Step::Name(first), rest) = steps.split_first()? else { return None };
    Some(rest.iter().cloned().fold(Path::name(Arc::clone(first)), |path, step| path.step(step)))
}
