//! Goes through a template on the answers so far, by demand: under a condition that is not settled nothing is needed
//! yet but what settles it.

use akte_expr::{EvalError, Repeat, Scope, Truth, Unsettled};

use super::ledger::Ledger;
use crate::demand::{Branch, Demand, Reason};

/// Everything that a template demands.
pub(super) fn demands<'i>(
    demands: &'i [Demand],
    scope: &mut Scope<'_>,
    ledger: &mut Ledger<'i>,
    reason: Option<&'i Reason>,
    scratch: &mut String,
) {
    for demand in demands {
        if ledger.stopped {
            return;
        }
        match demand {
            Demand::Value { expr, place } => {
                scratch.clear();
                match scope.write(expr, scratch) {
                    Ok(_) => {}
                    Err(Unsettled::Unanswered(needs)) => ledger.need(&needs),
                    Err(Unsettled::Error(error)) => ledger.problem(&error, Some(place)),
                }
            }
            Demand::Set { name, expr, place } => {
                if let Err(error) = scope.set(name, expr) {
                    ledger.problem(&error, Some(place));
                }
            }
            Demand::If { branches, otherwise } => {
                condition(branches, otherwise, scope, ledger, reason, scratch);
            }
            Demand::For { targets, over, place, body } => {
                let repeat = scope.repeat(targets, over, &mut |scope: &mut Scope<'_>| {
                    ledger.note(scope, reason);
                    self::demands(body, scope, ledger, reason, scratch);
                    Ok::<(), EvalError>(())
                });
                match repeat {
                    Ok(Repeat::Done) => {}
                    Ok(Repeat::Unanswered(needs)) => ledger.need(&needs),
                    Err(error) => ledger.problem(&error, Some(place)),
                }
            }
        }
        ledger.note(scope, reason);
    }
}

fn condition<'i>(
    branches: &'i [Branch],
    otherwise: &'i [Demand],
    scope: &mut Scope<'_>,
    ledger: &mut Ledger<'i>,
    reason: Option<&'i Reason>,
    scratch: &mut String,
) {
    for branch in branches {
        let truth = scope.truth(&branch.condition);
        ledger.note(scope, reason);
        match truth {
            Ok(Truth::No) => {}
            Ok(Truth::Yes) => {
                let inner = branch.reason.as_ref().or(reason);
                return block(&branch.body, scope, ledger, inner, scratch);
            }
            Ok(Truth::Unanswered(needs)) => return ledger.need(&needs),
            Err(error) => return ledger.problem(&error, Some(&branch.place)),
        }
    }
    let inner = branches.last().and_then(|branch| branch.reason.as_ref()).or(reason);
    block(otherwise, scope, ledger, inner, scratch);
}

/// A frame of its own for what is set inside.
fn block<'i>(
    body: &'i [Demand],
    scope: &mut Scope<'_>,
    ledger: &mut Ledger<'i>,
    reason: Option<&'i Reason>,
    scratch: &mut String,
) {
    let done: Result<(), EvalError> = scope.block(&mut |scope: &mut Scope<'_>| {
        demands(body, scope, ledger, reason, scratch);
        Ok(())
    });
    debug_assert!(done.is_ok(), "the body never fails");
}
