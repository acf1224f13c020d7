//! Evaluation of expressions on answers.

mod arithmetic;
mod compare;
mod error;
mod eval;
mod found;
mod frame;
mod gather;
mod logic;
mod quantity;
mod read;
mod rules;
#[cfg(test)]
mod tests;
mod text;
mod touches;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::limits::{EVALUATION_DEPTH, OUTPUT_BYTES, STEPS, VALUE_DEPTH};
use crate::{Expr, Needs, Path, Record, RecordKind, Settings, Value};
pub(crate) use arithmetic::add;
pub(crate) use compare::{equal, order};
pub use error::{EvalError, EvalErrorKind, Unsettled};
pub(crate) use found::{Found, Role};
use frame::{Binding, Frame, Turn};
pub(crate) use gather::Gather;
pub(crate) use quantity::Quantity;
pub(crate) use read::{list_fits, unfit};
pub use rules::Rules;
pub(crate) use text::push;
use touches::Touches;

/// What an evaluation works on.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    /// The answers.
    pub answers: &'a Record,
    /// The named expressions.
    pub rules: &'a Rules,
    /// Language and clock.
    pub settings: &'a Settings,
}

/// An answer that evaluation looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// Its name.
    pub path: Path,
    /// Whether the evaluation can do without it (`defined('x')`).
    pub optional: bool,
}

/// What a condition comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Truth {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// These answers would settle it.
    Unanswered(Needs),
}

/// What became of a repeat.
#[derive(Clone, Debug, PartialEq)]
pub enum Repeat {
    /// The body ran for every item.
    Done,
    /// The list is not known yet; these answers would settle it. The body did not run.
    Unanswered(Needs),
}

/// What printing came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Printed {
    /// Characters, or nothing.
    Text,
    /// A file, which has no characters: what it is printed in shows it, or cannot.
    File {
        /// Which one.
        reference: Arc<str>,
        /// The answer that it is, if it is one.
        of: Option<Path>,
    },
}

/// What the engine works with inside: a result, the answers that are needed first, or a mistake.
pub(crate) type Outcome<T> = Result<T, Unsettled>;

/// The names that hold at a place in a template, and what evaluation has touched so far.
pub struct Scope<'a> {
    world: &'a World<'a>,
    touches: Touches,
    frames: Vec<Frame>,
    rules: HashMap<Arc<str>, Option<Binding>>,
    steps: usize,
    depth: usize,
    written: usize,
}

impl<'a> Scope<'a> {
    /// A scope that knows the answers and the rules.
    pub fn new(world: &'a World<'a>) -> Self {
        Scope::with(world, Touches::default())
    }

    /// A scope that does not remember what it touches: [`Scope::touched`] stays empty.
    pub fn untracked(world: &'a World<'a>) -> Self {
        Scope::with(world, Touches::ignored())
    }

    fn with(world: &'a World<'a>, touches: Touches) -> Self {
        Scope {
            world,
            touches,
            frames: vec![Frame::default()],
            rules: HashMap::new(),
            steps: 0,
            depth: 0,
            written: 0,
        }
    }

    /// A scope that goes on with the budget of another, which has taken so many [`Scope::steps`].
    pub fn resume(world: &'a World<'a>, steps: usize) -> Self {
        Scope { steps, ..Scope::new(world) }
    }

    /// The steps taken so far, of [`STEPS`].
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// The value of an expression; [`Value::Unanswered`] when answers are needed first.
    ///
    /// # Errors
    /// When the values do not fit the expression, or a limit is reached.
    pub fn eval(&mut self, e: &Expr) -> Result<Value, EvalError> {
        let found = self.find(e)?;
        self.touch(&found);
        Ok(found.value)
    }

