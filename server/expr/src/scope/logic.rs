//! Conditions. What is unanswered follows Kleene: the result is known as soon as one side settles it.

use std::sync::Arc;

use super::{EvalError, Found, Outcome, Scope, Unsettled};
use crate::{Expr, Logic, Node, Value};

/// What the result of `and` and `or` is for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Wanted {
    /// One of the operands: `{{ nickname or name }}`.
    Operand,
    /// Whether it holds, whichever of the operands says so: `{% if a or b %}`.
    Truth,
}

impl Scope<'_> {
    /// What decides: only whether it is true counts. It is touched.
    pub(super) fn condition(&mut self, expr: &Expr) -> Result<Found, EvalError> {
        let found = match expr.node() {
            Node::Logic { op, left, right } => {
                self.enter(expr, |scope| scope.logic(*op, left, right, Wanted::Truth))?
            }
            _ => self.find(expr)?,
        };
        self.touch(&found);
        Ok(found)
    }

    /// `and`, `or`: one of the operands. What cannot change the result is not touched.
    pub(super) fn logic(&mut self, op: Logic, left: &Expr, right: &Expr, wanted: Wanted) -> Outcome<Found> {
        let decisive = op == Logic::Or;
        let (first, touches) = self.recorded(|scope| scope.operand(left, wanted));
        let first = first?;
        match first.value.truth() {
            Some(truth) => {
                self.touches.merge(touches.list(), false);
                if truth == decisive { Ok(first) } else { Ok(self.operand(right, wanted)?) }
            }
            None => {
                let (second, more) = self.recorded(|scope| scope.operand(right, wanted));
                let second = match second {
                    Err(error) if error.kind.is_budget() => return Err(error.into()),
                    // A mistake that the first may rule out: `n != 0 and 10 / n > 2`.
                    Err(_) => {
                        self.touches.merge(touches.list(), false);
                        return Ok(first);
                    }
                    Ok(second) => second,
                };
                // A text that is printed when the first is empty does not settle what is printed.
                let settles = wanted == Wanted::Truth || matches!(second.value, Value::Bool(_));
                if second.value.truth() == Some(decisive) && settles {
                    self.touches.merge(more.list(), false);
                    return Ok(second);
                }
                self.touches.merge(touches.list(), false);
                self.touches.merge(more.list(), false);
                Err(either(&first, &second))
            }
        }
    }

    fn operand(&mut self, expr: &Expr, wanted: Wanted) -> Result<Found, EvalError> {
        if wanted == Wanted::Truth {
            return self.condition(expr);
        }
        let found = self.find(expr)?;
        self.touch(&found);
        Ok(found)
    }

    pub(super) fn not(&mut self, of: &Expr) -> Outcome<Found> {
        let of = self.condition(of)?;
        Ok(match of.value.truth() {
            Some(truth) => Found::made(!truth),
            None => Found::made(of.value),
        })
    }

    pub(super) fn if_else(
        &mut self,
        condition: &Expr,
        then: &Expr,
        otherwise: Option<&Expr>,
    ) -> Outcome<Found> {
        let condition = self.condition(condition)?;
        match (condition.value.truth(), otherwise) {
            (None, _) => Ok(Found::made(condition.value)),
            (Some(true), _) => Ok(self.find(then)?),
            (Some(false), Some(otherwise)) => Ok(self.find(otherwise)?),
            (Some(false), None) => Ok(Found::made(Value::None)),
        }
    }
}

/// What two operands need together.
fn either(first: &Found, second: &Found) -> Unsettled {
    let needs = [first, second].into_iter().filter_map(|found| match &found.value {
        Value::Unanswered(needs) => Some(needs.iter().cloned()),
        _ => None,
    });
    Unsettled::Unanswered(Arc::new(needs.flatten().collect()))
}
