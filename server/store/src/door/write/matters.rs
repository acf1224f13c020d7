//! Matters and teams: who sees what.

use akte_model::{Id, Matter, Person, Rev, Team};

use super::super::permit::{ChangeMatter, ChangeMembers, ChangeTeam, CreateMatter, CreateTeam, Permit};
use super::{OTHER, Write};
use crate::audit::Deed;
use crate::content::{
    MATTER_PEOPLE, MATTER_TEAMS, NewMatter, NewNamed, Staged, StagedMatter, StagedName, TEAM_PEOPLE, TEAMS,
    insert_matter, keep_someone, update_matter,
};
use crate::error::{Error, Result};

impl<'d> Write<'d> {
    /// Begins a matter; who begins it is its first member.
    pub async fn create_matter(
        &mut self,
        _: Permit<'d, CreateMatter>,
        staged: Staged<NewMatter>,
    ) -> Result<Id<Matter>> {
        let (tenant, person, id) = (self.actor.tenant(), self.actor.person(), staged.ticket.id());
        self.complete(staged.ticket).await?;
        insert_matter(&mut self.tx, &tenant, &id, staged.row).await?;
        MATTER_PEOPLE.add(&mut self.tx, &tenant, &id, &person).await?;
        self.record("create_matter", &id).await?;
        Ok(id)
    }

    /// Gives the permitted matter another title or wall; [`Error::Stale`] when someone else was first, [`Error::Taken`] when
    /// another has that number.
    pub async fn change_matter(
        &mut self,
        permit: Permit<'d, ChangeMatter>,
        staged: StagedMatter,
    ) -> Result<Rev> {
        if *permit.on() != staged.id {
            return Err(OTHER);
        }
        let action = if staged.closed { "change_closed_matter" } else { "change_open_matter" };
        let rev = update_matter(&mut self.tx, &self.actor.tenant(), staged).await?;
        self.record(action, permit.on()).await?;
        Ok(rev)
    }

    /// Lets a person into the permitted matter.
    pub async fn add_to_matter(
        &mut self,
        permit: Permit<'d, ChangeMembers>,
        person: &Id<Person>,
    ) -> Result<()> {
        MATTER_PEOPLE.add(&mut self.tx, &self.actor.tenant(), permit.on(), person).await?;
        self.write_down(Deed::new("add_to_matter", permit.on()).with(person)).await
    }

    /// Lets a person out of the permitted matter; [`Error::LastMember`] when nobody would be left.
    pub async fn remove_from_matter(
        &mut self,
        permit: Permit<'d, ChangeMembers>,
        person: &Id<Person>,
    ) -> Result<()> {
        let tenant = self.actor.tenant();
        MATTER_PEOPLE.remove(&mut self.tx, &tenant, permit.on(), person).await?;
        keep_someone(&mut self.tx, &tenant, permit.on()).await?;
        self.write_down(Deed::new("remove_from_matter", permit.on()).with(person)).await
    }

    /// Lets a team into the permitted matter.
    pub async fn add_team_to_matter(
        &mut self,
        permit: Permit<'d, ChangeMembers>,
        team: &Id<Team>,
    ) -> Result<()> {
        MATTER_TEAMS.add(&mut self.tx, &self.actor.tenant(), permit.on(), team).await?;
        self.write_down(Deed::new("add_to_matter", permit.on()).with(team)).await
    }

    /// Lets a team out of the permitted matter.
    pub async fn remove_team_from_matter(
        &mut self,
        permit: Permit<'d, ChangeMembers>,
        team: &Id<Team>,
    ) -> Result<()> {
        MATTER_TEAMS.remove(&mut self.tx, &self.actor.tenant(), permit.on(), team).await?;
        self.write_down(Deed::new("remove_from_matter", permit.on()).with(team)).await
    }

    /// Makes a team, with nobody in it yet.
    pub async fn create_team(
        &mut self,
        _: Permit<'d, CreateTeam>,
        staged: Staged<NewNamed<Team>>,
    ) -> Result<Id<Team>> {
        let id = staged.ticket.id();
        self.complete(staged.ticket).await?;
        TEAMS.insert(&mut self.tx, &self.actor.tenant(), staged.row).await?;
        self.record("create_team", &id).await?;
        Ok(id)
    }

    /// Gives the permitted team another name; [`Error::Stale`] when someone else was first.
    pub async fn rename_team(
        &mut self,
        permit: Permit<'d, ChangeTeam>,
        staged: StagedName<Team>,
    ) -> Result<Rev> {
        if permit.on() != staged.id() {
            return Err(OTHER);
        }
        let rev = TEAMS.update(&mut self.tx, &self.actor.tenant(), staged).await?;
        self.record("rename_team", permit.on()).await?;
        Ok(rev)
    }

    /// Lets a person into the permitted team, and with that into its matters; [`Error::Oneself`] for who asks.
    pub async fn add_to_team(&mut self, permit: Permit<'d, ChangeTeam>, person: &Id<Person>) -> Result<()> {
        if *person == self.actor.person() {
            return Err(Error::Oneself);
        }
        TEAM_PEOPLE.add(&mut self.tx, &self.actor.tenant(), permit.on(), person).await?;
        self.write_down(Deed::new("add_to_team", permit.on()).with(person)).await
    }

    /// Lets a person out of the permitted team.
    pub async fn remove_from_team(
        &mut self,
        permit: Permit<'d, ChangeTeam>,
        person: &Id<Person>,
    ) -> Result<()> {
        TEAM_PEOPLE.remove(&mut self.tx, &self.actor.tenant(), permit.on(), person).await?;
        self.write_down(Deed::new("remove_from_team", permit.on()).with(person)).await
    }
}
