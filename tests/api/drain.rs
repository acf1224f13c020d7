//! The end of a server: what is under way finishes, nothing new is promised.

use akte_tests::wire::connect;
use reqwest::StatusCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::browser::LAWYER;
use crate::server::Server;

#[tokio::test]
async fn a_request_under_way_is_answered_and_the_rest_is_told() {
    let server = Server::demo().await;
    let cookie = server.browser().sign_in(LAWYER).await;
    let mut slow = connect(&server.url, &server.authority, "http/1.1").await;
    let head = format!(
        "POST /api/v1/answer-sets HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
         expect: 100-continue\r\ncontent-type: application/json\r\nidempotency-key: k\r\ncontent-length: 2\r\n\r\n"
    );
    slow.write_all(head.as_bytes()).await.unwrap();
    let mut interim = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
    slow.read_exact(&mut interim).await.unwrap();
    assert!(interim.starts_with(b"HTTP/1.1 100"), "the server waits for the body");
    let idle = server.browser();
    assert_eq!(idle.open(&format!("{}/readyz", server.url)).await.status(), StatusCode::OK);

    server.drain.begin();
    let late = server.browser();
    assert_eq!(late.open(&format!("{}/readyz", server.url)).await.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(!server.ended.is_finished(), "a request is still under way");

    slow.write_all(b"{}").await.unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).await.unwrap();
    assert!(answer.contains("HTTP/1.1 400"), "{answer}");
    server.ended.await.unwrap();
    assert!(
        TcpStream::connect(server.url.trim_start_matches("https://")).await.is_err(),
        "nobody listens any more"
    );
}

/// Over HTTP/1.1 a server that answers before the body came, and closes, would reset the connection under its own answer.
#[tokio::test]
async fn who_is_refused_at_once_may_finish_and_ask_again() {
    let server = Server::demo().await;
    let mut connection = connect(&server.url, &server.authority, "http/1.1").await;
    let head = "PATCH /api/v1/settings HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n";
    for _ in 0..20 {
        connection.write_all(head.as_bytes()).await.unwrap();
        connection.flush().await.unwrap();
        // The server has the head by now, and could have answered.
        let other = server.browser();
        assert_eq!(other.open(&format!("{}/livez", server.url)).await.status(), StatusCode::OK);
        connection.write_all(b"{\"four_eyes\": false}").await.unwrap();
        let mut answer = [0; 12];
        connection.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 403");
        let mut rest = Vec::new();
        while !rest.ends_with(b"\"}") {
            rest.push(connection.read_u8().await.unwrap());
        }
    }
}

#[tokio::test]
async fn an_idle_server_ends_at_once() {
    let server = Server::demo().await;
    let browser = server.browser();
    assert_eq!(browser.open(&format!("{}/livez", server.url)).await.status(), StatusCode::OK);
    server.drain.begin();
    let ended = tokio::time::timeout(std::time::Duration::from_secs(5), server.ended).await;
    ended.expect("well before the thirty seconds").unwrap();
}

#[tokio::test]
async fn plain_http_gets_nothing() {
    let server = Server::demo().await;
    let mut stream = TcpStream::connect(server.url.trim_start_matches("https://")).await.unwrap();
    stream.write_all(b"GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    // The server may close before or after it read the request; both are an end.
    let _closed = stream.read_to_end(&mut answer).await;
    assert!(!String::from_utf8_lossy(&answer).contains("HTTP/"), "{answer:?}");
}
