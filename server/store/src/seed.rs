//! Templates that come with the product, published by the operator so that there is something to try.

use akte_model::{Id, Template, TemplateVersion, Tenant};

use crate::audit;
use crate::content::{Label, NewTemplate, StagedTemplate, add_version, insert_template};
use crate::crypto::{self, Envelope};
use crate::database::RowExt;
use crate::error::{Error, Result};
use crate::store::Store;
use crate::vault::{Vault, blocking};

/// A sample that is already there.
struct Known {
    title: Label<Template>,
    version: Id<TemplateVersion>,
    sha256: Vec<u8>,
    envelope: Envelope,
}

impl Store {
    /// Publishes a sample in a firm. `slug` says which sample it is: with another title or file it becomes the next version of the
    /// one that is there; the same again does nothing and gives false.
    pub async fn seed(&self, tenant: &Id<Tenant>, slug: &str, new: NewTemplate) -> Result<bool> {
        let vault = self.vault(tenant).await?;
        let slug_mac = vault.mac("slug", &[slug.as_bytes()]);
        let known = self.find_sample(tenant, &slug_mac).await?;
        let is_known = known.is_some();
        let staging = vault.clone();
        let Some(staged) = blocking(move || stage(known, new, &staging)).await? else { return Ok(false) };

        let mut tx = self.database().write(tenant).await?;
        let id = staged.id;
        if !is_known {
            insert_template(&mut tx, tenant, None, Some(slug_mac), staged).await?;
        } else if !add_version(&mut tx, tenant, staged).await? {
            return Err(Error::Internal("two processes brought in the same sample at once"));
        }
        audit::record(&mut tx, tenant, None, "publish_sample", &id, &vault).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn find_sample(&self, tenant: &Id<Tenant>, slug_mac: &str) -> Result<Option<Known>> {
        let mut tx = self.database().read(tenant).await?;
        let row = sqlx::query(
            "SELECT t.id, t.title, t.key_id, t.sealed_key, t.content_version, v.id AS version_id, v.sha256,
                v.key_id AS version_key_id, v.sealed_key AS version_sealed_key,
                v.content_version AS version_content_version
             FROM template t JOIN template_version v ON v.tenant_id = t.tenant_id AND v.id = t.published_version
             WHERE t.tenant_id = $1 AND t.slug_mac = $2",
        )
        .bind(tenant.to_string())
        .bind(slug_mac)
        .fetch_optional(&mut *tx)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Known {
            title: Label::must(&row, "", "title")?,
            version: row.id("version_id")?,
            sha256: row.bytes("sha256")?,
            envelope: row.envelope("version_")?,
        }))
    }
}

/// Encrypts the sample, unless it is what is there.
fn stage(known: Option<Known>, new: NewTemplate, vault: &Vault) -> Result<Option<StagedTemplate>> {
    let Some(known) = known else { return StagedTemplate::seal(new, vault.id()?, 1, vault).map(Some) };
    let (id, next) = (known.title.id, known.title.version() + 1);
    let sha256 =
        vault.open::<TemplateVersion>(&known.version, known.envelope)?.open_text("sha256", known.sha256)?;
    if known.title.open(vault)? == new.title && crypto::sha256(&new.bytes) == sha256 {
        return Ok(None);
    }
    StagedTemplate::seal(new, id, next, vault).map(Some)
}
