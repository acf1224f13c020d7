//! The answers that were looked at, in order of first need, without repeats.

use std::collections::HashMap;

use super::Touch;
use crate::Path;

#[derive(Default)]
pub(super) struct Touches {
    list: Vec<Touch>,
    at: HashMap<Path, usize>,
}

impl Touches {
    pub fn list(&self) -> &[Touch] {
        &self.list
    }

    /// An answer that is needed stays needed, also where it is optional elsewhere.
    pub fn add(&mut self, path: &Path, optional: bool) {
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
