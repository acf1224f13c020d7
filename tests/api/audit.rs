//! The audit trail over the wire: listed, and copied.

use std::time::Duration;

use akte_demo::issuer::TENANT;
use akte_model::Role;
use akte_store::{EventSpan, Identity, PageRequest, Store, StoreConfig};
use openidconnect::url::Url;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::answers::start;
use crate::browser::{ADMINISTRATOR, Browser, KNOWLEDGE_MANAGER, LAWYER, read};
use crate::server::Server;

/// A file with its kind and name.
async fn download(browser: &Browser, query: &str) -> (String, String, String) {
    let response =
        browser.request(Method::GET, &format!("/api/v1/audit/export{query}")).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    let (kind, name) = (header("content-type"), header("content-disposition"));
    (kind, name, response.text().await.unwrap())
}

#[tokio::test]
async fn who_did_what_is_listed_and_soon_in_the_chain() {
    let server = Server::demo().await;
    let lawyer = server.signed_in(LAWYER).await;
    let set = start(&lawyer, "Overeenkomst van opdracht").await;
    let administrator = server.signed_in(ADMINISTRATOR).await;
    let list = administrator.get("/api/v1/audit?limit=2").await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.body);
    let items = list.body["items"].as_array().unwrap();
    assert_eq!((&items[0]["action"], &items[0]["actor"]["name"]), (&json!("sign_in"), &json!("Anna Visser")));
    assert_eq!((&items[1]["action"], &items[1]["object_id"]), (&json!("start_interview"), &json!(set.id())));
    let cursor = list.body["next_cursor"].as_str().unwrap();
    let rest = administrator.get(&format!("/api/v1/audit?cursor={cursor}")).await.body;
    let actions: Vec<_> =
        rest["items"].as_array().unwrap().iter().map(|item| item["action"].as_str().unwrap()).collect();
    assert_eq!(actions.first(), Some(&"sign_in"));
    assert!(actions[1..].iter().all(|action| *action == "publish_sample"), "{actions:?}");

    let at = items[1]["at"].as_str().unwrap();
    let later = administrator.get(&format!("/api/v1/audit?until={at}")).await.body;
    assert_eq!(later["items"].as_array().unwrap().len(), actions.len(), "before that moment");
    assert_eq!(administrator.get("/api/v1/audit?from=gisteren").await.status, StatusCode::BAD_REQUEST);
    // The sealer comes by every second.
    loop {
        let newest = administrator.get("/api/v1/audit?limit=1").await.body["items"][0].clone();
        if let Some(hash) = newest["hash"].as_str() {
            assert_eq!((hash.len(), newest["seq"].as_u64()), (64, Some(actions.len() as u64 + 2)));
            break;
        }
    }
}

#[tokio::test]
async fn a_copy_has_every_line_and_is_itself_in_the_trail() {
    let server = Server::demo().await;
    let administrator = server.signed_in(ADMINISTRATOR).await;
    let (kind, name, text) = download(&administrator, "").await;
    assert_eq!(kind, "application/jsonl");
    assert!(name.contains("audit ") && name.contains(".jsonl"), "{name}");
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let last = lines.last().unwrap();
    assert_eq!((&last["action"], &last["actor"]["name"]), (&json!("export_audit"), &json!("Anna Visser")));
    let mut listed = administrator.get("/api/v1/audit").await.body["items"].as_array().unwrap().clone();
    listed.reverse();
    let ids = |events: &[Value]| events.iter().map(|event| event["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&lines), ids(&listed));

    let (kind, _, text) = download(&administrator, "?format=csv").await;
    assert_eq!(kind, "text/csv; charset=utf-8; header=present");
    let rows: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(rows.len(), lines.len() + 2, "the heads, and the second copy");
    assert!(rows[0].starts_with("\"at\",\"actor_id\",\"actor\",\"action\""), "{}", rows[0]);
    assert!(rows.last().unwrap().contains("\"Anna Visser\",\"export_audit\",\"tenant\""), "{text}");
}

#[tokio::test]
async fn a_long_trail_is_copied_in_parts() {
    let server = Server::demo().await;
    let administrator = server.signed_in(ADMINISTRATOR).await;
    let mut etag = administrator.get("/api/v1/settings").await.etag().to_owned();
    for number in 0..200 {
        let change = administrator.request(Method::PATCH, "/api/v1/settings").header("if-match", &etag);
        etag = read(change.json(&json!({ "four_eyes": number % 2 == 0 }))).await.etag().to_owned();
    }
    let (_, _, text) = download(&administrator, "").await;
    assert_eq!(text.matches("\"change_settings\"").count(), 200);
    assert!(text.ends_with('\n') && text.lines().count() > 201, "{}", text.lines().count());
}

#[tokio::test]
async fn a_name_is_no_formula() {
    let server = Server::demo().await;
    let administrator = server.signed_in(ADMINISTRATOR).await;
    server.rename(LAWYER, "=HYPERLINK(\"https://evil.example\")").await;
    let (_, _, text) = download(&administrator, "?format=csv").await;
    assert!(text.contains(",\"'=HYPERLINK(\"\"https://evil.example\"\")\",\"sign_in\""), "{text}");
}

#[tokio::test]
async fn the_trail_is_for_administrators() {
    let server = Server::demo().await;
    for person in [LAWYER, KNOWLEDGE_MANAGER] {
        let browser = server.signed_in(person).await;
        for path in ["/api/v1/audit", "/api/v1/audit/export"] {
            assert_eq!(browser.get(path).await.status, StatusCode::FORBIDDEN, "{path} {person}");
        }
    }
}

#[tokio::test]
async fn who_tries_ids_and_doors_is_in_the_trail_with_how_often() {
    let directory = tempfile::tempdir().unwrap();
    let server = Server::on(directory.path(), true).await;
    let (lawyer, stranger) = (server.signed_in(LAWYER).await, server.browser());
    for number in 0..5 {
        let nobodys = format!("/api/v1/documents/01890a5d-ac96-774b-bcce-b30209{number:06}");
        assert_eq!(lawyer.get(&nobodys).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.get(&nobodys).await.status, StatusCode::UNAUTHORIZED, "nobody's trail");
    }
    assert_eq!(lawyer.get("/api/v1/audit").await.status, StatusCode::FORBIDDEN);
    let page = server.browser().begin("/auth/sign-in").await;
    let issuer = Url::parse(&page).unwrap().origin().ascii_serialization();
    server.drain.begin();
    server.ended.await.unwrap();

    let store = Store::open(StoreConfig::new(directory.path())).await.unwrap();
    assert_eq!(store.verify_audit(&[]).await.unwrap().findings, []);
    let roles = Role::Administrator.into();
    let anna = Identity { issuer: &issuer, tid: TENANT, subject: ADMINISTRATOR, name: "Anna Visser", roles };
    let anna = store.gate().sign_in(anna, Duration::from_secs(1)).await.unwrap().actor;
    let mut door = store.door(anna);
    let page = PageRequest { limit: Some(200), cursor: None };
    let events = door.read().await.unwrap().events(&EventSpan::default(), &page).await.unwrap();
    let events = door.open_page(events).await.unwrap().items;
    let refused = events.into_iter().filter(|event| event.action == "refused");
    let refused: Vec<_> =
        refused.map(|event| (event.actor.unwrap().name, event.object_id, event.times)).collect();
    assert_eq!(refused, [("Lotte de Vries".to_owned(), "127.0.0.1".to_owned(), 6)]);
    store.close().await;
}
