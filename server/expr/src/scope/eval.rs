//! One node at a time.

use std::sync::Arc;

use indexmap::IndexMap;

use super::found::{Origin, Role};
use super::frame::{Binding, Turn};
use super::logic::Wanted;
use super::{EvalError, EvalErrorKind, Found, Gather, Outcome, Scope, Touch, Unsettled};
use crate::limits::TEXT_BYTES;
use crate::{Args, Expr, Literal, Node, Path, Record, RecordKind, Step, Value, library, predicates};

/// Arguments by their place, and by their name.
type Arguments = (Vec<Found>, Vec<(Arc<str>, Found)>);

impl Scope<'_> {
    /// The value of an expression with where it came from; not touched yet.
    pub(crate) fn find(&mut self, expr: &Expr) -> Result<Found, EvalError> {
        match self.answered(expr) {
            Some(found) => self.step(1).map(|()| found),
            None => self.enter(expr, |scope| scope.node(expr)),
        }
        .map_err(|error| error.at(expr))
    }

    /// The short way for what most expressions are: the name of an answer that is there.
    fn answered(&self, expr: &Expr) -> Option<Found> {
        let path = expr.known_path()?;
        let name = path.first_name();
        if self.binding(name).is_some() || self.world.rules.get(name).is_some() {
            return None;
        }
        let value =
            path.steps().iter().skip(1).try_fold(self.world.answers.get(name)?, |value, step| {
                match (value, step) {
                    (Value::Record(record), Step::Name(name)) => record.get(name),
                    (Value::List(items), Step::Index(index)) => items.get(*index),
                    _ => None,
                }
            })?;
        match value {
            Value::Unanswered(_) | Value::List(_) | Value::Record(_) => None,
            value => Some(Found::at(path.clone(), Some(value), Role::Single)),
        }
    }

    /// One level of the tree: counted, and where a mistake is.
    pub(super) fn enter(
        &mut self,
        expr: &Expr,
        inner: impl FnOnce(&mut Self) -> Outcome<Found>,
    ) -> Result<Found, EvalError> {
        let outcome =
            self.step(1).and_then(|()| self.deeper(inner)).unwrap_or_else(|error| Err(error.into()));
        match outcome {
            Ok(found) => self.fits(&found).map(|()| found).map_err(|error| error.at(expr)),
            Err(Unsettled::Unanswered(needs)) => Ok(Found::made(Value::Unanswered(needs))),
            Err(Unsettled::Error(error)) => Err(error.at(expr)),
        }
    }

    fn node(&mut self, expr: &Expr) -> Outcome<Found> {
        match expr.node() {
            Node::Literal(literal) => Ok(Found::made(constant(literal))),
            Node::Name(name) => Ok(self.name(name)?),
            Node::Member { of, name } => self.member(of, name),
            Node::Index { of, key } => self.index(of, key),
            Node::Slice { of, start, end, step } => self.slice(of, [start, end, step]),
            Node::Call { name, args } => self.call(name, args),
            Node::Method { of, name, args } => self.method(of, name, args),
            Node::Filter { of, name, args } => self.filter(of, name, args),
            Node::Test { of, name, args } => predicates::holds(self, of, name, args),
            Node::Compare { first, rest } => self.compare(first, rest),
            Node::Binary { op, left, right } => self.binary(*op, left, right),
            Node::Logic { op, left, right } => self.logic(*op, left, right, Wanted::Operand),
            Node::Not(of) => self.not(of),
            Node::Negate(of) => self.negate(of),
            Node::IfElse { condition, then, otherwise } => self.if_else(condition, then, otherwise.as_ref()),
            Node::List(items) => {
                let items: Result<Vec<_>, _> = items.iter().map(|item| self.find(item)).collect();
                Ok(Found::list(items?))
            }
            Node::Map(pairs) => self.map(pairs),
        }
    }

    /// What a block-local name stands for; the innermost first.
    fn binding(&self, name: &str) -> Option<&Binding> {
        self.frames.iter().rev().find_map(|frame| frame.names.get(name))
    }

    /// What a name stands for: block-local, a rule, an answer, or `today`.
    fn name(&mut self, name: &Arc<str>) -> Result<Found, EvalError> {
        if let Some(Binding { found, touches }) = self.binding(name).cloned() {
            self.count(&touches)?;
            return Ok(found);
        }
        if let Some(rule) = self.world.rules.get(name) {
            return self.rule(name, rule);
        }
        let answer = self.world.answers.get(name);
        match (&**name, answer) {
            ("loop", None) => Ok(Found::made(self.turn()?.record())),
            ("today", None) => Ok(Found::made(self.settings().today)),
            _ => Ok(Found::at(Path::name(name.clone()), answer, Role::Any)),
        }
    }

    /// Where the innermost repeat is.
    fn turn(&self) -> Result<&Turn, EvalError> {
        let turn = self.frames.iter().rev().find_map(|frame| frame.turn.as_ref());
        turn.ok_or_else(|| {
            EvalError::new(
                EvalErrorKind::BadValue,
                "`loop` says where a repeat is, and this stands outside any repeat. Move it inside.",
            )
        })
    }

    /// `loop.name`, unless `loop` is the name of something else.
    fn turn_field(&self, of: &Expr, name: &str) -> Option<Found> {
        let is_loop = matches!(of.node(), Node::Name(name) if &**name == "loop");
        let is_other = || {
            self.binding("loop").is_some()
                || self.world.rules.get("loop").is_some()
                || self.world.answers.get("loop").is_some()
        };
        if is_loop && !is_other() { self.turn().ok()?.field(name) } else { None }
    }

    /// Counts what was touched to find a binding; it costs steps, since it may be much.
    fn count(&mut self, touches: &[Touch]) -> Result<(), EvalError> {
        self.step(touches.len() / 8)?;
        self.touches.merge(touches, false);
        Ok(())
    }

    /// The value of a rule, found once.
    fn rule(&mut self, name: &Arc<str>, rule: &Expr) -> Result<Found, EvalError> {
        match self.rules.get(name) {
            Some(Some(Binding { found, touches })) => {
                let (found, touches) = (found.clone(), touches.clone());
                self.count(&touches)?;
                return Ok(found);
            }
            Some(None) => {
                return Err(EvalError::new(
                    EvalErrorKind::RuleCycle,
                    format!(
                        "The rule `{name}` uses itself, directly or through other rules. Break the circle."
                    ),
                )
                .within(name));
            }
            None => {}
        }
        self.rules.insert(name.clone(), None);
        let frames = std::mem::take(&mut self.frames);
        let (found, touches) = self.recorded(|scope| scope.find(rule));
        self.frames = frames;
        self.rules.remove(name);
        let found = found.map_err(|error| error.within(name))?;
        self.touches.merge(touches.list(), false);
        let touches = touches.list().into();
        self.rules.insert(name.clone(), Some(Binding { found: found.clone(), touches }));
        Ok(found)
    }

    /// The answer of a path, which may start with a block-local name or a rule.
    pub(crate) fn resolve(&mut self, path: &Path) -> Result<Found, EvalError> {
        let name: Arc<str> = path.first_name().into();
        let first = self.name(&name)?;
        path.steps().iter().skip(1).try_fold(first, |found, step: &Step| found.step(step))
    }

    fn member(&mut self, of: &Expr, name: &Arc<str>) -> Outcome<Found> {
        if let Some(found) = self.turn_field(of, name) {
            return Ok(found);
        }
        let of = self.find(of)?;
        match library::property(name) {
            Some(property) if of.is_open() || matches!(of.value, Value::List(_)) => property(self, &of),
            _ => Ok(of.member(name)?),
        }
    }

    fn index(&mut self, of: &Expr, key: &Expr) -> Outcome<Found> {
        let of = self.find(of)?;
        let key = self.find(key)?;
        match self.look(&key)? {
            Value::Number(at) => Ok(of.item(at)?),
            Value::Text(name) if matches!(of.value, Value::List(_)) => self.chosen(&of, &name),
            Value::Text(name) => Ok(of.member(&name)?),
            value => Err(EvalError::new(
                EvalErrorKind::WrongType,
                format!("Between square brackets stands {}. Use a number or a text.", value.kind()),
            )
            .into()),
        }
    }

    /// Whether a text is among the chosen ones: `claims['eviction']` of a multiple choice.
    fn chosen(&mut self, of: &Found, name: &str) -> Outcome<Found> {
        let items = self.items(of)?;
        self.step(items.len())?;
        let mut chosen = false;
        for item in &items {
            let Value::Text(text) = &item.value else {
                return Err(EvalError::new(
                    EvalErrorKind::WrongType,
                    format!(
                        "{} is a list, which has no `{name}`. Use a number between the brackets.",
                        of.called()
                    ),
                )
                .into());
            };
            chosen |= &**text == name;
        }
        Ok(Found::made(chosen))
    }

    fn call(&mut self, name: &Arc<str>, args: &Args) -> Outcome<Found> {
        match library::function(name) {
            Some(builtin) => {
                let (positional, named) = self.arguments(args)?;
                library::run(self, builtin, None, positional, named)
            }
            None => Ok(self.name(name)?),
        }
    }

    fn method(&mut self, of: &Expr, name: &Arc<str>, args: &Args) -> Outcome<Found> {
        let of = self.find(of)?;
        match library::method(name) {
            Some(builtin) if builtin.stands || !is_field(&of, name) => {
                let (positional, named) = self.arguments(args)?;
                library::run(self, builtin, Some(of), positional, named)
            }
            _ => Ok(of.member(name)?),
        }
    }

    fn filter(&mut self, of: &Expr, name: &Arc<str>, args: &Args) -> Outcome<Found> {
        let Some(builtin) = library::filter(name) else {
            return Ok(self.find(of)?);
        };
        let of = if builtin.optional { self.optionally(|scope| scope.find(of)) } else { self.find(of) }?;
        let (positional, named) = self.arguments(args)?;
        library::run(self, builtin, Some(of), positional, named)
    }

    fn arguments(&mut self, args: &Args) -> Result<Arguments, EvalError> {
        let positional: Result<Vec<_>, _> = args.positional.iter().map(|arg| self.find(arg)).collect();
        let named: Result<Vec<_>, _> =
            args.named.iter().map(|(name, arg)| Ok((name.clone(), self.find(arg)?))).collect();
        Ok((positional?, named?))
    }

    fn slice(&mut self, of: &Expr, parts: [&Option<Expr>; 3]) -> Outcome<Found> {
        let of = self.find(of)?;
        let mut gather = Gather::default();
        let value = gather.take(self.look(&of))?;
        let mut bounds = [None; 3];
        for (bound, part) in bounds.iter_mut().zip(parts) {
            if let Some(part) = part {
                let part = self.find(part)?;
                *bound = gather.take(self.whole(&part))?;
            }
        }
        gather.settle()?;
        let [start, end, step] = bounds;
        match value {
            Some(Value::Text(text)) => {
                let chars: Vec<char> = text.chars().collect();
                let taken = taken(chars.len(), start, end, step)?;
                let text: String = taken.filter_map(|at| chars.get(at)).collect();
                Ok(Found::made(text))
            }
            _ => {
                let items = self.items(&of)?;
                let taken = taken(items.len(), start, end, step)?;
                Ok(Found::list(taken.filter_map(|at| items.get(at).cloned()).collect()))
            }
        }
    }

    fn map(&mut self, pairs: &[(Expr, Expr)]) -> Outcome<Found> {
        let mut fields = IndexMap::new();
        for (key, value) in pairs {
            let key = self.find(key)?;
            let key = self.text(&key)?;
            let value = self.find(value)?;
            self.touch(&value);
            fields.insert(key.into(), value.value);
        }
        Ok(Found::made(Record { kind: RecordKind::Plain, fields }))
    }

    /// Long texts cost steps, and have an end.
    fn fits(&mut self, found: &Found) -> Result<(), EvalError> {
        match &found.value {
            Value::Text(text) if text.len() > TEXT_BYTES => Err(super::text::too_long()),
            Value::Text(text) => self.step(text.len() / 256),
            Value::List(items) if !matches!(found.origin, Origin::At(_)) => {
                super::read::list_fits(items.len())?;
                self.step(items.len() / 16)
            }
            _ => Ok(()),
        }
    }
}

