//! Answer sets.

use akte_model::{
    Action, AnswerSet, Answers, Id, Matter, NewerVersion, Person, Rev, Template, TemplateRef,
    TemplateVersion, Tenant,
};
use jiff::Timestamp;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::answer_file::{FilesOf, share_answer_files};
use super::matter::TitleRow;
use super::mine::{Queries, newest};
use super::used_files::{Used, note_used_files, used};
use super::wall::{acting, before_wall, matters_of, own_matters, within_reach};
use super::{Content, Label, New, Page, PageRequest};
use crate::audit::Deed;
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
    /// The files that they refer to, which another set has.
    pub files: Option<FilesOf>,
}

/// The encrypted content of an answer set.
pub struct StagedSet {
    version: Id<TemplateVersion>,
    files: Option<FilesOf>,
    content: SealedSet,
    at: Timestamp,
}

struct SealedSet {
    name: Option<Vec<u8>>,
    answers: Vec<u8>,
    set_aside: Option<Vec<u8>>,
    envelope: Envelope,
}

impl SealedSet {
    fn seal(
        id: &Id<AnswerSet>,
        rev: Rev,
        name: Option<&str>,
        answers: &Answers,
        set_aside: &Answers,
        vault: &Vault,
    ) -> Result<Self> {
        let (sealer, envelope) = vault.seal::<AnswerSet>(id, rev.number())?;
        let seal = |column, answers: &Answers| {
            let json = serde_json::to_vec(answers)
                .map_err(|_| Error::Internal("answers could not be written as JSON"))?;
            sealer.seal(column, &json)
        };
        let name = name.map(|name| sealer.seal("name", name.as_bytes())).transpose()?;
        let answers = seal("answers", answers)?;
        let set_aside = (!set_aside.is_empty()).then(|| seal("set_aside", set_aside)).transpose()?;
        Ok(Self { name, answers, set_aside, envelope })
    }
}

impl New for NewAnswerSet {
    type Kind = AnswerSet;
    type Row = StagedSet;

    fn seal(self, id: Id<AnswerSet>, vault: &Vault) -> Result<StagedSet> {
        let name = self.name.as_deref();
        let content = SealedSet::seal(&id, Rev::FIRST, name, &self.answers, &Answers::new(), vault)?;
        Ok(StagedSet { version: self.version, files: self.files, content, at: vault.now() })
    }
}

/// New answers of a set, encrypted, with the revision that they replace.
#[must_use]
pub struct StagedAnswers {
    pub(crate) id: Id<AnswerSet>,
    replaces: Rev,
    content: SealedSet,
    used: Used,
    at: Timestamp,
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
    let name = set.name.as_deref();
    let content = SealedSet::seal(&set.id, set.rev.next(), name, answers, &set.set_aside, vault)?;
    let used = used([answers, &set.set_aside]);
    Ok(StagedAnswers { id: set.id, replaces: set.rev, content, used, at: vault.now() })
}

/// A move of a set to a newer version of its template, encrypted.
#[must_use]
#[derive(Debug)]
pub struct StagedMove {
    pub(crate) to: Id<TemplateVersion>,
    pub(crate) answers: StagedAnswers,
}

/// Encrypts the answers of a set that moves to a newer version of its template; what of them is left joins what is set aside.
pub(crate) fn stage_move(
    mut set: AnswerSet,
    expected: Rev,
    to: Id<TemplateVersion>,
    answers: &Answers,
    left: Answers,
    vault: &Vault,
) -> Result<StagedMove> {
    set.set_aside.extend(left);
    Ok(StagedMove { to, answers: stage_answers(&set, expected, answers, vault)? })
}

/// An answer set's row.
pub struct AnswerSetRow {
    id: Id<AnswerSet>,
    name: Option<Vec<u8>>,
    answers: Vec<u8>,
    set_aside: Option<Vec<u8>>,
    envelope: Envelope,
    rev: Rev,
    created_at: Timestamp,
    version: Id<TemplateVersion>,
    number: i64,
    newer: Option<NewerVersion>,
    template: Label<Template>,
    language: String,
    owner: Label<Person>,
    made_by: Option<Label<Person>>,
    matter: Option<TitleRow>,
}

