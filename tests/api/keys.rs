//! What the server keeps of an issuer: keys that change while it serves, and an issuer that cannot be reached.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::forge::{FIRM, Forge, Key};
use crate::tokens::Ahead;

async fn status(forge: &Forge, token: &str) -> StatusCode {
    let request = forge.server.browser().request(Method::GET, "/api/v1/me");
    request.header("authorization", format!("Bearer {token}")).send().await.unwrap().status()
}

#[tokio::test]
async fn a_new_key_is_found_and_an_old_one_forgotten() {
    let clock = Ahead::new();
    let forge = Forge::at(clock.clone()).await;
    let old = forge.token(&forge.claims());
    assert_eq!(status(&forge, &old).await, StatusCode::OK);
    let next = Key::new("next");
    forge.publish_only(next.jwk(&forge.iss("{tenantid}")));
    let new = next.sign(&next.header(), &forge.claims());
    clock.by_minutes(1);
    assert_eq!(status(&forge, &new).await, StatusCode::OK, "looked for at once");
    assert_eq!(
        status(&forge, &old).await,
        StatusCode::UNAUTHORIZED,
        "what the issuer withdrew is worth nothing"
    );
    assert_eq!(forge.asked(), 2);
}

#[tokio::test]
async fn unknown_keys_make_it_ask_once_a_minute_and_no_more() {
    let clock = Ahead::new();
    let forge = Forge::at(clock.clone()).await;
    let evil = Key::new("evil");
    let token = evil.sign(&evil.header(), &forge.claims());
    for _ in 0..20 {
        assert_eq!(status(&forge, &token).await, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(forge.asked(), 1);
    clock.by_minutes(1);
    for _ in 0..20 {
        assert_eq!(status(&forge, &token).await, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(forge.asked(), 2);
}

#[tokio::test]
async fn an_issuer_that_is_down_takes_nothing_away() {
    let clock = Ahead::new();
    let forge = Forge::at(clock.clone()).await;
    let good = forge.token(&forge.with(&json!({ "exp": 4_000_000_000_i64 })));
    assert_eq!(status(&forge, &good).await, StatusCode::OK);
    forge.go_down(true);
    clock.by_minutes(60);
    assert_eq!(status(&forge, &good).await, StatusCode::OK, "by the keys of before");
    let unknown = Key::new("unknown");
    let token = unknown.sign(&unknown.header(), &forge.claims());
    clock.by_minutes(2);
    assert_eq!(status(&forge, &token).await, StatusCode::UNAUTHORIZED);
    assert_eq!(status(&forge, &good).await, StatusCode::OK);
    forge.go_down(false);
    forge.publish(unknown.jwk(&forge.iss(FIRM)));
    clock.by_minutes(2);
    let token = unknown.sign(&unknown.header(), &forge.with(&json!({ "exp": 4_000_000_000_i64 })));
    assert_eq!(status(&forge, &token).await, StatusCode::OK, "and goes on when it is back");
}
