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

/// Acts, each with what it is done to, its row in the table, and how it is found out whether that is there.
macro_rules! acts {
    ($($(#[$about:meta])* $name:ident: $action:ident on $on:ident, $is_there:path;)*) => {$(
        $(#[$about])*
        #[derive(Debug)]
        pub enum $name {}

        impl Act for $name {
            type On = $on;
            const ACTION: Action = Action::$action;

            async fn is_there(connection: &mut AnyConnection, actor: &Actor, on: &Id<$on>) -> Result<bool> {
                $is_there(connection, actor, on).await
            }
        }
    )*};
}

acts! {
    /// Bring in a template: done to the firm.
    UploadTemplate: UploadTemplate on Tenant, own_firm;
    /// Bring in the next version: done to a template.
    UploadVersion: UploadTemplate on Template, template;
    /// Submit, or take back: done to a version.
    SubmitVersion: SubmitVersion on TemplateVersion, version;
    /// Approve or reject: done to a version. [`Error::OwnWork`] for its author, where the firm wants four eyes.
    DecideVersion: DecideVersion on TemplateVersion, version_of_another;
    /// Publish, now or later, or later no more: done to a version.
    PublishVersion: PublishVersion on TemplateVersion, version;
    /// Take out of use: done to a version.
    RetireVersion: RetireVersion on TemplateVersion, version;
    /// Start answering: done to a template.
    StartInterview: StartInterview on Template, visible_template;
    /// Change own answers: done to an answer set.
    ChangeAnswers: ChangeAnswers on AnswerSet, own_answer_set;
    /// Make a document: done to an answer set.
    Generate: Generate on AnswerSet, own_answer_set;
    /// Change the firm's settings: done to the firm.
    ChangeSettings: ChangeSettings on Tenant, own_firm;
    /// Take a copy of the trail: done to the firm.
    ExportAudit: ReadAudit on Tenant, own_firm;
}

async fn own_firm(_: &mut AnyConnection, actor: &Actor, on: &Id<Tenant>) -> Result<bool> {
    Ok(actor.tenant() == *on)
}

async fn template(connection: &mut AnyConnection, actor: &Actor, on: &Id<Template>) -> Result<bool> {
    lock_template(connection, &actor.tenant(), on).await
}

async fn visible_template(connection: &mut AnyConnection, actor: &Actor, on: &Id<Template>) -> Result<bool> {
    let drafts = actor.may(Action::ReadDraft);
    Ok(find_template(connection, &actor.tenant(), on, drafts).await?.is_some())
}

async fn version(connection: &mut AnyConnection, actor: &Actor, on: &Id<TemplateVersion>) -> Result<bool> {
    Ok(lock_version(connection, &actor.tenant(), on).await?.is_some())
}

async fn version_of_another(
    connection: &mut AnyConnection,
    actor: &Actor,
    on: &Id<TemplateVersion>,
) -> Result<bool> {
    let Some(version) = lock_version(connection, &actor.tenant(), on).await? else { return Ok(false) };
    let own = version.author == Some(actor.person());
    if own && find_settings(connection, &actor.tenant()).await?.four_eyes {
        return Err(Error::OwnWork);
    }
    Ok(true)
}

async fn own_answer_set(connection: &mut AnyConnection, actor: &Actor, on: &Id<AnswerSet>) -> Result<bool> {
    owns_answer_set(connection, &actor.tenant(), &actor.person(), on).await
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
