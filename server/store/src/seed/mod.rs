//! A firm filled with many templates and documents, to see how fast lists and searches are when there is much.
//!
//! Rows are encrypted as all others are, each under a key of its own; they share one file, and have no history.

mod many;
mod rows;

use std::ops::Range;
use std::sync::Arc;

use akte_model::{Id, Person, Tenant};

use self::many::{Rows, insert_many};
use self::rows::World;
use crate::audit::{self, Deed};
use crate::content::insert_blob;
use crate::database::RowExt;
use crate::error::{Error, Result};
use crate::firm_key::hold_key;
use crate::store::Store;
use crate::vault::{Vault, blocking};

/// How many objects one transaction makes, so that who else writes is not held up for long.
const BATCH: usize = 2000;

/// What a firm is filled with.
#[derive(Debug, Clone)]
pub struct Seed {
    /// The person in the firm's directory who owns the templates and a tenth of the documents; signed in before.
    pub subject: String,
    /// How many templates: published, each under a title of its own.
    pub templates: usize,
    /// How many documents, twenty of each answer set. Half of these belong to a matter.
    pub documents: usize,
    /// How many questions the templates have.
    pub questions: i64,
    /// The file of all templates and documents.
    pub bytes: Vec<u8>,
}

/// How far the filling is.
#[derive(Debug, Clone, Copy)]
pub struct Seeded {
    /// What is being made.
    pub what: &'static str,
    /// How many are there.
    pub done: usize,
    /// How many it will be.
    pub of: usize,
}

impl Store {
    /// Fills a firm that has no documents yet; `tell` is told how far it is. Two that do it at once both do it.
    ///
    /// Fails with [`Error::NotFound`] when the firm or the person is not there, and with [`Error::NotEmpty`] when the firm has documents.
    pub async fn seed(&self, tenant: &Id<Tenant>, seed: Seed, mut tell: impl FnMut(Seeded)) -> Result<()> {
        let vault = self.vault(tenant).await?;
        let (owner, issuer) = self.find_owner(tenant, &seed.subject).await?;
        let sizes = (seed.templates, seed.documents, seed.questions);
        let staging = vault.clone();
        let (world, file) = blocking(move || {
            let file = staging.store(&seed.bytes)?;
            Ok((World::new(&staging, owner, issuer, sizes, (&seed.bytes, file.id))?, file))
        })
        .await?;
        let mut tx = self.database().write(tenant).await?;
        hold_key(&mut tx, tenant, &vault).await?;
        insert_blob(&mut tx, tenant, file).await?;
        tx.commit().await?;

        let world = Arc::new(world);
        for stage in rows::STAGES {
            let of = (stage.number)(&world);
            for first in (0..of).step_by(BATCH) {
                let range = first..of.min(first + BATCH);
                let done = range.end;
                self.seed_batch(tenant, &vault, &world, stage.seal, range).await?;
                tell(Seeded { what: stage.what, done, of });
            }
        }
        self.publish_seeded(tenant, &world).await?;
        let mut tx = self.database().write(tenant).await?;
        sqlx::query(
            "UPDATE tenant SET titles_rev = titles_rev + 1, matters_rev = matters_rev + 1 WHERE id = $1",
        )
        .bind(tenant.to_string())
        .execute(&mut *tx)
        .await?;
        audit::record(&mut tx, tenant, None, Deed::new("seed", tenant), &vault).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn find_owner(&self, tenant: &Id<Tenant>, subject: &str) -> Result<(Id<Person>, String)> {
        let mut tx = self.database().read(tenant).await?;
        let row = sqlx::query("SELECT id, issuer FROM person WHERE tenant_id = $1 AND subject = $2")
            .bind(tenant.to_string())
            .bind(subject)
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(Error::NotFound)?;
        let any = sqlx::query("SELECT id FROM document WHERE tenant_id = $1 LIMIT 1");
        if any.bind(tenant.to_string()).fetch_optional(&mut *tx).await?.is_some() {
            return Err(Error::NotEmpty { place: format!("firm {tenant}") });
        }
        Ok((row.id("id")?, row.text("issuer")?))
    }

    async fn seed_batch(
        &self,
        tenant: &Id<Tenant>,
        vault: &Vault,
        world: &Arc<World>,
        seal: fn(&World, &Vault, Range<usize>) -> Result<Vec<Rows>>,
        range: Range<usize>,
    ) -> Result<()> {
        let (sealing, of) = (vault.clone(), world.clone());
        let tables = blocking(move || seal(&of, &sealing, range)).await?;
        let mut tx = self.database().write(tenant).await?;
        hold_key(&mut tx, tenant, vault).await?;
        for rows in tables {
            insert_many(&mut tx, tenant, rows).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Has templates name the versions that are published: these could not be there before them.
    async fn publish_seeded(&self, tenant: &Id<Tenant>, world: &World) -> Result<()> {
        let mut ids: Vec<_> = world.templates.iter().map(|(template, _)| template.to_string()).collect();
        ids.sort_unstable();
        for part in ids.chunks(BATCH) {
            let mut tx = self.database().write(tenant).await?;
            sqlx::query(
                "UPDATE template SET published_version = (SELECT v.id FROM template_version v WHERE v.tenant_id = $1
                    AND v.template_id = template.id AND v.state = 'published')
                 WHERE tenant_id = $1 AND id >= $2 AND id <= $3 AND published_version IS NULL",
            )
            .bind(tenant.to_string())
            .bind(part.first())
            .bind(part.last())
            .execute(&mut *tx)
            .await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
