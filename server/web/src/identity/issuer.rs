//! Signing in at an issuer: the authorization code flow with PKCE (OpenID Connect Core 1.0, 3.1; RFC 7636).

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use akte_store::Clock;
use oauth2::{AuthorizationCode, CsrfToken, PkceCodeChallenge, PkceCodeVerifier};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse,
};
use openidconnect::url::Url;
use openidconnect::{
    Client, ClientId, ClientSecret, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, LogoutRequest,
    Nonce, PostLogoutRedirectUrl, ProviderMetadataWithLogout, RedirectUrl, Scope, StandardErrorResponse,
    TokenResponse,
};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::claims::{Claims, Directory, Tokens};
use super::outgoing::Outgoing;

/// How long what an issuer says of itself is believed; its new keys are known after that at the latest.
const BELIEVED: Duration = Duration::from_secs(600);

/// Signatures that are accepted, whatever the issuer offers: no shared secrets, never `none`.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 3] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EdDsa,
];

type OidcClient = Client<
    Directory,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// An issuer, and this server as its client.
#[derive(Debug, Clone)]
pub struct IssuerConfig {
    /// The issuer's identifier, exactly as its tokens name it.
    pub url: IssuerUrl,
    /// This server's id at the issuer.
    pub client_id: ClientId,
    /// This server's secret; none for a public client.
    pub client_secret: Option<SecretString>,
    /// The authorities to trust when calling the issuer, in PEM; none for those of the system.
    pub authority: Option<PathBuf>,
    /// Where people come back after signing in.
    pub redirect: RedirectUrl,
    /// Where people come back after signing out.
    pub signed_out: PostLogoutRedirectUrl,
}

/// An issuer that people sign in at.
pub struct Issuer {
    config: IssuerConfig,
    origin: String,
    outgoing: Outgoing,
    clock: Arc<dyn Clock>,
    metadata: Mutex<Option<(Instant, Arc<ProviderMetadataWithLogout>)>>,
}

/// A sign-in that begins: where to send the person, and what to remember until they come back.
pub struct Start {
    /// The issuer's page.
    pub url: Url,
    /// Ties the answer to this browser.
    pub state: String,
    /// Ties the ID token to this attempt.
    pub nonce: String,
    /// Ties the code to this server.
    pub verifier: String,
}

impl Issuer {
    /// An issuer; it is not called before someone signs in.
    ///
    /// # Errors
    /// When the authorities cannot be read.
    pub fn new(config: IssuerConfig, clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        let outgoing = Outgoing::new(config.authority.as_deref())?;
        let origin = config.url.url().origin().ascii_serialization();
        Ok(Self { config, origin, outgoing, clock, metadata: Mutex::new(None) })
    }

    /// Scheme, host and port of the issuer.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The issuer's identifier.
    pub fn url(&self) -> &str {
        &self.config.url
    }

    /// Begins a sign-in.
    ///
    /// # Errors
    /// When the issuer cannot be reached or does not describe itself rightly.
    pub async fn begin(&self) -> anyhow::Result<Start> {
        let client = self.client().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (url, state, nonce) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        Ok(Start {
            url,
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        })
    }

    /// Ends a sign-in: trades the code for an ID token and verifies it.
    ///
    /// # Errors
    /// When the issuer cannot be reached or refuses the code, or the token is not what it must be.
    pub async fn finish(&self, code: String, verifier: String, nonce: String) -> anyhow::Result<Claims> {
        let client = self.client().await?;
        let tokens = client
            .exchange_code(AuthorizationCode::new(code))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier))
            .request_async(&self.outgoing)
            .await?;
        let token = tokens.id_token().ok_or_else(|| anyhow::anyhow!("the issuer gave no ID token"))?;
        let now = SystemTime::try_from(self.clock.now())?;
        let verifier =
            client.id_token_verifier().set_allowed_algs(ALGORITHMS).set_time_fn(move || now.into());
        Ok(token.claims(&verifier, &Nonce::new(nonce))?.into())
    }

    /// Where to send a person who signs out here; none when the issuer has no such page or cannot be reached.
    pub async fn sign_out(&self) -> Option<Url> {
        let metadata = self.metadata().await.ok()?;
        let page = metadata.additional_metadata().end_session_endpoint.clone()?;
        let request = LogoutRequest::from(page)
            .set_client_id(self.config.client_id.clone())
            .set_post_logout_redirect_uri(self.config.signed_out.clone());
        Some(request.http_get_url())
    }

    async fn client(&self) -> anyhow::Result<OidcClient> {
        let metadata = self.metadata().await?;
        let secret = self
            .config
            .client_secret
            .as_ref()
            .map(|secret| ClientSecret::new(secret.expose_secret().to_owned()));
        Ok(Client::from_provider_metadata((*metadata).clone(), self.config.client_id.clone(), secret)
            .set_redirect_uri(self.config.redirect.clone()))
    }

    async fn metadata(&self) -> anyhow::Result<Arc<ProviderMetadataWithLogout>> {
        let mut known = self.metadata.lock().await;
        if let Some((since, metadata)) = &*known
            && since.elapsed() < BELIEVED
        {
            return Ok(metadata.clone());
        }
        let metadata =
            ProviderMetadataWithLogout::discover_async(self.config.url.clone(), &self.outgoing).await?;
        let metadata = Arc::new(metadata);
        *known = Some((Instant::now(), metadata.clone()));
        Ok(metadata)
    }
}
