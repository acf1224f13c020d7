//! Files that answers refer to. They belong to answer sets: who reaches the set reaches them.

use akte_model::{Action, AnswerFile, AnswerSet, Id, Tenant};
use jiff::Timestamp;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::blob::{self, BlobRef};
use super::wall::{acting, before_wall, matters_of, own_matters, within_reach};
use super::{Content, New};
use crate::audit::Deed;
use crate::crypto::Envelope;
use crate::database::RowExt;
use crate::error::{Error, Result};
use crate::gate::Actor;
use crate::vault::{StoredBlob, Vault};

/// The most files that an answer set may have.
const FILES: i64 = 100;
/// The most bytes that they may have together: 24 MiB, so that a document of at most 32 MiB can hold them.
const BYTES: i64 = 24 << 20;

/// A file that is to be kept with an answer set.
#[derive(Clone)]
pub struct NewAnswerFile {
    /// The answer set.
    pub answer_set: Id<AnswerSet>,
    /// What it is called.
    pub name: String,
    /// Whether a document can show it.
    pub is_picture: bool,
    /// The file; at most 32 MiB.
    pub bytes: Vec<u8>,
}

/// The rows of a file.
pub struct StagedAnswerFile {
    pub(crate) answer_set: Id<AnswerSet>,
    name: Vec<u8>,
    is_picture: bool,
    envelope: Envelope,
    blob: StoredBlob,
    at: Timestamp,
}

impl New for NewAnswerFile {
    type Kind = AnswerFile;
    type Row = StagedAnswerFile;

    fn seal(self, id: Id<AnswerFile>, vault: &Vault) -> Result<StagedAnswerFile> {
        let (sealer, envelope) = vault.seal::<AnswerFile>(&id, 1)?;
        Ok(StagedAnswerFile {
            answer_set: self.answer_set,
            name: sealer.seal("name", self.name.as_bytes())?,
            is_picture: self.is_picture,
            envelope,
            blob: vault.store(&self.bytes)?,
            at: vault.now(),
        })
    }
}

/// A file's row.
pub struct AnswerFileRow {
    id: Id<AnswerFile>,
    answer_set: Id<AnswerSet>,
    name: Vec<u8>,
    is_picture: bool,
    envelope: Envelope,
    blob: BlobRef,
}

impl AnswerFileRow {
    fn read(row: &AnyRow) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            answer_set: row.id("answer_set_id")?,
            name: row.bytes("name")?,
            is_picture: row.number("is_picture")? == 1,
            envelope: row.envelope("")?,
            blob: BlobRef { id: row.id("blob_id")?, envelope: row.envelope("blob_")? },
        })
    }
}

impl Content for AnswerFile {
    type Row = AnswerFileRow;

    fn open(row: AnswerFileRow, vault: &Vault) -> Result<Self> {
        let object = vault.open::<Self>(&row.id, row.envelope)?;
        Ok(Self {
            id: row.id,
            answer_set: row.answer_set,
            name: object.open_text("name", row.name)?,
            is_picture: row.is_picture,
            bytes: vault.fetch(&row.blob.id, row.blob.envelope)?,
        })
    }

    fn reading(row: &AnswerFileRow) -> Option<Deed> {
        Some(Deed::new("read_answers", &row.answer_set))
    }
}

/// A file of an answer set within reach of `actor`.
pub(crate) async fn find_answer_file(
    connection: &mut AnyConnection,
    actor: &Actor,
    set: &Id<AnswerSet>,
    id: &Id<AnswerFile>,
) -> Result<Option<AnswerFileRow>> {
    let row = sqlx::query(concat!(
        "SELECT f.id, s.id AS answer_set_id, f.name, f.is_picture, f.key_id, f.sealed_key, f.content_version,
            b.id AS blob_id, b.key_id AS blob_key_id, b.sealed_key AS blob_sealed_key,
            b.content_version AS blob_content_version
         FROM answer_set s
         JOIN answer_set_file l ON l.tenant_id = s.tenant_id AND l.answer_set_id = s.id
         JOIN answer_file f ON f.tenant_id = l.tenant_id AND f.id = l.file_id
         JOIN blob b ON b.tenant_id = f.tenant_id AND b.id = f.blob_id
         WHERE s.tenant_id = $1 AND s.id = $4 AND f.id = $5",
        within_reach!("s")
    ))
    .bind(actor.tenant().to_string())
    .bind(actor.person().to_string())
    .bind(actor.reach_number(Action::ReadAnswers))
    .bind(set.to_string())
    .bind(id.to_string())
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(AnswerFileRow::read).transpose()
}