impl AnswerSetRow {
    fn read(row: &AnyRow) -> Result<Self> {
        let newer = row.id_or_none("newer_id")?.zip(row.number_or_none("newer_number")?);
        Ok(Self {
            id: row.id("id")?,
            name: row.bytes_or_none("name")?,
            answers: row.bytes("answers")?,
            set_aside: row.bytes_or_none("set_aside")?,
            envelope: row.envelope("")?,
            rev: row.rev("rev")?,
            created_at: row.time("created_at")?,
            version: row.id("version_id")?,
            number: row.number("number")?,
            newer: newer.map(|(version, number)| NewerVersion { version, number }),
            template: Label::must(row, "template_", "title")?,
            language: row.text("language")?,
            owner: Label::must(row, "owner_", "name")?,
            made_by: Label::read(row, "maker_", "name")?,
            matter: TitleRow::read(row, "matter_")?,
        })
    }
}

impl Content for AnswerSet {
    type Row = AnswerSetRow;

    fn open(row: AnswerSetRow, vault: &Vault) -> Result<Self> {
        let object = vault.open::<Self>(&row.id, row.envelope)?;
        let answers = object.open("answers", row.answers)?;
        let set_aside = row.set_aside.map(|sealed| object.open("set_aside", sealed)).transpose()?;
        let read = |json: Vec<u8>| serde_json::from_slice(&json).map_err(|_| object.damaged());
        Ok(Self {
            id: row.id,
            name: row.name.map(|name| object.open_text("name", name)).transpose()?,
            owner: row.owner.open_person(vault)?,
            made_by: row.made_by.map(|maker| maker.open_person(vault)).transpose()?,
            matter: row.matter.map(|matter| matter.open_ref(vault)).transpose()?,
            template: TemplateRef {
                id: row.template.id,
                title: row.template.open(vault)?,
                language: row.language,
            },
            version: row.version,
            number: row.number,
            newer: row.newer,
            answers: read(answers)?,
            set_aside: set_aside.map(read).transpose()?.unwrap_or_default(),
            rev: row.rev,
            created_at: row.created_at,
        })
    }

    fn reading(row: &AnswerSetRow) -> Option<Deed> {
        Some(Deed::new("read_answers", &row.id))
    }
}

/// Answer sets within reach, with their owner and matter, the template that they belong to, and its published version where that
/// is a newer one. `$1` to `$3` as in [`super::wall`].
macro_rules! view {
    ($where:literal) => {
        concat!(
            "SELECT s.id, s.name, s.answers, s.set_aside, s.key_id, s.sealed_key, s.content_version, s.rev, s.created_at, s.version_id,
                v.number, t.id AS template_id, t.title AS template_title, t.key_id AS template_key_id,
                t.sealed_key AS template_sealed_key, t.content_version AS template_content_version, t.language,
                n.id AS newer_id, n.number AS newer_number,
                p.id AS owner_id, p.name AS owner_name, p.key_id AS owner_key_id, p.sealed_key AS owner_sealed_key,
                p.content_version AS owner_content_version,
                b.id AS maker_id, b.name AS maker_name, b.key_id AS maker_key_id, b.sealed_key AS maker_sealed_key,
                b.content_version AS maker_content_version,
                m.id AS matter_id, m.name AS matter_name, m.number AS matter_number, m.key_id AS matter_key_id,
                m.sealed_key AS matter_sealed_key, m.content_version AS matter_content_version
             FROM answer_set s
             JOIN person p ON p.tenant_id = s.tenant_id AND p.id = s.person_id
             LEFT JOIN person b ON b.tenant_id = s.tenant_id AND b.id = s.made_by
             JOIN template_version v ON v.tenant_id = s.tenant_id AND v.id = s.version_id
             JOIN template t ON t.tenant_id = v.tenant_id AND t.id = v.template_id
             LEFT JOIN template_version n ON n.tenant_id = t.tenant_id AND n.id = t.published_version
                AND n.number > v.number
             LEFT JOIN matter m ON m.tenant_id = s.tenant_id AND m.id = s.matter_id
             WHERE s.tenant_id = $1",
            within_reach!("s"),
            $where
        )
    };
}

