//! Steps in the life of versions, taken.

use akte_model::{Id, Person, Rev, Step, TemplateVersion, Tenant, VersionState, VersionStep};
use jiff::Timestamp;
use sqlx::AnyConnection;

use super::changes::note_change;
use super::version::{Locked, lock_version};
use crate::crypto::Envelope;
use crate::error::{Error, Result};
use crate::jobs::{Job, JobKind, NewJob, enqueue};
use crate::vault::Vault;

/// A step to be taken.
#[derive(Debug, Clone)]
pub struct NewStep {
    /// The version.
    pub version: Id<TemplateVersion>,
    /// The step.
    pub step: Step,
    /// What must not have changed meanwhile.
    pub expected: Expected,
    /// What is said with it.
    pub comment: Option<String>,
    /// When it is to be published: for [`Step::Schedule`], and for that only.
    pub publish_at: Option<Timestamp>,
    /// When someone should look whether it still holds: for [`Step::Schedule`] and [`Step::Publish`].
    pub review_by: Option<Timestamp>,
}

impl NewStep {
    /// A step with nothing said and no dates.
    pub fn new(version: Id<TemplateVersion>, step: Step, expected: Expected) -> Self {
        Self { version, step, expected, comment: None, publish_at: None, review_by: None }
    }
}

/// What the client read, and means to change (`If-Match`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// The version, at this revision.
    Version(Rev),
    /// Its template, at this revision.
    Template(Rev),
}

/// A step, its comment encrypted.
#[must_use]
pub struct StagedStep {
    pub(crate) version: Id<TemplateVersion>,
    pub(crate) step: Step,
    expected: Expected,
    id: Id<VersionStep>,
    job: Id<Job>,
    comment: Option<(Vec<u8>, Envelope)>,
    publish_at: Option<Timestamp>,
    review_by: Option<Timestamp>,
    at: Timestamp,
}

impl std::fmt::Debug for StagedStep {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StagedStep({} {})", self.step, self.version)
    }
}

impl StagedStep {
    pub(crate) fn seal(new: NewStep, vault: &Vault) -> Result<Self> {
        if new.publish_at.is_some() != (new.step == Step::Schedule) {
            return Err(Error::Internal("a moment to publish goes with scheduling"));
        }
        let id = vault.id()?;
        let comment = new.comment.map(|comment| {
            let (sealer, envelope) = vault.seal::<VersionStep>(&id, 1)?;
            Ok::<_, Error>((sealer.seal("comment", comment.as_bytes())?, envelope))
        });
        Ok(Self {
            version: new.version,
            step: new.step,
            expected: new.expected,
            id,
            job: vault.id()?,
            comment: comment.transpose()?,
            publish_at: new.publish_at,
            review_by: new.review_by,
            at: vault.now(),
        })
    }
}

/// Takes a step; by nobody when a planned moment had come. Gives the new revision of the version.
pub(crate) async fn take_step(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    person: Option<Id<Person>>,
    staged: StagedStep,
) -> Result<Rev> {
    let before = lock_version(connection, tenant, &staged.version).await?.ok_or(Error::NotFound)?;
    let (expected, current) = match staged.expected {
        Expected::Version(rev) => (rev, before.rev),
        Expected::Template(rev) => (rev, before.template_rev),
    };
    if expected != current {
        return Err(Error::Stale { current });
    }
    let state = staged.step.from(before.state);
    let state = state.ok_or(Error::WrongState { step: staged.step, state: before.state })?;
    if state == VersionState::Published {
        take_place(connection, tenant, &before).await?;
    }
    update_version(connection, tenant, &before, state, &staged).await?;
    update_template(connection, tenant, &before, state, &staged.version).await?;
    if let Some(run_at) = staged.publish_at {
        let (kind, object) = (JobKind::PublishVersion, Some(staged.version.to_string()));
        let job = NewJob { id: staged.job, kind, tenant: Some(*tenant), person, object, run_at };
        enqueue(connection, job).await?;
    }
    let rev = before.rev.next();
    insert_step(connection, tenant, person, staged, rev).await?;
    note_change(connection, tenant, &before.template).await?;
    Ok(rev)
}

/// The version that is published now makes place. It stays approved, so that it can be published again.
async fn take_place(connection: &mut AnyConnection, tenant: &Id<Tenant>, next: &Locked) -> Result<()> {
    sqlx::query(
        "UPDATE template_version SET state = 'approved', rev = rev + 1
         WHERE tenant_id = $1 AND template_id = $2 AND state = 'published'",
    )
    .bind(tenant.to_string())
    .bind(next.template.to_string())
    .execute(connection)
    .await?;
    Ok(())
}

async fn update_version(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    before: &Locked,
    state: VersionState,
    staged: &StagedStep,
) -> Result<()> {
    let published_at = if staged.step == Step::Publish { Some(staged.at) } else { before.published_at };
    let review_by = match staged.step {
        Step::Publish | Step::Schedule => staged.review_by,
        _ => before.review_by,
    };
    let millis = |time: Option<Timestamp>| time.map(Timestamp::as_millisecond);
    sqlx::query(
        "UPDATE template_version SET state = $3, publish_at = $4, published_at = $5, review_by = $6, rev = rev + 1
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(tenant.to_string())
    .bind(staged.version.to_string())
    .bind(state.as_str())
    .bind(millis(staged.publish_at))
    .bind(millis(published_at))
    .bind(millis(review_by))
    .execute(connection)
    .await?;
    Ok(())
}

async fn update_template(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    before: &Locked,
    state: VersionState,
    version: &Id<TemplateVersion>,
) -> Result<()> {
    sqlx::query(
        "UPDATE template SET rev = rev + 1, published_version =
            CASE WHEN $3 = 'published' THEN $4 WHEN published_version = $4 THEN NULL ELSE published_version END
         WHERE tenant_id = $1 AND id = $2",
    )
    .bind(tenant.to_string())
    .bind(before.template.to_string())
    .bind(state.as_str())
    .bind(version.to_string())
    .execute(connection)
    .await?;
    Ok(())
}

async fn insert_step(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    person: Option<Id<Person>>,
    staged: StagedStep,
    led_to: Rev,
) -> Result<()> {
    let (comment, envelope) = staged.comment.unzip();
    sqlx::query(
        "INSERT INTO version_step (tenant_id, id, version_id, person_id, step, at, comment, key_id, sealed_key,
            content_version, version_rev)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(tenant.to_string())
    .bind(staged.id.to_string())
    .bind(staged.version.to_string())
    .bind(person.map(|id| id.to_string()))
    .bind(staged.step.as_str())
    .bind(staged.at.as_millisecond())
    .bind(comment)
    .bind(envelope.as_ref().map(|envelope| envelope.key_id.clone()))
    .bind(envelope.as_ref().map(|envelope| envelope.sealed_key.clone()))
    .bind(envelope.map(|envelope| envelope.version))
    .bind(led_to.number())
    .execute(connection)
    .await?;
    Ok(())
}
