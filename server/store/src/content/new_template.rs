//! Templates, made.

use akte_model::{Category, Id, Person, Rev, Template, Tenant};
use sqlx::AnyConnection;

use super::New;
use super::named::SealedName;
use super::new_version::{StagedVersion, insert_version};
use crate::crypto::Envelope;
use crate::database::RowExt;
use crate::error::{Error, Result};
use crate::vault::Vault;

/// A template to be kept.
#[derive(Clone)]
pub struct NewTemplate {
    /// What it is called.
    pub title: String,
    /// The language of its text: `nl`, `en`, `de` or `fr`.
    pub language: String,
    /// The category to keep it under, found or made by name.
    pub category: Option<String>,
    /// How many questions it has.
    pub questions: i64,
    /// The marked-up .docx; at most 32 MiB.
    pub bytes: Vec<u8>,
}

/// The rows of a template with a version.
pub struct StagedTemplate {
    pub(crate) id: Id<Template>,
    title: Vec<u8>,
    envelope: Envelope,
    language: String,
    category: Option<SealedName<Category>>,
    pub(crate) version: StagedVersion,
}

impl New for NewTemplate {
    type Kind = Template;
    type Row = StagedTemplate;

    fn seal(self, id: Id<Template>, vault: &Vault) -> Result<StagedTemplate> {
        StagedTemplate::seal(self, id, 1, vault)
    }
}

impl StagedTemplate {
    /// Encrypts the template's content as its version `content_version`.
    pub(crate) fn seal(
        new: NewTemplate,
        id: Id<Template>,
        content_version: i64,
        vault: &Vault,
    ) -> Result<Self> {
        let version = StagedVersion::seal(vault.id()?, id, new.questions, &new.bytes, vault)?;
        let category = new.category.map(|name| SealedName::seal(vault.id()?, Rev::FIRST, &name, vault));
        let (sealer, envelope) = vault.seal::<Template>(&id, content_version)?;
        Ok(Self {
            id,
            title: sealer.seal("title", new.title.as_bytes())?,
            envelope,
            language: new.language,
            category: category.transpose()?,
            version,
        })
    }
}

/// Makes the template with its first version, a draft.
pub(crate) async fn insert_template(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    owner: Option<Id<Person>>,
    slug_mac: Option<String>,
    staged: StagedTemplate,
) -> Result<Id<Template>> {
    let category = find_or_make_category(connection, tenant, staged.category).await?;
    sqlx::query(
        "INSERT INTO template (tenant_id, id, slug_mac, language, category_id, owner_id, title, key_id, sealed_key,
            content_version, rev, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11)",
    )
    .bind(tenant.to_string())
    .bind(staged.id.to_string())
    .bind(&slug_mac)
    .bind(staged.language)
    .bind(category.map(|id| id.to_string()))
    .bind(owner.map(|id| id.to_string()))
    .bind(staged.title)
    .bind(staged.envelope.key_id)
    .bind(staged.envelope.sealed_key)
    .bind(staged.envelope.version)
    .bind(staged.version.at.as_millisecond())
    .execute(&mut *connection)
    .await?;
    insert_version(connection, tenant, owner, staged.version).await?;
    Ok(staged.id)
}

/// Gives a template a next version, a draft, with its title, language and category. False when the content was changed since
/// version `content_version - 1` of it was read.
pub(crate) async fn renew_template(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    staged: StagedTemplate,
) -> Result<bool> {
    let category = find_or_make_category(connection, tenant, staged.category).await?;
    let changed = sqlx::query(
        "UPDATE template SET title = $3, key_id = $4, sealed_key = $5, content_version = $6, language = $7,
            category_id = $8, rev = rev + 1
         WHERE tenant_id = $1 AND id = $2 AND content_version = $6 - 1",
    )
    .bind(tenant.to_string())
    .bind(staged.id.to_string())
    .bind(staged.title)
    .bind(staged.envelope.key_id)
    .bind(staged.envelope.sealed_key)
    .bind(staged.envelope.version)
    .bind(staged.language)
    .bind(category.map(|id| id.to_string()))
    .execute(&mut *connection)
    .await?
    .rows_affected();
    if changed == 0 {
        return Ok(false);
    }
    insert_version(connection, tenant, None, staged.version).await?;
    Ok(true)
}

async fn find_or_make_category(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    category: Option<SealedName<Category>>,
) -> Result<Option<Id<Category>>> {
    let Some(category) = category else { return Ok(None) };
    sqlx::query(
        "INSERT INTO category (tenant_id, id, name_mac, name, key_id, sealed_key, content_version, rev)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1) ON CONFLICT (tenant_id, name_mac) DO NOTHING",
    )
    .bind(tenant.to_string())
    .bind(category.id.to_string())
    .bind(&category.mac)
    .bind(category.name)
    .bind(category.envelope.key_id)
    .bind(category.envelope.sealed_key)
    .bind(category.envelope.version)
    .execute(&mut *connection)
    .await?;
    let row = sqlx::query("SELECT id FROM category WHERE tenant_id = $1 AND name_mac = $2")
        .bind(tenant.to_string())
        .bind(category.mac)
        .fetch_optional(connection)
        .await?;
    row.ok_or(Error::Internal("a category was made and is not there"))?.id("id").map(Some)
}
