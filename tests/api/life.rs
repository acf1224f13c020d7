//! The life of a template over the wire: from a draft to lawyers, and back.

use std::sync::Arc;

use akte_store::{Clock, System};
use akte_tests::{docx, template};
use jiff::{SignedDuration, Timestamp};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::browser::{ADMINISTRATOR, Answer, Browser, DOCX, KNOWLEDGE_MANAGER, LAWYER, SECOND_MANAGER, read};
use crate::server::Server;

const VERSIONS: &str = "/api/v1/template-versions";

/// Takes a step on what is at `etag`.
pub async fn post(browser: &Browser, path: &str, etag: &str, body: Value) -> Answer {
    read(browser.request(Method::POST, path).header("if-match", etag).json(&body)).await
}

/// Takes a step on a version as it is now.
pub async fn step(browser: &Browser, version: &str, step: &str, body: Value) -> Answer {
    let now = browser.get(&format!("{VERSIONS}/{version}")).await;
    post(browser, &format!("{VERSIONS}/{version}/{step}"), now.etag(), body).await
}

pub async fn upload_version(browser: &Browser, template: &str, key: &str, bytes: Vec<u8>) -> Answer {
    let request = browser.request(Method::POST, &format!("/api/v1/templates/{template}/versions"));
    read(request.header("idempotency-key", key).header("content-type", DOCX).body(bytes)).await
}

/// A new template with its one version.
pub async fn draft(browser: &Browser, title: &str, bytes: Vec<u8>) -> (String, String) {
    let uploaded = browser.upload(&format!("?title={title}"), title, bytes).await;
    assert_eq!(uploaded.status, StatusCode::CREATED, "{}", uploaded.body);
    let template = uploaded.body["template"]["id"].as_str().unwrap().to_owned();
    let versions = browser.get(&format!("/api/v1/templates/{template}/versions")).await.body;
    (template, versions["items"][0]["id"].as_str().unwrap().to_owned())
}

/// From draft to approved, by two people.
async fn approve(author: &Browser, second: &Browser, version: &str) {
    for (browser, which) in [(author, "submit"), (second, "approve")] {
        let done = step(browser, version, which, json!({})).await;
        assert_eq!(done.status, StatusCode::OK, "{which}: {}", done.body);
    }
}

pub async fn publish(author: &Browser, second: &Browser, version: &str) -> Answer {
    approve(author, second, version).await;
    let published = step(author, version, "publish", json!({})).await;
    assert_eq!(published.status, StatusCode::OK, "{}", published.body);
    published
}

/// The other knowledge manager.
pub async fn second(server: &Server) -> Browser {
    server.signed_in(SECOND_MANAGER).await
}

/// What a lawyer finds under a title: the number of the version.
async fn found(lawyer: &Browser, title: &str) -> Option<i64> {
    let list = lawyer.get(&format!("/api/v1/templates?query={title}")).await.body;
    list["items"].as_array().unwrap().first().map(|item| item["version"].as_i64().unwrap())
}

