//! The issuers that this server trusts.

use akte_store::Identity;
use akte_store::Store;

use super::access::Holder;
use super::claims::Claims;
use super::issuer::Issuer;
use super::token::Glance;

/// The issuers that people of this server sign in at; there may be none.
#[derive(Default)]
pub struct Issuers(Vec<Issuer>);

impl From<Vec<Issuer>> for Issuers {
    fn from(issuers: Vec<Issuer>) -> Self {
        Self(issuers)
    }
}

impl Issuers {
    /// Them, as they were configured.
    pub fn iter(&self) -> impl Iterator<Item = &Issuer> {
        self.0.iter()
    }

    /// The only one, where there is only one.
    pub fn only(&self) -> Option<&Issuer> {
        match self.0.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The one of that id.
    pub fn find(&self, id: &str) -> Option<&Issuer> {
        self.0.iter().find(|issuer| issuer.id() == id)
    }

    /// Scheme, host and port of each.
    pub fn origins(&self) -> Vec<&str> {
        self.0.iter().map(Issuer::origin).collect()
    }

    /// The application that the pane names to Office for a token of our API.
    pub fn pane_client(&self) -> Option<&str> {
        self.0.iter().find_map(|issuer| issuer.config.api.as_ref()).map(|api| api.audience.as_str())
    }

    /// Who sent an access token for our API. None when it is not what it must be, in whatever way.
    pub async fn bearer(&self, store: &Store, token: &str) -> Result<Option<Holder>, akte_store::Error> {
        let Some(glance) = Glance::at(token) else { return Ok(None) };
        let issuer = self.0.iter().find(|issuer| {
            let own = issuer.config.identifier.of(&glance.tid);
            issuer.config.api.is_some() && own.is_some_and(|own| own.as_str() == glance.iss)
        });
        let Some(issuer) = issuer else { return Ok(None) };
        // Before anything else is done for it: strangers do not make us look for keys.
        if !store.gate().is_enrolled(&glance.iss, &glance.tid).await? {
            return Ok(None);
        }
        match issuer.access(&glance, token).await {
            Ok(holder) => Ok(Some(holder)),
            Err(error) => {
                tracing::info!(error = format!("{error:#}"), "an access token was refused");
                Ok(None)
            }
        }
    }
}

impl Claims {
    /// The person as the store takes them in, with their roles.
    ///
    /// # Errors
    /// When no firm is enrolled for the directory, or the issuer left out the groups that roles come from.
    pub async fn identity(&self, store: &Store) -> Result<Identity<'_>, akte_store::Error> {
        let roles = store.gate().roles_of(&self.issuer, &self.tid, self.roles()).await?;
        Ok(Identity { issuer: &self.issuer, tid: &self.tid, subject: &self.subject, name: &self.name, roles })
    }
}
