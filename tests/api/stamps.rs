//! By what a document is known again.

use akte_tests::{docx, parts, template};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::browser::{ADMINISTRATOR, Browser, KNOWLEDGE_MANAGER, read};
use crate::life::draft;
use crate::server::Server;

/// Makes a document of a template; gives its id, and what its stamp says.
async fn made(browser: &Browser, title: &str, bytes: Vec<u8>) -> (String, Option<Value>) {
    let (template, version) = draft(browser, title, bytes).await;
    let set = json!({ "template": template, "version": version });
    let set = browser.create("/api/v1/answer-sets", title, set).await;
    let made = json!({ "answer_set": set.id(), "draft": true });
    let made = browser.create("/api/v1/documents", title, made).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let file = browser.request(Method::GET, &format!("/api/v1/documents/{}/file", made.id()));
    let bytes = file.send().await.unwrap().bytes().await.unwrap();
    let stamp = parts(&bytes).into_iter().find_map(|(name, bytes)| {
        let text = String::from_utf8(bytes).ok().filter(|_| name.starts_with("customXml/"))?;
        let json =
            text.strip_prefix("<document xmlns=\"urn:akte:document:1\">")?.strip_suffix("</document>")?;
        Some(serde_json::from_str(json).unwrap())
    });
    (made.id().to_owned(), stamp)
}

#[tokio::test]
async fn a_document_names_itself_where_the_template_says_so_and_the_server_where_the_firm_does() {
    let server = Server::demo().await;
    let (karim, anna) = (server.signed_in(KNOWLEDGE_MANAGER).await, server.signed_in(ADMINISTRATOR).await);
    let tenant = karim.get("/api/v1/me").await.body["tenant"]["id"].clone();
    let opaque = || template(&["{{ naam }}"], r#"{"schema":1,"anchors":"opaque"}"#);

    let (id, stamp) = made(&karim, "Met", opaque()).await;
    assert_eq!(stamp, Some(json!({ "tenant": tenant, "document": id })));
    assert_eq!(made(&karim, "Zonder", docx(&["{{ naam }}"])).await.1, None);

    let settings = anna.get("/api/v1/settings").await;
    assert_eq!(settings.body["stamp_server"], json!(false));
    let change = anna.request(Method::PATCH, "/api/v1/settings").header("if-match", settings.etag());
    let changed = read(change.json(&json!({ "stamp_server": true }))).await;
    assert_eq!(changed.body["stamp_server"], json!(true), "{}", changed.body);
    let (id, stamp) = made(&karim, "In het open", opaque()).await;
    assert_eq!(stamp, Some(json!({ "tenant": tenant, "document": id, "server": server.url })));
}
