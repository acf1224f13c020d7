//! A transaction that writes. What it makes exists for others from [`Write::commit`] on, and not at all without.

use akte_model::{AnswerSet, Document, Id, Kind, Rev, Settings, Template, TemplateVersion};

use super::claim;
use super::permit::{
    Act, ChangeAnswers, ChangeSettings, ExportAudit, Generate, Permit, StartInterview, UploadTemplate,
    UploadVersion,
};
use crate::audit;
use crate::content::{
    NewAnswerSet, NewDocument, NewTemplate, NewVersion, Staged, StagedAnswers, StagedMove, StagedStep,
    insert_answer_set, insert_document, insert_template, insert_version, pin_answers, take_step,
    update_answers, update_settings,
};
use crate::database::Tx;
use crate::error::{Error, Result};
use crate::gate::Actor;

/// A transaction that writes; undone when it is dropped. SQLite has one at a time: keep it short.
#[must_use]
#[derive(Debug)]
pub struct Write<'d> {
    tx: Tx,
    actor: &'d Actor,
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

impl<'d> Write<'d> {
    pub(super) fn new(tx: Tx, actor: &'d Actor) -> Self {
        Self { tx, actor }
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
        claim::complete(&mut self.tx, self.actor, staged.ticket).await?;
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
        claim::complete(&mut self.tx, self.actor, staged.ticket).await?;
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

    /// Writes down that a copy of the trail is taken, before it is.
    pub async fn export_audit(&mut self, permit: Permit<'d, ExportAudit>) -> Result<()> {
        self.record("export_audit", permit.on()).await
    }

    /// Starts an interview on the permitted template. The version must be one of it that this person may use.
    pub async fn create_answer_set(
        &mut self,
        permit: Permit<'d, StartInterview>,
        staged: Staged<NewAnswerSet>,
    ) -> Result<Id<AnswerSet>> {
        let id = staged.ticket.id();
        claim::complete(&mut self.tx, self.actor, staged.ticket).await?;
        insert_answer_set(&mut self.tx, self.actor, &id, permit.on(), staged.row).await?;
        self.record("start_interview", &id).await?;
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
        self.record("change_answers", &id).await?;
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

    /// Keeps a document of the permitted answer set.
    pub async fn create_document(
        &mut self,
        permit: Permit<'d, Generate>,
        staged: Staged<NewDocument>,
    ) -> Result<Id<Document>> {
        if *permit.on() != staged.row.answer_set {
            return Err(OTHER);
        }
        let (tenant, person, id) = (self.actor.tenant(), self.actor.person(), staged.ticket.id());
        claim::complete(&mut self.tx, self.actor, staged.ticket).await?;
        insert_document(&mut self.tx, &tenant, &person, &id, staged.row).await?;
        self.record("generate", &id).await?;
        Ok(id)
    }

    /// Makes it last, and wraps the answer.
    pub async fn commit<T>(self, answer: T) -> Result<Committed<T>> {
        self.tx.commit().await?;
        Ok(Committed(answer))
    }

    async fn record<K: Kind>(&mut self, action: &'static str, object: &Id<K>) -> Result<()> {
        let (tenant, person) = (self.actor.tenant(), self.actor.person());
        audit::record(&mut self.tx, &tenant, Some(person), action, object, self.actor.vault()).await
    }
}

const OTHER: Error = Error::Internal("the permit is for another object than what was staged");
