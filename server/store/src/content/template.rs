//! Templates and their files, read.

use akte_model::{
    Action, Category, Id, Person, Rev, Template, TemplateFile, TemplateVersion, Tenant, VersionState,
};
use jiff::Timestamp;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::blob::BlobRef;
use super::changes::note_change;
use super::wall::{acting, before_wall, matters_of, own_matters, within_reach};
use super::{Content, Label};
use crate::crypto::{self, Envelope};
use crate::database::{RowExt, select_for_update};
use crate::error::{Error, Result};
use crate::gate::Actor;
use crate::vault::Vault;

/// A template with the version to show: the published one, else the latest. `$1` is the firm, `$2` whose favourites count. That the
/// version is of the template is said twice: PostgreSQL has no index to go by for what `COALESCE` gives.
macro_rules! view {
    ($where:literal) => {
        concat!(
            "SELECT t.id, t.title, t.key_id, t.sealed_key, t.content_version, t.language, t.rev,
                v.id AS version_id, v.number, v.state, v.questions, v.created_at,
                c.id AS category_id, c.name AS category_name, c.key_id AS category_key_id,
                c.sealed_key AS category_sealed_key, c.content_version AS category_content_version,
                p.id AS owner_id, p.name AS owner_name, p.key_id AS owner_key_id,
                p.sealed_key AS owner_sealed_key, p.content_version AS owner_content_version,
                CASE WHEN f.person_id IS NULL THEN 0 ELSE 1 END AS favourite
             FROM template t
             JOIN template_version v ON v.tenant_id = t.tenant_id AND v.template_id = t.id AND v.id = COALESCE(t.published_version,
                (SELECT l.id FROM template_version l WHERE l.tenant_id = t.tenant_id AND l.template_id = t.id
                 ORDER BY l.number DESC LIMIT 1))
             LEFT JOIN category c ON c.tenant_id = t.tenant_id AND c.id = t.category_id
             LEFT JOIN person p ON p.tenant_id = t.tenant_id AND p.id = t.owner_id
             LEFT JOIN favourite f ON f.tenant_id = t.tenant_id AND f.template_id = t.id AND f.person_id = $2
             WHERE t.tenant_id = $1",
            $where
        )
    };
}

/// A template's row.
pub struct TemplateRow {
    title: Label<Template>,
    language: String,
    category: Option<Label<Category>>,
    owner: Option<Label<Person>>,
    version: Id<TemplateVersion>,
    number: i64,
    state: VersionState,
    questions: i64,
    created_at: Timestamp,
    favourite: bool,
    rev: Rev,
}

impl TemplateRow {
    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            title: Label::must(row, "", "title")?,
            language: row.text("language")?,
            category: Label::read(row, "category_", "name")?,
            owner: Label::read(row, "owner_", "name")?,
            version: row.id("version_id")?,
            number: row.number("number")?,
            state: row.parsed("state")?,
            questions: row.number("questions")?,
            created_at: row.time("created_at")?,
            favourite: row.number("favourite")? == 1,
            rev: row.rev("rev")?,
        })
    }
}

impl Content for Template {
    type Row = TemplateRow;

    fn open(row: TemplateRow, vault: &Vault) -> Result<Self> {
        let owner = row.owner.map(|owner| owner.open_person(vault));
        Ok(Self {
            id: row.title.id,
            title: row.title.open(vault)?,
            language: row.language,
            category: row.category.map(|category| Category::open(category, vault)).transpose()?,
            favourite: row.favourite,
            status: row.state,
            version: row.version,
            number: row.number,
            questions: row.questions,
            uploaded_at: row.created_at,
            owner: owner.transpose()?,
            rev: row.rev,
        })
    }
}

pub(super) const FIND: &str = view!(" AND t.id = $3 AND (v.state = 'published' OR $4 = 1)");

/// A template that `actor` may see: one that is published, or, for who may read drafts, any.
pub(crate) async fn find_template(
    connection: &mut AnyConnection,
    actor: &Actor,
    id: &Id<Template>,
) -> Result<Option<TemplateRow>> {
    let row = sqlx::query(FIND)
        .bind(actor.tenant().to_string())
        .bind(actor.person().to_string())
        .bind(id.to_string())
        .bind(i64::from(actor.may(Action::ReadDraft)))
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(TemplateRow::read).transpose()
}

