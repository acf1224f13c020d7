//! Evaluation of expressions on answers.

mod error;
mod rules;

use std::sync::Arc;

use crate::{Expr, Needs, Path, Record, Settings, Value};
pub use error::{EvalError, EvalErrorKind, Unsettled};
pub use rules::Rules;

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

/// The names that hold at a place in a template, and what evaluation has touched so far.
pub struct Scope<'a> {
    world: &'a World<'a>,
    touched: Vec<Touch>,
}

impl<'a> Scope<'a> {
    /// A scope that knows the answers and the rules.
    pub fn new(world: &'a World<'a>) -> Self {
        Scope { world, touched: Vec::new() }
    }

    /// The value of an expression; [`Value::Unanswered`] when answers are needed first.
    ///
    /// # Errors
    /// When the values do not fit the expression, or a limit is reached.
    pub fn eval(&mut self, e: &Expr) -> Result<Value, EvalError> {
        let _ = (e, self.world);
        Ok(Value::None)
    }

    /// Whether a condition holds.
    ///
    /// # Errors
    /// As [`Scope::eval`].
    pub fn truth(&mut self, e: &Expr) -> Result<Truth, EvalError> {
        Ok(match self.eval(e)? {
            Value::Unanswered(needs) => Truth::Unanswered(needs),
            value if value.truth() == Some(true) => Truth::Yes,
            _ => Truth::No,
        })
    }

    /// Adds the printed value to `out`; nothing is added when it cannot be printed.
    ///
    /// # Errors
    /// The answers that are needed first, or why the expression cannot be evaluated.
    pub fn write(&mut self, e: &Expr, out: &mut String) -> Result<(), Unsettled> {
        let _ = out;
        self.eval(e)?;
        Ok(())
    }

    /// Binds a name in the innermost [`Scope::block`] or [`Scope::repeat`]. What the expression
    /// touches counts where the name is used.
    ///
    /// # Errors
    /// As [`Scope::eval`].
    pub fn set(&mut self, name: &Arc<str>, e: &Expr) -> Result<(), EvalError> {
        let _ = (name, e);
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
        let _ = (targets, self.eval(over)?);
        body(self)?;
        Ok(Repeat::Done)
    }

    /// Runs the body with names of its own: what is [`Scope::set`] in it is forgotten after it.
    ///
    /// # Errors
    /// What the body gives.
    pub fn block<E>(&mut self, body: &mut dyn FnMut(&mut Self) -> Result<(), E>) -> Result<(), E> {
        body(self)
    }

    /// Every answer that evaluation looked at, in order of first need, without repeats.
    pub fn touched(&self) -> &[Touch] {
        &self.touched
    }
}
