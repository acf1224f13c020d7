//! A transaction that writes. What it makes exists for others from [`Write::commit`] on, and not at all without.

use akte_model::{
    AllowList, AnswerSet, ApiKey, Category, Document, FirmNetworks, Id, Kind, Matter, Person, Rev, Settings,
    Team, Template, TemplateVersion,
};

use super::claim::{self, Stub, Ticket};
use super::permit::{
    Act, ChangeAnswers, ChangeCategory, ChangeMatter, ChangeMembers, ChangeSettings, ChangeTeam,
    CreateCategory, CreateMatter, CreateTeam, ExportAudit, FileAnswers, FileTemplate, Generate, KeepMachine,
    LetMachineIn, MarkFavourite, Permit, RetryJob, StartInterview, UploadTemplate, UploadVersion, UseMatter,
};
use crate::audit::{self, Deed, Habit, Lately};
use crate::content::{
    CATEGORIES, MATTER_PEOPLE, MATTER_TEAMS, NewAnswerSet, NewApiKey, NewDocument, NewMachine, NewMatter,
    NewNamed, NewTemplate, NewVersion, Staged, StagedAnswers, StagedMatter, StagedMove, StagedName,
    StagedStep, TEAM_PEOPLE, TEAMS, end_machine, file_answers, insert_answer_set, insert_document,
    insert_key, insert_machine, insert_matter, insert_template, insert_version, keep_someone, mark_favourite,
    pin_answers, rename_machine, revoke_key, take_step, touch_titles, update_answers, update_category,
    update_matter, update_settings,
};
use crate::database::Tx;
use crate::error::{Error, Result};
use crate::gate::{Actor, CONFIRM, change_networks};
use crate::jobs::revive_job;

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

    /// Makes a template with its first version, a draft.
    pub async fn create_template(
        &mut self,
        _: Permit<'d, UploadTemplate>,
        staged: Staged<NewTemplate>,
    ) -> Result<Id<Template>> {
        let (tenant, person, id) = (self.actor.tenant(), self.actor.person(), staged.ticket.id());
        self.complete(staged.ticket).await?;
        insert_template(&mut self.tx, &tenant, Some(person), None, staged.row).await?;
        self.record("upload_template", &id).await?;
        Ok(id)
    }

    /// Makes the next version of the permitted template, a draft.
    pub async fn create_version(
        &mut self,
        permit: Permit<'d, UploadVersion>,
        staged: Staged<NewVersion>,
    ) -> Result<Id<TemplateVersion>> {
        if *permit.on() != staged.row.template {
            return Err(OTHER);
        }
        let (tenant, person, id) = (self.actor.tenant(), self.actor.person(), staged.ticket.id());
        self.complete(staged.ticket).await?;
        insert_version(&mut self.tx, &tenant, Some(person), staged.row).await?;
        self.record("upload_version", &id).await?;
        Ok(id)
    }

    /// Takes a step in the life of the permitted version. [`Error::Stale`] when someone else was first, [`Error::WrongState`]
    /// when it cannot be taken from where the version is.
    pub async fn take_step<A>(&mut self, permit: Permit<'d, A>, staged: StagedStep) -> Result<Rev>
    where
        A: Act<On = TemplateVersion>,
    {
        let (step, id) = (staged.step, staged.version);
        if *permit.on() != id || A::ACTION != step.action() {
            return Err(OTHER);
        }
        let (tenant, person) = (self.actor.tenant(), self.actor.person());
        let rev = take_step(&mut self.tx, &tenant, Some(person), staged).await?;
        self.record(audit::of_step(step), &id).await?;
        Ok(rev)
    }

    /// Replaces the firm's settings; [`Error::Stale`] when they are no longer at the revision in `settings`.
    pub async fn change_settings(
        &mut self,
        permit: Permit<'d, ChangeSettings>,
        settings: Settings,
    ) -> Result<Rev> {
        let rev = update_settings(&mut self.tx, permit.on(), settings).await?;
        self.record("change_settings", permit.on()).await?;
        Ok(rev)
    }

    /// Replaces the list of networks from where people of the firm may ask, for [`CONFIRM`]: then what was confirmed last holds again, unless
    /// this is confirmed. [`Error::Stale`] when it is no longer at `expected`.
    pub async fn change_networks(
        &mut self,
        permit: Permit<'d, ChangeSettings>,
        expected: Rev,
        list: AllowList,
    ) -> Result<FirmNetworks> {
        let now = self.actor.vault().now();
        let until = now.checked_add(CONFIRM).map_err(|_| Error::Internal("no such time"))?;
        let change = |networks: FirmNetworks| Ok(networks.changed(list, until));
        let changed = change_networks(&mut self.tx, permit.on(), now, expected, change).await?;
        self.record("change_networks", permit.on()).await?;
        Ok(changed)
    }

    /// Confirms the list that was changed last: it stays. [`Error::NothingToConfirm`] when nothing waits for that.
    pub async fn confirm_networks(
        &mut self,
        permit: Permit<'d, ChangeSettings>,
        expected: Rev,
    ) -> Result<FirmNetworks> {
        let now = self.actor.vault().now();
        let confirm = |networks: FirmNetworks| match networks.undo {
            Some(_) => Ok(networks.confirmed()),
            None => Err(Error::NothingToConfirm),
        };
        let confirmed = change_networks(&mut self.tx, permit.on(), now, expected, confirm).await?;
        self.record("confirm_networks", permit.on()).await?;
        Ok(confirmed)
    }

    /// Has the permitted job, which failed for good, tried again; one that did not stays as it is.
    pub async fn retry_job(&mut self, permit: Permit<'d, RetryJob>) -> Result<()> {
        if revive_job(&mut self.tx, permit.on(), self.actor.vault().now()).await? {
            self.record("retry_job", permit.on()).await?;
        }
        Ok(())
    }

    /// Writes down that a copy of the trail is taken, before it is.
    pub async fn export_audit(&mut self, permit: Permit<'d, ExportAudit>) -> Result<()> {
        self.record("export_audit", permit.on()).await
    }

    /// Starts an interview on the permitted template, for the permitted matter. The version must be one of the template that this
    /// person may use.
    pub async fn create_answer_set(
        &mut self,
        permit: Permit<'d, StartInterview>,
        matter: Option<Permit<'d, UseMatter>>,
        staged: Staged<NewAnswerSet>,
    ) -> Result<Id<AnswerSet>> {
        let (id, matter) = (staged.ticket.id(), matter.as_ref().map(Permit::on));
        self.complete(staged.ticket).await?;
        insert_answer_set(&mut self.tx, self.actor, &id, permit.on(), matter, staged.row).await?;
        self.record("start_interview", &id).await?;
        // Who starts one knows what is in it: that is no reading for the trail.
        self.habits.push(Habit::of(self.actor, &Deed::new("read_answers", &id)));
        Ok(id)
    }

    /// Replaces the answers of the permitted set; [`Error::Stale`] when someone else was first.
    pub async fn change_answers(
        &mut self,
        permit: Permit<'d, ChangeAnswers>,
        staged: StagedAnswers,
    ) -> Result<Rev> {
        let id = staged.id;
        if *permit.on() != id {
            return Err(OTHER);
        }
        let rev = update_answers(&mut self.tx, &self.actor.tenant(), staged).await?;
        self.write_down_lately(Deed::new("change_answers", &id)).await?;
        Ok(rev)
    }

    /// Moves the permitted set to the newer version that is published; [`Error::Stale`] when someone else was first,
    /// [`Error::NothingNewer`] when that version is no longer the one.
    pub async fn move_answers(
        &mut self,
        permit: Permit<'d, ChangeAnswers>,
        staged: StagedMove,
    ) -> Result<Rev> {
        let (tenant, id) = (self.actor.tenant(), staged.answers.id);
        if *permit.on() != id {
            return Err(OTHER);
        }
        let rev = update_answers(&mut self.tx, &tenant, staged.answers).await?;
        pin_answers(&mut self.tx, &tenant, &id, &staged.to).await?;
        self.record("move_answers", &id).await?;
        Ok(rev)
    }

    /// Puts the permitted set under the permitted matter, or none, and the documents that were made of it with it.
    pub async fn file_answers(
        &mut self,
        permit: Permit<'d, FileAnswers>,
        matter: Option<Permit<'d, UseMatter>>,
    ) -> Result<()> {
        let (tenant, matter) = (self.actor.tenant(), matter.as_ref().map(Permit::on));
        file_answers(&mut self.tx, &tenant, permit.on(), matter).await?;
        self.record("file_answers", permit.on()).await
    }

    /// Keeps a document of the permitted answer set, under the matter of that.
    pub async fn create_document(
        &mut self,
        permit: Permit<'d, Generate>,
        staged: Staged<NewDocument>,
    ) -> Result<Id<Document>> {
        if *permit.on() != staged.row.answer_set {
            return Err(OTHER);
        }
        let (tenant, person, id) = (self.actor.tenant(), self.actor.person(), staged.ticket.id());
        self.complete(staged.ticket).await?;
        insert_document(&mut self.tx, &tenant, &person, &id, staged.row).await?;
        self.record("generate", &id).await?;
        Ok(id)
    }

    /// Puts the permitted template under a category, or none; [`Error::Stale`] when it is no longer at revision `expected`.
    pub async fn file_template(
        &mut self,
        permit: Permit<'d, FileTemplate>,
        expected: Rev,
        category: Option<&Id<Category>>,
    ) -> Result<Rev> {
        let tenant = self.actor.tenant();
        if let Some(category) = category {
            CATEGORIES.find(&mut self.tx, &tenant, category).await?.ok_or(Error::NotFound)?;
        }
        let rev = update_category(&mut self.tx, &tenant, permit.on(), expected, category).await?;
        self.record("file_template", permit.on()).await?;
        Ok(rev)
    }

    /// Makes the permitted template a favourite of this person, or no longer. That is nobody else's business: it is not in the
    /// trail.
    pub async fn mark_favourite(&mut self, permit: Permit<'d, MarkFavourite>, favourite: bool) -> Result<()> {
        mark_favourite(&mut self.tx, self.actor, permit.on(), favourite).await
    }

    /// Makes a category.
    pub async fn create_category(
        &mut self,
        _: Permit<'d, CreateCategory>,
        staged: Staged<NewNamed<Category>>,
    ) -> Result<Id<Category>> {
        let id = staged.ticket.id();
        self.complete(staged.ticket).await?;
        CATEGORIES.insert(&mut self.tx, &self.actor.tenant(), staged.row).await?;
        self.record("create_category", &id).await?;
        Ok(id)
    }

    /// Gives the permitted category another name; [`Error::Stale`] when someone else was first.
    pub async fn rename_category(
        &mut self,
        permit: Permit<'d, ChangeCategory>,
        staged: StagedName<Category>,
    ) -> Result<Rev> {
        if permit.on() != staged.id() {
            return Err(OTHER);
        }
        let rev = CATEGORIES.update(&mut self.tx, &self.actor.tenant(), staged).await?;
        touch_titles(&mut self.tx, &self.actor.tenant()).await?;
        self.record("rename_category", permit.on()).await?;
        Ok(rev)
    }

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

    /// Lets a machine in; [`Error::Taken`] when another stands for that client.
    pub async fn create_machine(
        &mut self,
        _: Permit<'d, LetMachineIn>,
        staged: Staged<NewMachine>,
    ) -> Result<Id<Person>> {
        let id = staged.ticket.id();
        claim::complete(&mut self.tx, self.actor, staged.ticket).await?;
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
        touch_titles(&mut self.tx, &self.actor.tenant()).await?;
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
        claim::complete(&mut self.tx, self.actor, staged.ticket).await?;
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
