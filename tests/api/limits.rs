//! How much may be asked: whoever asks too much is told so, and nobody else notices.

use akte_tests::browser::{ADMINISTRATOR, Browser, LAWYER};
use akte_tests::wire::{Secured, connect};
use reqwest::{Response, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::server::Server;

async fn server(limits: &str) -> (Server, tempfile::TempDir) {
    let directory = tempfile::tempdir().unwrap();
    let text = format!("[limits]\n{limits}\n");
    (Server::configured(&directory.path().join("data"), &text, true).await, directory)
}

async fn open(browser: &Browser, path: &str) -> Response {
    browser.open(&format!("{}{path}", browser.server)).await
}

/// The answer says that it is too much, and when to come again.
async fn assert_shed(response: Response, status: StatusCode, kind: &str) {
    assert_eq!(response.status(), status);
    let again: u64 = response.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&again), "{again}");
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let problem: serde_json::Value = response.json().await.unwrap();
    assert_eq!(problem["type"], format!("urn:akte:problem:{kind}"));
}

async fn ask_until_shed(browser: &Browser, path: &str) -> Response {
    for _ in 0..100 {
        let response = open(browser, path).await;
        if response.status() != StatusCode::OK {
            return response;
        }
    }
    panic!("nothing was shed");
}

/// A request of a lawyer that the server is working on: it waits for the body.
async fn under_way(server: &Server, cookie: &str) -> Secured {
    let mut stream = connect(&server.url, &server.authority, "http/1.1").await;
    let head = format!(
        "POST /api/v1/answer-sets HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
         expect: 100-continue\r\ncontent-type: application/json\r\nidempotency-key: k\r\ncontent-length: 2\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut interim = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
    stream.read_exact(&mut interim).await.unwrap();
    assert!(interim.starts_with(b"HTTP/1.1 100"));
    stream
}

async fn finish(mut stream: Secured) {
    stream.write_all(b"{}").await.unwrap();
    assert_ne!(stream.read(&mut [0; 64]).await.unwrap(), 0);
}

#[tokio::test]
async fn a_person_has_a_rate() {
    let (server, _directory) = server("person = { per_second = 1, burst = 10 }").await;
    let (lawyer, other) = (server.signed_in(LAWYER).await, server.signed_in(ADMINISTRATOR).await);
    assert_shed(ask_until_shed(&lawyer, "/api/v1/me").await, StatusCode::TOO_MANY_REQUESTS, "too-many").await;
    assert_eq!(open(&other, "/api/v1/me").await.status(), StatusCode::OK);
    assert_eq!(open(&lawyer, "/api/v1/openapi.json").await.status(), StatusCode::OK, "what needs no person");
}

#[tokio::test]
async fn an_address_has_a_rate() {
    let (server, _directory) = server("address = { per_second = 1, burst = 10 }").await;
    let (here, there) = (server.browser_at("127.0.0.1"), server.browser_at("127.0.0.2"));
    let shed = ask_until_shed(&here, "/api/v1/openapi.json").await;
    assert_shed(shed, StatusCode::TOO_MANY_REQUESTS, "too-many").await;
    assert_shed(open(&here, "/nothing").await, StatusCode::TOO_MANY_REQUESTS, "too-many").await;
    assert_eq!(open(&there, "/api/v1/openapi.json").await.status(), StatusCode::OK);
    assert_eq!(open(&here, "/livez").await.status(), StatusCode::OK, "who watches is not counted");
}

#[tokio::test]
async fn a_firm_has_its_turns() {
    let (server, _directory) = server("firm = { at_once = 1, waiting = 0 }").await;
    let cookie = server.browser().sign_in(LAWYER).await;
    let other = server.signed_in(ADMINISTRATOR).await;
    let first = under_way(&server, &cookie).await;
    assert_shed(open(&other, "/api/v1/me").await, StatusCode::TOO_MANY_REQUESTS, "too-many").await;
    assert_eq!(open(&other, "/api/v1/openapi.json").await.status(), StatusCode::OK, "what is no firm's");
    finish(first).await;
    assert_eq!(open(&other, "/api/v1/me").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_server_takes_no_more_than_it_can_bear() {
    let (server, _directory) = server("at_once = 1").await;
    let cookie = server.browser().sign_in(LAWYER).await;
    let first = under_way(&server, &cookie).await;
    let response = open(&server.browser(), "/api/v1/openapi.json").await;
    assert_shed(response, StatusCode::SERVICE_UNAVAILABLE, "overloaded").await;
    assert_eq!(open(&server.browser(), "/readyz").await.status(), StatusCode::OK);
    finish(first).await;
    assert_eq!(open(&server.browser(), "/api/v1/openapi.json").await.status(), StatusCode::OK);
}
