//! The provider asked directly, as its client and as others would ask it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use openidconnect::url::{Url, form_urlencoded};
use serde_json::Value;
use tower::ServiceExt as _;

use super::*;

const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters-01";
const BACK: &str = "https://localhost:8443/auth/callback";

/// A provider whose clock stands still until it is set.
struct Case {
    router: Router,
    seconds: Arc<AtomicU64>,
}

impl Case {
    fn new() -> Self {
        let seconds = Arc::new(AtomicU64::new(0));
        let clock = seconds.clone();
        let router = router(Config {
            url: "https://localhost:8444".to_owned(),
            client_id: "akte".to_owned(),
            client_secret: "secret/+".to_owned(),
            redirect_uri: BACK.to_owned(),
            signed_out_uri: "https://localhost:8443/portal".to_owned(),
            clock: Arc::new(move || {
                SystemTime::UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::Relaxed))
            }),
        });
        Self { router: router.unwrap(), seconds }
    }

    /// A code for the lawyer, given to a client that knows the verifier.
    async fn code(&self) -> String {
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, VERIFIER.as_bytes()));
        let query = form(&[
            ("response_type", "code"),
            ("client_id", "akte"),
            ("redirect_uri", BACK),
            ("scope", "openid"),
            ("nonce", "the nonce"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let request = Request::post(format!("/authorize?{query}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form(&[("person", "lotte-de-vries")])));
        let response = self.router.clone().oneshot(request.unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let back = Url::parse(response.headers()[header::LOCATION].to_str().unwrap()).unwrap();
        back.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned()
    }

    async fn exchange(&self, code: &str, verifier: &str, back: &str) -> (StatusCode, Value) {
        let body = form(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", back),
            ("code_verifier", verifier),
        ]);
        let request = Request::post("/token")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::AUTHORIZATION, format!("Basic {}", STANDARD.encode("akte:secret%2F%2B")))
            .body(Body::from(body));
        let response = self.router.clone().oneshot(request.unwrap()).await.unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap())
    }
}

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

#[tokio::test]
async fn a_code_and_its_verifier_give_an_id_token() {
    let case = Case::new();
    let (status, tokens) = case.exchange(&case.code().await, VERIFIER, BACK).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    let token = tokens["id_token"].as_str().unwrap();
    let part = |index: usize| -> Value {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(index).unwrap()).unwrap())
            .unwrap()
    };
    assert_eq!(part(0)["alg"], "RS256");
    let claims = part(1);
    assert_eq!(claims["iss"], "https://localhost:8444");
    assert_eq!(claims["aud"], serde_json::json!(["akte"]));
    assert_eq!(claims["nonce"], "the nonce");
    assert_eq!(claims["tid"], TENANT);
    assert_eq!(claims["name"], "Lotte de Vries");
    assert_eq!(claims["roles"], serde_json::json!(["lawyer"]));
    assert_eq!(claims["exp"], 300);
}

#[tokio::test]
async fn another_verifier_gives_nothing_and_spends_the_code() {
    let case = Case::new();
    let code = case.code().await;
    let wrong = VERIFIER.replace("01", "02");
    for verifier in [wrong.as_str(), "", VERIFIER] {
        let (status, answer) = case.exchange(&code, verifier, BACK).await;
        assert_eq!((status, &answer["error"]), (StatusCode::BAD_REQUEST, &Value::from("invalid_grant")));
    }
}

#[tokio::test]
async fn a_code_is_good_once_for_one_minute_and_one_address() {
    let case = Case::new();
    let code = case.code().await;
    assert_eq!(case.exchange(&code, VERIFIER, BACK).await.0, StatusCode::OK);
    assert_eq!(case.exchange(&code, VERIFIER, BACK).await.0, StatusCode::BAD_REQUEST, "a second time");
    let code = case.code().await;
    assert_eq!(case.exchange(&code, VERIFIER, "https://evil.example/").await.0, StatusCode::BAD_REQUEST);
    let code = case.code().await;
    case.seconds.store(60, Ordering::Relaxed);
    assert_eq!(case.exchange(&code, VERIFIER, BACK).await.0, StatusCode::BAD_REQUEST, "too late");
}

#[test]
fn it_listens_on_loopback_only() {
    let refused = listen("0.0.0.0:0".parse().unwrap()).unwrap_err();
    assert!(matches!(refused, Error::NotLoopback(_)), "{refused}");
    assert!(listen("127.0.0.1:0".parse().unwrap()).is_ok());
}
