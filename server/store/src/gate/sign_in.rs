//! A verified sign-in becomes a person with a session.

use std::time::Duration;

use akte_model::{Id, Person, Roles, Session, Template, Tenant};
use sqlx::AnyConnection;

use super::networks::columns;
use super::roles::find_roles;
use super::{Actor, Gate, Token};
use crate::audit::{self, Deed};
use crate::content::{Label, note_changes};
use crate::crypto::Envelope;
use crate::database::{RowExt, enter, select_for_update};
use crate::error::{Error, Result};
use crate::firm_key::hold_key;
use crate::vault::{Vault, blocking};

/// Who signed in, as the verified ID token says. The caller has verified it.
#[derive(Clone)]
pub struct Identity<'a> {
    /// The issuer: `iss`.
    pub issuer: &'a str,
    /// The directory at that issuer: `tid`.
    pub tid: &'a str,
    /// The person in that directory: `oid` or `sub`; never an e-mail address.
    pub subject: &'a str,
    /// The name to show; of a longer one the first 200 characters.
    pub name: &'a str,
    /// The roles that the issuer gives.
    pub roles: Roles,
}

/// A sign-in that succeeded.
#[derive(Debug)]
pub struct SignedIn {
    /// Who it is.
    pub actor: Actor,
    /// The secret of the new session.
    pub token: Token,
}

/// What is to be written of a person: a new one, or a new name.
pub(super) struct StagedPerson {
    id: Id<Person>,
    is_new: bool,
    name: Option<(Vec<u8>, Envelope)>,
}

impl Gate<'_> {
    /// Finds or makes the person, takes over name and roles, and starts a session that ends after `life`.
    ///
    /// Fails with [`Error::NotEnrolled`] when nobody enrolled the firm, with [`Error::NotFromThere`], with [`Error::Suspended`], and with
    /// [`Error::KeyDestroyed`].
    pub async fn sign_in(&self, identity: Identity<'_>, life: Duration) -> Result<SignedIn> {
        if identity.subject.is_empty() {
            return Err(Error::NamelessSignIn);
        }
        let (tenant, known) = self.find_person(&identity).await?;
        let vault = self.store.vault(&tenant).await?;
        let staged = stage(&vault, known, identity.name).await?;
        let (token, session) = (Token::random(self.store.rng())?, vault.id::<Session>()?);
        let now = self.store.now().as_millisecond();
        let ends = i64::try_from(life.as_millis()).ok().and_then(|life| now.checked_add(life));
        let ends = ends.ok_or(Error::Internal("a session cannot last that long"))?;

        let mut tx = self.store.database().write(&tenant).await?;
        hold_key(&mut tx, &tenant, &vault).await?;
        let person = write_person(&mut tx, &tenant, &identity, &vault, staged).await?;
        write_roles(&mut tx, &tenant, &person, identity.roles).await?;
        let roles = find_roles(&mut tx, &tenant, &person).await?.ok_or(Error::Suspended)?;
        sqlx::query(
            "INSERT INTO session (token_hash, tenant_id, person_id, id, started_at, seen_at, ends)
             VALUES ($1, $2, $3, $4, $5, $5, $6)",
        )
        .bind(token.hash().as_str())
        .bind(tenant.to_string())
        .bind(person.to_string())
        .bind(session.to_string())
        .bind(now)
        .bind(ends)
        .execute(&mut *tx)
        .await?;
        audit::record(&mut tx, &tenant, Some(person), Deed::new("sign_in", &person), &vault).await?;
        tx.commit().await?;
        Ok(SignedIn { actor: Actor::new(tenant, person, roles, vault).in_session(Some(session)), token })
    }

    pub(super) async fn find_person(
        &self,
        identity: &Identity<'_>,
    ) -> Result<(Id<Tenant>, Option<Label<Person>>)> {
        let mut tx = self.store.database().read_gate().await?;
        let sql = concat!(
            "SELECT t.id, t.status, ",
            columns!("t"),
            " FROM tenant t WHERE t.issuer = $1 AND t.tid = $2"
        );
        let row = sqlx::query(sql).bind(identity.issuer).bind(identity.tid).fetch_optional(&mut *tx).await?;
        let not_enrolled =
            || Error::NotEnrolled { issuer: identity.issuer.to_owned(), tid: identity.tid.to_owned() };
        let firm = row.ok_or_else(not_enrolled)?;
        let tenant = firm.id("id")?;
        self.pass(&tenant, &firm)?;
        enter(&mut tx, &tenant).await?;
        let person = sqlx::query(
            "SELECT id, status, name, key_id, sealed_key, content_version FROM person
             WHERE tenant_id = $1 AND issuer = $2 AND subject = $3",
        )
        .bind(tenant.to_string())
        .bind(identity.issuer)
        .bind(identity.subject)
        .fetch_optional(&mut *tx)
        .await?;
        for row in [Some(&firm), person.as_ref()].into_iter().flatten() {
            if row.text("status")? != "active" {
                return Err(Error::Suspended);
            }
        }
        Ok((tenant, person.map(|person| Label::must(&person, "", "name")).transpose()?))
    }
}

