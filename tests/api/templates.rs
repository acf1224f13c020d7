//! The library: finding, reading, uploading.

use akte_tests::{docx, zip};
use reqwest::{Method, StatusCode};

use crate::browser::{ADMINISTRATOR, DOCX, KNOWLEDGE_MANAGER, LAWYER, read};
use crate::server::Server;

/// How many templates come with the product.
fn samples() -> usize {
    akte_demo::samples::samples().unwrap().len()
}

#[tokio::test]
async fn the_library_is_found_by_words() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let all = browser.get("/api/v1/templates").await;
    assert_eq!(all.body["items"].as_array().unwrap().len(), samples());
    let found = browser.get("/api/v1/templates?query=OPDRACHT").await;
    assert_eq!(found.body["items"].as_array().unwrap().len(), 1);
    assert_eq!(found.body["items"][0]["title"], "Overeenkomst van opdracht");
    let none = browser.get("/api/v1/templates?query=koopovereenkomst").await;
    assert!(none.body["items"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn a_list_comes_in_pages() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let limit = samples() - 1;
    let first = browser.get(&format!("/api/v1/templates?limit={limit}")).await.body;
    let cursor = first["next_cursor"].as_str().expect("there is more");
    let second = browser.get(&format!("/api/v1/templates?limit={limit}&cursor={cursor}")).await.body;
    assert_ne!(first["items"][0]["id"], second["items"][0]["id"]);
    assert!(second["next_cursor"].is_null());
    for query in ["limit=0", "limit=101", "limit=x", "cursor=nonsense", "unknown=1"] {
        let answer = browser.get(&format!("/api/v1/templates?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
    }
}

#[tokio::test]
async fn a_template_is_read_with_its_revision() {
    let server = Server::demo().await;
    let browser = server.signed_in(ADMINISTRATOR).await;
    let id = browser.template("Overeenkomst van opdracht").await;
    let template = browser.get(&format!("/api/v1/templates/{id}")).await;
    assert_eq!(template.status, StatusCode::OK);
    assert_eq!(template.body["status"], "published");
    assert!(template.body["questions"].as_u64().unwrap() > 20, "{}", template.body);
    assert!(template.etag().starts_with('"'));
}

#[tokio::test]
async fn an_upload_is_a_draft_for_knowledge_managers() {
    let server = Server::demo().await;
    let manager = server.signed_in(KNOWLEDGE_MANAGER).await;
    let template = docx(&["Geachte {{ client.name }},", "{% if fee > 1000 %}Betaal vooraf.{% endif %}"]);
    let uploaded = manager.upload("?title=Brief", "key-1", template.clone()).await;
    assert_eq!(uploaded.status, StatusCode::CREATED, "{}", uploaded.body);
    assert_eq!(uploaded.body["template"]["status"], "draft");
    assert_eq!(uploaded.body["template"]["owner"], "Karim Bennani");
    let id = uploaded.body["template"]["id"].as_str().unwrap().to_owned();

    let again = manager.upload("?title=Brief", "key-1", template.clone()).await;
    assert_eq!(again.status, StatusCode::CREATED);
    assert_eq!(again.body["template"]["id"], id.as_str(), "the same key makes one template");
    let other = manager.upload("?title=Ander", "key-1", template).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(other.body["type"], "urn:akte:problem:key-reused");

    let lawyer = server.signed_in(LAWYER).await;
    assert_eq!(lawyer.get(&format!("/api/v1/templates/{id}")).await.status, StatusCode::NOT_FOUND);
    let start = lawyer.create("/api/v1/answer-sets", "k", serde_json::json!({ "template": id })).await;
    assert_eq!(start.status, StatusCode::NOT_FOUND);
    assert_eq!(manager.get(&format!("/api/v1/templates/{id}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn others_may_not_upload() {
    let server = Server::demo().await;
    for person in [LAWYER, ADMINISTRATOR] {
        let browser = server.signed_in(person).await;
        let answer = browser.upload("?title=Brief", "k", docx(&["{{ a }}"])).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{person}");
    }
}

#[tokio::test]
async fn what_is_no_word_document_is_refused_by_name() {
    let server = Server::demo().await;
    let browser = server.signed_in(KNOWLEDGE_MANAGER).await;
    let not_a_zip = browser.upload("?title=x", "k", b"just text".to_vec()).await;
    assert_eq!(not_a_zip.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(not_a_zip.body["type"], "urn:akte:problem:not-a-document");
    assert!(not_a_zip.body["detail"].as_str().unwrap().contains("not a Word document"), "{}", not_a_zip.body);
    let not_a_docx = browser.upload("?title=x", "k", zip("readme.txt", b"hello")).await;
    assert_eq!(not_a_docx.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(not_a_docx.body["detail"].as_str().unwrap().contains("zip"), "{}", not_a_docx.body);
    assert_ne!(not_a_zip.body["detail"], not_a_docx.body["detail"]);
}

#[tokio::test]
async fn an_open_condition_is_refused_with_its_places() {
    let server = Server::demo().await;
    let browser = server.signed_in(KNOWLEDGE_MANAGER).await;
    let template =
        docx(&["Geachte heer,", "{% if fee > 1000 %}", "Betaal vooraf.", "{% for p in parties %}", "Einde"]);
    let answer = browser.upload("?title=x", "k", template).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let diagnostics = answer.body["diagnostics"].as_array().unwrap();
    let codes: Vec<_> = diagnostics.iter().map(|found| found["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"unclosed-if") && codes.contains(&"unclosed-for"), "{codes:?}");
    let place = &diagnostics.iter().find(|found| found["code"] == "unclosed-if").unwrap()["place"];
    assert_eq!(place["story"], "body");
    assert_eq!(place["paragraph"], 2);
    let library = browser.get("/api/v1/templates").await.body;
    assert_eq!(library["items"].as_array().unwrap().len(), samples(), "nothing was kept");
    let corrected = browser.upload("?title=x", "k", docx(&["{{ a }}"])).await;
    assert_eq!(corrected.status, StatusCode::CREATED, "a refused request leaves its key free");
}

#[tokio::test]
async fn a_file_must_say_what_it_is_and_fit() {
    let server = Server::demo().await;
    let browser = server.signed_in(KNOWLEDGE_MANAGER).await;
    let post = || browser.request(Method::POST, "/api/v1/templates?title=x").header("idempotency-key", "k");
    let untyped = read(post().body(docx(&["{{ a }}"]))).await;
    assert_eq!(untyped.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let keyless = browser.request(Method::POST, "/api/v1/templates?title=x").header("content-type", DOCX);
    assert_eq!(read(keyless.body(docx(&["{{ a }}"]))).await.status, StatusCode::BAD_REQUEST);
    let large = browser.upload("?title=x", "k", vec![0; 32 * 1024 * 1024 + 1]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.body["detail"].as_str().unwrap().contains("32 MiB"), "{}", large.body);
}
