//! Clients that say little, and that slowly: they are not waited for, and nobody else notices. In full with `make slow-loris`.

use akte_tests::wire::{WAYS, connect, hold};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::task::JoinSet;

use crate::browser::LAWYER;
use crate::server::Server;

#[tokio::test]
async fn who_holds_a_connection_without_asking_is_dropped() {
    let directory = tempfile::tempdir().unwrap();
    let server = Server::configured(&directory.path().join("data"), "[patience]\nsilence = 1", true).await;
    let cookie = server.browser().sign_in(LAWYER).await;
    let mut held = JoinSet::new();
    for _ in 0..5 {
        for way in WAYS {
            let holding = way.open(&server.url, &server.authority).await;
            held.spawn(async move {
                holding.await;
                way.name
            });
        }
        let body = connect(&server.url, &server.authority, "http/1.1").await;
        let head = format!(
            "POST /api/v1/answer-sets HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
             content-type: application/json\r\nidempotency-key: k\r\ncontent-length: 100000\r\n\r\n"
        );
        held.spawn(async move {
            hold(body, head.into_bytes(), b" ").await;
            "a body in pieces"
        });
        // Others are answered while they hold.
        assert_eq!(server.browser().get("/livez").await.status, 200);
    }
    while let Some(name) = held.join_next().await {
        println!("{} was dropped", name.unwrap());
    }
    assert_eq!(server.browser().get("/livez").await.status, 200);
}

#[tokio::test]
async fn a_body_that_comes_too_slowly_is_told() {
    let directory = tempfile::tempdir().unwrap();
    let server = Server::configured(&directory.path().join("data"), "[patience]\nsilence = 1", true).await;
    let cookie = server.browser().sign_in(LAWYER).await;
    let mut stream = connect(&server.url, &server.authority, "http/1.1").await;
    let head = format!(
        "POST /api/v1/answer-sets HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
         content-type: application/json\r\nidempotency-key: k\r\ncontent-length: 100000\r\n\r\n{{"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    // The server may end the connection without saying goodbye.
    let _ended = stream.read_to_string(&mut answer).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("urn:akte:problem:too-slow"), "{answer}");
}