pub(super) const FIND: &str = view!(" AND s.id = $4");

/// An answer set within reach of `actor`.
pub(crate) async fn find_answer_set(
    connection: &mut AnyConnection,
    actor: &Actor,
    id: &Id<AnswerSet>,
) -> Result<Option<AnswerSetRow>> {
    let row = sqlx::query(FIND)
        .bind(actor.tenant().to_string())
        .bind(actor.person().to_string())
        .bind(actor.reach_number(Action::ReadAnswers))
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(AnswerSetRow::read).transpose()
}

/// Whether `id` is within reach of `actor` for `action`; locks it.
pub(crate) async fn lock_answer_set(
    connection: &mut AnyConnection,
    actor: &Actor,
    id: &Id<AnswerSet>,
    action: Action,
) -> Result<bool> {
    let sql = select_for_update!(
        connection,
        concat!("SELECT s.id FROM answer_set s WHERE s.tenant_id = $1 AND s.id = $4", within_reach!("s"))
    );
    let row = sqlx::query(sql)
        .bind(actor.tenant().to_string())
        .bind(actor.person().to_string())
        .bind(actor.reach_number(action))
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

/// For whom `actor` acts with a set, and whose is therefore what is made of it; none where it is not so.
pub(crate) async fn find_acted_for(
    connection: &mut AnyConnection,
    actor: &Actor,
    id: &Id<AnswerSet>,
) -> Result<Option<Id<Person>>> {
    let row = sqlx::query(concat!(
        "SELECT s.person_id FROM answer_set s WHERE s.tenant_id = $1 AND s.id = $3 AND ",
        acting!("s")
    ))
    .bind(actor.tenant().to_string())
    .bind(actor.person().to_string())
    .bind(id.to_string())
    .fetch_optional(connection)
    .await?;
    row.map(|row| row.id("person_id")).transpose()
}

/// Whose a set is. It is locked.
pub(crate) async fn find_owner(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<AnswerSet>,
) -> Result<Id<Person>> {
    let row = sqlx::query("SELECT person_id FROM answer_set WHERE tenant_id = $1 AND id = $2")
        .bind(tenant.to_string())
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.ok_or(Error::NotFound)?.id("person_id")
}

/// The answer sets of `actor`, with those on behalf of others, or with `matter` those that belong to it, newest first.
pub(crate) async fn list_answer_sets(
    connection: &mut AnyConnection,
    actor: &Actor,
    matter: Option<&Id<Matter>>,
    page: &PageRequest,
) -> Result<Page<AnswerSetRow>> {
    let slice = page.slice::<AnswerSet>()?;
    let queries = Queries { own: OWN_LIST, behalf: BEHALF_LIST, matter: MATTER_LIST };
    let rows = newest(connection, actor, Action::ReadAnswers, matter, &queries, &slice).await?;
    slice.page(&rows, AnswerSetRow::read, |row| row.id)
}

pub(super) const OWN_LIST: &str = view!(" AND s.person_id = $4 AND s.id < $5 ORDER BY s.id DESC LIMIT $6");
pub(super) const BEHALF_LIST: &str =
    view!(" AND s.person_id = $4 AND s.made_by IS NOT NULL AND s.id < $5 ORDER BY s.id DESC LIMIT $6");
pub(super) const MATTER_LIST: &str = view!(" AND s.matter_id = $4 AND s.id < $5 ORDER BY s.id DESC LIMIT $6");

/// Starts an interview of `owner`, made by `actor`, on a version of `template` that is published, or, for who may read drafts,
/// any.
pub(crate) async fn insert_answer_set(
    connection: &mut AnyConnection,
    actor: &Actor,
    owner: &Id<Person>,
    id: &Id<AnswerSet>,
    template: &Id<Template>,
    matter: Option<&Id<Matter>>,
    staged: StagedSet,
) -> Result<()> {
    let made = sqlx::query(
        "INSERT INTO answer_set (tenant_id, id, person_id, version_id, name, answers, key_id, sealed_key,
            content_version, rev, created_at, matter_id, made_by)
         SELECT v.tenant_id, $2, $3, v.id, $4, $5, $6, $7, $8, 1, $9, $13, NULLIF($14, $3) FROM template_version v
         WHERE v.tenant_id = $1 AND v.id = $10 AND v.template_id = $11 AND (v.state = 'published' OR $12 = 1)",
    )
    .bind(actor.tenant().to_string())
    .bind(id.to_string())
    .bind(owner.to_string())
    .bind(staged.content.name)
    .bind(staged.content.answers)
    .bind(staged.content.envelope.key_id)
    .bind(staged.content.envelope.sealed_key)
    .bind(staged.content.envelope.version)
    .bind(staged.at.as_millisecond())
    .bind(staged.version.to_string())
    .bind(template.to_string())
    .bind(i64::from(actor.may(Action::ReadDraft)))
    .bind(matter.map(ToString::to_string))
    .bind(actor.person().to_string())
    .execute(&mut *connection)
    .await?;
    if made.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    match staged.files {
        Some(files) => share_answer_files(connection, actor, &files, id).await,
        None => Ok(()),
    }
}

