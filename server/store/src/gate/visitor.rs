//! What is kept for a visitor until sign-in is done (state, nonce, code verifier), encrypted under the gate's key.

use akte_model::Kind;
use jiff::Timestamp;

use super::{Gate, TokenHash};
use crate::database::RowExt;
use crate::error::{Error, Result};

/// The most that is kept for one visitor: 64 KiB.
const LIMIT: usize = 64 << 10;

/// A visitor's session (names a place only).
pub(crate) enum Visitor {}

impl Kind for Visitor {
    const NAME: &'static str = "session";
}

impl Gate<'_> {
    /// What is kept for a visitor, unless it has ended.
    pub async fn session_load(&self, token: &TokenHash) -> Result<Option<Vec<u8>>> {
        let mut tx = self.store.database().read_gate().await?;
        let row = sqlx::query(
            "SELECT data, key_id, sealed_key, content_version FROM session
             WHERE token_hash = $1 AND data IS NOT NULL AND ends > $2",
        )
        .bind(token.as_str())
        .bind(self.store.now().as_millisecond())
        .fetch_optional(&mut *tx)
        .await?;
        drop(tx);
        let Some(row) = row else { return Ok(None) };
        let keyring = self.store.keyring();
        let object = keyring.master(&row.text("key_id")?)?;
        let object = object.open_object::<Visitor>(token.as_str(), row.envelope("")?)?;
        object.open("data", row.bytes("data")?).map(Some)
    }

    /// Keeps `data` (at most 64 KiB) for a visitor until `ends`, in place of what was kept. A person's session is left alone.
    pub async fn session_save(&self, token: &TokenHash, data: &[u8], ends: Timestamp) -> Result<()> {
        if data.len() > LIMIT {
            return Err(Error::SessionTooLarge { size: data.len(), limit: LIMIT });
        }
        let keyring = self.store.keyring();
        let (object, envelope) =
            keyring.gate()?.seal_object::<Visitor>(token.as_str(), 1, self.store.rng())?;
        let sealed = object.seal("data", data, self.store.rng())?;
        let mut tx = self.store.database().write_gate().await?;
        sqlx::query(
            "INSERT INTO session (token_hash, data, key_id, sealed_key, content_version, ends)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (token_hash) DO UPDATE SET data = excluded.data, key_id = excluded.key_id,
                sealed_key = excluded.sealed_key, content_version = excluded.content_version, ends = excluded.ends
             WHERE session.person_id IS NULL",
        )
        .bind(token.as_str())
        .bind(sealed)
        .bind(envelope.key_id)
        .bind(envelope.sealed_key)
        .bind(envelope.version)
        .bind(ends.as_millisecond())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Forgets what is kept for a visitor.
    pub async fn session_delete(&self, token: &TokenHash) -> Result<()> {
        self.forget("DELETE FROM session WHERE token_hash = $1 AND person_id IS NULL", token).await
    }
}
