//! What the provider says of itself (OpenID Connect Discovery 1.0).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
    CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
    CoreJwsSigningAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{
    AdditionalProviderMetadata, AuthUrl, EmptyAdditionalProviderMetadata, EndSessionUrl, IssuerUrl,
    JsonWebKeySetUrl, LogoutProviderMetadata, PkceCodeChallengeMethod, PrivateSigningKey, ProviderMetadata,
    ResponseTypes, Scope, TokenUrl,
};
use serde::{Deserialize, Serialize};

use super::{Config, Error, Provider};

pub const AUTHORIZE: &str = "/authorize";
pub const TOKEN: &str = "/token";
pub const KEYS: &str = "/keys";
pub const END_SESSION: &str = "/end-session";

/// What the standard library of names leaves out (RFC 8414, section 2).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pkce {
    code_challenge_methods_supported: Vec<PkceCodeChallengeMethod>,
    #[serde(flatten)]
    logout: LogoutProviderMetadata<EmptyAdditionalProviderMetadata>,
}

impl AdditionalProviderMetadata for Pkce {}

pub type Metadata = ProviderMetadata<
    Pkce,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// The provider's metadata.
pub fn metadata(config: &Config) -> Result<Metadata, Error> {
    let at = |path: &str| format!("{}{path}", config.url);
    let unusable = |_| Error::Url(config.url.clone());
    let additional = Pkce {
        code_challenge_methods_supported: vec![PkceCodeChallengeMethod::new("S256".to_owned())],
        logout: LogoutProviderMetadata {
            end_session_endpoint: Some(EndSessionUrl::new(at(END_SESSION)).map_err(unusable)?),
            additional_metadata: EmptyAdditionalProviderMetadata {},
        },
    };
    let metadata = Metadata::new(
        IssuerUrl::new(config.url.clone()).map_err(unusable)?,
        AuthUrl::new(at(AUTHORIZE)).map_err(unusable)?,
        JsonWebKeySetUrl::new(at(KEYS)).map_err(unusable)?,
        vec![ResponseTypes::new(vec![CoreResponseType::Code])],
        vec![CoreSubjectIdentifierType::Public],
        vec![CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256],
        additional,
    );
    Ok(metadata
        .set_token_endpoint(Some(TokenUrl::new(at(TOKEN)).map_err(unusable)?))
        .set_token_endpoint_auth_methods_supported(Some(vec![CoreClientAuthMethod::ClientSecretBasic]))
        .set_grant_types_supported(Some(vec![CoreGrantType::AuthorizationCode]))
        .set_response_modes_supported(Some(vec![CoreResponseMode::Query]))
        .set_scopes_supported(Some(vec![Scope::new("openid".to_owned()), Scope::new("profile".to_owned())])))
}

/// `GET /.well-known/openid-configuration`
pub async fn serve(State(provider): State<Arc<Provider>>) -> Json<Metadata> {
    Json(provider.metadata.clone())
}

/// The public key (RFC 7517).
pub async fn keys(State(provider): State<Arc<Provider>>) -> Json<CoreJsonWebKeySet> {
    Json(CoreJsonWebKeySet::new(vec![provider.key.as_verification_key()]))
}
