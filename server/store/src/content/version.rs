//! Versions of templates, read.

use akte_model::{
    Id, Person, Rev, Template, TemplateRef, TemplateVersion, Tenant, VersionState, VersionStep,
};
use jiff::Timestamp;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::{Content, Label, Page, PageRequest};
use crate::crypto::Envelope;
use crate::database::{RowExt, select_for_update};
use crate::error::{Error, Result};
use crate::vault::Vault;

/// Versions with their template and author. `$1` is the firm.
macro_rules! view {
    ($where:literal) => {
        concat!(
            "SELECT v.id, v.number, v.state, v.questions, v.sha256, v.key_id, v.sealed_key, v.content_version, v.created_at,
                v.publish_at, v.published_at, v.review_by, v.rev,
                t.id AS template_id, t.title AS template_title, t.key_id AS template_key_id,
                t.sealed_key AS template_sealed_key, t.content_version AS template_content_version, t.language,
                p.id AS author_id, p.name AS author_name, p.key_id AS author_key_id,
                p.sealed_key AS author_sealed_key, p.content_version AS author_content_version
             FROM template_version v
             JOIN template t ON t.tenant_id = v.tenant_id AND t.id = v.template_id
             LEFT JOIN person p ON p.tenant_id = v.tenant_id AND p.id = v.author_id
             WHERE v.tenant_id = $1",
            $where
        )
    };
}

/// What waits for a decision that `$2` may take: everything, or, with four eyes (`$3 = 1`), what is not one's own.
macro_rules! undecided {
    () => {
        " AND v.state = 'in_review' AND ($3 = 0 OR v.author_id IS NULL OR v.author_id <> $2)"
    };
}

/// A version's row.
pub struct VersionRow {
    id: Id<TemplateVersion>,
    number: i64,
    state: VersionState,
    questions: i64,
    sha256: Vec<u8>,
    envelope: Envelope,
    created_at: Timestamp,
    publish_at: Option<Timestamp>,
    published_at: Option<Timestamp>,
    review_by: Option<Timestamp>,
    rev: Rev,
    template: Label<Template>,
    language: String,
    author: Option<Label<Person>>,
}

impl VersionRow {
    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            number: row.number("number")?,
            state: row.parsed("state")?,
            questions: row.number("questions")?,
            sha256: row.bytes("sha256")?,
            envelope: row.envelope("")?,
            created_at: row.time("created_at")?,
            publish_at: row.time_or_none("publish_at")?,
            published_at: row.time_or_none("published_at")?,
            review_by: row.time_or_none("review_by")?,
            rev: row.rev("rev")?,
            template: Label::must(row, "template_", "title")?,
            language: row.text("language")?,
            author: Label::read(row, "author_", "name")?,
        })
    }
}

impl Content for TemplateVersion {
    type Row = VersionRow;

    fn open(row: VersionRow, vault: &Vault) -> Result<Self> {
        let object = vault.open::<Self>(&row.id, row.envelope)?;
        Ok(Self {
            id: row.id,
            template: TemplateRef {
                id: row.template.id,
                title: row.template.open(vault)?,
                language: row.language,
            },
            number: row.number,
            state: row.state,
            author: row.author.map(|author| author.open_person(vault)).transpose()?,
            uploaded_at: row.created_at,
            questions: row.questions,
            sha256: object.open_text("sha256", row.sha256)?,
            publish_at: row.publish_at,
            published_at: row.published_at,
            review_by: row.review_by,
            rev: row.rev,
        })
    }
}

pub(super) const FIND: &str = view!(" AND v.id = $2");

/// A version.
pub(crate) async fn find_version(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<TemplateVersion>,
) -> Result<Option<VersionRow>> {
    let row =
        sqlx::query(FIND).bind(tenant.to_string()).bind(id.to_string()).fetch_optional(connection).await?;
    row.as_ref().map(VersionRow::read).transpose()
}

/// The version that rolling back republishes: the last one before the published one that was published as well.
pub(crate) async fn find_version_before(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    template: &Id<Template>,
) -> Result<Option<VersionRow>> {
    let row = sqlx::query(view!(
        " AND v.template_id = $2 AND v.state = 'approved' AND v.published_at IS NOT NULL AND v.number <
            (SELECT n.number FROM template_version n
             WHERE n.tenant_id = $1 AND n.template_id = $2 AND n.state = 'published')
          ORDER BY v.number DESC LIMIT 1"
    ))
    .bind(tenant.to_string())
    .bind(template.to_string())
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(VersionRow::read).transpose()
}

/// The versions of a template, newest first.
pub(crate) async fn list_versions(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    template: &Id<Template>,
    page: &PageRequest,
) -> Result<Page<VersionRow>> {
    let slice = page.slice::<TemplateVersion>()?;
    let rows = sqlx::query(view!(" AND v.template_id = $2 AND v.id < $3 ORDER BY v.id DESC LIMIT $4"))
        .bind(tenant.to_string())
        .bind(template.to_string())
        .bind(&slice.before)
        .bind(slice.limit())
        .fetch_all(connection)
        .await?;
    slice.page(&rows, VersionRow::read, |row| row.id)
}

