//! Everything that is needed at once, so that the interview can ask it on one page.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{EvalError, Outcome, Unsettled};
use crate::{Needs, Path};

/// Collects what several readings need before any of them can be used.
#[derive(Default)]
pub(crate) struct Gather(BTreeSet<Path>);

impl Gather {
    /// What was read, when it is there; what it needs is kept.
    pub fn take<T>(&mut self, outcome: Outcome<T>) -> Result<Option<T>, EvalError> {
        match outcome {
            Ok(value) => Ok(Some(value)),
            Err(Unsettled::Error(error)) => Err(error),
            Err(Unsettled::Unanswered(needs)) => {
                self.add(&needs);
                Ok(None)
            }
        }
    }

    pub fn add(&mut self, needs: &Needs) {
        self.0.extend(needs.iter().cloned());
    }

    /// Ends in what is needed, when anything is.
    pub fn settle(self) -> Outcome<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Unsettled::Unanswered(Arc::new(self.0))) }
    }
}