/// The files of an answer set within reach of `actor`, each with whether it is a picture.
pub(crate) async fn list_answer_files(
    connection: &mut AnyConnection,
    actor: &Actor,
    set: &Id<AnswerSet>,
) -> Result<Vec<(Id<AnswerFile>, bool)>> {
    let rows = sqlx::query(concat!(
        "SELECT f.id, f.is_picture FROM answer_set s
         JOIN answer_set_file l ON l.tenant_id = s.tenant_id AND l.answer_set_id = s.id
         JOIN answer_file f ON f.tenant_id = l.tenant_id AND f.id = l.file_id
         WHERE s.tenant_id = $1 AND s.id = $4",
        within_reach!("s"),
        " ORDER BY f.id"
    ))
    .bind(actor.tenant().to_string())
    .bind(actor.person().to_string())
    .bind(actor.reach_number(Action::ReadAnswers))
    .bind(set.to_string())
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| Ok((row.id("id")?, row.number("is_picture")? == 1))).collect()
}

/// Keeps a file with its answer set, which is locked.
pub(crate) async fn insert_answer_file(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    id: &Id<AnswerFile>,
    staged: StagedAnswerFile,
) -> Result<()> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS files, CAST(COALESCE(SUM(b.size), 0) AS BIGINT) AS bytes FROM answer_set_file l
         JOIN answer_file f ON f.tenant_id = l.tenant_id AND f.id = l.file_id
         JOIN blob b ON b.tenant_id = f.tenant_id AND b.id = f.blob_id
         WHERE l.tenant_id = $1 AND l.answer_set_id = $2",
    )
    .bind(tenant.to_string())
    .bind(staged.answer_set.to_string())
    .fetch_one(&mut *connection)
    .await?;
    if row.number("files")? >= FILES || row.number("bytes")? + staged.blob.size > BYTES {
        return Err(Error::TooManyFiles { files: FILES, mebibytes: BYTES >> 20 });
    }
    let blob = blob::insert(connection, tenant, staged.blob).await?;
    sqlx::query(
        "INSERT INTO answer_file (tenant_id, id, blob_id, is_picture, name, key_id, sealed_key, content_version, rev,
            created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)",
    )
    .bind(tenant.to_string())
    .bind(id.to_string())
    .bind(blob.to_string())
    .bind(i64::from(staged.is_picture))
    .bind(staged.name)
    .bind(staged.envelope.key_id)
    .bind(staged.envelope.sealed_key)
    .bind(staged.envelope.version)
    .bind(staged.at.as_millisecond())
    .execute(&mut *connection)
    .await?;
    // No answer refers to it yet.
    sqlx::query(
        "INSERT INTO answer_set_file (tenant_id, answer_set_id, file_id, unused_since) VALUES ($1, $2, $3, $4)",
    )
    .bind(tenant.to_string())
    .bind(staged.answer_set.to_string())
    .bind(id.to_string())
    .bind(staged.at.as_millisecond())
    .execute(connection)
    .await?;
    Ok(())
}

/// Lets a set have these files of another one, which must be within reach of `actor` and have them.
pub(crate) async fn share_answer_files(
    connection: &mut AnyConnection,
    actor: &Actor,
    of: &FilesOf,
    to: &Id<AnswerSet>,
) -> Result<()> {
    for file in &of.files {
        let shared = sqlx::query(concat!(
            "INSERT INTO answer_set_file (tenant_id, answer_set_id, file_id)
             SELECT l.tenant_id, $6, l.file_id FROM answer_set s
             JOIN answer_set_file l ON l.tenant_id = s.tenant_id AND l.answer_set_id = s.id
             WHERE s.tenant_id = $1 AND s.id = $4 AND l.file_id = $5",
            within_reach!("s")
        ))
        .bind(actor.tenant().to_string())
        .bind(actor.person().to_string())
        .bind(actor.reach_number(Action::ReadAnswers))
        .bind(of.answer_set.to_string())
        .bind(file.to_string())
        .bind(to.to_string())
        .execute(&mut *connection)
        .await?;
        if shared.rows_affected() == 0 {
            return Err(Error::NotFound);
        }
    }
    Ok(())
}

/// Files that come along from another answer set, each once.
#[derive(Debug, Clone)]
pub struct FilesOf {
    /// The set that has them.
    pub answer_set: Id<AnswerSet>,
    /// Which.
    pub files: Vec<Id<AnswerFile>>,
}
