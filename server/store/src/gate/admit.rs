//! A verified access token of an issuer becomes a person, for one request.

use super::roles::find_grants;
use super::sign_in::{stage, write_person};
use super::{Actor, Gate, Identity};
use crate::audit::{self, Deed};
use crate::database::enter;
use crate::error::{Error, Result};

impl Gate<'_> {
    /// Finds the person, or makes them when they come for the first time. The roles are those that the token gives and those that
    /// the operator granted: nothing that another registration at the issuer said before.
    ///
    /// Fails with [`Error::NotEnrolled`] when nobody enrolled the firm, with [`Error::NotFromThere`], and with [`Error::Suspended`].
    pub async fn admit(&self, identity: Identity<'_>) -> Result<Actor> {
        if identity.subject.is_empty() {
            return Err(Error::NamelessSignIn);
        }
        let (tenant, known) = self.find_person(&identity).await?;
        let vault = self.store.vault(&tenant).await?;
        let person = match known {
            Some(known) => known.id,
            None => {
                let staged = stage(&vault, None, identity.name).await?;
                let mut tx = self.store.database().write(&tenant).await?;
                let person = write_person(&mut tx, &tenant, &identity, &vault, staged).await?;
                audit::record(&mut tx, &tenant, Some(person), Deed::new("sign_in", &person), &vault).await?;
                tx.commit().await?;
                person
            }
        };
        let mut tx = self.store.database().read_gate().await?;
        enter(&mut tx, &tenant).await?;
        let roles = find_grants(&mut tx, &tenant, identity.subject).await?.and(identity.roles);
        Ok(Actor::new(tenant, person, roles, vault))
    }
}
