//! Access tokens for our API, as Entra ID gives them to the pane.
//! <https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens>

use anyhow::{Context, ensure};
use openidconnect::core::CoreJwsSigningAlgorithm;
use openidconnect::{ClientId, JsonWebTokenType, Nonce};

use super::claims::{Claims, Directory};
use super::issuer::Issuer;
use super::token::{Glance, Signed};

/// How far the issuer's clock may be ahead of ours, in seconds.
const SKEW: i64 = 60;

/// How access tokens for our API are known.
#[derive(Debug, Clone)]
pub struct Api {
    /// The id of our API's registration: their `aud`.
    pub audience: ClientId,
    /// The clients that may ask in a person's name: their `azp`.
    pub clients: Vec<String>,
    /// What a person lets them do: one of their `scp`.
    pub scope: String,
}

impl Issuer {
    /// Verifies an access token of a directory that is known to be enrolled.
    ///
    /// # Errors
    /// When it is not what it must be: for the log, never for who sent it.
    pub(super) async fn access(&self, glance: &Glance, token: &str) -> anyhow::Result<Claims> {
        let api = self.config.api.as_ref().context("this issuer gives no access tokens")?;
        let kinds = ["JWT", "at+jwt"].map(|kind| JsonWebTokenType::new(kind.to_owned()).normalize());
        let verifier = self
            .verifier(glance, &api.audience)
            .await?
            .set_allowed_algs([CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256])
            .set_allowed_jose_types(kinds.into_iter().flatten());
        let token: Signed<Directory> = token.parse()?;
        // An access token has no nonce: it was not asked for by this server.
        let claims = token.claims(&verifier, |_: Option<&Nonce>| Ok(()))?;
        let directory = claims.additional_claims();
        ensure!(directory.ver.as_deref() == Some("2.0"), "it is not of version 2.0");
        let now = self.clock.now().as_second();
        ensure!(directory.nbf.is_some_and(|from| from <= now + SKEW), "it is not good yet");
        let client = claims.authorized_party().map(|client| client.as_str());
        ensure!(
            client.is_some_and(|client| api.clients.iter().any(|known| known == client)),
            "the client is not known"
        );
        ensure!(directory.idtyp.as_deref() != Some("app"), "no person stands behind it");
        let scopes = directory.scp.as_deref().unwrap_or_default();
        ensure!(scopes.split(' ').any(|scope| scope == api.scope), "it is not for what is asked");
        let claims = Claims::from(claims);
        ensure!(!claims.is_guest, "the person is a guest in that directory");
        Ok(claims)
    }
}