/// Encrypts the name of a new person, or a name that changed.
pub(super) async fn stage(vault: &Vault, known: Option<Label<Person>>, name: &str) -> Result<StagedPerson> {
    let (vault, name) = (vault.clone(), name.chars().take(200).collect::<String>());
    blocking(move || {
        let (id, is_new, version) = match known {
            None => (vault.id()?, true, 1),
            Some(known) => {
                let (id, version) = (known.id, known.version() + 1);
                if known.open(&vault)? == name {
                    return Ok(StagedPerson { id, is_new: false, name: None });
                }
                (id, false, version)
            }
        };
        let (sealer, envelope) = vault.seal::<Person>(&id, version)?;
        Ok(StagedPerson { id, is_new, name: Some((sealer.seal("name", name.as_bytes())?, envelope)) })
    })
    .await
}

pub(super) async fn write_person(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    identity: &Identity<'_>,
    vault: &Vault,
    staged: StagedPerson,
) -> Result<Id<Person>> {
    let Some((name, envelope)) = staged.name else { return Ok(staged.id) };
    if !staged.is_new {
        sqlx::query(
            "UPDATE person SET name = $3, key_id = $4, sealed_key = $5, content_version = $6, rev = rev + 1
             WHERE tenant_id = $1 AND id = $2 AND content_version < $6",
        )
        .bind(tenant.to_string())
        .bind(staged.id.to_string())
        .bind(name)
        .bind(envelope.key_id)
        .bind(envelope.sealed_key)
        .bind(envelope.version)
        .execute(&mut *connection)
        .await?;
        // The library shows owners by name.
        note_changes::<Template>(connection, tenant).await?;
        return Ok(staged.id);
    }
    sqlx::query(
        "INSERT INTO person (tenant_id, id, issuer, subject, status, name, key_id, sealed_key, content_version, rev,
            created_at)
         VALUES ($1, $2, $3, $4, 'active', $5, $6, $7, $8, 1, $9) ON CONFLICT (tenant_id, issuer, subject) DO NOTHING",
    )
    .bind(tenant.to_string())
    .bind(staged.id.to_string())
    .bind(identity.issuer)
    .bind(identity.subject)
    .bind(name)
    .bind(envelope.key_id)
    .bind(envelope.sealed_key)
    .bind(envelope.version)
    .bind(vault.now().as_millisecond())
    .execute(&mut *connection)
    .await?;
    // Two first sign-ins at once: the one that came first made the person.
    let row = sqlx::query("SELECT id FROM person WHERE tenant_id = $1 AND issuer = $2 AND subject = $3")
        .bind(tenant.to_string())
        .bind(identity.issuer)
        .bind(identity.subject)
        .fetch_optional(connection)
        .await?;
    row.ok_or(Error::Internal("a person was made and is not there"))?.id("id")
}

/// Takes over the roles that the issuer gives now. Locks the person: of two sign-ins at once, the later one's roles count.
async fn write_roles(
    connection: &mut AnyConnection,
    tenant: &Id<Tenant>,
    person: &Id<Person>,
    roles: Roles,
) -> Result<()> {
    let lock = select_for_update!(connection, "SELECT id FROM person WHERE tenant_id = $1 AND id = $2");
    sqlx::query(lock).bind(tenant.to_string()).bind(person.to_string()).execute(&mut *connection).await?;
    sqlx::query("DELETE FROM role WHERE tenant_id = $1 AND person_id = $2 AND source = 'issuer'")
        .bind(tenant.to_string())
        .bind(person.to_string())
        .execute(&mut *connection)
        .await?;
    for role in roles.iter() {
        sqlx::query("INSERT INTO role (tenant_id, person_id, role, source) VALUES ($1, $2, $3, 'issuer')")
            .bind(tenant.to_string())
            .bind(person.to_string())
            .bind(role.as_str())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
