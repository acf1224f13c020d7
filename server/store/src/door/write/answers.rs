//! Answer sets, and the documents that are made of them.

use akte_model::{AnswerSet, Document, Id, Rev};

use super::super::permit::{ChangeAnswers, FileAnswers, Generate, Permit, StartInterview, UseMatter};
use super::{OTHER, Write};
use crate::audit::{Deed, Habit};
use crate::content::{
    NewAnswerSet, NewDocument, Staged, StagedAnswers, StagedMove, file_answers, insert_answer_set,
    insert_document, pin_answers, update_answers,
};
use crate::error::Result;

impl<'d> Write<'d> {
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
}
