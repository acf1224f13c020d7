//! Firms, enrolled by an operator.

use akte_model::{Id, Tenant};
use sqlx::AnyConnection;

use super::Gate;
use super::invite::INVITED;
use crate::audit::{self, Deed};
use crate::content::Label;
use crate::database::RowExt;
use crate::error::{Error, Result};
use crate::firm_key::insert_key;
use crate::vault::blocking;

/// A firm as the operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firm {
    /// The firm.
    pub tenant: Tenant,
    /// How it stands.
    pub enrolment: Enrolment,
}

/// How a firm stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Enrolment {
    /// It was invited, and did not say yet which directory it is.
    Invited,
    /// Its people may sign in.
    Active {
        /// The issuer.
        issuer: String,
        /// The directory at that issuer.
        tid: String,
    },
    /// Its key was destroyed; nobody can read its name any more either.
    Destroyed,
    /// Its people may not sign in for now.
    Suspended {
        /// The issuer.
        issuer: String,
        /// The directory at that issuer.
        tid: String,
    },
}

impl Gate<'_> {
    /// Enrols a firm: people of the directory `tid` at `issuer` may sign in from now on. The same directory again gives the same
    /// firm, under the name that it has.
    pub async fn enrol(&self, issuer: &str, tid: &str, name: &str) -> Result<Id<Tenant>> {
        if let Some(tenant) = self.find(issuer, tid).await? {
            return Ok(tenant);
        }
        self.insert_firm(issuer, tid, name, None).await?;
        // Another may have been first: what is there counts.
        self.find(issuer, tid).await?.ok_or(Error::Internal("a firm was enrolled and is not there"))
    }

    /// Whether people of that directory may sign in.
    pub async fn is_enrolled(&self, issuer: &str, tid: &str) -> Result<bool> {
        let mut tx = self.store.database().read_gate().await?;
        let row = sqlx::query("SELECT id FROM tenant WHERE issuer = $1 AND tid = $2 AND status = 'active'")
            .bind(issuer)
            .bind(tid)
            .fetch_optional(&mut *tx)
            .await?;
        Ok(row.is_some())
    }

    /// Every firm, in the order of enrolling.
    pub async fn firms(&self) -> Result<Vec<Firm>> {
        let mut tx = self.store.database().read_gate().await?;
        let rows = sqlx::query(
            "SELECT id, issuer, tid, status, name, key_id, sealed_key, content_version FROM tenant ORDER BY id",
        )
        .fetch_all(&mut *tx)
        .await?;
        drop(tx);
        let mut firms = Vec::new();
        for row in rows {
            let label = Label::<Tenant>::must(&row, "", "name")?;
            let id = label.id;
            let (name, is_destroyed) = match self.store.vault(&id).await {
                Ok(vault) => (blocking(move || label.open(&vault)).await?, false),
                Err(Error::KeyDestroyed) => (String::new(), true),
                Err(error) => return Err(error),
            };
            let tenant = Tenant { id, name };
            let (issuer, tid) = (row.text("issuer")?, row.text("tid")?);
            let enrolment = match row.text("status")?.as_str() {
                _ if is_destroyed => Enrolment::Destroyed,
                "active" => Enrolment::Active { issuer, tid },
                _ if issuer == INVITED => Enrolment::Invited,
                _ => Enrolment::Suspended { issuer, tid },
            };
            firms.push(Firm { tenant, enrolment });
        }
        Ok(firms)
    }

    /// Lets nobody of the firm in, from the next request on.
    pub async fn suspend_firm(&self, tenant: &Id<Tenant>) -> Result<()> {
        self.set_firm(tenant, "suspended", "suspend_firm").await
    }

    /// Lets the people of a suspended firm in again.
    pub async fn resume_firm(&self, tenant: &Id<Tenant>) -> Result<()> {
        self.set_firm(tenant, "active", "resume_firm").await
    }

    async fn set_firm(&self, tenant: &Id<Tenant>, status: &'static str, action: &'static str) -> Result<()> {
        let vault = self.store.vault(tenant).await?;
        let mut tx = self.store.database().write(tenant).await?;
        let changed = sqlx::query(
            "UPDATE tenant SET status = $2, rev = rev + 1 WHERE id = $1 AND status <> $2 AND issuer <> $3",
        )
        .bind(tenant.to_string())
        .bind(status)
        .bind(INVITED)
        .execute(&mut *tx)
        .await?;
        if changed.rows_affected() > 0 {
            audit::record(&mut tx, tenant, None, Deed::new(action, tenant), &vault).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// A row for a firm with keys of its own: active, or invited until a moment in milliseconds. One that is there stays.
    pub(super) async fn insert_firm(
        &self,
        issuer: &str,
        tid: &str,
        name: &str,
        invited_until: Option<i64>,
    ) -> Result<Id<Tenant>> {
        let store = self.store.clone();
        let id = store.new_id::<Tenant>()?;
        let name = name.to_owned();
        let (kept, sealed, envelope) = blocking(move || {
            let (vault, kept) = store.new_vault(&id)?;
            let (sealer, envelope) = vault.seal::<Tenant>(&id, 1)?;
            Ok((kept, sealer.seal("name", name.as_bytes())?, envelope))
        })
        .await?;
        let mut tx = self.store.database().write(&id).await?;
        let made = sqlx::query(
            "INSERT INTO tenant (id, issuer, tid, status, firm_key_id, name, key_id, sealed_key, content_version, titles_rev,
                rev, created_at, invited_until)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, 1, $10, $11) ON CONFLICT (issuer, tid) DO NOTHING",
        )
        .bind(id.to_string())
        .bind(issuer)
        .bind(tid)
        .bind(if invited_until.is_some() { "suspended" } else { "active" })
        .bind(&kept.id)
        .bind(sealed)
        .bind(envelope.key_id)
        .bind(envelope.sealed_key)
        .bind(envelope.version)
        .bind(self.store.now().as_millisecond())
        .bind(invited_until)
        .execute(&mut *tx)
        .await?;
        if made.rows_affected() == 1 {
            insert_key(&mut tx, &id, kept).await?;
        }
        tx.commit().await?;
        Ok(id)
    }

    async fn find(&self, issuer: &str, tid: &str) -> Result<Option<Id<Tenant>>> {
        let mut tx = self.store.database().read_gate().await?;
        find_firm(&mut tx, issuer, tid).await
    }
}

/// The firm of a directory, whether its people may sign in or not.
pub(super) async fn find_firm(
    connection: &mut AnyConnection,
    issuer: &str,
    tid: &str,
) -> Result<Option<Id<Tenant>>> {
    let row = sqlx::query("SELECT id FROM tenant WHERE issuer = $1 AND tid = $2")
        .bind(issuer)
        .bind(tid)
        .fetch_optional(connection)
        .await?;
    row.map(|row| row.id("id")).transpose()
}