/// Whether there is such a template; locks it.
pub(crate) async fn lock_template(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<Template>,
) -> Result<bool> {
    let sql = select_for_update!(connection, "SELECT id FROM template WHERE tenant_id = $1 AND id = $2");
    let row =
        sqlx::query(sql).bind(tenant.to_string()).bind(id.to_string()).fetch_optional(connection).await?;
    Ok(row.is_some())
}

pub(super) const ALL: &str = view!("");

/// Every template of the firm, for the library's index: nobody's favourites.
pub(crate) async fn all_templates(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
) -> Result<Vec<TemplateRow>> {
    let rows = sqlx::query(ALL).bind(tenant.to_string()).bind("").fetch_all(connection).await?;
    rows.iter().map(TemplateRow::read).collect()
}

pub(super) const ONE: &str = view!(" AND t.id = $3");

/// One of them, as [`all_templates`] gives it.
pub(crate) async fn one_template(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<Template>,
) -> Result<Option<TemplateRow>> {
    let row = sqlx::query(ONE)
        .bind(tenant.to_string())
        .bind("")
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(TemplateRow::read).transpose()
}

/// Puts a template under another category, or none, where it is still at the revision that was read. It is locked.
pub(crate) async fn update_category(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<Template>,
    expected: Rev,
    category: Option<&Id<Category>>,
) -> Result<Rev> {
    let changed = sqlx::query(
        "UPDATE template SET category_id = $3, rev = rev + 1 WHERE tenant_id = $1 AND id = $2 AND rev = $4",
    )
    .bind(tenant.to_string())
    .bind(id.to_string())
    .bind(category.map(ToString::to_string))
    .bind(expected.number())
    .execute(&mut *connection)
    .await?;
    if changed.rows_affected() == 0 {
        return Err(Error::Stale { current: expected.next() });
    }
    note_change(connection, tenant, id).await?;
    Ok(expected.next())
}

/// The row of a version's file.
pub struct FileRow {
    version: Id<TemplateVersion>,
    sha256: Vec<u8>,
    envelope: Envelope,
    blob: BlobRef,
}

impl Content for TemplateFile {
    type Row = FileRow;

    fn open(row: FileRow, vault: &Vault) -> Result<Self> {
        let object = vault.open::<TemplateVersion>(&row.version, row.envelope)?;
        let sha256 = object.open_text("sha256", row.sha256)?;
        let bytes = vault.fetch(&row.blob.id, row.blob.envelope)?;
        if crypto::sha256(&bytes) != sha256 {
            return Err(object.damaged());
        }
        Ok(Self { version: row.version, bytes, sha256 })
    }
}

/// The file of a version: of the published one, of one that answers within reach are pinned to, or, for who may read drafts, of
/// any.
pub(crate) async fn find_file(
    connection: &mut AnyConnection,
    actor: &Actor,
    version: &Id<TemplateVersion>,
) -> Result<Option<FileRow>> {
    let row = sqlx::query(concat!(
        "SELECT v.id, v.sha256, v.key_id, v.sealed_key, v.content_version,
            b.id AS blob_id, b.key_id AS blob_key_id, b.sealed_key AS blob_sealed_key,
            b.content_version AS blob_content_version
         FROM template_version v JOIN blob b ON b.tenant_id = v.tenant_id AND b.id = v.blob_id
         WHERE v.tenant_id = $1 AND v.id = $4 AND (v.state = 'published' OR $5 = 1 OR
            (SELECT COUNT(*) FROM answer_set s
             WHERE s.tenant_id = v.tenant_id AND s.version_id = v.id",
        within_reach!("s"),
        ") > 0)"
    ))
    .bind(actor.tenant().to_string())
    .bind(actor.person().to_string())
    .bind(actor.reach_number(Action::ReadAnswers))
    .bind(version.to_string())
    .bind(i64::from(actor.may(Action::ReadDraft)))
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(FileRow {
        version: row.id("id")?,
        sha256: row.bytes("sha256")?,
        envelope: row.envelope("")?,
        blob: BlobRef { id: row.id("blob_id")?, envelope: row.envelope("blob_")? },
    }))
}
