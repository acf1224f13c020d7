//! Leave to change something: asked for inside the transaction that changes it.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;

use akte_model::{Action, AnswerSet, Id, Kind, Template, Tenant};
use sqlx::AnyConnection;

use crate::content::{find_template, owns_answer_set};
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
