//! Conditions. What is unanswered follows Kleene: the result is known as soon as one side settles it.

use std::sync::Arc;

use super::{EvalError, Found, Outcome, Scope, Unsettled};
use crate::{Expr, Logic, Value};

impl Scope<'_> {
    /// `and`, `or`: one of the operands. What cannot change the result is not touched.
    pub(super) fn logic(&mut self, op: Logic, left: &Expr, right: &Expr) -> Outcome<Found> {
        let decisive = op == Logic::Or;
        let (first, touches) = self.recorded(|scope| scope.operand(left));
        let first = first?;
        match first.value.truth() {
            Some(truth) => {
                self.touches.merge(&touches, false);
                if truth == decisive { Ok(first) } else { Ok(self.operand(right)?) }
            }
            None => {
                let (second, more) = self.recorded(|scope| scope.operand(right));
                let second = match second {
                    Err(error) if error.kind.is_budget() => return Err(error.into()),
                    // A mistake that the first may rule out: `n != 0 and 10 / n > 2`.
                    Err(_) => {
                        self.touches.merge(&touches, false);
                        return Ok(first);
                    }
                    Ok(second) => second,
                };
                if second.value.truth() == Some(decisive) {
                    self.touches.merge(&more, false);
                    return Ok(second);
                }
                self.touches.merge(&touches, false);
                self.touches.merge(&more, false);
                Err(either(&first, &second))
            }
        }
    }

    fn operand(&mut self, expr: &Expr) -> Result<Found, EvalError> {
        let found = self.find(expr)?;
        self.touch(&found);
        Ok(found)
    }

    pub(super) fn not(&mut self, of: &Expr) -> Outcome<Found> {
        let of = self.operand(of)?;
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
        let condition = self.operand(condition)?;
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
