//! TLS as the server shows it: which protocols, which certificate, and what plain HTTP gets.

use std::path::Path;
use std::process::Command;

use akte_tests::wire::{Secured, connect, try_connect};
use akte_web::tls::Development;
use reqwest::{StatusCode, Version};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::rustls::ProtocolVersion;

use crate::server::Server;

/// A certificate, its key and the authority that signed it, in a directory of their own.
fn certificate(directory: &Path) -> Development {
    std::fs::create_dir_all(directory).unwrap();
    Development::open(directory, std::time::SystemTime::now().into()).unwrap()
}

/// Asks for `/livez` over HTTP/1.1, and leaves the connection open; gives the head of the answer.
async fn ask(stream: &mut Secured) -> String {
    stream.write_all(b"GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    let (mut answer, mut piece) = (Vec::new(), [0; 1024]);
    while !answer.ends_with(b"live\n") {
        let read = stream.read(&mut piece).await.unwrap();
        assert_ne!(read, 0, "the connection ended: {}", String::from_utf8_lossy(&answer));
        answer.extend_from_slice(&piece[..read]);
    }
    String::from_utf8(answer).unwrap()
}

fn table(files: &Development) -> String {
    format!("[tls]\ncertificate = {:?}\nkey = {:?}\n", files.served.certificate, files.served.key)
}

#[tokio::test]
async fn http2_and_http1_are_chosen_by_the_client() {
    let server = Server::demo().await;
    let answer = server.browser().open(&format!("{}/livez", server.url)).await;
    assert_eq!((answer.status(), answer.version()), (StatusCode::OK, Version::HTTP_2));
    assert_eq!(answer.headers()["strict-transport-security"], "max-age=63072000");
    let mut stream = connect(&server.url, &server.authority, "http/1.1").await;
    assert_eq!(stream.get_ref().1.protocol_version(), Some(ProtocolVersion::TLSv1_3));
    assert!(ask(&mut stream).await.starts_with("HTTP/1.1 200"));
    assert!(try_connect(&server.url, &server.authority, "http/1.0").await.is_err(), "nothing else is spoken");
}

#[tokio::test]
async fn a_certificate_is_replaced_while_connections_go_on() {
    let directory = tempfile::tempdir().unwrap();
    let old = certificate(&directory.path().join("old"));
    let new = certificate(&directory.path().join("new"));
    let server = Server::configured(&directory.path().join("data"), &table(&old), false).await;
    let mut held = connect(&server.url, &old.authority, "http/1.1").await;
    assert!(ask(&mut held).await.starts_with("HTTP/1.1 200"));
    assert!(try_connect(&server.url, &new.authority, "http/1.1").await.is_err());
    let shown = held.get_ref().1.peer_certificates().unwrap().to_vec();

    // Half of a replacement cannot be used: what was there stays.
    std::fs::copy(&new.served.certificate, &old.served.certificate).unwrap();
    for _ in 0..200 {
        let stream = connect(&server.url, &old.authority, "http/1.1").await;
        assert_eq!(stream.get_ref().1.peer_certificates().unwrap(), shown);
    }
    std::fs::copy(&new.served.key, &old.served.key).unwrap();
    let mut fresh = loop {
        match try_connect(&server.url, &new.authority, "http/1.1").await {
            Ok(fresh) => break fresh,
            Err(_) => assert!(ask(&mut held).await.starts_with("HTTP/1.1 200"), "meanwhile"),
        }
    };
    assert!(ask(&mut fresh).await.starts_with("HTTP/1.1 200"));
    assert!(ask(&mut held).await.starts_with("HTTP/1.1 200"), "the connection of before goes on");
    assert_eq!(held.get_ref().1.peer_certificates().unwrap(), shown);
    assert!(try_connect(&server.url, &old.authority, "http/1.1").await.is_err());
}

#[tokio::test]
async fn plain_http_leads_to_the_pages_and_nowhere_else() {
    let directory = tempfile::tempdir().unwrap();
    let server = Server::configured(&directory.path().join("data"), "http_port = 0", true).await;
    let ask = async |request: &str| {
        let mut stream = TcpStream::connect(("localhost", server.http_port.unwrap())).await.unwrap();
        stream.write_all(format!("{request}host: x\r\nconnection: close\r\n\r\n").as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer.to_lowercase()
    };
    let answer = ask("GET /portal?x=1 HTTP/1.1\r\n").await;
    assert!(answer.starts_with("http/1.1 308"), "{answer}");
    assert!(answer.contains(&format!("location: {}/portal?x=1\r\n", server.url)), "{answer}");
    for refused in [
        "GET /api/v1/me HTTP/1.1\r\n",
        "POST /auth/sign-out HTTP/1.1\r\n",
        "GET /portal HTTP/1.1\r\nauthorization: Bearer x\r\n",
        "GET /portal HTTP/1.1\r\ncookie: __Host-akte=x\r\n",
    ] {
        let answer = ask(refused).await;
        assert!(answer.starts_with("http/1.1 403"), "{answer}");
        assert!(answer.contains("application/problem+json") && answer.contains("goes in clear"), "{answer}");
    }
}

/// Mozilla's intermediate configuration, by sslyze: protocols, ciphers, curves, certificate, known attacks.
#[test]
fn sslyze_finds_nothing() {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/python/sslyze/bin/sslyze");
    if !Path::new(program).exists() {
        println!("SKIPPED: sslyze is not there; tests/support/install says why it could not be installed");
        return;
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::demo());
    let mut sslyze = Command::new(program);
    sslyze.args(["--mozilla_config=intermediate", "--certinfo_ca_file"]).arg(&server.authority);
    let done = sslyze.arg(akte_tests::wire::address(&server.url)).output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    assert!(said.contains("OK - Compliant"), "{said}");
}
