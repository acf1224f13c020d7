//! A person's own sessions: seen, and ended.

use akte_model::{Id, Session};

use super::session::silent_since;
use super::{Actor, Gate};
use crate::audit::{self, Deed};
use crate::database::RowExt;
use crate::error::{Error, Result};

impl Gate<'_> {
    /// The sessions of a person that hold, the newest first.
    pub async fn sessions(&self, actor: &Actor) -> Result<Vec<Session>> {
        let mut tx = self.store.database().read_gate().await?;
        let rows = sqlx::query(
            "SELECT id, started_at, seen_at FROM session
             WHERE tenant_id = $1 AND person_id = $2 AND ends > $3 AND seen_at > $4 ORDER BY id DESC",
        )
        .bind(actor.tenant().to_string())
        .bind(actor.person().to_string())
        .bind(self.store.now().as_millisecond())
        .bind(silent_since(self.store.now()))
        .fetch_all(&mut *tx)
        .await?;
        let session = |row: &sqlx::any::AnyRow| {
            Ok(Session {
                id: row.id("id")?,
                started_at: row.time("started_at")?,
                seen_at: row.time("seen_at")?,
            })
        };
        rows.iter().map(session).collect()
    }

    /// Ends one session of a person; [`Error::NotFound`] when it is not theirs.
    pub async fn end_session(&self, actor: &Actor, session: &Id<Session>) -> Result<()> {
        let tenant = actor.tenant();
        let mut tx = self.store.database().write(&tenant).await?;
        let ended = sqlx::query(
            "DELETE FROM session WHERE tenant_id = $1 AND person_id = $2 AND id = $3 AND ends > $4",
        )
        .bind(tenant.to_string())
        .bind(actor.person().to_string())
        .bind(session.to_string())
        .bind(self.store.now().as_millisecond())
        .execute(&mut *tx)
        .await?;
        if ended.rows_affected() == 0 {
            return Err(Error::NotFound);
        }
        audit::record(
            &mut tx,
            &tenant,
            Some(actor.person()),
            Deed::new("end_session", session),
            actor.vault(),
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }
}
