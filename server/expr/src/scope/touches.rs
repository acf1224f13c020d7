//! The answers that were looked at, in order of first need, without repeats.

use std::collections::HashMap;

use super::Touch;
use crate::Path;

#[derive(Default)]
pub(super) struct Touches {
    list: Vec<Touch>,
    at: HashMap<Path, usize>,
    ignored: bool,
}

impl Touches {
    /// Of somebody who does not want to know.
    pub fn ignored() -> Touches {
        Touches { ignored: true, ..Touches::default() }
    }

    /// None yet, of somebody who wants to know as much as this.
    pub fn fresh(&self) -> Touches {
        Touches { ignored: self.ignored, ..Touches::default() }
    }

    pub fn list(&self) -> &[Touch] {
        &self.list
    }

    /// An answer that is needed stays needed, also where it is optional elsewhere.
    pub fn add(&mut self, path: &Path, optional: bool) {
        if self.ignored {
            return;
        }
        match self.at.get(path).and_then(|at| self.list.get_mut(*at)) {
            Some(touch) => touch.optional &= optional,
            None => {
                self.at.insert(path.clone(), self.list.len());
                self.list.push(Touch { path: path.clone(), optional });
            }
        }
    }

    pub fn merge(&mut self, other: &[Touch], optional: bool) {
        for touch in other {
            self.add(&touch.path, optional || touch.optional);
        }
    }
}
