//! Access tokens for our API, as Entra ID gives them to the pane.
//! <https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens>

use akte_model::{Action, Scopes};
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

/// What every role of an application begins with; the rest names an action.
const MACHINE: &str = "Machine.";

/// Who stands behind an access token.
pub enum Holder {
    /// A person, in whose name a client asks.
    Person(Claims),
    /// An application by itself.
    Application(Application),
}

/// An application that asks in nobody's name.
pub struct Application {
    /// The issuer.
    pub issuer: String,
    /// The directory.
    pub tid: String,
    /// The application: its client id.
    pub client: String,
    /// What the directory lets it do.
    pub scopes: Scopes,
}

impl Issuer {
    /// Verifies an access token of a directory that is known to be enrolled.
    ///
    /// # Errors
    /// When it is not what it must be: for the log, never for who sent it.
    pub(super) async fn access(&self, glance: &Glance, token: &str) -> anyhow::Result<Holder> {
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
        if directory.idtyp.as_deref() == Some("app") {
            ensure!(directory.scp.is_none(), "an application asks in nobody's name");
            let scopes = machine_scopes(&directory.roles);
            ensure!(!scopes.is_empty(), "the application has no role that begins with {MACHINE}");
            return Ok(Holder::Application(Application {
                issuer: claims.issuer().to_string(),
                tid: directory.tid.clone().unwrap_or_default(),
                client: client.context("the application is not named")?.to_owned(),
                scopes,
            }));
        }
        ensure!(
            client.is_some_and(|client| api.clients.iter().any(|known| known == client)),
            "the client is not known"
        );
        let scopes = directory.scp.as_deref().unwrap_or_default();
        ensure!(scopes.split(' ').any(|scope| scope == api.scope), "it is not for what is asked");
        let claims = Claims::from(claims);
        ensure!(!claims.is_guest, "the person is a guest in that directory");
        Ok(Holder::Person(claims))
    }
}

/// The actions that roles like `Machine.generate` name; others mean something to somebody else.
fn machine_scopes(roles: &[String]) -> Scopes {
    let actions = roles.iter().filter_map(|role| role.strip_prefix(MACHINE)?.parse::<Action>().ok());
    actions.collect()
}
