//! A transaction that writes. What it makes exists for others from [`Write::commit`] on, and not at all without.

mod answers;
mod delegates;
mod firm;
mod machines;
mod matters;
mod templates;

use akte_model::{Id, Kind};

use super::claim::{self, Stub, Ticket};
use super::permit::{Act, Permit};
use crate::audit::{self, Deed, Habit, Lately};
use crate::database::Tx;
use crate::error::{Error, Result};
use crate::gate::Actor;

/// A transaction that writes; undone when it is dropped. SQLite has one at a time: keep it short.
#[must_use]
pub struct Write<'d> {
    tx: Tx,
    actor: &'d Actor,
    lately: &'d Lately,
    /// What there will be a line for, from the commit on.
    habits: Vec<Habit>,
    /// The claim that the door holds, and whether it is completed, from the commit on.
    claimed: &'d mut Option<Stub>,
    completes: bool,
}

/// A change that is on disk: the only success of a handler that changes something.
#[must_use]
#[derive(Debug)]
pub struct Committed<T>(T);

impl<T> Committed<T> {
    /// The answer.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl std::fmt::Debug for Write<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Write({:?})", self.actor)
    }
}

impl<'d> Write<'d> {
    pub(super) fn new(tx: Tx, actor: &'d Actor, lately: &'d Lately, claimed: &'d mut Option<Stub>) -> Self {
        Self { tx, actor, lately, habits: Vec::new(), claimed, completes: false }
    }

    /// Leave to do `A` to `on`.
    pub async fn permit<A: Act>(&mut self, on: &Id<A::On>) -> Result<Permit<'d, A>> {
        Permit::ask(&mut self.tx, self.actor, on).await
    }

    /// Makes it last, and wraps the answer.
    pub async fn commit<T>(self, answer: T) -> Result<Committed<T>> {
        self.tx.commit().await?;
        let now = self.actor.vault().now();
        self.habits.into_iter().for_each(|habit| self.lately.remember(habit, now));
        if self.completes {
            *self.claimed = None;
        }
        Ok(Committed(answer))
    }

    /// What the claim promised is made.
    async fn complete<K>(&mut self, ticket: Ticket<K>) -> Result<()> {
        self.completes = true;
        claim::complete(&mut self.tx, self.actor, ticket).await
    }

    async fn record<K: Kind>(&mut self, action: &'static str, object: &Id<K>) -> Result<()> {
        self.write_down(Deed::new(action, object)).await
    }

    /// Writes it down where no line of the last five minutes stands for it.
    pub(super) async fn write_down_lately(&mut self, deed: Deed) -> Result<()> {
        let habit = Habit::of(self.actor, &deed);
        if !self.lately.has(&habit, self.actor.vault().now()) {
            self.write_down(deed).await?;
            self.habits.push(habit);
        }
        Ok(())
    }

    async fn write_down(&mut self, deed: Deed) -> Result<()> {
        let (tenant, person) = (self.actor.tenant(), self.actor.person());
        audit::record(&mut self.tx, &tenant, Some(person), deed, self.actor.vault()).await
    }
}

const OTHER: Error = Error::Internal("the permit is for another object than what was staged");
