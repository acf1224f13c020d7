//! The same request more than once makes one thing.

use std::collections::BTreeSet;
use std::sync::Arc;

use akte_postgres::Database;
use akte_tests::browser::{Browser, LAWYER};
use reqwest::StatusCode;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::load::sha256;
use super::place::Place;

const DOCUMENTS: &str = "/api/v1/documents";

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_at_once_on_a_file_make_one_document() {
    at_once(None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_at_once_on_postgresql_make_one_document() {
    at_once(Some(Database::new())).await;
}

async fn at_once(database: Option<Database>) {
    let place = Place::new(database.as_ref()).await;
    let body = json!({ "answer_set": interview(&place).await, "draft": true });
    // Connections of their own, four of them.
    let mut browsers = Vec::new();
    for _ in 0..4 {
        browsers.push(place.another().await);
    }
    let mut requests = JoinSet::new();
    for number in 0..200 {
        let (browser, body): (Browser, _) = (browsers[number % browsers.len()].clone(), body.clone());
        requests.spawn(async move { browser.create(DOCUMENTS, "one", body).await });
    }
    let mut ids = BTreeSet::new();
    for answer in requests.join_all().await {
        match answer.status {
            StatusCode::CREATED => drop(ids.insert(answer.id().to_owned())),
            // Under way; or, on a machine with much else to do, not in time.
            StatusCode::CONFLICT | StatusCode::SERVICE_UNAVAILABLE => {}
            other => panic!("{other}: {}", answer.body),
        }
    }
    let listed = place.all(DOCUMENTS).await;
    assert_eq!(listed.len(), 1);
    assert_eq!(ids, BTreeSet::from([listed[0]["id"].as_str().unwrap().to_owned()]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_cut_after_the_commit_is_given_again_with_the_same_id_and_bytes() {
    let mut place = Place::new(None).await;
    let set = interview(&place).await;
    let cookie = place.browser.sign_in(LAWYER).await;
    for (key, killed) in [("the client goes", false), ("the server goes", true)] {
        let before = place.all(DOCUMENTS).await.len();
        let body = json!({ "answer_set": set, "draft": true });
        let cut = send(&place, &cookie, key, &body.to_string()).await;
        if killed {
            place.kill();
            drop(cut);
            place.start().await;
        } else {
            drop(cut);
        }
        let made = place.all(DOCUMENTS).await;
        assert_eq!(made.len(), before + 1, "it was committed before the answer began");
        let bytes = place.file(made[0]["id"].as_str().unwrap()).await;

        let again = place.browser.create(DOCUMENTS, key, body).await;
        assert_eq!(again.status, StatusCode::CREATED, "{}", again.body);
        assert_eq!(again.body["id"], made[0]["id"]);
        assert_eq!(again.body["sha256"], sha256(&bytes).as_str());
        assert_eq!(place.file(again.id()).await, bytes);
        assert_eq!(place.all(DOCUMENTS).await, made);
    }
}

/// An interview to make drafts from.
pub async fn interview(place: &Place) -> String {
    let template = place.browser.template("Overeenkomst van opdracht").await;
    let new = json!({ "template": template });
    place.browser.create("/api/v1/answer-sets", "interview", new).await.id().to_owned()
}

/// Asks for a document over a connection of its own, and returns when the first byte of the answer is here.
async fn send(place: &Place, cookie: &str, key: &str, body: &str) -> TlsStream<TcpStream> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&place.workshop.get("data/ca.pem")) {
        roots.add(certificate.unwrap()).unwrap();
    }
    let config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let address = place.browser.server.trim_start_matches("https://").to_owned();
    let stream = TcpStream::connect(&address).await.unwrap();
    let connector = TlsConnector::from(Arc::new(config));
    let mut stream = connector.connect(ServerName::try_from("localhost").unwrap(), stream).await.unwrap();
    let request = format!(
        "POST {DOCUMENTS} HTTP/1.1\r\nhost: {address}\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
         content-type: application/json\r\nidempotency-key: {key}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    assert_eq!(stream.read_u8().await.unwrap(), b'H');
    stream
}
