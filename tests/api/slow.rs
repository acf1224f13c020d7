//! Clients that say little, and that slowly: they are not waited for, and nobody else notices. In full with `make slow-loris`.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::browser::LAWYER;
use crate::server::Server;
use crate::wire::{address, connect};

/// Ways to hold a connection: what is said at once, and what is said of it over and over.
const WAYS: [(&str, &str, &[u8], &[u8]); 6] = [
    ("nothing after the handshake", "http/1.1", b"", b""),
    ("half a head", "http/1.1", b"GET /livez HTTP/1.1\r\nhost: localhost\r\n", b""),
    ("a head in pieces", "http/1.1", b"GET /livez HTTP/1.1\r\n", b"x: y\r\n"),
    ("nothing over HTTP/2", "h2", b"", b""),
    ("a preface over HTTP/2", "h2", PREFACE, b""),
    // A head that goes on for ever: HEADERS without END_HEADERS, then CONTINUATION (RFC 9113, section 6.10).
    ("a head in pieces over HTTP/2", "h2", HEADERS, &[0, 0, 1, 9, 0, 0, 0, 0, 1, 0x82]),
];
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
const HEADERS: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0\0\0\x01\x01\0\0\0\0\x01\x82";

/// Says `first`, then `again` several times a second, until the server ends the connection.
async fn hold<S: AsyncReadExt + AsyncWriteExt + Unpin>(mut stream: S, first: &[u8], again: &[u8]) {
    if stream.write_all(first).await.is_err() {
        return;
    }
    let mut piece = [0; 1024];
    loop {
        tokio::select! {
            read = stream.read(&mut piece) => if matches!(read, Ok(0) | Err(_)) { return },
            () = tokio::time::sleep(std::time::Duration::from_millis(200)) => {
                if stream.write_all(again).await.is_err() || stream.flush().await.is_err() {
                    return;
                }
            }
        }
    }
}

#[tokio::test]
async fn who_holds_a_connection_without_asking_is_dropped() {
    let directory = tempfile::tempdir().unwrap();
    let server = Server::configured(&directory.path().join("data"), "[patience]\nsilence = 1", true).await;
    let cookie = server.browser().sign_in(LAWYER).await;
    let mut held = JoinSet::new();
    for _ in 0..5 {
        for (name, protocol, first, again) in WAYS {
            let stream = connect(&server, &server.authority, protocol).await;
            held.spawn(async move {
                hold(stream, first, again).await;
                name
            });
        }
        let unsecured = TcpStream::connect(address(&server)).await.unwrap();
        held.spawn(async move {
            hold(unsecured, b"", b"").await;
            "nothing before the handshake"
        });
        let body = connect(&server, &server.authority, "http/1.1").await;
        let head = format!(
            "POST /api/v1/answer-sets HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
             content-type: application/json\r\nidempotency-key: k\r\ncontent-length: 100000\r\n\r\n"
        );
        held.spawn(async move {
            hold(body, head.as_bytes(), b" ").await;
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
    let mut stream = connect(&server, &server.authority, "http/1.1").await;
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
