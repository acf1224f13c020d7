//! Keys that are renewed while a request is under way: it is asked to come again, and nothing of it is lost.

use akte_store::{Store, StoreConfig};
use akte_tests::wire::connect;
use reqwest::StatusCode;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::browser::LAWYER;
use crate::server::Server;
use crate::tokens::Ahead;

#[tokio::test]
async fn a_request_whose_key_was_closed_meanwhile_is_told_when_to_come_again() {
    let (directory, clock) = (tempfile::tempdir().unwrap(), Ahead::new());
    let server = Server::at(directory.path(), true, clock.clone()).await;
    let browser = server.browser();
    let cookie = browser.sign_in(LAWYER).await;
    let body = json!({ "number": "1", "name": "Akte" });
    let text = body.to_string();
    let mut slow = connect(&server.url, &server.authority, "http/1.1").await;
    let head = format!(
        "POST /api/v1/matters HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
         expect: 100-continue\r\ncontent-type: application/json\r\nidempotency-key: k\r\nconnection: close\r\n\
         content-length: {}\r\n\r\n",
        text.len()
    );
    slow.write_all(head.as_bytes()).await.unwrap();
    let mut interim = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
    slow.read_exact(&mut interim).await.unwrap();

    // It is known who asks, and with which key that firm encrypts. Now the keys are renewed, without the pauses in between.
    let config = StoreConfig { clock: clock.clone(), ..StoreConfig::new(directory.path()) };
    let store = Store::open(config).await.unwrap();
    store.rotate_keys().await.unwrap();
    while !store.rotation().await.unwrap().is_empty() {
        clock.by_minutes(1);
        store.work().await.unwrap();
    }
    slow.write_all(text.as_bytes()).await.unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.to_lowercase().contains("retry-after: 1\r\n"), "{answer}");
    assert!(answer.contains("urn:akte:problem:unavailable"), "{answer}");

    assert_eq!(browser.get("/api/v1/matters").await.body["items"], json!([]), "nothing was changed");
    let again = browser.create("/api/v1/matters", "k", body).await;
    assert_eq!(again.status, StatusCode::CREATED, "{}", again.body);
    store.close().await;
}
