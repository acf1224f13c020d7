//! Answer sets.

use akte_model::{
    Action, AnswerSet, Id, Matter, NewerVersion, Person, Rev, Template, TemplateRef, TemplateVersion, Tenant,
};
use jiff::Timestamp;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::matter::TitleRow;
use super::mine::{Queries, newest};
use super::wall::{acting, before_wall, matters_of, own_matters, within_reach};
use super::{Content, Label, Page, PageRequest};
use crate::audit::Deed;
use crate::crypto::Envelope;
use crate::database::{RowExt, select_for_update};
use crate::error::{Error, Result};
use crate::gate::Actor;
use crate::vault::Vault;

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
