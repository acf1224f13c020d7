//! The audit trail over the wire: listed, and copied.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::answers::start;
use crate::browser::{ADMINISTRATOR, Browser, KNOWLEDGE_MANAGER, LAWYER};
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
    let lawyer = server.signed_in(LAWYER).await;
    let set = start(&lawyer, "Overeenkomst van opdracht").await;
    let mut etag = set.etag().to_owned();
    for _ in 0..200 {
        let changed = lawyer.change(set.id(), &etag, json!([{ "name": "kenmerk", "value": "A-1" }])).await;
        etag = changed.etag().to_owned();
    }
    let administrator = server.signed_in(ADMINISTRATOR).await;
    let (_, _, text) = download(&administrator, "").await;
    assert_eq!(text.matches("\"change_answers\"").count(), 200);
    assert!(text.ends_with('\n') && text.lines().count() > 203, "{}", text.lines().count());
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
