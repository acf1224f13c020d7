//! Leave to change something: asked for inside the transaction that changes it.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;

use akte_model::{
    Action, AnswerSet, Category, Id, Kind, Matter, Person, Reach, Team, Template, TemplateVersion, Tenant,
};
use sqlx::AnyConnection;

use crate::content::{
    CATEGORIES, TEAMS, find_machine, find_settings, find_template, is_person, lock_answer_set, lock_delegate,
    lock_matter, lock_template, lock_version,
};
use crate::error::{Error, Result};
use crate::gate::Actor;
use crate::jobs::{Job, lock_job};

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
                $is_there(connection, actor, on, Action::$action).await
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
    /// Make a category: done to the firm.
    CreateCategory: KeepCategories on Tenant, own_firm;
    /// Name a category.
    ChangeCategory: KeepCategories on Category, category;
    /// Put it under a category: done to a template.
    FileTemplate: KeepCategories on Template, template;
    /// Have it at hand: done to a template.
    MarkFavourite: ReadTemplate on Template, visible_template;
    /// Start answering: done to a template.
    StartInterview: StartInterview on Template, visible_template;
    /// Start it on behalf of them: done to a person, by who may act for them.
    ActFor: StartInterview on Person, acted_for;
    /// Change answers: done to an answer set.
    ChangeAnswers: ChangeAnswers on AnswerSet, answer_set;
    /// Put it under a matter: done to an answer set.
    FileAnswers: FileAnswers on AnswerSet, answer_set;
    /// Make a document: done to an answer set.
    Generate: Generate on AnswerSet, answer_set;
    /// Begin a matter: done to the firm.
    CreateMatter: CreateMatter on Tenant, own_firm;
    /// Have something belong to it: done to a matter.
    UseMatter: ReadMatter on Matter, matter;
    /// Name it, number it, close or open it: done to a matter.
    ChangeMatter: ChangeMatter on Matter, matter;
    /// Let people and teams in, and out: done to a matter.
    ChangeMembers: ChangeMembers on Matter, matter;
    /// Let somebody act for them, or no longer: done to a person.
    KeepDelegates: KeepDelegates on Person, person_within_reach;
    /// Make a team: done to the firm.
    CreateTeam: ChangeTeams on Tenant, own_firm;
    /// Name it, let people in, and out: done to a team.
    ChangeTeam: ChangeTeams on Team, team;
    /// Change the firm's settings: done to the firm.
    ChangeSettings: ChangeSettings on Tenant, own_firm;
    /// Have it tried again: done to a job.
    RetryJob: TendJobs on Job, job;
    /// Take a copy of the trail: done to the firm.
    ExportAudit: ReadAudit on Tenant, own_firm;
    /// Let a machine in: done to the firm.
    LetMachineIn: KeepMachines on Tenant, own_firm;
    /// Name it, give it keys, take them back, let it in no more: done to a machine.
    KeepMachine: KeepMachines on Person, machine;
}

async fn own_firm(_: &mut AnyConnection, actor: &Actor, on: &Id<Tenant>, _: Action) -> Result<bool> {
    Ok(actor.tenant() == *on)
}

async fn template(
    connection: &mut AnyConnection,
    actor: &Actor,
    on: &Id<Template>,
    _: Action,
) -> Result<bool> {
    lock_template(connection, &actor.tenant(), on).await
}

async fn visible_template(
    connection: &mut AnyConnection,
    actor: &Actor,
    on: &Id<Template>,
    _: Action,
) -> Result<bool> {
    Ok(find_template(connection, actor, on).await?.is_some())
}

async fn version(
    connection: &mut AnyConnection,
    actor: &Actor,
    on: &Id<TemplateVersion>,
    _: Action,
) -> Result<bool> {
    Ok(lock_version(connection, &actor.tenant(), on).await?.is_some())
}

async fn version_of_another(
    connection: &mut AnyConnection,
    actor: &Actor,
    on: &Id<TemplateVersion>,
    _: Action,
) -> Result<bool> {
    let Some(version) = lock_version(connection, &actor.tenant(), on).await? else { return Ok(false) };
    let own = version.author == Some(actor.person());
    if own && find_settings(connection, &actor.tenant()).await?.four_eyes {
        return Err(Error::OwnWork);
    }
    Ok(true)
}

async fn category(
    connection: &mut AnyConnection,
    actor: &Actor,
    on: &Id<Category>,
    _: Action,
) -> Result<bool> {
    Ok(CATEGORIES.find(connection, &actor.tenant(), on).await?.is_some())
}

async fn acted_for(
    connection: &mut AnyConnection,
    actor: &Actor,
    on: &Id<Person>,
    _: Action,
) -> Result<bool> {
    lock_delegate(connection, actor, on).await
}

/// Oneself, or, where the role reaches that far, anybody in the firm.
pub(super) async fn person_within_reach(
    connection: &mut AnyConnection,
    actor: &Actor,
    on: &Id<Person>,
    action: Action,
) -> Result<bool> {
    let own = actor.person() == *on && actor.may(action);
    Ok(own
        || actor.reach(action) == Some(Reach::Tenant) && is_person(connection, &actor.tenant(), on).await?)
}

async fn machine(connection: &mut AnyConnection, actor: &Actor, on: &Id<Person>, _: Action) -> Result<bool> {
    Ok(find_machine(connection, &actor.tenant(), on).await?.is_some())
}

async fn job(connection: &mut AnyConnection, actor: &Actor, on: &Id<Job>, _: Action) -> Result<bool> {
    lock_job(connection, &actor.tenant(), on).await
}

async fn team(connection: &mut AnyConnection, actor: &Actor, on: &Id<Team>, _: Action) -> Result<bool> {
    Ok(TEAMS.find(connection, &actor.tenant(), on).await?.is_some())
}

/// Answers that this person reads, but that are out of reach for `action`, are refused by name: that they are there is known.
async fn answer_set(
    connection: &mut AnyConnection,
    actor: &Actor,
    on: &Id<AnswerSet>,
    action: Action,
) -> Result<bool> {
    if lock_answer_set(connection, actor, on, action).await? {
        return Ok(true);
    }
    let seen = lock_answer_set(connection, actor, on, Action::ReadAnswers).await?;
    if seen { Err(Error::NotAllowed(action)) } else { Ok(false) }
}

/// So is an open matter that this person is no member of.
async fn matter(
    connection: &mut AnyConnection,
    actor: &Actor,
    on: &Id<Matter>,
    action: Action,
) -> Result<bool> {
    let Some(matter) = lock_matter(connection, &actor.tenant(), &actor.person(), on).await? else {
        return Ok(false);
    };
    match (matter.member, matter.closed) {
        (true, _) => Ok(true),
        (false, true) => Ok(false),
        (false, false) if actor.reach(action) == Some(Reach::Tenant) => Ok(true),
        (false, false) => Err(Error::NotAllowed(action)),
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
