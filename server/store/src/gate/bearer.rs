//! Tokens that stand for a session where there are no cookies: short-lived, and worth nothing to anybody but the client that they
//! were made for.

use jiff::{SignedDuration, Timestamp};

use super::session::{find_session, silent_since};
use super::{Actor, Gate, Token, TokenHash};
use crate::database::{RowExt, select_for_update};
use crate::error::{Error, Result};

/// How long a token is good.
const LIFE: SignedDuration = SignedDuration::from_mins(15);
/// How long the one before a renewal stays good: the answer with the new one may be lost on the way.
const OVERLAP: SignedDuration = SignedDuration::from_mins(1);

/// A new token.
#[derive(Debug)]
pub struct Bearer {
    /// The secret.
    pub token: Token,
    /// When it ends.
    pub ends: Timestamp,
}

impl Gate<'_> {
    /// Who holds the session that the token stands for, asked by the client that it was made for. None when token, client or
    /// session are not, or no longer, what they must be.
    pub async fn bearer(&self, token: &TokenHash, client: &TokenHash) -> Result<Option<Actor>> {
        let mut tx = self.store.database().read_gate().await?;
        let row = sqlx::query(find_session!(
            "session s JOIN bearer b ON b.session_hash = s.token_hash",
            "b.token_hash = $1 AND b.ends > $2 AND b.client = $4"
        ))
        .bind(token.as_str())
        .bind(self.store.now().as_millisecond())
        .bind(silent_since(self.store.now()))
        .bind(client.as_str())
        .fetch_optional(&mut *tx)
        .await?;
        match row {
            Some(row) => self.holder(tx, &row).await,
            None => Ok(None),
        }
    }

    /// A token for the actor's session and a client: `client` is the hash of what only that client knows. [`Error::NotFound`]
    /// without a session.
    pub async fn issue_bearer(&self, actor: &Actor, client: &TokenHash) -> Result<Bearer> {
        let session = actor.session().ok_or(Error::NotFound)?;
        let new = self.new_bearer()?;
        let mut tx = self.store.database().write_gate().await?;
        let row =
            sqlx::query("SELECT token_hash FROM session WHERE tenant_id = $1 AND person_id = $2 AND id = $3")
                .bind(actor.tenant().to_string())
                .bind(actor.person().to_string())
                .bind(session.to_string())
                .fetch_optional(&mut *tx)
                .await?;
        let session = row.ok_or(Error::NotFound)?.text("token_hash")?;
        insert(&mut tx, &new, &session, client).await?;
        tx.commit().await?;
        Ok(new)
    }

    /// A token in place of one that is still good; none when it is not, or is another client's.
    pub async fn renew_bearer(&self, token: &TokenHash, client: &TokenHash) -> Result<Option<Bearer>> {
        if self.bearer(token, client).await?.is_none() {
            return Ok(None);
        }
        let (new, now) = (self.new_bearer()?, self.store.now());
        let mut tx = self.store.database().write_gate().await?;
        let find = select_for_update!(
            &tx,
            "SELECT session_hash FROM bearer WHERE token_hash = $1 AND client = $2 AND ends > $3"
        );
        let row = sqlx::query(find)
            .bind(token.as_str())
            .bind(client.as_str())
            .bind(now.as_millisecond())
            .fetch_optional(&mut *tx)
            .await?;
        let Some(row) = row else { return Ok(None) };
        insert(&mut tx, &new, &row.text("session_hash")?, client).await?;
        let last = now.saturating_add(OVERLAP).map_err(|_| Error::Internal("no such time"))?;
        sqlx::query("UPDATE bearer SET ends = $2 WHERE token_hash = $1 AND ends > $2")
            .bind(token.as_str())
            .bind(last.as_millisecond())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(Some(new))
    }

    /// Ends a token, when it is this client's.
    pub async fn revoke_bearer(&self, token: &TokenHash, client: &TokenHash) -> Result<()> {
        let mut tx = self.store.database().write_gate().await?;
        sqlx::query("DELETE FROM bearer WHERE token_hash = $1 AND client = $2")
            .bind(token.as_str())
            .bind(client.as_str())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    fn new_bearer(&self) -> Result<Bearer> {
        let ends = self.store.now().saturating_add(LIFE).map_err(|_| Error::Internal("no such time"))?;
        Ok(Bearer { token: Token::random(self.store.rng())?, ends })
    }
}

async fn insert(
    connection: &mut sqlx::AnyConnection,
    new: &Bearer,
    session: &str,
    client: &TokenHash,
) -> Result<()> {
    sqlx::query("INSERT INTO bearer (token_hash, session_hash, client, ends) VALUES ($1, $2, $3, $4)")
        .bind(new.token.hash().as_str())
        .bind(session)
        .bind(client.as_str())
        .bind(new.ends.as_millisecond())
        .execute(connection)
        .await?;
    Ok(())
}
