//! An issuer of many directories that signs whatever it is told to: what an attacker could hope for, and what a provider does on
//! a bad day. The real one is in `provider.rs`.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use akte_store::{Clock, Store, StoreConfig, System};
use akte_web::config::Config;
use akte_web::identity::{Api, Identifier, IssuerConfig};
use akte_web::perimeter::Patience;
use akte_web::server::{Drain, Service, serve};
use akte_web::tls::{self, Development, Served};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize, PublicKeyComponents};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PSS_SHA256, RsaEncoding};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::ClientId;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::server::{Server, unlimited};

/// The directory of a firm that is enrolled.
pub const FIRM: &str = "11111111-1111-4111-8111-111111111111";
/// Another one.
pub const OTHER_FIRM: &str = "22222222-2222-4222-8222-222222222222";
/// One that nobody enrolled.
pub const STRANGERS: &str = "33333333-3333-4333-8333-333333333333";
/// Our API, our pages and the pane, as the issuer knows them.
pub const API: &str = "44444444-4444-4444-8444-444444444444";
pub const PAGES: &str = "55555555-5555-4555-8555-555555555555";
pub const PANE: &str = "66666666-6666-4666-8666-666666666666";

/// A key that signs.
pub struct Key {
    pub kid: &'static str,
    pair: KeyPair,
}

impl Key {
    pub fn new(kid: &'static str) -> Self {
        Self { kid, pair: KeyPair::generate(KeySize::Rsa2048).unwrap() }
    }

    /// The public key (RFC 7517), with the `issuer` that Entra ID puts beside it.
    pub fn jwk(&self, issuer: &str) -> Value {
        let PublicKeyComponents::<Vec<u8>> { n, e } = self.pair.public_key().into();
        json!({ "kty": "RSA", "use": "sig", "kid": self.kid, "n": encode(&n), "e": encode(&e), "issuer": issuer })
    }

    /// A token with this header and these claims, whatever they say.
    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        let message = format!("{}.{}", part(header), part(claims));
        let encoding: &dyn RsaEncoding = match header["alg"].as_str() {
            Some("PS256") => &RSA_PSS_SHA256,
            Some("RS384") => &RSA_PKCS1_SHA384,
            _ => &RSA_PKCS1_SHA256,
        };
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair.sign(encoding, &SystemRandom::new(), message.as_bytes(), &mut signature).unwrap();
        format!("{message}.{}", encode(&signature))
    }

    pub fn header(&self) -> Value {
        json!({ "alg": "RS256", "typ": "JWT", "kid": self.kid })
    }
}

pub fn part(value: &Value) -> String {
    encode(value.to_string().as_bytes())
}

pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The issuer, with a server that trusts it.
pub struct Forge {
    pub url: String,
    pub server: Server,
    /// Signs for every directory.
    pub key: Key,
    issuer: Arc<Issuer>,
    drain: Drain,
    data_dir: PathBuf,
    _directory: TempDir,
}

/// What the issuer does.
struct Issuer {
    url: String,
    keys: Mutex<Vec<Value>>,
    id_token: Mutex<Option<String>>,
    is_down: AtomicBool,
    /// How often it was asked for its keys.
    asked: AtomicUsize,
}

impl Forge {
    pub async fn new() -> Self {
        Self::at(Arc::new(System)).await
    }

