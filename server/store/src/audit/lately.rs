//! What the same person does to the same thing over and over is one line in five minutes: reading it, changing answers.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use akte_model::{Id, Person, Tenant};
use jiff::{SignedDuration, Timestamp};

use super::Deed;
use crate::gate::Actor;

/// How long a line stands for all of a kind.
const STANDS: SignedDuration = SignedDuration::from_mins(5);
/// From how many on those that stand no longer are taken away.
const MANY: usize = 10_000;

/// Who did what to which.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Habit(Id<Tenant>, Id<Person>, &'static str, String);

impl Habit {
    pub(crate) fn of(actor: &Actor, deed: &Deed) -> Self {
        Self(actor.tenant(), actor.person(), deed.action, deed.object.1.clone())
    }
}

/// When there was a line last. Each server has its own: so many lines there can be.
#[derive(Default)]
pub(crate) struct Lately(Mutex<HashMap<Habit, Timestamp>>);

impl Lately {
    /// Whether a line stands for it.
    pub(crate) fn has(&self, habit: &Habit, now: Timestamp) -> bool {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.get(habit).is_some_and(|at| now.duration_since(*at) < STANDS)
    }

    /// There is a line, on disk.
    pub(crate) fn remember(&self, habit: Habit, now: Timestamp) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() >= MANY {
            lines.retain(|_, at| now.duration_since(*at) < STANDS);
        }
        lines.insert(habit, now);
    }
}