    /// Whether a condition holds.
    ///
    /// # Errors
    /// As [`Scope::eval`].
    pub fn truth(&mut self, e: &Expr) -> Result<Truth, EvalError> {
        let value = self.condition(e)?.value;
        Ok(match (value.truth(), value) {
            (_, Value::Unanswered(needs)) => Truth::Unanswered(needs),
            (Some(true), _) => Truth::Yes,
            _ => Truth::No,
        })
    }

    /// Adds the printed value to `out`; nothing is added when it cannot be printed, or is a file.
    ///
    /// # Errors
    /// The answers that are needed first, or why the expression cannot be evaluated.
    pub fn write(&mut self, e: &Expr, out: &mut String) -> Result<Printed, Unsettled> {
        let found = self.find(e)?;
        let text = match &found.value {
            Value::Text(text) => {
                self.touch(&found);
                Cow::Borrowed(&**text)
            }
            Value::File(reference) => {
                self.touch(&found);
                return Ok(Printed::File { reference: reference.clone(), of: found.path().cloned() });
            }
            _ => Cow::Owned(self.text(&found).map_err(|unsettled| match unsettled {
                Unsettled::Error(error) => Unsettled::Error(error.at(e)),
                unanswered => unanswered,
            })?),
        };
        self.step(text.len() / 256).map_err(|error| error.at(e))?;
        self.written += text.len();
        if self.written > OUTPUT_BYTES {
            let message = "The document becomes too long. Look for a repeat inside a repeat.";
            return Err(EvalError::new(EvalErrorKind::Output, message).at(e).into());
        }
        out.push_str(&text);
        Ok(Printed::Text)
    }

    /// Binds a name in the innermost [`Scope::block`] or [`Scope::repeat`]. What the expression
    /// touches counts where the name is used.
    ///
    /// # Errors
    /// As [`Scope::eval`].
    pub fn set(&mut self, name: &Arc<str>, e: &Expr) -> Result<(), EvalError> {
        let (found, touches) = self.recorded(|scope| scope.find(e));
        let found = found?;
        self.shallow(&found.value, 0).map_err(|error| error.at(e))?;
        self.bind(name, Binding { found, touches: touches.list().into() });
        Ok(())
    }

    /// Runs the body for every item of a list, with the targets bound to the item and `loop` to
    /// where the repeat is.
    ///
    /// # Errors
    /// What the body gives, or as [`Scope::eval`]; when `over` is not a list, or an item has
    /// not as many parts as there are targets.
    pub fn repeat<E: From<EvalError>>(
        &mut self,
        targets: &[Arc<str>],
        over: &Expr,
        body: &mut dyn FnMut(&mut Self) -> Result<(), E>,
    ) -> Result<Repeat, E> {
        let found = self.find(over)?;
        let items: Arc<[Found]> = match self.each(&found) {
            Ok(items) => items.into(),
            Err(Unsettled::Unanswered(needs)) => return Ok(Repeat::Unanswered(needs)),
            Err(Unsettled::Error(error)) => return Err(error.at(over).into()),
        };
        let depth = 1 + self.frames.iter().filter(|frame| frame.turn.is_some()).count();
        for (index, item) in items.iter().enumerate() {
            self.step(1).map_err(|error| error.at(over))?;
            let turn = Turn { items: items.clone(), index, depth };
            let mut frame = Frame { turn: Some(turn), ..Frame::default() };
            for (target, found) in apart(targets, item).map_err(|error| error.at(over))? {
                frame.names.insert(target.clone(), Binding { found, touches: Arc::default() });
            }
            self.within(frame, body)?;
        }
        Ok(Repeat::Done)
    }

    /// Runs the body with names of its own: what is [`Scope::set`] in it is forgotten after it.
    ///
    /// # Errors
    /// What the body gives.
    pub fn block<E>(&mut self, body: &mut dyn FnMut(&mut Self) -> Result<(), E>) -> Result<(), E> {
        self.within(Frame::default(), body)
    }

    /// Every answer that evaluation looked at, in order of first need, without repeats.
    pub fn touched(&self) -> &[Touch] {
        self.touches.list()
    }

