//! What failed for good, seen and tried again by an administrator.

use akte_model::Role;
use akte_store::{Store, StoreConfig};
use akte_tests::docx;
use jiff::{SignedDuration, Timestamp};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::browser::{ADMINISTRATOR, KNOWLEDGE_MANAGER, LAWYER, SECOND_MANAGER, read};
use crate::server::Server;
use crate::tokens::Ahead;

#[tokio::test]
async fn an_administrator_has_a_dead_publication_tried_again() {
    let directory = tempfile::tempdir().unwrap();
    let clock = Ahead::new();
    let server = Server::at(directory.path(), true, clock.clone()).await;
    let (karim, noor) = (server.signed_in(KNOWLEDGE_MANAGER).await, server.signed_in(SECOND_MANAGER).await);
    let uploaded = karim.upload("?title=Later", "later", docx(&["{{ naam }}"])).await;
    let template = uploaded.body["template"]["id"].as_str().unwrap().to_owned();
    let versions = karim.get(&format!("/api/v1/templates/{template}/versions")).await.body;
    let version = format!("/api/v1/template-versions/{}", versions["items"][0]["id"].as_str().unwrap());
    let soon = (Timestamp::now() + SignedDuration::from_mins(10)).to_string();
    for (who, step, body) in [
        (&karim, "submit", json!({})),
        (&noor, "approve", json!({})),
        (&karim, "publish", json!({ "at": soon })),
    ] {
        let now = who.get(&version).await;
        let request = who.request(Method::POST, &format!("{version}/{step}")).header("if-match", now.etag());
        let done = read(request.json(&body)).await;
        assert!(done.status.is_success(), "{step}: {}", done.body);
    }
    // Who planned it may not publish any more: it fails, and is tried again until it is dead.
    server.grant(KNOWLEDGE_MANAGER, &[Role::Lawyer]).await;
    let config = StoreConfig { clock: clock.clone(), ..StoreConfig::new(directory.path()) };
    let store = Store::open(config).await.unwrap();
    let (administrator, lawyer) = (server.signed_in(ADMINISTRATOR).await, server.signed_in(LAWYER).await);
    let mut attempts = 0;
    let job = loop {
        attempts += 1;
        assert!(attempts < 100, "it is tried for ever");
        let jobs = administrator.get("/api/v1/jobs").await.body;
        let job = jobs["items"][0].clone();
        if job["dead"] == true {
            break job;
        }
        // The longest pause between two attempts is 17 minutes. Nobody is silent for so long that the session ends.
        clock.by_minutes(18);
        for person in [&karim, &lawyer] {
            assert_eq!(person.get("/api/v1/me").await.status, StatusCode::OK);
        }
        store.work().await.unwrap();
    };
    assert!(job["problem"].as_str().unwrap().contains("role"), "{job}");

    let retry = format!("/api/v1/jobs/{}/retry", job["id"].as_str().unwrap());
    assert_eq!(lawyer.get("/api/v1/jobs").await.status, StatusCode::FORBIDDEN);
    assert_eq!(read(lawyer.request(Method::POST, &retry)).await.status, StatusCode::NOT_FOUND);
    server.grant(KNOWLEDGE_MANAGER, &[Role::KnowledgeManager]).await;
    assert_eq!(read(administrator.request(Method::POST, &retry)).await.status, StatusCode::NO_CONTENT);
    store.work().await.unwrap();
    let now = karim.get(&version).await;
    assert_eq!(
        now.body["status"],
        "published",
        "{} {}",
        now.body,
        administrator.get("/api/v1/jobs").await.body
    );
    assert_eq!(administrator.get("/api/v1/jobs").await.body["items"], json!([]));
    let trail = administrator.get("/api/v1/audit").await.body;
    let lines = trail["items"].as_array().unwrap();
    assert!(lines.iter().any(|line: &Value| line["action"] == "retry_job" && line["object_kind"] == "job"));
    store.close().await;
}