#[tokio::test]
async fn a_draft_reaches_lawyers_by_way_of_someone_else() {
    let server = Server::demo().await;
    let (author, lawyer) = (server.signed_in(KNOWLEDGE_MANAGER).await, server.signed_in(LAWYER).await);
    let second = second(&server).await;
    let (template, version) = draft(&author, "Brief", docx(&["Geachte {{ naam }},"])).await;
    let reviews = second.get("/api/v1/reviews").await;
    assert_eq!((reviews.status, &reviews.body["count"]), (StatusCode::OK, &json!(0)));

    let submitted = step(&author, &version, "submit", json!({ "comment": " eerste versie " })).await;
    assert_eq!((submitted.status, &submitted.body["status"]), (StatusCode::OK, &json!("in_review")));
    assert_eq!(submitted.body["history"][0]["comment"], "eerste versie");
    let own = step(&author, &version, "approve", json!({})).await;
    assert_eq!((own.status, &own.body["type"]), (StatusCode::FORBIDDEN, &json!("urn:akte:problem:own-work")));
    assert_eq!(author.get("/api/v1/reviews").await.body["count"], 0);
    let waiting = second.get("/api/v1/reviews").await.body;
    assert_eq!((&waiting["count"], &waiting["items"][0]["id"]), (&json!(1), &json!(version)));
    assert_eq!(waiting["items"][0]["title"], "Brief");

    let silent = step(&second, &version, "reject", json!({ "comment": "  " })).await;
    assert_eq!(silent.status, StatusCode::BAD_REQUEST);
    let rejected = step(&second, &version, "reject", json!({ "comment": "aanhef?" })).await;
    assert_eq!(rejected.body["status"], "draft", "{}", rejected.body);
    let early = step(&author, &version, "publish", json!({})).await;
    let kind = &early.body["type"];
    assert_eq!((early.status, kind), (StatusCode::CONFLICT, &json!("urn:akte:problem:wrong-state")));
    assert!(early.body["detail"].as_str().unwrap().contains("draft"), "{}", early.body);
    approve(&author, &second, &version).await;
    assert_eq!(found(&lawyer, "Brief").await, None);
    let published = step(&author, &version, "publish", json!({})).await;
    assert_eq!(published.body["status"], "published");
    assert_eq!(found(&lawyer, "Brief").await, Some(1));
    let told: Vec<_> = published.body["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|taken| (taken["step"].as_str().unwrap(), taken["person"].as_str().unwrap()))
        .collect();
    let (karim, noor) = ("Karim Bennani", "Noor Jansen");
    let expected =
        [("submit", karim), ("reject", noor), ("submit", karim), ("approve", noor), ("publish", karim)];
    assert_eq!(told, expected);
    let read = author.get(&format!("/api/v1/templates/{template}")).await;
    assert_eq!(read.body["status"], "published");
}

#[tokio::test]
async fn a_step_says_which_revision_it_means() {
    let server = Server::demo().await;
    let author = server.signed_in(KNOWLEDGE_MANAGER).await;
    let (_, version) = draft(&author, "Brief", docx(&["{{ naam }}"])).await;
    let path = format!("{VERSIONS}/{version}/submit");
    let bare = read(author.request(Method::POST, &path).json(&json!({}))).await;
    assert_eq!(bare.status, StatusCode::PRECONDITION_REQUIRED);
    let first = post(&author, &path, "\"1\"", json!({})).await;
    assert_eq!((first.status, first.etag()), (StatusCode::OK, "\"2\""));
    assert_eq!(post(&author, &path, "\"1\"", json!({})).await.status, StatusCode::PRECONDITION_FAILED);
    let unknown = post(&author, &path, "\"2\"", json!({ "commment": "x" })).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    let withdrawn = step(&author, &version, "withdraw", json!({})).await;
    assert_eq!(withdrawn.body["status"], "draft");
}

#[tokio::test]
async fn tests_that_fail_keep_a_version_a_draft() {
    let server = Server::demo().await;
    let author = server.signed_in(KNOWLEDGE_MANAGER).await;
    let definition = json!({ "schema": 1, "tests": [
        { "name": "met naam", "answers": { "naam": "Jansen" }, "expect": [{ "contains": "Geachte Jansen" }] },
        { "name": "zonder groet", "answers": { "naam": "Jansen" }, "expect": [{ "absent": "Geachte" }] },
    ] });
    let bytes = template(&["Geachte {{ naam }},"], &definition.to_string());
    let (_, version) = draft(&author, "Brief", bytes).await;
    let refused = step(&author, &version, "submit", json!({})).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert_eq!(refused.body["type"], "urn:akte:problem:template-tests");
    let errors = refused.body["errors"].as_array().unwrap();
    assert_eq!((errors.len(), &errors[0]["name"]), (1, &json!("zonder groet")), "{}", refused.body);
    assert!(errors[0]["message"].as_str().unwrap().contains("Geachte Jansen"), "{}", refused.body);
    let now = author.get(&format!("{VERSIONS}/{version}")).await;
    assert_eq!((&now.body["status"], now.etag()), (&json!("draft"), "\"1\""));
}

#[tokio::test]
async fn an_interview_stays_with_its_version_and_rolling_back_is_one_step() {
    let server = Server::demo().await;
    let (author, lawyer) = (server.signed_in(KNOWLEDGE_MANAGER).await, server.signed_in(LAWYER).await);
    let second = second(&server).await;
    let (template, one) = draft(&author, "Brief", docx(&["Geachte {{ naam }},"])).await;
    publish(&author, &second, &one).await;
    let start = async |key: &str| {
        let set = lawyer.create("/api/v1/answer-sets", key, json!({ "template": template })).await;
        assert_eq!(set.status, StatusCode::CREATED, "{}", set.body);
        (set.id().to_owned(), set.body["version"].as_i64().unwrap())
    };
    let (old, _) = start("old").await;
    let next = upload_version(&author, &template, "2", docx(&["Beste {{ voornaam }},"])).await;
    assert_eq!(next.status, StatusCode::CREATED, "{}", next.body);
    let two = next.body["version"]["id"].as_str().unwrap().to_owned();
    publish(&author, &second, &two).await;
    assert_eq!(start("new").await.1, 2);
    let pinned = lawyer.get(&format!("/api/v1/answer-sets/{old}")).await.body;
    assert_eq!(pinned["version"], 1);
    assert!(
        pinned["state"].to_string().contains("naam") && !pinned["state"].to_string().contains("voornaam")
    );
    assert_eq!(author.get(&format!("{VERSIONS}/{one}")).await.body["status"], "approved");

    let path = format!("/api/v1/templates/{template}/roll-back");
    let etag = author.get(&format!("/api/v1/templates/{template}")).await;
    let back = post(&author, &path, etag.etag(), json!({ "comment": "art. 3 klopt niet" })).await;
    assert_eq!((back.status, &back.body["version"]), (StatusCode::OK, &json!(1)), "{}", back.body);
    assert_eq!(found(&lawyer, "Brief").await, Some(1));
    let repeated = post(&author, &path, etag.etag(), json!({})).await;
    assert!(matches!(repeated.status, StatusCode::PRECONDITION_FAILED | StatusCode::CONFLICT));
    let further = post(&author, &path, back.etag(), json!({})).await;
    assert_eq!(further.status, StatusCode::CONFLICT, "{}", further.body);
    assert!(further.body["detail"].as_str().unwrap().contains("nothing to roll back to"));
}

#[tokio::test]
async fn an_author_tries_a_draft_out_and_nobody_else_can() {
    let server = Server::demo().await;
    let author = server.signed_in(KNOWLEDGE_MANAGER).await;
    let title = "Overeenkomst van opdracht";
    let template = author.template(title).await;
    let next = upload_version(&author, &template, "2", docx(&["Beste {{ voornaam }},"])).await;
    let draft = next.body["version"]["id"].as_str().unwrap();
    let begin = json!({ "template": template, "version": draft });
    let set = author.create("/api/v1/answer-sets", "try", begin.clone()).await;
    assert_eq!((set.status, &set.body["version"]), (StatusCode::CREATED, &json!(2)), "{}", set.body);
    let usual = author.create("/api/v1/answer-sets", "try", json!({ "template": template })).await;
    assert_eq!(usual.body["type"], "urn:akte:problem:key-reused", "another version is another request");
    let lawyer = server.signed_in(LAWYER).await;
    let refused = lawyer.create("/api/v1/answer-sets", "try", begin).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let other = author.template("Non-Disclosure Agreement").await;
    let crossed = json!({ "template": other, "version": draft });
    let crossed = author.create("/api/v1/answer-sets", "cross", crossed).await;
    assert_eq!(crossed.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_retired_comes_back_as_a_draft() {
    let server = Server::demo().await;
    let (author, lawyer) = (server.signed_in(KNOWLEDGE_MANAGER).await, server.signed_in(LAWYER).await);
    let template = author.template("Overeenkomst van opdracht").await;
    let list = author.get(&format!("/api/v1/templates/{template}/versions")).await.body;
    let version = list["items"][0]["id"].as_str().unwrap();
    assert_eq!(
        (&list["items"][0]["author"], &list["items"][0]["status"]),
        (&Value::Null, &json!("published"))
    );
    let retired = step(&author, version, "retire", json!({ "comment": "nieuwe wet" })).await;
    assert_eq!(retired.body["status"], "retired", "{}", retired.body);
    assert_eq!(found(&lawyer, "opdracht").await, None);
    let restore = |key: &'static str| {
        let request = author.request(Method::POST, &format!("{VERSIONS}/{version}/restore"));
        read(request.header("idempotency-key", key))
    };
    let restored = restore("r").await;
    assert_eq!(restored.status, StatusCode::CREATED, "{}", restored.body);
    let made = &restored.body["version"];
    assert_eq!((&made["number"], &made["status"]), (&json!(2), &json!("draft")));
    assert_eq!((&made["sha256"], &made["author"]), (&retired.body["sha256"], &json!("Karim Bennani")));
    assert_eq!(restore("r").await.body["version"]["id"], made["id"], "once is once");
    let file = author.request(Method::GET, &format!("{VERSIONS}/{version}/file")).send().await.unwrap();
    assert_eq!(file.headers()["content-type"], DOCX);
    assert!(file.bytes().await.unwrap().starts_with(b"PK"));
}

#[tokio::test]
async fn the_next_version_keeps_the_language_and_its_key() {
    let server = Server::demo().await;
    let author = server.signed_in(KNOWLEDGE_MANAGER).await;
    let (template_id, _) = draft(&author, "Brief", docx(&["{{ naam }}"])).await;
    let definition = json!({ "schema": 1, "language": "en" }).to_string();
    let english = upload_version(&author, &template_id, "k", template(&["{{ naam }}"], &definition)).await;
    assert_eq!(english.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", english.body);
    assert!(english.body["detail"].as_str().unwrap().contains("another language"), "{}", english.body);
    let open = upload_version(&author, &template_id, "k", docx(&["{% if a %}"])).await;
    assert_eq!(open.body["diagnostics"][0]["code"], "unclosed-if", "a refused request leaves its key free");
    let good = upload_version(&author, &template_id, "k", docx(&["{{ a }}"])).await;
    assert_eq!((good.status, &good.body["version"]["number"]), (StatusCode::CREATED, &json!(2)));
    let again = upload_version(&author, &template_id, "k", docx(&["{{ a }}"])).await;
    assert_eq!(again.body["version"]["id"], good.body["version"]["id"]);
    let other = upload_version(&author, &template_id, "k", docx(&["{{ b }}"])).await;
    assert_eq!(other.body["type"], "urn:akte:problem:key-reused");
}

#[tokio::test]
async fn the_difference_of_two_versions_is_told_as_structure() {
    let server = Server::demo().await;
    let author = server.signed_in(KNOWLEDGE_MANAGER).await;
    let definition = |label: &str, rule: &str| {
        json!({ "schema": 1,
            "pages": [{ "id": "brief", "title": "Brief", "questions": [
                { "name": "naam", "type": "text", "label": label },
                { "name": "bedrag", "type": "number", "label": "Bedrag" },
            ] }],
            "rules": [{ "name": "hoog", "expr": rule }] })
        .to_string()
    };
    let closed = "{% if hoog %}Betaal vooraf.{% endif %}";
    let one = template(&["Geachte {{ naam }},", "Oude zin.", closed], &definition("Naam", "bedrag > 1000"));
    let (template_id, one) = draft(&author, "Brief", one).await;
    let text = ["Geachte heer {{ naam }},", closed, "Groet, {{ afzender }}"];
    let two = template(&text, &definition("Uw naam", "bedrag > 500"));
    let two = upload_version(&author, &template_id, "2", two).await;
    assert_eq!(two.status, StatusCode::CREATED, "{}", two.body);
    let two = two.body["version"]["id"].as_str().unwrap();

    let found = author.get(&format!("{VERSIONS}/{two}/difference?before={one}")).await;
    assert_eq!(found.status, StatusCode::OK, "{}", found.body);
    let text = found.body["text"].as_array().unwrap();
    let told: Vec<_> = text.iter().map(|one| (one["change"].as_str().unwrap(), &one["after"])).collect();
    let expected = [
        ("changed", &json!("Geachte heer {{ naam }},")),
        ("removed", &Value::Null),
        ("added", &json!("Groet, {{ afzender }}")),
    ];
    assert_eq!(told, expected, "{}", found.body["text"]);
    let words = json!([{ "change": null, "text": "Geachte " }, { "change": "added", "text": "heer " },
        { "change": null, "text": "{{ naam }}," }]);
    assert_eq!(text[0]["words"], words);
    let markup = json!([{ "change": "added", "tag": "{{ afzender }}", "story": "body", "paragraph": 3 }]);
    assert_eq!(found.body["markup"], markup);
    let questions = json!([
        { "change": "added", "name": "afzender",
          "properties": [{ "name": "type", "before": null, "after": "text" }] },
        { "change": "changed", "name": "naam",
          "properties": [{ "name": "label", "before": "Naam", "after": "Uw naam" }] },
    ]);
    assert_eq!(found.body["questions"], questions);
    let rules = json!([{ "change": "changed", "name": "hoog",
        "properties": [{ "name": "expr", "before": "bedrag > 1000", "after": "bedrag > 500" }] }]);
    assert_eq!(found.body["rules"], rules);

    let same = author.get(&format!("{VERSIONS}/{two}/difference?before={two}")).await.body;
    assert_eq!(same, json!({ "text": [], "markup": [], "questions": [], "rules": [] }));
    let bare = author.get(&format!("{VERSIONS}/{two}/difference")).await;
    assert_eq!(bare.status, StatusCode::BAD_REQUEST);
}

/// The system's clock, ahead.
struct Ahead(SignedDuration);

impl Clock for Ahead {
    fn now(&self) -> Timestamp {
        System.now() + self.0
    }
}

#[tokio::test]
async fn a_planned_version_is_there_from_its_moment_on() {
    let directory = tempfile::tempdir().unwrap();
    let server = Server::on(directory.path(), true).await;
    let (author, lawyer) = (server.signed_in(KNOWLEDGE_MANAGER).await, server.signed_in(LAWYER).await);
    let second = second(&server).await;
    let (_, version) = draft(&author, "Brief", docx(&["{{ naam }}"])).await;
    approve(&author, &second, &version).await;
    let now = System.now();
    let hours = |hours| (now + SignedDuration::from_hours(hours)).to_string();
    for wrong in [
        json!({ "at": hours(-1) }),
        json!({ "at": "1 januari" }),
        json!({ "at": hours(2), "review_by": hours(1) }),
        json!({ "review_by": hours(-1) }),
    ] {
        let refused = step(&author, &version, "publish", wrong.clone()).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    let planned = step(&author, &version, "publish", json!({ "at": hours(2), "review_by": hours(3) })).await;
    assert_eq!((planned.status, &planned.body["status"]), (StatusCode::OK, &json!("approved")));
    assert_eq!(planned.body["publish_at"].as_str().unwrap().parse::<Timestamp>().unwrap().as_second(), {
        (now + SignedDuration::from_hours(2)).as_second()
    });
    let dropped = step(&author, &version, "unschedule", json!({})).await;
    assert_eq!(dropped.body["publish_at"], Value::Null);
    step(&author, &version, "publish", json!({ "at": hours(2), "review_by": hours(3) })).await;
    assert_eq!(found(&lawyer, "Brief").await, None);

    // The same store in four hours; people stay signed in where they are.
    let later = Server::at(directory.path(), false, Arc::new(Ahead(SignedDuration::from_hours(4)))).await;
    assert_eq!(found(&lawyer, "Brief").await, Some(1));
    let history = author.get(&format!("{VERSIONS}/{version}")).await.body["history"].clone();
    let last = history.as_array().unwrap().last().unwrap();
    assert_eq!((&last["step"], &last["person"]), (&json!("publish"), &Value::Null));
    drop(later);
}

#[tokio::test]
async fn four_eyes_are_the_firms_choice() {
    let server = Server::demo().await;
    let (author, administrator) =
        (server.signed_in(KNOWLEDGE_MANAGER).await, server.signed_in(ADMINISTRATOR).await);
    let settings = author.get("/api/v1/settings").await;
    assert_eq!((settings.etag(), &settings.body["four_eyes"]), ("\"1\"", &json!(true)));
    let patch = async |browser: &Browser, etag: &str| {
        let request = browser.request(Method::PATCH, "/api/v1/settings").header("if-match", etag);
        read(request.json(&json!({ "four_eyes": false }))).await
    };
    assert_eq!(patch(&author, "\"1\"").await.status, StatusCode::FORBIDDEN);
    assert_eq!(patch(&administrator, "\"3\"").await.status, StatusCode::PRECONDITION_FAILED);
    let changed = patch(&administrator, "\"1\"").await;
    assert_eq!((changed.status, changed.etag()), (StatusCode::OK, "\"2\""), "{}", changed.body);
    assert_eq!(patch(&administrator, "\"1\"").await.status, StatusCode::PRECONDITION_FAILED);
    let (_, version) = draft(&author, "Brief", docx(&["{{ naam }}"])).await;
    publish(&author, &author, &version).await;
    assert_eq!(server.signed_in(LAWYER).await.get("/api/v1/settings").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_life_of_a_template_is_not_for_lawyers_and_administrators() {
    let server = Server::demo().await;
    let author = server.signed_in(KNOWLEDGE_MANAGER).await;
    let (template, version) = draft(&author, "Brief", docx(&["{{ naam }}"])).await;
    for person in [LAWYER, ADMINISTRATOR] {
        let browser = server.signed_in(person).await;
        for path in [
            format!("/api/v1/templates/{template}/versions"),
            format!("{VERSIONS}/{version}"),
            format!("{VERSIONS}/{version}/file"),
        ] {
            assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{path} {person}");
        }
        for step in ["submit", "withdraw", "approve", "publish", "unschedule", "retire"] {
            let done = post(&browser, &format!("{VERSIONS}/{version}/{step}"), "\"1\"", json!({})).await;
            assert_eq!(done.status, StatusCode::NOT_FOUND, "{step} {person}");
        }
        assert_eq!(browser.get("/api/v1/reviews").await.status, StatusCode::FORBIDDEN);
        assert_eq!(browser.get("/api/v1/reviews/due").await.status, StatusCode::FORBIDDEN);
    }
}
