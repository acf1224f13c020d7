//! Answer sets.

use akte_model::{
    Action, AnswerSet, Answers, Id, Person, Rev, Template, TemplateRef, TemplateVersion, Tenant,
};
use jiff::Timestamp;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::{Content, Label, New, Page, PageRequest};
use crate::crypto::Envelope;
use crate::database::{RowExt, select_for_update};
use crate::error::{Error, Result};
use crate::gate::Actor;
use crate::vault::Vault;

/// An interview to be started.
#[derive(Clone)]
pub struct NewAnswerSet {
    /// The version of the template: the one that [`akte_model::Template::version`] names.
    pub version: Id<TemplateVersion>,
    /// What its owner calls it.
    pub name: Option<String>,
    /// The answers to begin with.
    pub answers: Answers,
}

/// The encrypted content of an answer set.
pub struct StagedSet {
    version: Id<TemplateVersion>,
    content: SealedSet,
    at: Timestamp,
}

struct SealedSet {
    name: Option<Vec<u8>>,
    answers: Vec<u8>,
    envelope: Envelope,
}

impl SealedSet {
    fn seal(
        id: &Id<AnswerSet>,
        rev: Rev,
        name: Option<&str>,
        answers: &Answers,
        vault: &Vault,
    ) -> Result<Self> {
        let (sealer, envelope) = vault.seal::<AnswerSet>(id, rev.number())?;
        let json = serde_json::to_vec(answers)
            .map_err(|_| Error::Internal("answers could not be written as JSON"))?;
        let name = name.map(|name| sealer.seal("name", name.as_bytes())).transpose()?;
        Ok(Self { name, answers: sealer.seal("answers", &json)?, envelope })
    }
}

impl New for NewAnswerSet {
    type Kind = AnswerSet;
    type Row = StagedSet;

    fn seal(self, id: Id<AnswerSet>, vault: &Vault) -> Result<StagedSet> {
        let content = SealedSet::seal(&id, Rev::FIRST, self.name.as_deref(), &self.answers, vault)?;
        Ok(StagedSet { version: self.version, content, at: vault.now() })
    }
}

/// New answers of a set, encrypted, with the revision that they replace.
#[must_use]
pub struct StagedAnswers {
    pub(crate) id: Id<AnswerSet>,
    replaces: Rev,
    content: SealedSet,
}

impl std::fmt::Debug for StagedAnswers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StagedAnswers({}, replaces rev {})", self.id, self.replaces)
    }
}

/// Encrypts new answers for `set`, which must be at revision `expected`.
pub(crate) fn stage_answers(
    set: &AnswerSet,
    expected: Rev,
    answers: &Answers,
    vault: &Vault,
) -> Result<StagedAnswers> {
    if set.rev != expected {
        return Err(Error::Stale { current: set.rev });
    }
    let content = SealedSet::seal(&set.id, set.rev.next(), set.name.as_deref(), answers, vault)?;
    Ok(StagedAnswers { id: set.id, replaces: set.rev, content })
}

/// An answer set's row.
pub struct AnswerSetRow {
    id: Id<AnswerSet>,
    name: Option<Vec<u8>>,
    answers: Vec<u8>,
    envelope: Envelope,
    rev: Rev,
    created_at: Timestamp,
    version: Id<TemplateVersion>,
    number: i64,
    template: Label<Template>,
    language: String,
}

impl AnswerSetRow {
    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            name: row.bytes_or_none("name")?,
            answers: row.bytes("answers")?,
            envelope: row.envelope("")?,
            rev: row.rev("rev")?,
            created_at: row.time("created_at")?,
            version: row.id("version_id")?,
            number: row.number("number")?,
            template: Label::must(row, "template_", "title")?,
            language: row.text("language")?,
        })
    }
}

impl Content for AnswerSet {
    type Row = AnswerSetRow;

    fn open(row: AnswerSetRow, vault: &Vault) -> Result<Self> {
        let object = vault.open::<Self>(&row.id, row.envelope)?;
        let answers = object.open("answers", row.answers)?;
        Ok(Self {
            id: row.id,
            name: row.name.map(|name| object.open_text("name", name)).transpose()?,
            template: TemplateRef {
                id: row.template.id,
                title: row.template.open(vault)?,
                language: row.language,
            },
            version: row.version,
            number: row.number,
            answers: serde_json::from_slice(&answers).map_err(|_| object.damaged())?,
            rev: row.rev,
            created_at: row.created_at,
        })
    }
}