/// Whether a record has an answer under the name of a method: then the field is meant.
fn is_field(of: &Found, name: &str) -> bool {
    matches!(&of.value, Value::Record(record) if record.get(name).is_some())
}

fn constant(literal: &Literal) -> Value {
    match literal {
        Literal::None => Value::None,
        Literal::Bool(yes) => Value::Bool(*yes),
        Literal::Number(number) => Value::Number(*number),
        Literal::Text(text) => Value::Text(text.clone()),
    }
}

/// The places that a slice takes, as in Python.
fn taken(
    length: usize,
    start: Option<i64>,
    end: Option<i64>,
    step: Option<i64>,
) -> Result<Box<dyn Iterator<Item = usize>>, EvalError> {
    let bound = |at: i64| {
        let back = usize::try_from(at.unsigned_abs()).unwrap_or(usize::MAX);
        if at < 0 { length.saturating_sub(back) } else { back.min(length) }
    };
    let stride = step.unwrap_or(1);
    let every = usize::try_from(stride.unsigned_abs()).unwrap_or(usize::MAX);
    if stride == 0 {
        let message = "The third number of a slice says one in how many; it cannot be 0.";
        return Err(EvalError::new(EvalErrorKind::BadValue, message));
    }
    if stride > 0 {
        let (start, end) = (bound(start.unwrap_or(0)), end.map_or(length, bound));
        return Ok(Box::new((start..end.max(start)).step_by(every)));
    }
    // Backwards: from `start` (the last) down to, and without, `end`.
    let start = start.map_or(length, |at| bound(at).saturating_add(1).min(length));
    let end = end.map_or(0, |at| bound(at).saturating_add(1).min(length));
    Ok(Box::new((end..start.max(end)).rev().step_by(every)))
}
