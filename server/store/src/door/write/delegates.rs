//! Who may act for whom.

use akte_model::{Id, Person};

use super::super::permit::{KeepDelegates, Permit};
use super::Write;
use crate::audit::Deed;
use crate::content::DELEGATES;
use crate::error::{Error, Result};

impl<'d> Write<'d> {
    /// Lets `delegate` act for the permitted person, from now on. [`Error::Oneself`] for who asks: nobody gets at another's work by
    /// their own word, and nobody needs leave to do their own.
    pub async fn add_delegate(
        &mut self,
        permit: Permit<'d, KeepDelegates>,
        delegate: &Id<Person>,
    ) -> Result<()> {
        if [self.actor.person(), *permit.on()].contains(delegate) {
            return Err(Error::Oneself);
        }
        DELEGATES.add(&mut self.tx, &self.actor.tenant(), permit.on(), delegate).await?;
        self.write_down(Deed::new("add_delegate", permit.on()).with(delegate)).await
    }

    /// Takes that back, at once.
    pub async fn remove_delegate(
        &mut self,
        permit: Permit<'d, KeepDelegates>,
        delegate: &Id<Person>,
    ) -> Result<()> {
        DELEGATES.remove(&mut self.tx, &self.actor.tenant(), permit.on(), delegate).await?;
        self.write_down(Deed::new("remove_delegate", permit.on()).with(delegate)).await
    }
}
