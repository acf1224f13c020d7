//! Versions of templates, made.

use akte_model::{Id, Person, Template, TemplateVersion, Tenant};
use jiff::Timestamp;
use sqlx::AnyConnection;

use super::changes::note_change;
use super::{New, blob};
use crate::crypto::{self, Envelope};
use crate::error::Result;
use crate::vault::{StoredBlob, Vault};

/// The next version of a template, to be kept.
#[derive(Clone)]
pub struct NewVersion {
    /// The template.
    pub template: Id<Template>,
    /// How many questions it has.
    pub questions: i64,
    /// The marked-up .docx; at most 32 MiB.
    pub bytes: Vec<u8>,
}

/// The rows of a version.
pub struct StagedVersion {
    pub(crate) id: Id<TemplateVersion>,
    pub(crate) template: Id<Template>,
    sha256: Vec<u8>,
    envelope: Envelope,
    questions: i64,
    blob: StoredBlob,
    pub(crate) at: Timestamp,
}

impl New for NewVersion {
    type Kind = TemplateVersion;
    type Row = StagedVersion;

    fn seal(self, id: Id<TemplateVersion>, vault: &Vault) -> Result<StagedVersion> {
        StagedVersion::seal(id, self.template, self.questions, &self.bytes, vault)
    }
}

impl StagedVersion {
    pub(super) fn seal(
        id: Id<TemplateVersion>,
        template: Id<Template>,
        questions: i64,
        bytes: &[u8],
        vault: &Vault,
    ) -> Result<Self> {
        let blob = vault.store(bytes)?;
        let (sealer, envelope) = vault.seal::<TemplateVersion>(&id, 1)?;
        let sha256 = sealer.seal("sha256", crypto::sha256(bytes).as_bytes())?;
        Ok(Self { id, template, sha256, envelope, questions, blob, at: vault.now() })
    }
}

/// Makes the next version of its template: a draft of `author`. The template is locked, or new.
pub(crate) async fn insert_version(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    author: Option<Id<Person>>,
    version: StagedVersion,
) -> Result<()> {
    let blob = blob::insert(connection, tenant, version.blob).await?;
    sqlx::query(
        "INSERT INTO template_version (tenant_id, id, template_id, number, state, author_id, blob_id, questions, sha256,
            key_id, sealed_key, content_version, rev, created_at)
         SELECT $1, $2, $3, COALESCE(MAX(number), 0) + 1, 'draft', $4, $5, $6, $7, $8, $9, $10, 1, $11
         FROM template_version WHERE tenant_id = $1 AND template_id = $3",
    )
    .bind(tenant.to_string())
    .bind(version.id.to_string())
    .bind(version.template.to_string())
    .bind(author.map(|id| id.to_string()))
    .bind(blob.to_string())
    .bind(version.questions)
    .bind(version.sha256)
    .bind(version.envelope.key_id)
    .bind(version.envelope.sealed_key)
    .bind(version.envelope.version)
    .bind(version.at.as_millisecond())
    .execute(&mut *connection)
    .await?;
    note_change(connection, tenant, &version.template).await
}
