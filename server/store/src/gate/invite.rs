//! A firm that says by itself which directory it is: invited by the operator, enrolled by the sign-in of somebody in it.

use std::time::Duration;

use akte_model::{Id, Role, Tenant};

use super::roles::GRANT;
use super::{Gate, Token, TokenHash};
use crate::audit::{self, Deed};
use crate::database::RowExt;
use crate::error::{Error, Result};

/// Stands for the issuer of a firm that did not say yet which directory it is; `tid` is the hash of its invitation.
pub(super) const INVITED: &str = "invited";

impl Gate<'_> {
    /// Makes a firm that awaits its directory, and the secret by which that is told, once, within `life`.
    pub async fn invite(&self, name: &str, life: Duration) -> Result<(Id<Tenant>, Token)> {
        let token = Token::random(self.store.rng())?;
        let until = i64::try_from(life.as_millis())
            .ok()
            .and_then(|life| self.store.now().as_millisecond().checked_add(life))
            .ok_or(Error::Internal("an invitation cannot last that long"))?;
        let tenant = self.insert_firm(INVITED, token.hash().as_str(), name, Some(until)).await?;
        Ok((tenant, token))
    }

    /// Whether the invitation can be used.
    pub async fn is_invited(&self, invitation: &TokenHash) -> Result<bool> {
        let mut tx = self.store.database().read_gate().await?;
        let row = sqlx::query("SELECT id FROM tenant WHERE issuer = $1 AND tid = $2 AND invited_until > $3")
            .bind(INVITED)
            .bind(invitation.as_str())
            .bind(self.store.now().as_millisecond())
            .fetch_optional(&mut *tx)
            .await?;
        Ok(row.is_some())
    }

    /// Uses the invitation: the firm is the directory `tid` of `issuer` from now on, and `subject`, who signed in there, its first
    /// administrator. The caller has verified that sign-in.
    ///
    /// Fails with [`Error::NoInvitation`], and with [`Error::AlreadyEnrolled`], which leaves the invitation as it is.
    pub async fn accept(
        &self,
        invitation: &TokenHash,
        issuer: &str,
        tid: &str,
        subject: &str,
    ) -> Result<Id<Tenant>> {
        let mut tx = self.store.database().read_gate().await?;
        if super::enrol::find_firm(&mut tx, issuer, tid).await?.is_some() {
            return Err(Error::AlreadyEnrolled);
        }
        let row = sqlx::query("SELECT id FROM tenant WHERE issuer = $1 AND tid = $2")
            .bind(INVITED)
            .bind(invitation.as_str())
            .fetch_optional(&mut *tx)
            .await?;
        drop(tx);
        let tenant = row.ok_or(Error::NoInvitation)?.id("id")?;
        let vault = self.store.vault(&tenant).await?;
        let mut tx = self.store.database().write(&tenant).await?;
        let taken = sqlx::query(
            "UPDATE tenant SET issuer = $2, tid = $3, status = 'active', invited_until = NULL, rev = rev + 1
             WHERE id = $1 AND invited_until > $4",
        )
        .bind(tenant.to_string())
        .bind(issuer)
        .bind(tid)
        .bind(self.store.now().as_millisecond())
        .execute(&mut *tx)
        .await?;
        if taken.rows_affected() == 0 {
            return Err(Error::NoInvitation);
        }
        sqlx::query(GRANT)
            .bind(tenant.to_string())
            .bind(subject)
            .bind(Role::Administrator.as_str())
            .execute(&mut *tx)
            .await?;
        audit::record(&mut tx, &tenant, None, Deed::new("accept_invitation", &tenant), &vault).await?;
        tx.commit().await?;
        Ok(tenant)
    }
}
