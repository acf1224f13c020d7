//! Leave to change something: asked for inside the transaction that changes it.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;

use akte_model::{Action, AnswerSet, Id, Kind, Template, TemplateVersion, Tenant};
use sqlx::AnyConnection;

use crate::content::{find_settings, find_template, lock_template, lock_version, owns_answer_set};
use crate::error::{Error, Result};
use crate::gate::Actor;

/// A change as a type: what it is done to, and its row in the table of permissions.
pub trait Act {
    /// What it is done to.
    type On: Kind;
    /// Its row in the table.
    const ACTION: Action;

    /// Whether `on` is there for `actor` to do it to, the role being right.
    #[doc(hidden)]
    fn is_there(
        connection: &mut AnyConnection,
        actor: &Actor,
        on: &Id<Self::On>,
    ) -> impl Future<Output = Result<bool>> + Send;
}

/// Bring in a template: done to the firm.
#[derive(Debug)]
pub enum UploadTemplate {}

impl Act for UploadTemplate {
    type On = Tenant;
    const ACTION: Action = Action::UploadTemplate;

    async fn is_there(_: &mut AnyConnection, actor: &Actor, on: &Id<Tenant>) -> Result<bool> {
        Ok(actor.tenant() == *on)
    }
}

/// Bring in the next version: done to a template.
#[derive(Debug)]
pub enum UploadVersion {}

impl Act for UploadVersion {
    type On = Template;
    const ACTION: Action = Action::UploadTemplate;

    async fn is_there(connection: &mut AnyConnection, actor: &Actor, on: &Id<Template>) -> Result<bool> {
        lock_template(connection, &actor.tenant(), on).await
    }
}

/// Submit, or take back: done to a version.
#[derive(Debug)]
pub enum SubmitVersion {}

impl Act for SubmitVersion {
    type On = TemplateVersion;
    const ACTION: Action = Action::SubmitVersion;

    async fn is_there(connection: &mut AnyConnection, actor: &Actor, on: &Id<Self::On>) -> Result<bool> {
        Ok(lock_version(connection, &actor.tenant(), on).await?.is_some())
    }
}

/// Approve or reject: done to a version. [`Error::OwnWork`] for its author, where the firm wants four eyes.
#[derive(Debug)]
pub enum DecideVersion {}

impl Act for DecideVersion {
    type On = TemplateVersion;
    const ACTION: Action = Action::DecideVersion;

    async fn is_there(connection: &mut AnyConnection, actor: &Actor, on: &Id<Self::On>) -> Result<bool> {
        let Some(version) = lock_version(connection, &actor.tenant(), on).await? else { return Ok(false) };
        let own = version.author == Some(actor.person());
        if own && find_settings(connection, &actor.tenant()).await?.four_eyes {
            return Err(Error::OwnWork);
        }
        Ok(true)
    }
}

/// Publish, now or later, or later no more: done to a version.
#[derive(Debug)]
pub enum PublishVersion {}

impl Act for PublishVersion {
    type On = TemplateVersion;
    const ACTION: Action = Action::PublishVersion;

    async fn is_there(connection: &mut AnyConnection, actor: &Actor, on: &Id<Self::On>) -> Result<bool> {
        Ok(lock_version(connection, &actor.tenant(), on).await?.is_some())
    }
}

/// Take out of use: done to a version.
#[derive(Debug)]
pub enum RetireVersion {}

impl Act for RetireVersion {
    type On = TemplateVersion;
    const ACTION: Action = Action::RetireVersion;

    async fn is_there(connection: &mut AnyConnection, actor: &Actor, on: &Id<Self::On>) -> Result<bool> {
        Ok(lock_version(connection, &actor.tenant(), on).await?.is_some())
    }
}

/// Change the firm's settings: done to the firm.
#[derive(Debug)]
pub enum ChangeSettings {}

impl Act for ChangeSettings {
    type On = Tenant;
    const ACTION: Action = Action::ChangeSettings;

    async fn is_there(_: &mut AnyConnection, actor: &Actor, on: &Id<Tenant>) -> Result<bool> {
        Ok(actor.tenant() == *on)
    }
}

/// Take a copy of the trail: done to the firm.
#[derive(Debug)]
pub enum ExportAudit {}

impl Act for ExportAudit {
    type On = Tenant;
    const ACTION: Action = Action::ReadAudit;

    async fn is_there(_: &mut AnyConnection, actor: &Actor, on: &Id<Tenant>) -> Result<bool> {
        Ok(actor.tenant() == *on)
    }
}

/// Start answering: done to a template.
#[derive(Debug)]
pub enum StartInterview {}

impl Act for StartInterview {
    type On = Template;
    const ACTION: Action = Action::StartInterview;

    async fn is_there(connection: &mut AnyConnection, actor: &Actor, on: &Id<Template>) -> Result<bool> {
        let drafts = actor.may(Action::ReadDraft);
        Ok(find_template(connection, &actor.tenant(), on, drafts).await?.is_some())
    }
}

/// Change own answers: done to an answer set.
#[derive(Debug)]
pub enum ChangeAnswers {}

impl Act for ChangeAnswers {
    type On = AnswerSet;
    const ACTION: Action = Action::ChangeAnswers;

    async fn is_there(connection: &mut AnyConnection, actor: &Actor, on: &Id<AnswerSet>) -> Result<bool> {
        owns_answer_set(connection, &actor.tenant(), &actor.person(), on).await
    }
}

/// Make a document: done to an answer set.
#[derive(Debug)]
pub enum Generate {}

impl Act for Generate {
    type On = AnswerSet;
    const ACTION: Action = Action::Generate;

    async fn is_there(connection: &mut AnyConnection, actor: &Actor, on: &Id<AnswerSet>) -> Result<bool> {
        owns_answer_set(connection, &actor.tenant(), &actor.person(), on).await
    }
}

/// Leave to do `A` to one object, within one transaction.
#[must_use]
pub struct Permit<'d, A: Act> {
    on: Id<A::On>,
    transaction: PhantomData<&'d ()>,
}

impl<'d, A: Act> Permit<'d, A> {
    /// By role, then by what is there for this person. The action is refused by name only where it is done to the whole firm;
    /// otherwise the answer would tell what there is.
    pub(super) async fn ask(connection: &mut AnyConnection, actor: &Actor, on: &Id<A::On>) -> Result<Self> {
        if A::On::NAME == Tenant::NAME {
            actor.need(A::ACTION)?;
        }
        if actor.may(A::ACTION) && A::is_there(connection, actor, on).await? {
            Ok(Self { on: *on, transaction: PhantomData })
        } else {
            Err(Error::NotFound)
        }
    }

    /// What it was given for.
    pub(super) fn on(&self) -> &Id<A::On> {
        &self.on
    }
}

impl<A: Act> fmt::Debug for Permit<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Permit({} {})", A::ACTION, self.on)
    }
}
