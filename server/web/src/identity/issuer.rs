//! Signing in at an issuer: the authorization code flow with PKCE (OpenID Connect Core 1.0, 3.1; RFC 7636).

use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use akte_store::Clock;
use anyhow::{Context, ensure};
use oauth2::{AuthorizationCode, CsrfToken, PkceCodeChallenge, PkceCodeVerifier};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::url::Url;
use openidconnect::{
    Client, ClientId, ClientSecret, EmptyExtraTokenFields, EndpointNotSet, EndpointSet, IdTokenFields,
    IdTokenVerifier, JsonWebKeySet, LogoutRequest, Nonce, PostLogoutRedirectUrl, RedirectUrl, Scope,
    StandardErrorResponse, StandardTokenResponse, TokenResponse,
};
use secrecy::{ExposeSecret, SecretString};

use super::access::Api;
use super::claims::{Claims, Directory};
use super::identifier::Identifier;
use super::outgoing::Outgoing;
use super::published::{Publication, Published};
use super::token::Glance;

/// Signatures of ID tokens that are accepted, whatever the issuer offers: no shared secrets, never `none`.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 3] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What the token endpoint answers.
type Tokens = StandardTokenResponse<
    IdTokenFields<
        Directory,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

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
    EndpointSet,
    EndpointNotSet,
>;

/// An issuer, and this server as its client.
#[derive(Debug, Clone)]
pub struct IssuerConfig {
    /// What it is called in addresses of this server: lower-case letters, digits and hyphens.
    pub id: String,
    /// What it is called where people choose one.
    pub name: String,
    /// How it calls itself.
    pub identifier: Identifier,
    /// Where it describes itself, when not where its identifier says.
    pub description: Option<String>,
    /// This server's id at the issuer.
    pub client_id: ClientId,
    /// This server's secret; none for a public client.
    pub client_secret: Option<SecretString>,
    /// The authorities to trust when calling the issuer, in PEM; none for those of the system.
    pub authority: Option<PathBuf>,
    /// Where an administrator agrees for a whole directory; none when there is no such page.
    pub consent: Option<String>,
    /// How its access tokens for our API are known; none when it gives none.
    pub api: Option<Api>,
}

/// An issuer that people sign in at.
pub struct Issuer {
    pub(super) config: IssuerConfig,
    origin: String,
    redirect: RedirectUrl,
    /// Where an administrator comes back who agreed, or did not.
    consented: String,
    signed_out: PostLogoutRedirectUrl,
    outgoing: Outgoing,
    pub(super) clock: Arc<dyn Clock>,
    published: Publication,
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
    /// An issuer, for the server at `url`; it is not called before someone signs in.
    ///
    /// # Errors
    /// When the authorities cannot be read, or an address is not one.
    pub fn new(config: IssuerConfig, url: &str, clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        let outgoing = Outgoing::new(config.authority.as_deref())?;
        let at = config.description.clone().unwrap_or_else(|| config.identifier.description());
        let origin = Url::parse(&at)?.origin().ascii_serialization();
        // An address for each issuer: one cannot pass for another (RFC 9700, section 4.4.2).
        let redirect = RedirectUrl::new(format!("{url}/auth/callback/{}", config.id))?;
        let consented = format!("{url}/auth/consent/{}", config.id);
        let signed_out = PostLogoutRedirectUrl::new(format!("{url}/portal"))?;
        let published = Publication::new(config.identifier.clone(), at, outgoing.clone(), clock.clone());
        Ok(Self { config, origin, redirect, consented, signed_out, outgoing, clock, published })
    }

    /// What it is called in addresses of this server.
    pub fn id(&self) -> &str {
        &self.config.id
    }

    /// What it is called where people choose one.
    pub fn name(&self) -> &str {
        &self.config.name
    }