/// What waits for a decision by `person`, newest first.
pub(crate) async fn list_undecided(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    person: &Id<Person>,
    four_eyes: bool,
    page: &PageRequest,
) -> Result<Page<VersionRow>> {
    let slice = page.slice::<TemplateVersion>()?;
    let rows = sqlx::query(concat!(view!(" AND v.id < $4"), undecided!(), " ORDER BY v.id DESC LIMIT $5"))
        .bind(tenant.to_string())
        .bind(person.to_string())
        .bind(i64::from(four_eyes))
        .bind(&slice.before)
        .bind(slice.limit())
        .fetch_all(connection)
        .await?;
    slice.page(&rows, VersionRow::read, |row| row.id)
}

/// How much waits for a decision by `person`.
pub(crate) async fn count_undecided(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    person: &Id<Person>,
    four_eyes: bool,
) -> Result<i64> {
    let sql =
        concat!("SELECT COUNT(*) AS undecided FROM template_version v WHERE v.tenant_id = $1", undecided!());
    let row = sqlx::query(sql)
        .bind(tenant.to_string())
        .bind(person.to_string())
        .bind(i64::from(four_eyes))
        .fetch_one(connection)
        .await?;
    row.number("undecided")
}

/// Published versions that someone should have looked at by `until`, newest first.
pub(crate) async fn list_review_due(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    until: Timestamp,
    page: &PageRequest,
) -> Result<Page<VersionRow>> {
    let slice = page.slice::<TemplateVersion>()?;
    let rows = sqlx::query(view!(
        " AND v.state = 'published' AND v.review_by <= $2 AND v.id < $3 ORDER BY v.id DESC LIMIT $4"
    ))
    .bind(tenant.to_string())
    .bind(until.as_millisecond())
    .bind(&slice.before)
    .bind(slice.limit())
    .fetch_all(connection)
    .await?;
    slice.page(&rows, VersionRow::read, |row| row.id)
}

/// The row of a step.
pub struct StepRow {
    id: Id<VersionStep>,
    step: akte_model::Step,
    at: Timestamp,
    person: Option<Label<Person>>,
    comment: Option<(Vec<u8>, Envelope)>,
}

impl Content for VersionStep {
    type Row = StepRow;

    fn open(row: StepRow, vault: &Vault) -> Result<Self> {
        let comment = row
            .comment
            .map(|(sealed, envelope)| vault.open::<Self>(&row.id, envelope)?.open_text("comment", sealed));
        Ok(Self {
            id: row.id,
            step: row.step,
            at: row.at,
            person: row.person.map(|person| person.open_person(vault)).transpose()?,
            comment: comment.transpose()?,
        })
    }
}

/// The steps of a version, the first first.
pub(crate) async fn list_steps(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    version: &Id<TemplateVersion>,
) -> Result<Vec<StepRow>> {
    let rows = sqlx::query(
        "SELECT s.id, s.step, s.at, s.comment, s.key_id, s.sealed_key, s.content_version,
            p.id AS person_id, p.name AS person_name, p.key_id AS person_key_id,
            p.sealed_key AS person_sealed_key, p.content_version AS person_content_version
         FROM version_step s LEFT JOIN person p ON p.tenant_id = s.tenant_id AND p.id = s.person_id
         WHERE s.tenant_id = $1 AND s.version_id = $2 ORDER BY s.version_rev",
    )
    .bind(tenant.to_string())
    .bind(version.to_string())
    .fetch_all(connection)
    .await?;
    let read = |row: &AnyRow| {
        let comment = row.bytes_or_none("comment")?;
        Ok(StepRow {
            id: row.id("id")?,
            step: row.parsed("step")?,
            at: row.time("at")?,
            person: Label::read(row, "person_", "name")?,
            comment: comment.map(|sealed| Ok::<_, Error>((sealed, row.envelope("")?))).transpose()?,
        })
    };
    rows.iter().map(read).collect()
}

/// A version that nobody else changes before the transaction ends, and neither its template.
pub(crate) struct Locked {
    pub(crate) template: Id<Template>,
    pub(crate) template_rev: Rev,
    pub(crate) state: VersionState,
    pub(crate) author: Option<Id<Person>>,
    pub(crate) publish_at: Option<Timestamp>,
    pub(crate) published_at: Option<Timestamp>,
    pub(crate) review_by: Option<Timestamp>,
    pub(crate) rev: Rev,
}

/// Locks a version with its template, so that the life of a template goes one step at a time.
pub(crate) async fn lock_version(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<TemplateVersion>,
) -> Result<Option<Locked>> {
    let sql = select_for_update!(
        connection,
        "SELECT t.id AS template_id, t.rev AS template_rev, v.state, v.author_id, v.publish_at, v.published_at, v.review_by,
            v.rev
         FROM template_version v JOIN template t ON t.tenant_id = v.tenant_id AND t.id = v.template_id
         WHERE v.tenant_id = $1 AND v.id = $2"
    );
    let row =
        sqlx::query(sql).bind(tenant.to_string()).bind(id.to_string()).fetch_optional(connection).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Locked {
        template: row.id("template_id")?,
        template_rev: row.rev("template_rev")?,
        state: row.parsed("state")?,
        author: row.id_or_none("author_id")?,
        publish_at: row.time_or_none("publish_at")?,
        published_at: row.time_or_none("published_at")?,
        review_by: row.time_or_none("review_by")?,
        rev: row.rev("rev")?,
    }))
}
