//! Documents.

use akte_model::{
    Action, AnswerSet, Document, DocumentFile, Id, Kind, Matter, Person, Rev, Template, TemplateRef,
    TemplateVersion, Warning,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::blob::{self, BlobRef};
use super::matter::TitleRow;
use super::mine::{Queries, newest};
use super::wall::{acting, before_wall, matters_of, own_matters, within_reach};
use super::{Content, Label, New, Page, PageRequest};
use crate::audit::Deed;
use crate::crypto::{self, Envelope};
use crate::database::RowExt;
use crate::error::{Error, Result};
use crate::gate::Actor;
use crate::vault::{StoredBlob, Vault};

/// A document that was made and is to be kept.
#[derive(Clone)]
pub struct NewDocument {
    /// The answers that it was made of, as they were read.
    pub set: AnswerSet,
    /// What it is called.
    pub title: String,
    /// The .docx; at most 32 MiB.
    pub bytes: Vec<u8>,
    /// The SHA-256 of the template's file: [`akte_model::TemplateFile::sha256`].
    pub template_sha256: String,
    /// The version of the engine that made it.
    pub engine: &'static str,
    /// The dotted names of the answers that it has blanks for, when it is a draft.
    pub draft: Option<Vec<String>>,
    /// What somebody should look at.
    pub warnings: Vec<Warning>,
}

/// What a document was made of and is, provably.
#[derive(Serialize, Deserialize)]
pub(crate) struct Hashes {
    pub(crate) document: String,
    pub(crate) template: String,
    /// Keyed: plain hashes of answers could be guessed.
    pub(crate) answers_mac: String,
    pub(crate) engine: String,
    /// Of documents that are older than this field it is not known.
    #[serde(default)]
    pub(crate) draft: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) warnings: Vec<Warning>,
}

impl Hashes {
    /// As they are encrypted.
    pub(crate) fn json(&self) -> Result<Vec<u8>> {
        serde_json::to_vec(self).map_err(|_| Error::Internal("hashes could not be written as JSON"))
    }
}

/// The rows of a document.
pub struct StagedDocument {
    pub(crate) answer_set: Id<AnswerSet>,
    answer_set_rev: Rev,
    version: Id<TemplateVersion>,
    title: Vec<u8>,
    hashes: Vec<u8>,
    envelope: Envelope,
    blob: StoredBlob,
    at: Timestamp,
}

impl New for NewDocument {
    type Kind = Document;
    type Row = StagedDocument;

    fn seal(self, id: Id<Document>, vault: &Vault) -> Result<StagedDocument> {
        let answers = serde_json::to_vec(&self.set.answers)
            .map_err(|_| Error::Internal("answers could not be written as JSON"))?;
        let hashes = Hashes {
            document: crypto::sha256(&self.bytes),
            template: self.template_sha256,
            answers_mac: vault.mac("answers", &[&answers]),
            engine: self.engine.to_owned(),
            draft: self.draft,
            warnings: self.warnings,
        };
        let (sealer, envelope) = vault.seal::<Document>(&id, 1)?;
        Ok(StagedDocument {
            answer_set: self.set.id,
            answer_set_rev: self.set.rev,
            version: self.set.version,
            title: sealer.seal("title", self.title.as_bytes())?,
            hashes: sealer.seal("hashes", &hashes.json()?)?,
            envelope,
            blob: vault.store(&self.bytes)?,
            at: vault.now(),
        })
    }
}

/// A document's row.
pub struct DocumentRow {
    id: Id<Document>,
    title: Vec<u8>,
    hashes: Vec<u8>,
    envelope: Envelope,
    template: Label<Template>,
    language: String,
    version: Id<TemplateVersion>,
    number: i64,
    answer_set: Id<AnswerSet>,
    answer_set_rev: Rev,
    made_at: Timestamp,
    size: i64,
    blob: BlobRef,
    owner: Label<Person>,
    made_by: Option<Label<Person>>,
    matter: Option<TitleRow>,
}

impl DocumentRow {
    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            title: row.bytes("title")?,
            hashes: row.bytes("hashes")?,
            envelope: row.envelope("")?,
            template: Label::must(row, "template_", "title")?,
            language: row.text("language")?,
            version: row.id("version_id")?,
            number: row.number("number")?,
            answer_set: row.id("answer_set_id")?,
            answer_set_rev: row.rev("answer_set_rev")?,
            made_at: row.time("made_at")?,
            size: row.number("size")?,
            blob: BlobRef { id: row.id("blob_id")?, envelope: row.envelope("blob_")? },
            owner: Label::must(row, "owner_", "name")?,
            made_by: Label::read(row, "maker_", "name")?,
            matter: TitleRow::read(row, "matter_")?,
        })
    }
}

impl Content for Document {
    type Row = DocumentRow;

    fn open(row: DocumentRow, vault: &Vault) -> Result<Self> {
        let object = vault.open::<Self>(&row.id, row.envelope)?;
        let hashes = object.open("hashes", row.hashes)?;
        let hashes: Hashes = serde_json::from_slice(&hashes).map_err(|_| object.damaged())?;
        Ok(Self {
            id: row.id,
            title: object.open_text("title", row.title)?,
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
            answer_set: row.answer_set,
            answer_set_rev: row.answer_set_rev,
            made_at: row.made_at,
            size: u64::try_from(row.size).map_err(|_| object.damaged())?,
            sha256: hashes.document,
            draft: hashes.draft,
            warnings: hashes.warnings,
        })
    }
}

impl Content for DocumentFile {
    type Row = DocumentRow;

