//! The demo's identity provider by itself: it holds clients to the rules.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::StatusCode;
use serde_json::Value;

use crate::browser::{Browser, LAWYER, location};
use crate::server::Server;

const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters-01";

/// The provider of a server, with what it says of itself.
async fn discover(server: &Server, browser: &Browser) -> Value {
    let page = browser.begin("/auth/sign-in").await;
    let origin = openidconnect::url::Url::parse(&page).unwrap().origin().ascii_serialization();
    let response = browser.open(&format!("{origin}/.well-known/openid-configuration")).await;
    let metadata: Value = response.json().await.unwrap();
    assert_eq!(metadata["issuer"], origin);
    assert_ne!(origin, server.url);
    metadata
}

/// The address that asks for a code, as the server would, with our own challenge.
fn ask(metadata: &Value, server: &Server, challenge: &str, method: &str) -> String {
    let parameters = [
        ("response_type", "code"),
        ("client_id", "akte"),
        ("redirect_uri", &format!("{}/auth/callback/demo", server.url)),
        ("scope", "openid"),
        ("state", "s"),
        ("nonce", "n"),
        ("code_challenge", challenge),
        ("code_challenge_method", method),
    ];
    let endpoint = metadata["authorization_endpoint"].as_str().unwrap();
    openidconnect::url::Url::parse_with_params(endpoint, parameters).unwrap().into()
}

fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, VERIFIER.as_bytes()))
}

fn parameter(url: &str, name: &str) -> Option<String> {
    let url = openidconnect::url::Url::parse(url).unwrap();
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

#[tokio::test]
async fn it_describes_itself() {
    let server = Server::demo().await;
    let browser = server.browser();
    let metadata = discover(&server, &browser).await;
    assert_eq!(metadata["code_challenge_methods_supported"], serde_json::json!(["S256"]));
    assert_eq!(metadata["id_token_signing_alg_values_supported"], serde_json::json!(["RS256"]));
    let keys: Value = browser.open(metadata["jwks_uri"].as_str().unwrap()).await.json().await.unwrap();
    let key = &keys["keys"][0];
    assert_eq!(key["kty"], "RSA");
    assert!(key.get("d").is_none(), "the private key stays private");
}

#[tokio::test]
async fn only_its_client_gets_a_token() {
    let server = Server::demo().await;
    let browser = server.browser();
    let metadata = discover(&server, &browser).await;
    let back = browser.choose(&ask(&metadata, &server, &challenge(), "S256"), LAWYER).await;
    let code = parameter(&back, "code").unwrap();
    assert_eq!(parameter(&back, "state").as_deref(), Some("s"));
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", &format!("{}/auth/callback/demo", server.url)),
        ("code_verifier", VERIFIER),
    ];
    let endpoint = metadata["token_endpoint"].as_str().unwrap();
    for request in
        [browser.client.post(endpoint), browser.client.post(endpoint).basic_auth("akte", Some("guess"))]
    {
        let response = request.form(&form).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(response.json::<Value>().await.unwrap()["error"], "invalid_client");
    }
}

#[tokio::test]
async fn it_sends_nobody_to_an_address_it_does_not_know() {
    let server = Server::demo().await;
    let browser = server.browser();
    let metadata = discover(&server, &browser).await;
    let good = ask(&metadata, &server, &challenge(), "S256");
    for bad in [good.replace("callback", "elsewhere"), good.replace("client_id=akte", "client_id=other")] {
        let response = browser.open(&bad).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        assert!(response.headers().get("location").is_none());
    }
}

#[tokio::test]
async fn it_wants_pkce_with_s256() {
    let server = Server::demo().await;
    let browser = server.browser();
    let metadata = discover(&server, &browser).await;
    for url in [ask(&metadata, &server, VERIFIER, "plain"), ask(&metadata, &server, "", "S256")] {
        let response = browser.open(&url).await;
        assert_eq!(parameter(&location(&response), "error").as_deref(), Some("invalid_request"));
    }
}