/// Answer sets with the template that they belong to. `$1` is the firm, `$2` the owner.
macro_rules! view {
    ($where:literal) => {
        concat!(
            "SELECT s.id, s.name, s.answers, s.key_id, s.sealed_key, s.content_version, s.rev, s.created_at, s.version_id,
                v.number, t.id AS template_id, t.title AS template_title, t.key_id AS template_key_id,
                t.sealed_key AS template_sealed_key, t.content_version AS template_content_version, t.language
             FROM answer_set s
             JOIN template_version v ON v.tenant_id = s.tenant_id AND v.id = s.version_id
             JOIN template t ON t.tenant_id = v.tenant_id AND t.id = v.template_id
             WHERE s.tenant_id = $1 AND s.person_id = $2",
            $where
        )
    };
}

/// An answer set of `person`.
pub(crate) async fn find_answer_set(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    person: &Id<Person>,
    id: &Id<AnswerSet>,
) -> Result<Option<AnswerSetRow>> {
    let row = sqlx::query(view!(" AND s.id = $3"))
        .bind(tenant.to_string())
        .bind(person.to_string())
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(AnswerSetRow::read).transpose()
}

/// Whether `id` is an answer set of `person`; locks it.
pub(crate) async fn owns_answer_set(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    person: &Id<Person>,
    id: &Id<AnswerSet>,
) -> Result<bool> {
    let sql = select_for_update!(
        connection,
        "SELECT id FROM answer_set WHERE tenant_id = $1 AND person_id = $2 AND id = $3"
    );
    let row = sqlx::query(sql)
        .bind(tenant.to_string())
        .bind(person.to_string())
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

/// The answer sets of `person`, newest first.
pub(crate) async fn list_answer_sets(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    person: &Id<Person>,
    page: &PageRequest,
) -> Result<Page<AnswerSetRow>> {
    let slice = page.slice::<AnswerSet>()?;
    let rows = sqlx::query(view!(" AND s.id < $3 ORDER BY s.id DESC LIMIT $4"))
        .bind(tenant.to_string())
        .bind(person.to_string())
        .bind(&slice.before)
        .bind(slice.limit())
        .fetch_all(connection)
        .await?;
    slice.page(&rows, AnswerSetRow::read, |row| row.id)
}

/// Starts an interview of `actor` on a version of `template` that is published, or, for who may read drafts, any.
pub(crate) async fn insert_answer_set(
    connection: &mut AnyConnection,
    actor: &Actor,
    id: &Id<AnswerSet>,
    template: &Id<Template>,
    staged: StagedSet,
) -> Result<()> {
    let made = sqlx::query(
        "INSERT INTO answer_set (tenant_id, id, person_id, version_id, name, answers, key_id, sealed_key,
            content_version, rev, created_at)
         SELECT v.tenant_id, $2, $3, v.id, $4, $5, $6, $7, $8, 1, $9 FROM template_version v
         WHERE v.tenant_id = $1 AND v.id = $10 AND v.template_id = $11 AND (v.state = 'published' OR $12 = 1)",
    )
    .bind(actor.tenant().to_string())
    .bind(id.to_string())
    .bind(actor.person().to_string())
    .bind(staged.content.name)
    .bind(staged.content.answers)
    .bind(staged.content.envelope.key_id)
    .bind(staged.content.envelope.sealed_key)
    .bind(staged.content.envelope.version)
    .bind(staged.at.as_millisecond())
    .bind(staged.version.to_string())
    .bind(template.to_string())
    .bind(i64::from(actor.may(Action::ReadDraft)))
    .execute(connection)
    .await?;
    if made.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(()) }
}

/// Replaces the answers where they are still at the revision that was read.
pub(crate) async fn update_answers(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    staged: StagedAnswers,
) -> Result<Rev> {
    let rev = staged.replaces.next();
    let changed = sqlx::query(
        "UPDATE answer_set SET name = $3, answers = $4, key_id = $5, sealed_key = $6, content_version = $7, rev = $8
         WHERE tenant_id = $1 AND id = $2 AND rev = $9",
    )
    .bind(tenant.to_string())
    .bind(staged.id.to_string())
    .bind(staged.content.name)
    .bind(staged.content.answers)
    .bind(staged.content.envelope.key_id)
    .bind(staged.content.envelope.sealed_key)
    .bind(staged.content.envelope.version)
    .bind(rev.number())
    .bind(staged.replaces.number())
    .execute(&mut *connection)
    .await?;
    if changed.rows_affected() == 1 {
        return Ok(rev);
    }
    let row = sqlx::query("SELECT rev FROM answer_set WHERE tenant_id = $1 AND id = $2")
        .bind(tenant.to_string())
        .bind(staged.id.to_string())
        .fetch_optional(connection)
        .await?;
    Err(Error::Stale { current: row.ok_or(Error::NotFound)?.rev("rev")? })
}
