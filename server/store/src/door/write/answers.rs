//! Answer sets, and the documents that are made of them.

use akte_model::{AnswerFile, AnswerSet, Document, Id, Matter, Person, Rev};

use super::super::permit::{ActFor, ChangeAnswers, FileAnswers, Generate, Permit, StartInterview, UseMatter};
use super::{OTHER, Write};
use crate::audit::{Deed, Habit};
use crate::content::{
    NewAnswerFile, NewAnswerSet, NewDocument, Staged, StagedAnswers, StagedMove, file_answers,
    find_acted_for, find_owner, insert_answer_file, insert_answer_set, insert_document, lock_matter,
    pin_answers, update_answers,
};
use crate::error::{Error, Result};

impl<'d> Write<'d> {
    /// Starts an interview on the permitted template, for the permitted matter, on behalf of the permitted person: theirs then, and
    /// the matter must be there for them, too. The version must be one of the template that this person may use.
    pub async fn create_answer_set(
        &mut self,
        permit: Permit<'d, StartInterview>,
        on_behalf_of: Option<Permit<'d, ActFor>>,
        matter: Option<Permit<'d, UseMatter>>,
        staged: Staged<NewAnswerSet>,
    ) -> Result<Id<AnswerSet>> {
        let (id, matter) = (staged.ticket.id(), matter.as_ref().map(Permit::on));
        let lawyer = on_behalf_of.as_ref().map(Permit::on).copied();
        let owner = lawyer.unwrap_or(self.actor.person());
        self.complete(staged.ticket).await?;
        self.need_matter(&owner, matter).await?;
        insert_answer_set(&mut self.tx, self.actor, &owner, &id, permit.on(), matter, staged.row).await?;
        self.write_down(Deed::new("start_interview", &id).on_behalf_of(lawyer)).await?;
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
        let deed = self.deed("change_answers", &id).await?;
        self.write_down_lately(deed).await?;
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
        let deed = self.deed("move_answers", &id).await?;
        self.write_down(deed).await?;
        Ok(rev)
    }

    /// Puts the permitted set under the permitted matter, or none, and the documents that were made of it with it. The matter must
    /// be there for its owner, too.
    pub async fn file_answers(
        &mut self,
        permit: Permit<'d, FileAnswers>,
        matter: Option<Permit<'d, UseMatter>>,
    ) -> Result<()> {
        let (tenant, matter) = (self.actor.tenant(), matter.as_ref().map(Permit::on));
        let owner = find_owner(&mut self.tx, &tenant, permit.on()).await?;
        self.need_matter(&owner, matter).await?;
        let deed = self.deed("file_answers", permit.on()).await?;
        file_answers(&mut self.tx, &tenant, permit.on(), matter).await?;
        self.write_down(deed).await
    }

    /// Keeps a file with the permitted set; [`crate::Error::TooManyFiles`] when it has as many as it may.
    pub async fn add_answer_file(
        &mut self,
        permit: Permit<'d, ChangeAnswers>,
        staged: Staged<NewAnswerFile>,
    ) -> Result<Id<AnswerFile>> {
        let (set, id) = (staged.row.answer_set, staged.ticket.id());
        if *permit.on() != set {
            return Err(OTHER);
        }
        self.complete(staged.ticket).await?;
        insert_answer_file(&mut self.tx, &self.actor.tenant(), &id, staged.row).await?;
        let deed = self.deed("change_answers", &set).await?;
        self.write_down_lately(deed).await?;
        Ok(id)
    }

    /// Keeps a document of the permitted answer set, under the matter of that. Made on behalf of the owner of the answers it is that
    /// person's, and else one's own.
    pub async fn create_document(
        &mut self,
        permit: Permit<'d, Generate>,
        staged: Staged<NewDocument>,
    ) -> Result<Id<Document>> {
        if *permit.on() != staged.row.answer_set {
            return Err(OTHER);
        }
        let id = staged.ticket.id();
        self.complete(staged.ticket).await?;
        let lawyer = find_acted_for(&mut self.tx, self.actor, permit.on()).await?;
        let owner = lawyer.unwrap_or(self.actor.person());
        insert_document(&mut self.tx, self.actor, &owner, &id, staged.row).await?;
        self.write_down(Deed::new("generate", &id).on_behalf_of(lawyer)).await?;
        Ok(id)
    }

    /// What was done to a set, and on whose behalf.
    async fn deed(&mut self, action: &'static str, set: &Id<AnswerSet>) -> Result<Deed> {
        let lawyer = find_acted_for(&mut self.tx, self.actor, set).await?;
        Ok(Deed::new(action, set).on_behalf_of(lawyer))
    }

    /// Refuses a matter that is closed to `owner`, like one that does not exist: what is theirs would be out of their sight.
    async fn need_matter(&mut self, owner: &Id<Person>, matter: Option<&Id<Matter>>) -> Result<()> {
        let Some(matter) = matter else { return Ok(()) };
        let found = lock_matter(&mut self.tx, &self.actor.tenant(), owner, matter).await?;
        found.filter(|matter| matter.member || !matter.closed).map(drop).ok_or(Error::NotFound)
    }
}
