//! Machines and their keys.

use akte_model::{ApiKey, Id, Person, Rev, Template};

use super::super::permit::{KeepMachine, LetMachineIn, Permit};
use super::{OTHER, Write};
use crate::audit::Deed;
use crate::content::{
    NewApiKey, NewMachine, Staged, StagedName, end_machine, insert_key, insert_machine, note_changes,
    rename_machine, revoke_key,
};
use crate::error::Result;

impl<'d> Write<'d> {
    /// Lets a machine in; [`Error::Taken`] when another stands for that client.
    pub async fn create_machine(
        &mut self,
        _: Permit<'d, LetMachineIn>,
        staged: Staged<NewMachine>,
    ) -> Result<Id<Person>> {
        let id = staged.ticket.id();
        self.complete(staged.ticket).await?;
        insert_machine(&mut self.tx, &self.actor.tenant(), &id, staged.row).await?;
        self.record("create_machine", &id).await?;
        Ok(id)
    }

    /// Gives the permitted machine another name; [`Error::Stale`] when someone else was first.
    pub async fn rename_machine(
        &mut self,
        permit: Permit<'d, KeepMachine>,
        staged: StagedName<Person>,
    ) -> Result<Rev> {
        if permit.on() != staged.id() {
            return Err(OTHER);
        }
        let rev = rename_machine(&mut self.tx, &self.actor.tenant(), staged).await?;
        // The library shows owners by name.
        note_changes::<Template>(&mut self.tx, &self.actor.tenant()).await?;
        self.record("rename_machine", permit.on()).await?;
        Ok(rev)
    }

    /// Lets the permitted machine in no more, with any key.
    pub async fn end_machine(&mut self, permit: Permit<'d, KeepMachine>) -> Result<()> {
        end_machine(&mut self.tx, &self.actor.tenant(), permit.on()).await?;
        self.record("end_machine", permit.on()).await
    }

    /// Makes a key for the permitted machine.
    pub async fn create_key(
        &mut self,
        permit: Permit<'d, KeepMachine>,
        staged: Staged<NewApiKey>,
    ) -> Result<Id<ApiKey>> {
        if *permit.on() != staged.row.machine {
            return Err(OTHER);
        }
        let id = staged.ticket.id();
        self.complete(staged.ticket).await?;
        insert_key(&mut self.tx, &self.actor.tenant(), &id, staged.row).await?;
        self.write_down(Deed::new("create_key", &id).with(permit.on())).await?;
        Ok(id)
    }

    /// Takes back a key of the permitted machine, from the next request on. It is still seen for a month.
    pub async fn revoke_key(&mut self, permit: Permit<'d, KeepMachine>, key: &Id<ApiKey>) -> Result<()> {
        let now = self.actor.vault().now();
        revoke_key(&mut self.tx, &self.actor.tenant(), permit.on(), key, now).await?;
        self.write_down(Deed::new("revoke_key", key).with(permit.on())).await
    }
}
