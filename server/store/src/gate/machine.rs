//! Machines: programs that come with a key of ours, or with an access token of the firm's issuer.

use std::fmt;

use akte_model::{Id, Network, Person, Role, Scopes, Tenant};
use zeroize::Zeroizing;

use super::networks::columns;
use super::{Actor, Gate, Origin, Token, TokenHash};
use crate::config::Rng;
use crate::content::{MACHINE, read_networks};
use crate::database::{RowExt, enter};
use crate::error::Result;

/// How often a key notes that it is in use, in milliseconds.
const NOTED: i64 = 5 * 60 * 1000;

/// The secret of a key, as its holder sends it: `akte_`, by which one that lies about is found, and 256 random bits. The store keeps
/// its hash only.
pub struct KeySecret(Zeroizing<String>);

impl KeySecret {
    /// What every key begins with.
    pub const PREFIX: &str = "akte_";

    pub(crate) fn random(rng: &dyn Rng) -> Result<Self> {
        let token = Token::random(rng)?;
        Ok(Self(Zeroizing::new(format!("{}{}", Self::PREFIX, token.expose()))))
    }

    /// The secret: `akte_` and 64 lower-case hexadecimals.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What the store knows it by.
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(self.0.as_bytes())
    }

    /// How it begins: enough to know it by, 32 bits of 256.
    pub(crate) fn prefix(&self) -> &str {
        self.0.get(..Self::PREFIX.len() + 8).unwrap_or_default()
    }
}

impl fmt::Debug for KeySecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeySecret(…)")
    }
}

impl Gate<'_> {
    /// Whose key it is. None when there is no such key, it has ended, may not come from there, or the machine
    /// or the firm is let in no more; an error when the firm's key was destroyed, and
    /// [`crate::Error::NotFromThere`].
    pub async fn api_key(&self, key: &TokenHash) -> Result<Option<Actor>> {
        let now = self.store.now().as_millisecond();
        let mut tx = self.store.database().read_gate().await?;
        let row = sqlx::query(concat!(
            "SELECT k.tenant_id, k.machine_id, k.scopes, k.networks AS key_networks, k.used_at, t.keys_rev, ",
            columns!("t"),
            " FROM api_key k JOIN tenant t ON t.id = k.tenant_id AND t.status = 'active'
             WHERE k.key_hash = $1 AND k.ends > $2"
        ))
        .bind(key.to_string())
        .bind(now)
        .fetch_optional(&mut *tx)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let (tenant, machine): (Id<Tenant>, Id<Person>) = (row.id("tenant_id")?, row.id("machine_id")?);
        self.pass(&tenant, &row)?;
        if !self.comes_from(&read_networks(&row.text("key_networks")?)?) {
            return Ok(None);
        }
        enter(&mut tx, &tenant).await?;
        let active = sqlx::query(
            "SELECT id FROM person WHERE tenant_id = $1 AND id = $2 AND issuer = $3 AND status = 'active'",
        )
        .bind(tenant.to_string())
        .bind(machine.to_string())
        .bind(MACHINE)
        .fetch_optional(&mut *tx)
        .await?;
        drop(tx);
        if active.is_none() {
            return Ok(None);
        }
        if row.number_or_none("used_at")?.is_none_or(|used| now - used > NOTED) {
            let mut tx = self.store.database().write_gate().await?;
            sqlx::query("UPDATE api_key SET used_at = $2 WHERE key_hash = $1")
                .bind(key.to_string())
                .bind(now)
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
        }
        let vault = self.store.vault_at(&tenant, row.number("keys_rev")?).await?;
        let scopes: Scopes = row.parsed("scopes")?;
        Ok(Some(Actor::new(tenant, machine, Role::Machine.into(), vault).within(scopes)))
    }

    /// The machine that stands for the application `client` of the directory `tid` at `issuer`, which a verified access token names,
    /// within the scopes of that token. None when the firm let no such machine in, or lets nobody in; [`crate::Error::NotFromThere`].
    pub async fn application(
        &self,
        issuer: &str,
        tid: &str,
        client: &str,
        scopes: Scopes,
    ) -> Result<Option<Actor>> {
        let mut tx = self.store.database().read_gate().await?;
        let firm = sqlx::query(concat!(
            "SELECT t.id, ",
            columns!("t"),
            " FROM tenant t WHERE t.issuer = $1 AND t.tid = $2 AND t.status = 'active'"
        ))
        .bind(issuer)
        .bind(tid)
        .fetch_optional(&mut *tx)
        .await?;
        let Some(firm) = firm else { return Ok(None) };
        let tenant = firm.id("id")?;
        self.pass(&tenant, &firm)?;
        enter(&mut tx, &tenant).await?;
        let row = sqlx::query(
            "SELECT id FROM person WHERE tenant_id = $1 AND issuer = $2 AND subject = $3 AND status = 'active'",
        )
        .bind(tenant.to_string())
        .bind(MACHINE)
        .bind(client)
        .fetch_optional(&mut *tx)
        .await?;
        drop(tx);
        let Some(row) = row else { return Ok(None) };
        let vault = self.store.vault(&tenant).await?;
        Ok(Some(Actor::new(tenant, row.id("id")?, Role::Machine.into(), vault).within(scopes)))
    }

    /// Whether it is asked from one of these, or they are none.
    fn comes_from(&self, networks: &[Network]) -> bool {
        match self.origin {
            Origin::Here => true,
            Origin::Network(address) => {
                let lies_within = |address| networks.iter().any(|network| network.contains(address));
                networks.is_empty() || address.is_some_and(lies_within)
            }
        }
    }
}