    /// By another clock of the server.
    pub async fn at(clock: Arc<dyn Clock>) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let (data_dir, issuer_dir) = (directory.path().join("data"), directory.path().join("issuer"));
        tls::install_provider();
        std::fs::create_dir(&issuer_dir).unwrap();
        let files = Development::open(&issuer_dir, std::time::SystemTime::now().into()).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let key = Key::new("good");
        let issuer = Arc::new(Issuer {
            url: url.clone(),
            keys: Mutex::new(vec![key.jwk(&format!("{url}/{{tenantid}}/v2.0"))]),
            id_token: Mutex::default(),
            is_down: AtomicBool::new(false),
            asked: AtomicUsize::new(0),
        });
        let router = Router::new()
            .route("/organizations/v2.0/.well-known/openid-configuration", get(describe))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(issuer.clone());
        let drain = Drain::default();
        let acceptor = tls::acceptor(Served::open(files.served.clone()).unwrap().into());
        let service = Service { tls: Some(acceptor), router, patience: Patience::default() };
        tokio::spawn(serve(listener, service, drain.clone()));
        let config = IssuerConfig {
            id: "entra".to_owned(),
            name: "Microsoft".to_owned(),
            identifier: Identifier::new(&format!("{url}/{{tenantid}}/v2.0")).unwrap(),
            description: None,
            client_id: ClientId::new(PAGES.to_owned()),
            client_secret: None,
            authority: Some(files.authority.clone()),
            consent: Some(format!("{url}/adminconsent")),
            api: Some(Api {
                audience: ClientId::new(API.to_owned()),
                clients: vec![PANE.to_owned()],
                scope: "access".to_owned(),
            }),
        };
        let config = Config { issuers: vec![config], ..unlimited() };
        let server = Server::with(&data_dir, config, false, clock).await;
        let forge = Self { url, server, key, issuer, drain, data_dir, _directory: directory };
        for (tid, name) in [(FIRM, "Van Dalen"), (OTHER_FIRM, "De Wit")] {
            forge.enrol(tid, name).await;
        }
        forge
    }

    /// What the issuer calls itself in a directory.
    pub fn iss(&self, tid: &str) -> String {
        format!("{}/{tid}/v2.0", self.url)
    }

    /// The store beneath the server.
    pub async fn store(&self) -> Store {
        Store::open(StoreConfig::new(&self.data_dir)).await.unwrap()
    }

    pub async fn enrol(&self, tid: &str, name: &str) {
        let store = self.store().await;
        store.gate().enrol(&self.iss(tid), tid, name).await.unwrap();
        store.close().await;
    }

    /// The claims of a good access token.
    pub fn claims(&self) -> Value {
        let now = System.now().as_second();
        json!({
            "iss": self.iss(FIRM), "aud": API, "azp": PANE, "scp": "access", "ver": "2.0",
            "tid": FIRM, "oid": "lotte", "sub": "pairwise", "name": "Lotte de Vries", "roles": ["lawyer"],
            "iat": now - 5, "nbf": now - 5, "exp": now + 3600,
        })
    }

    /// The good claims with some of them changed; those that become `null` are left out.
    pub fn with(&self, changes: &Value) -> Value {
        changed(self.claims(), changes)
    }

    /// The claims of a good ID token for a sign-in with that nonce.
    pub fn id_claims(&self, nonce: &str) -> Value {
        self.with(&json!({ "aud": PAGES, "nonce": nonce, "scp": null, "azp": null, "nbf": null }))
    }

    /// Signs claims as they are signed for every directory.
    pub fn token(&self, claims: &Value) -> String {
        self.key.sign(&self.key.header(), claims)
    }

    /// Publishes a key, beside those that are there.
    pub fn publish(&self, jwk: Value) {
        self.issuer.keys.lock().unwrap().push(jwk);
    }

    /// Publishes no other key than this.
    pub fn publish_only(&self, jwk: Value) {
        *self.issuer.keys.lock().unwrap() = vec![jwk];
    }

    /// The ID token that the next code is traded for.
    pub fn answer(&self, id_token: String) {
        *self.issuer.id_token.lock().unwrap() = Some(id_token);
    }

    pub fn go_down(&self, is_down: bool) {
        self.issuer.is_down.store(is_down, Ordering::SeqCst);
    }

    /// How often the issuer was asked for its keys.
    pub fn asked(&self) -> usize {
        self.issuer.asked.load(Ordering::SeqCst)
    }
}

impl Drop for Forge {
    fn drop(&mut self) {
        self.drain.begin();
    }
}

/// Claims with some of them changed; those that become `null` are left out.
pub fn changed(mut claims: Value, changes: &Value) -> Value {
    let object = claims.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            object.shift_remove(name)
        } else {
            object.insert(name.clone(), value.clone())
        };
    }
    claims
}

async fn describe(State(issuer): State<Arc<Issuer>>) -> Response {
    if issuer.is_down.load(Ordering::SeqCst) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let url = &issuer.url;
    Json(json!({
        "issuer": format!("{url}/{{tenantid}}/v2.0"),
        "authorization_endpoint": format!("{url}/authorize"),
        "token_endpoint": format!("{url}/token"),
        "jwks_uri": format!("{url}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }))
    .into_response()
}

async fn keys(State(issuer): State<Arc<Issuer>>) -> Response {
    issuer.asked.fetch_add(1, Ordering::SeqCst);
    if issuer.is_down.load(Ordering::SeqCst) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    Json(json!({ "keys": *issuer.keys.lock().unwrap() })).into_response()
}

async fn token(State(issuer): State<Arc<Issuer>>) -> Response {
    match issuer.id_token.lock().unwrap().take() {
        Some(id_token) => {
            Json(json!({ "access_token": "for nothing", "token_type": "Bearer", "id_token": id_token }))
                .into_response()
        }
        None => (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response(),
    }
}
