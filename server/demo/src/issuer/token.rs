//! The token endpoint: a code for an ID token.

use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::{constant_time, digest};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use openidconnect::core::{
    CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreTokenType,
};
use openidconnect::url::form_urlencoded;
use openidconnect::{
    AccessToken, AdditionalClaims, Audience, EmptyExtraTokenFields, EndUserName, IdToken, IdTokenClaims,
    IdTokenFields, LocalizedClaim, Nonce, StandardClaims, StandardTokenResponse, SubjectIdentifier,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::codes::Grant;
use super::{Provider, TENANT, random};

/// How long an ID token is good.
const LIFETIME: Duration = Duration::from_secs(300);

/// The claims beside those of the standard, named as Entra ID names them.
#[derive(Debug, Serialize, Deserialize)]
struct Directory {
    tid: String,
    oid: String,
    roles: Vec<String>,
}

impl AdditionalClaims for Directory {}

type Token = IdToken<Directory, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
type Fields = IdTokenFields<
    Directory,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// A token request (RFC 6749, 4.1.3; RFC 7636, 4.5).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Request {
    grant_type: String,
    code: String,
    redirect_uri: String,
    code_verifier: String,
}

/// `POST /token`
pub async fn exchange(
    State(provider): State<Arc<Provider>>,
    headers: HeaderMap,
    Form(request): Form<Request>,
) -> Response {
    if !is_client(&provider, &headers) {
        return refuse(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    if request.grant_type != "authorization_code" {
        return refuse(StatusCode::BAD_REQUEST, "unsupported_grant_type");
    }
    // The code is spent by the first attempt, right or wrong: nobody gets a second guess at the verifier.
    let grant = provider
        .codes
        .redeem(&request.code, provider.now())
        .filter(|grant| request.redirect_uri == provider.config.redirect_uri && proves(&request, grant));
    let Some(grant) = grant else {
        return refuse(StatusCode::BAD_REQUEST, "invalid_grant");
    };
    match issue(&provider, grant) {
        Some(tokens) => ([(header::CACHE_CONTROL, "no-store")], Json(tokens)).into_response(),
        None => refuse(StatusCode::INTERNAL_SERVER_ERROR, "server_error"),
    }
}

/// Whether the caller knows the client's secret (`client_secret_basic`; RFC 6749, 2.3.1).
fn is_client(provider: &Provider, headers: &HeaderMap) -> bool {
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let expected =
        format!("{}:{}", encode(&provider.config.client_id), encode(&provider.config.client_secret));
    headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Basic "))
        .and_then(|encoded| STANDARD.decode(encoded).ok())
        .is_some_and(|given| constant_time::verify_slices_are_equal(&given, expected.as_bytes()).is_ok())
}

/// Whether the verifier is the one that the challenge was made of (RFC 7636, 4.6).
fn proves(request: &Request, grant: &Grant) -> bool {
    let hash = digest::digest(&digest::SHA256, request.code_verifier.as_bytes());
    let challenge = URL_SAFE_NO_PAD.encode(hash);
    constant_time::verify_slices_are_equal(challenge.as_bytes(), grant.challenge.as_bytes()).is_ok()
}

fn issue(provider: &Provider, grant: Grant) -> Option<StandardTokenResponse<Fields, CoreTokenType>> {
    let mut name = LocalizedClaim::new();
    name.insert(None, EndUserName::new(grant.person.name.to_owned()));
    let subject = grant.person.subject.to_owned();
    let now = provider.now();
    let claims = IdTokenClaims::new(
        provider.metadata.issuer().clone(),
        vec![Audience::new(provider.config.client_id.clone())],
        (now + LIFETIME).into(),
        now.into(),
        StandardClaims::new(SubjectIdentifier::new(subject.clone())).set_name(Some(name)),
        Directory { tid: TENANT.to_owned(), oid: subject, roles: vec![grant.person.role.to_owned()] },
    )
    .set_nonce(grant.nonce.map(Nonce::new));
    let access_token = AccessToken::new(random().ok()?);
    let algorithm = CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256;
    let id_token = Token::new(claims, &provider.key, algorithm, Some(&access_token), None).ok()?;
    let fields = Fields::new(Some(id_token), EmptyExtraTokenFields {});
    let mut response = StandardTokenResponse::new(access_token, CoreTokenType::Bearer, fields);
    response.set_expires_in(Some(&LIFETIME));
    Some(response)
}

fn refuse(status: StatusCode, error: &str) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Json(json!({ "error": error }))).into_response()
}