    fn open(row: DocumentRow, vault: &Vault) -> Result<Self> {
        let bytes = vault.fetch(&row.blob.id, row.blob.envelope.clone())?;
        let document = Document::open(row, vault)?;
        if crypto::sha256(&bytes) != document.sha256 {
            return Err(Error::Damaged { table: Document::NAME, id: document.id.to_string() });
        }
        Ok(Self { document, bytes })
    }

    fn reading(row: &DocumentRow) -> Option<Deed> {
        Some(Deed::new("read_document", &row.id))
    }
}

/// Documents within reach, with their owner and matter, and the template that they were made of. `$1` to `$3` as in
/// [`super::wall`].
macro_rules! view {
    ($where:literal) => {
        concat!(
            "SELECT d.id, d.title, d.hashes, d.key_id, d.sealed_key, d.content_version, d.version_id, d.answer_set_id,
                d.answer_set_rev, d.made_at, v.number,
                t.id AS template_id, t.title AS template_title, t.key_id AS template_key_id,
                t.sealed_key AS template_sealed_key, t.content_version AS template_content_version, t.language,
                b.id AS blob_id, b.size, b.key_id AS blob_key_id, b.sealed_key AS blob_sealed_key,
                b.content_version AS blob_content_version,
                p.id AS owner_id, p.name AS owner_name, p.key_id AS owner_key_id, p.sealed_key AS owner_sealed_key,
                p.content_version AS owner_content_version,
                a.id AS maker_id, a.name AS maker_name, a.key_id AS maker_key_id, a.sealed_key AS maker_sealed_key,
                a.content_version AS maker_content_version,
                m.id AS matter_id, m.name AS matter_name, m.number AS matter_number, m.key_id AS matter_key_id,
                m.sealed_key AS matter_sealed_key, m.content_version AS matter_content_version
             FROM document d
             JOIN person p ON p.tenant_id = d.tenant_id AND p.id = d.person_id
             LEFT JOIN person a ON a.tenant_id = d.tenant_id AND a.id = d.made_by
             JOIN template_version v ON v.tenant_id = d.tenant_id AND v.id = d.version_id
             JOIN template t ON t.tenant_id = v.tenant_id AND t.id = v.template_id
             JOIN blob b ON b.tenant_id = d.tenant_id AND b.id = d.blob_id
             LEFT JOIN matter m ON m.tenant_id = d.tenant_id AND m.id = d.matter_id
             WHERE d.tenant_id = $1",
            within_reach!("d"),
            $where
        )
    };
}

pub(super) const FIND: &str = view!(" AND d.id = $4");

/// A document within reach of `actor`.
pub(crate) async fn find_document(
    connection: &mut AnyConnection,
    actor: &Actor,
    id: &Id<Document>,
) -> Result<Option<DocumentRow>> {
    let row = sqlx::query(FIND)
        .bind(actor.tenant().to_string())
        .bind(actor.person().to_string())
        .bind(actor.reach_number(Action::ReadDocument))
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(DocumentRow::read).transpose()
}

/// The documents of `actor`, with those on behalf of others, or with `matter` those that belong to it, newest first.
pub(crate) async fn list_documents(
    connection: &mut AnyConnection,
    actor: &Actor,
    matter: Option<&Id<Matter>>,
    page: &PageRequest,
) -> Result<Page<DocumentRow>> {
    let slice = page.slice::<Document>()?;
    let queries = Queries { own: OWN_LIST, behalf: BEHALF_LIST, matter: MATTER_LIST };
    let rows = newest(connection, actor, Action::ReadDocument, matter, &queries, &slice).await?;
    slice.page(&rows, DocumentRow::read, |row| row.id)
}

pub(super) const OWN_LIST: &str = view!(" AND d.person_id = $4 AND d.id < $5 ORDER BY d.id DESC LIMIT $6");
pub(super) const BEHALF_LIST: &str =
    view!(" AND d.person_id = $4 AND d.made_by IS NOT NULL AND d.id < $5 ORDER BY d.id DESC LIMIT $6");
pub(super) const MATTER_LIST: &str = view!(" AND d.matter_id = $4 AND d.id < $5 ORDER BY d.id DESC LIMIT $6");

/// Keeps a document of `owner`, made by `actor`, under the matter of its answers, which are locked.
pub(crate) async fn insert_document(
    connection: &mut AnyConnection,
    actor: &Actor,
    owner: &Id<Person>,
    id: &Id<Document>,
    staged: StagedDocument,
) -> Result<()> {
    let tenant = actor.tenant();
    let blob = blob::insert(connection, &tenant, staged.blob).await?;
    sqlx::query(
        "INSERT INTO document (tenant_id, id, person_id, version_id, answer_set_id, answer_set_rev, blob_id, title,
            hashes, key_id, sealed_key, content_version, rev, made_at, matter_id, made_by)
         SELECT $1, $2, $3, $4, s.id, $6, $7, $8, $9, $10, $11, $12, 1, $13, s.matter_id, NULLIF($14, $3)
         FROM answer_set s
         WHERE s.tenant_id = $1 AND s.id = $5",
    )
    .bind(tenant.to_string())
    .bind(id.to_string())
    .bind(owner.to_string())
    .bind(staged.version.to_string())
    .bind(staged.answer_set.to_string())
    .bind(staged.answer_set_rev.number())
    .bind(blob.to_string())
    .bind(staged.title)
    .bind(staged.hashes)
    .bind(staged.envelope.key_id)
    .bind(staged.envelope.sealed_key)
    .bind(staged.envelope.version)
    .bind(staged.at.as_millisecond())
    .bind(actor.person().to_string())
    .execute(connection)
    .await?;
    Ok(())
}