    pub(crate) fn settings(&self) -> &'a Settings {
        self.world.settings
    }

    /// Counts steps against the budget.
    pub(crate) fn step(&mut self, steps: usize) -> Result<(), EvalError> {
        self.steps = self.steps.saturating_add(steps);
        if self.steps <= STEPS {
            return Ok(());
        }
        Err(EvalError::new(
            EvalErrorKind::Steps,
            "The document takes too many steps to make. Look for a repeat inside a repeat.",
        ))
    }

    /// One level down, so that rules in rules cannot exhaust the stack.
    fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> T) -> Result<T, EvalError> {
        if self.depth >= EVALUATION_DEPTH {
            return Err(EvalError::new(
                EvalErrorKind::Depth,
                "Too many rules use each other. Shorten the chain of rules.",
            ));
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        Ok(result)
    }

    /// Notes that an answer was looked at.
    pub(crate) fn touch(&mut self, found: &Found) {
        if let Some(path) = found.path() {
            self.touches.add(path, false);
        }
    }

    /// Runs something and gives what it touched instead of counting it.
    fn recorded<T>(&mut self, inner: impl FnOnce(&mut Self) -> T) -> (T, Touches) {
        let fresh = self.touches.fresh();
        let outer = std::mem::replace(&mut self.touches, fresh);
        let result = inner(self);
        let inner = std::mem::replace(&mut self.touches, outer);
        (result, inner)
    }

    /// Runs something that can do without what it touches.
    pub(crate) fn optionally<T>(&mut self, inner: impl FnOnce(&mut Self) -> T) -> T {
        let (result, touches) = self.recorded(inner);
        self.touches.merge(touches.list(), true);
        result
    }

    fn bind(&mut self, name: &Arc<str>, binding: Binding) {
        if let Some(frame) = self.frames.last_mut() {
            frame.names.insert(name.clone(), binding);
        }
    }

    fn within<E>(&mut self, frame: Frame, body: &mut dyn FnMut(&mut Self) -> Result<(), E>) -> Result<(), E> {
        self.frames.push(frame);
        let result = body(self);
        self.frames.pop();
        result
    }

    /// What a repeat goes over: the items of a list, the names in a group.
    fn each(&mut self, found: &Found) -> Outcome<Vec<Found>> {
        match &found.value {
            Value::Record(record) if found.kind() == Some(RecordKind::Plain) => {
                self.touch(found);
                Ok(record.fields.keys().map(|key| Found::made(Value::Text(key.clone()))).collect())
            }
            _ => self.items(found),
        }
    }

    /// Refuses lists in lists that grow from one `set` to the next.
    fn shallow(&mut self, value: &Value, depth: usize) -> Result<(), EvalError> {
        self.step(1)?;
        if depth > VALUE_DEPTH {
            let message = "Too many lists lie in each other. Use one list.";
            return Err(EvalError::new(EvalErrorKind::Depth, message));
        }
        match value {
            Value::List(items) => items.iter().try_for_each(|item| self.shallow(item, depth + 1)),
            Value::Record(record) => {
                record.fields.values().try_for_each(|field| self.shallow(field, depth + 1))
            }
            _ => Ok(()),
        }
    }
}

/// An item for each target: the item itself for one, its parts for more.
fn apart<'t>(targets: &'t [Arc<str>], item: &Found) -> Result<Vec<(&'t Arc<str>, Found)>, EvalError> {
    if let [target] = targets {
        return Ok(vec![(target, item.clone())]);
    }
    let parts = item.items().filter(|parts| parts.len() == targets.len());
    match parts {
        Some(parts) => Ok(targets.iter().zip(parts).collect()),
        None => Err(EvalError::new(
            EvalErrorKind::WrongType,
            format!(
                "Each item must have {} parts for {}. Use one name, or a list such as `x.items()`.",
                targets.len(),
                targets.join(", ")
            ),
        )),
    }
}
