//! Nobody sees what is not theirs: not found and not allowed are one answer.

use reqwest::StatusCode;
use serde_json::json;

use crate::browser::{ADMINISTRATOR, Browser, KNOWLEDGE_MANAGER, LAWYER};
use crate::documents::answered;
use crate::server::Server;

const NOBODYS: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

/// What one person made: an answer set and a document.
async fn make(browser: &Browser) -> (String, String) {
    let set = answered(browser).await;
    let document = browser.create("/api/v1/documents", "make", json!({ "answer_set": set })).await;
    (set, document.id().to_owned())
}

/// Tries everything on ids that are not one's own; the answers must be those for ids that do not exist.
async fn sees_nothing(browser: &Browser, set: &str, document: &str) {
    for (path, id) in [
        ("/api/v1/answer-sets/ID", set),
        ("/api/v1/documents/ID", document),
        ("/api/v1/documents/ID/file", document),
        ("/api/v1/templates/ID", set),
    ] {
        let theirs = browser.get(&path.replace("ID", id)).await;
        let nobodys = browser.get(&path.replace("ID", NOBODYS)).await;
        assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(theirs.body, nobodys.body, "{path}");
    }
    let change = browser.change(set, "\"2\"", json!([{ "name": "kenmerk", "value": "x" }])).await;
    assert_eq!(change.status, StatusCode::NOT_FOUND);
    let generate = browser.create("/api/v1/documents", "steal", json!({ "answer_set": set })).await;
    assert_eq!(generate.status, StatusCode::NOT_FOUND);
    for path in ["/api/v1/answer-sets", "/api/v1/documents"] {
        let list = browser.get(path).await.body;
        assert!(list["items"].as_array().unwrap().is_empty(), "{path}");
    }
}

#[tokio::test]
async fn colleagues_do_not_see_each_others_work() {
    let server = Server::demo().await;
    let (set, document) = make(&server.signed_in(LAWYER).await).await;
    sees_nothing(&server.signed_in(KNOWLEDGE_MANAGER).await, &set, &document).await;
}

#[tokio::test]
async fn an_administrator_has_no_way_to_answers_and_documents() {
    let server = Server::demo().await;
    let (set, document) = make(&server.signed_in(LAWYER).await).await;
    let browser = server.signed_in(ADMINISTRATOR).await;
    for path in [
        format!("/api/v1/answer-sets/{set}"),
        format!("/api/v1/documents/{document}"),
        format!("/api/v1/documents/{document}/file"),
        "/api/v1/answer-sets".to_owned(),
        "/api/v1/documents".to_owned(),
    ] {
        let answer = browser.get(&path).await;
        assert!(
            matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
            "{path}: {}",
            answer.body
        );
    }
    let template = browser.template("Overeenkomst van opdracht").await;
    let start = browser.create("/api/v1/answer-sets", "k", json!({ "template": template })).await;
    assert_eq!(start.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn another_firm_in_the_same_store_sees_nothing() {
    let directory = tempfile::tempdir().unwrap();
    // A firm is a directory at an issuer; two servers have two demo issuers, so here are two firms in one store.
    let (ours, theirs) = (Server::on(directory.path(), true).await, Server::on(directory.path(), true).await);
    let lawyer = ours.signed_in(LAWYER).await;
    let (set, document) = make(&lawyer).await;
    let template = lawyer.template("Overeenkomst van opdracht").await;
    let stranger = theirs.signed_in(LAWYER).await;
    let tenant = |me: crate::browser::Answer| me.body["tenant"]["id"].clone();
    assert_ne!(tenant(lawyer.get("/api/v1/me").await), tenant(stranger.get("/api/v1/me").await));
    sees_nothing(&stranger, &set, &document).await;
    assert_eq!(stranger.get(&format!("/api/v1/templates/{template}")).await.status, StatusCode::NOT_FOUND);
    let start = stranger.create("/api/v1/answer-sets", "k", json!({ "template": template })).await;
    assert_eq!(start.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_id_has_one_spelling() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let id = browser.template("Overeenkomst van opdracht").await;
    for spelling in
        [id.to_uppercase(), id.replace('-', ""), format!("{{{id}}}"), "1".to_owned(), "..%2Fme".to_owned()]
    {
        let answer = browser.get(&format!("/api/v1/templates/{spelling}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{spelling}");
    }
}
