//! Sessions of people.

use std::time::Duration;

use akte_model::Session;
use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::roles::find_roles;
use super::{Actor, Gate, TokenHash};
use crate::database::{RowExt, Tx, enter};
use crate::error::Result;

/// How long a session lives when nothing is asked of it.
pub const IDLE: Duration = Duration::from_secs(2 * 60 * 60);
/// How often a session notes that it is in use, in milliseconds.
const NOTED: i64 = 5 * 60 * 1000;

/// A session that was last in use by then, in milliseconds, has ended by now.
pub(crate) fn silent_since(now: Timestamp) -> i64 {
    now.as_millisecond().saturating_sub(i64::try_from(IDLE.as_millis()).unwrap_or(i64::MAX))
}

/// Finds a session `s` that holds: `$1` is what it is found by, `$2` now, `$3` since when it must have been in use.
macro_rules! find_session {
    ($from:literal, $by:literal) => {
        concat!(
            "SELECT s.tenant_id, s.person_id, s.id, s.token_hash, s.seen_at, t.keys_rev, ",
            $crate::gate::networks::columns!("t"),
            " FROM ",
            $from,
            " JOIN tenant t ON t.id = s.tenant_id AND t.status = 'active'
             WHERE s.person_id IS NOT NULL AND s.ends > $2 AND (s.seen_at IS NULL OR s.seen_at > $3) AND ",
            $by
        )
    };
}

pub(super) use find_session;

impl Gate<'_> {
    /// Who holds the session. None when there is no such session, it has ended, or the person or the firm is suspended; an error
    /// when the firm's key was destroyed, and [`crate::Error::NotFromThere`]. Roles are read here, for every request: one taken away is gone at once.
    pub async fn session(&self, token: &TokenHash) -> Result<Option<Actor>> {
        let mut tx = self.store.database().read_gate().await?;
        let row = sqlx::query(find_session!("session s", "s.token_hash = $1"))
            .bind(token.as_str())
            .bind(self.store.now().as_millisecond())
            .bind(silent_since(self.store.now()))
            .fetch_optional(&mut *tx)
            .await?;
        match row {
            Some(row) => self.holder(tx, &row).await,
            None => Ok(None),
        }
    }

    /// The person of the session in `row`, which notes that it is in use.
    pub(super) async fn holder(&self, mut tx: Tx, row: &AnyRow) -> Result<Option<Actor>> {
        let (tenant, person) = (row.id("tenant_id")?, row.id("person_id")?);
        self.pass(&tenant, row)?;
        enter(&mut tx, &tenant).await?;
        let Some(roles) = find_roles(&mut tx, &tenant, &person).await? else { return Ok(None) };
        drop(tx);
        let now = self.store.now().as_millisecond();
        if row.number_or_none("seen_at")?.is_some_and(|seen| now - seen > NOTED) {
            let mut tx = self.store.database().write_gate().await?;
            sqlx::query("UPDATE session SET seen_at = $2 WHERE token_hash = $1 AND seen_at < $2")
                .bind(row.text("token_hash")?)
                .bind(now)
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
        }
        let vault = self.store.vault_at(&tenant, row.number("keys_rev")?).await?;
        let session = row.id_or_none::<Session>("id")?;
        Ok(Some(Actor::new(tenant, person, roles, vault).in_session(session)))
    }

    /// Ends the session, when there is one.
    pub async fn sign_out(&self, token: &TokenHash) -> Result<()> {
        self.forget("DELETE FROM session WHERE token_hash = $1 AND person_id IS NOT NULL", token).await
    }

    pub(super) async fn forget(&self, sql: &'static str, token: &TokenHash) -> Result<()> {
        let mut tx = self.store.database().write_gate().await?;
        sqlx::query(sql).bind(token.as_str()).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }
}
