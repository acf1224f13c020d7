//! The answers that were looked at, in order of first need, without repeats.

use std::collections::HashMap;

use super::Touch;
use crate::Path;

/// As many are found by looking; more by their hash.
const FEW: usize = 8;

#[derive(Default)]
pub(super) struct Touches {
    list: Vec<Touch>,
    /// Where each is, once there are more than a few.
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
        let known = if self.list.len() <= FEW {
            self.list.iter().position(|touch| touch.path == *path)
        } else {
            self.at.get(path).copied()
        };
        if let Some(touch) = known.and_then(|at| self.list.get_mut(at)) {
            touch.optional &= optional;
            return;
        }
        self.list.push(Touch { path: path.clone(), optional });
        if self.list.len() > FEW {
            let new = self.at.len()..self.list.len();
            self.at.extend(new.filter_map(|at| Some((self.list.get(at)?.path.clone(), at))));
        }
    }

    pub fn merge(&mut self, other: &[Touch], optional: bool) {
        for touch in other {
            self.add(&touch.path, optional || touch.optional);
        }
    }
}