/// Replaces the answers where they are still at the revision that was read.
pub(crate) async fn update_answers(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    staged: StagedAnswers,
) -> Result<Rev> {
    let rev = staged.replaces.next();
    let changed = sqlx::query(
        "UPDATE answer_set SET name = $3, answers = $4, key_id = $5, sealed_key = $6, content_version = $7, rev = $8,
            set_aside = $10
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
    .bind(staged.content.set_aside)
    .execute(&mut *connection)
    .await?;
    if changed.rows_affected() == 1 {
        note_used_files(connection, tenant, &staged.id, &staged.used, staged.at.as_millisecond()).await?;
        return Ok(rev);
    }
    let row = sqlx::query("SELECT rev FROM answer_set WHERE tenant_id = $1 AND id = $2")
        .bind(tenant.to_string())
        .bind(staged.id.to_string())
        .fetch_optional(connection)
        .await?;
    Err(Error::Stale { current: row.ok_or(Error::NotFound)?.rev("rev")? })
}

/// Pins a set to the published version of its template, where that is `to` and newer than the one it is pinned to.
pub(crate) async fn pin_answers(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<AnswerSet>,
    to: &Id<TemplateVersion>,
) -> Result<()> {
    let moved = sqlx::query(
        "UPDATE answer_set SET version_id = $3
         WHERE tenant_id = $1 AND id = $2 AND EXISTS (
            SELECT n.id FROM template t
            JOIN template_version n ON n.tenant_id = t.tenant_id AND n.id = t.published_version
            JOIN template_version v ON v.tenant_id = t.tenant_id AND v.template_id = t.id
            WHERE n.tenant_id = $1 AND n.id = $3 AND v.id = answer_set.version_id AND n.number > v.number)",
    )
    .bind(tenant.to_string())
    .bind(id.to_string())
    .bind(to.to_string())
    .execute(connection)
    .await?;
    if moved.rows_affected() == 0 { Err(Error::NothingNewer) } else { Ok(()) }
}

/// Puts a set under a matter, or none, and the documents that were made of it with it. It is locked, and so is the matter.
pub(crate) async fn file_answers(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<AnswerSet>,
    matter: Option<&Id<Matter>>,
) -> Result<()> {
    for sql in [
        "UPDATE answer_set SET matter_id = $3 WHERE tenant_id = $1 AND id = $2",
        "UPDATE document SET matter_id = $3, rev = rev + 1 WHERE tenant_id = $1 AND answer_set_id = $2",
    ] {
        sqlx::query(sql)
            .bind(tenant.to_string())
            .bind(id.to_string())
            .bind(matter.map(ToString::to_string))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