    /// Scheme, host and port of the issuer.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether it may call itself `iss` in the answer to a sign-in (RFC 9207), before it is known which directory it is.
    pub fn may_be(&self, iss: &str) -> bool {
        self.config.identifier.is_for_many() || self.config.identifier.as_str() == iss
    }

    /// Where an administrator agrees that their whole directory uses this server, with what ties the answer to this browser; none
    /// when the issuer has no such page.
    pub fn consent_page(&self) -> Option<Start> {
        let mut url = Url::parse(self.config.consent.as_ref()?).ok()?;
        let (state, nonce) = (CsrfToken::new_random(), Nonce::new_random());
        let (_, verifier) = PkceCodeChallenge::new_random_sha256();
        url.query_pairs_mut()
            .append_pair("client_id", &self.config.client_id)
            .append_pair("scope", "https://graph.microsoft.com/.default")
            .append_pair("redirect_uri", &self.consented)
            .append_pair("state", state.secret());
        let (state, verifier) = (state.into_secret(), verifier.into_secret());
        Some(Start { url, state, nonce: nonce.secret().clone(), verifier })
    }

    /// Begins a sign-in.
    ///
    /// # Errors
    /// When the issuer cannot be reached or does not describe itself rightly.
    pub async fn begin(&self) -> anyhow::Result<Start> {
        let client = self.client(&*self.published.current().await?)?;
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
        let client = self.client(&*self.published.current().await?)?;
        let tokens = client
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(PkceCodeVerifier::new(verifier))
            .request_async(&self.outgoing)
            .await?;
        let token = tokens.id_token().context("the issuer gave no ID token")?;
        let glance = Glance::at(&token.to_string()).context("the ID token names no key")?;
        let verifier = self.verifier(&glance, &self.config.client_id).await?.set_allowed_algs(ALGORITHMS);
        Ok(token.claims(&verifier, &Nonce::new(nonce))?.into())
    }

    /// Where to send a person who signs out here; none when the issuer has no such page or cannot be reached.
    pub async fn sign_out(&self) -> Option<Url> {
        let published = self.published.current().await.ok()?;
        let page = published.metadata.additional_metadata().end_session_endpoint.clone()?;
        let request = LogoutRequest::from(page)
            .set_client_id(self.config.client_id.clone())
            .set_post_logout_redirect_uri(self.signed_out.clone());
        Some(request.http_get_url())
    }

    /// What verifies a token: the name of the issuer in its directory, the key that it names and that is this issuer's, the
    /// audience, and the time. Which signatures to accept is for the caller to say.
    pub(super) async fn verifier(
        &self,
        glance: &Glance,
        audience: &ClientId,
    ) -> anyhow::Result<IdTokenVerifier<'static, CoreJsonWebKey>> {
        let identifier = &self.config.identifier;
        let issuer = identifier.of(&glance.tid).context("the token names no directory")?;
        let key = self.published.key(&glance.kid).await?;
        ensure!(key.is_of(&issuer, &glance.tid, identifier), "the key is another issuer's");
        let now = SystemTime::try_from(self.clock.now())?;
        let keys = JsonWebKeySet::new(vec![key.jwk]);
        Ok(IdTokenVerifier::new_public_client(audience.clone(), issuer, keys).set_time_fn(move || now.into()))
    }

    fn client(&self, published: &Published) -> anyhow::Result<OidcClient> {
        let metadata = &published.metadata;
        let token_endpoint = metadata.token_endpoint().context("the issuer names no token endpoint")?;
        let client =
            Client::new(self.config.client_id.clone(), metadata.issuer().clone(), JsonWebKeySet::default());
        let client = match &self.config.client_secret {
            Some(secret) => client.set_client_secret(ClientSecret::new(secret.expose_secret().to_owned())),
            None => client,
        };
        Ok(client
            .set_auth_uri(metadata.authorization_endpoint().clone())
            .set_token_uri(token_endpoint.clone())
            .set_redirect_uri(self.redirect.clone()))
    }
}
