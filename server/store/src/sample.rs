//! Templates that come with the product, published by the operator so that there is something to try.

use akte_model::{Id, Rev, Step, Template, TemplateVersion, Tenant};

use crate::audit::{self, Deed};
use crate::content::{
    Expected, Label, NewStep, NewTemplate, StagedStep, StagedTemplate, insert_template, renew_template,
    take_step,
};
use crate::crypto::{self, Envelope};
use crate::database::RowExt;
use crate::error::{Error, Result};
use crate::firm_key::hold_key;
use crate::store::Store;
use crate::vault::{Vault, blocking};

/// A sample that is already there.
struct Known {
    title: Label<Template>,
    version: Id<TemplateVersion>,
    sha256: Vec<u8>,
    envelope: Envelope,
    /// Whether the firm has it as it came. If not, it is the firm's from then on.
    untouched: bool,
}

impl Store {
    /// Publishes a sample in a firm. `slug` says which sample it is: with another title or file it becomes the next version of the
    /// one that is there; the same again does nothing and gives false. So does a sample that the firm retired, or published a
    /// version of its own of.
    pub async fn publish_sample(&self, tenant: &Id<Tenant>, slug: &str, new: NewTemplate) -> Result<bool> {
        let vault = self.vault(tenant).await?;
        let slug_mac = vault.mac("slug", &[slug.as_bytes()]);
        let known = self.find_sample(tenant, &slug_mac).await?;
        let is_known = known.is_some();
        let staging = vault.clone();
        let Some((staged, steps)) = blocking(move || stage(known, new, &staging)).await? else {
            return Ok(false);
        };

        let mut tx = self.database().write(tenant).await?;
        hold_key(&mut tx, tenant, &vault).await?;
        let id = staged.id;
        if !is_known {
            insert_template(&mut tx, tenant, None, Some(slug_mac), staged).await?;
        } else if !renew_template(&mut tx, tenant, staged).await? {
            return Err(Error::Internal("two processes brought in the same sample at once"));
        }
        for step in steps {
            take_step(&mut tx, tenant, None, step).await?;
        }
        audit::record(&mut tx, tenant, None, Deed::new("publish_sample", &id), &vault).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn find_sample(&self, tenant: &Id<Tenant>, slug_mac: &str) -> Result<Option<Known>> {
        let mut tx = self.database().read(tenant).await?;
        let row = sqlx::query(
            "SELECT t.id, t.title, t.key_id, t.sealed_key, t.content_version, v.id AS version_id, v.sha256,
                v.key_id AS version_key_id, v.sealed_key AS version_sealed_key,
                v.content_version AS version_content_version,
                CASE WHEN v.id = t.published_version AND v.author_id IS NULL THEN 1 ELSE 0 END AS untouched
             FROM template t JOIN template_version v ON v.tenant_id = t.tenant_id AND v.template_id = t.id
                AND v.id = COALESCE(t.published_version,
                (SELECT l.id FROM template_version l WHERE l.tenant_id = t.tenant_id AND l.template_id = t.id
                 ORDER BY l.number DESC LIMIT 1))
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
            untouched: row.number("untouched")? == 1,
        }))
    }
}

/// The sample, encrypted, with the steps that publish it; none when it is what is there, or the firm's own by now.
fn stage(
    known: Option<Known>,
    new: NewTemplate,
    vault: &Vault,
) -> Result<Option<(StagedTemplate, Vec<StagedStep>)>> {
    let staged = match known {
        None => StagedTemplate::seal(new, vault.id()?, 1, vault)?,
        Some(known) if !known.untouched => return Ok(None),
        Some(known) => {
            let (id, next) = (known.title.id, known.title.version() + 1);
            let version = vault.open::<TemplateVersion>(&known.version, known.envelope)?;
            let sha256 = version.open_text("sha256", known.sha256)?;
            if known.title.open(vault)? == new.title && crypto::sha256(&new.bytes) == sha256 {
                return Ok(None);
            }
            StagedTemplate::seal(new, id, next, vault)?
        }
    };
    let steps = publishing(staged.version.id, vault)?;
    Ok(Some((staged, steps)))
}

/// The steps from a draft to lawyers, taken by the operator.
fn publishing(version: Id<TemplateVersion>, vault: &Vault) -> Result<Vec<StagedStep>> {
    let (mut steps, mut rev) = (Vec::new(), Rev::FIRST);
    for step in [Step::Submit, Step::Approve, Step::Publish] {
        steps.push(StagedStep::seal(NewStep::new(version, step, Expected::Version(rev)), vault)?);
        rev = rev.next();
    }
    Ok(steps)
}
