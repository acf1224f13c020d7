//! Interviews: starting, answering, and what the answers change.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::browser::{Answer, Browser, KNOWLEDGE_MANAGER, LAWYER, read};
use crate::server::Server;

const DUTCH: &str = "Overeenkomst van opdracht";

pub async fn start(browser: &Browser, title: &str) -> Answer {
    let template = browser.template(title).await;
    let mut set = browser
        .create("/api/v1/answer-sets", "start", json!({ "template": template, "name": "Proef" }))
        .await;
    assert_eq!(set.status, StatusCode::CREATED, "{}", set.body);
    let body = set.body.as_object_mut().unwrap();
    for none in ["taken", "left", "added"] {
        assert_eq!(body.remove(none), Some(json!([])), "{none}");
    }
    set
}

/// The names of all that is asked, fields and items too.
pub fn asked(body: &Value) -> Vec<String> {
    fn walk(questions: &Value, names: &mut Vec<String>) {
        for question in questions.as_array().into_iter().flatten() {
            names.push(question["name"].as_str().unwrap().to_owned());
            walk(&question["fields"], names);
            walk(&question["items"], names);
        }
    }
    let mut names = Vec::new();
    for page in body["state"]["pages"].as_array().unwrap() {
        walk(&page["questions"], &mut names);
    }
    names
}

#[tokio::test]
async fn an_interview_starts_and_is_found_back() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let set = start(&browser, DUTCH).await;
    assert_eq!(set.body["template"]["language"], "nl");
    assert_eq!(set.body["name"], "Proef");
    assert_eq!(set.etag(), "\"1\"");
    assert_eq!(set.body["state"]["complete"], false);
    let read = browser.get(&format!("/api/v1/answer-sets/{}", set.id())).await;
    assert_eq!(read.body, set.body);
    let list = browser.get("/api/v1/answer-sets").await.body;
    assert_eq!(list["items"][0]["id"], set.id());
}

#[tokio::test]
async fn the_same_key_starts_one_interview() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let (first, second) = (start(&browser, DUTCH).await, start(&browser, DUTCH).await);
    assert_eq!(first.id(), second.id());
}

#[tokio::test]
async fn a_question_appears_and_vanishes_with_an_answer() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let set = start(&browser, DUTCH).await;
    let is_asked = |answer: &Answer| asked(&answer.body).iter().any(|name| name == "zelfstandige.naam");
    assert!(!is_asked(&set));
    let zzp = browser
        .change(set.id(), set.etag(), json!([{ "name": "soort_opdrachtnemer", "value": "zzp" }]))
        .await;
    assert_eq!(zzp.status, StatusCode::OK, "{}", zzp.body);
    assert!(is_asked(&zzp), "{:?}", asked(&zzp.body));
    let other = browser
        .change(set.id(), zzp.etag(), json!([{ "name": "soort_opdrachtnemer", "value": "organisatie" }]))
        .await;
    assert!(!is_asked(&other));
    let none = browser
        .change(set.id(), other.etag(), json!([{ "name": "soort_opdrachtnemer", "value": null }]))
        .await;
    assert_eq!(asked(&none.body), asked(&set.body));
}

#[tokio::test]
async fn labels_come_in_the_language_asked_for() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let set = start(&browser, "Non-Disclosure Agreement").await;
    let path = format!("/api/v1/answer-sets/{}", set.id());
    let titles = |answer: Answer| {
        answer.body["state"]["pages"]
            .as_array()
            .unwrap()
            .iter()
            .map(|page| page["title"].clone())
            .collect::<Vec<_>>()
    };
    let english = titles(browser.get(&format!("{path}?language=en")).await);
    let dutch = titles(browser.get(&format!("{path}?language=nl")).await);
    assert_ne!(english, dutch);
    assert_eq!(browser.get(&format!("{path}?language=xx")).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_second_of_two_changes_at_once_is_refused() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let set = start(&browser, DUTCH).await;
    let change = json!([{ "name": "kenmerk", "value": "A-1" }]);
    let first = browser.change(set.id(), set.etag(), change.clone()).await;
    assert_eq!(first.etag(), "\"2\"");
    let second = browser.change(set.id(), set.etag(), change).await;
    assert_eq!(second.status, StatusCode::PRECONDITION_FAILED);
    let path = format!("/api/v1/answer-sets/{}", set.id());
    let without = read(browser.request(Method::PATCH, &path).json(&json!({ "changes": [] }))).await;
    assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED);
    for bad in ["1", "*", "\"x\"", "W/\"1\""] {
        assert_eq!(browser.change(set.id(), bad, json!([])).await.status, StatusCode::BAD_REQUEST, "{bad}");
    }
}

#[tokio::test]
async fn changes_are_made_together_or_not_at_all() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let set = start(&browser, DUTCH).await;
    let changes = json!([{ "name": "kenmerk", "value": "A-1" }, { "name": "not a name", "value": 1 }]);
    let answer = browser.change(set.id(), set.etag(), changes).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = json!([{ "name": "not a name", "message": "Dit is niet de naam van een antwoord." }]);
    assert_eq!(answer.body["errors"], wrong, "in the language of the template");
    let path = format!("/api/v1/answer-sets/{}?language=en", set.id());
    let request = browser.request(Method::PATCH, &path).header("if-match", set.etag());
    let far = json!({ "changes": [{ "name": "kenmerk.x[1000]", "value": 1 }] });
    let english = read(request.json(&far)).await;
    let said = "“kenmerk.x[1000]” is too long a list: a list holds at most 1,000 items.";
    assert_eq!(english.body["errors"][0]["message"], said, "in the language that is asked for");
    assert_eq!(english.body["detail"], "These changes cannot be made; none of them was.");
    let after = browser.get(&format!("/api/v1/answer-sets/{}", set.id())).await;
    assert_eq!(after.body, set.body);
}

#[tokio::test]
async fn a_wrong_answer_is_told_at_its_question() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let set = start(&browser, DUTCH).await;
    let answer =
        browser.change(set.id(), set.etag(), json!([{ "name": "ingangsdatum", "value": "gisteren" }])).await;
    let pages = answer.body["state"]["pages"].as_array().unwrap();
    let questions = pages.iter().flat_map(|page| page["questions"].as_array().unwrap());
    let question = questions.into_iter().find(|question| question["name"] == "ingangsdatum").unwrap();
    assert_eq!(question["value"], "gisteren", "what was typed is kept");
    assert_eq!(question["error"], "Dit is geen datum. Schrijf jaar, maand en dag: 2026-01-31.");
}

#[tokio::test]
async fn a_body_that_is_not_understood_is_told() {
    let server = Server::demo().await;
    let browser = server.signed_in(KNOWLEDGE_MANAGER).await;
    let template = browser.template(DUTCH).await;
    let post = || browser.request(Method::POST, "/api/v1/answer-sets").header("idempotency-key", "k");
    let json_type = ("content-type", "application/json");
    let broken = read(post().header(json_type.0, json_type.1).body("{")).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    let unknown = read(post().json(&json!({ "template": template, "naam": "x" }))).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    assert!(unknown.body["detail"].as_str().unwrap().contains("naam"), "{}", unknown.body);
    let untyped = read(post().body("{}")).await;
    assert_eq!(untyped.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let large = read(post().header(json_type.0, json_type.1).body(vec![b' '; 1024 * 1024 + 1])).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn answers_cannot_grow_without_end() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let set = start(&browser, DUTCH).await;
    let long = Value::Array(vec!["x".repeat(90_000).into(); 10]);
    let mut etag = set.etag().to_owned();
    for name in ["a", "b"] {
        let answer = browser.change(set.id(), &etag, json!([{ "name": name, "value": long }])).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body["detail"]);
        etag = answer.etag().to_owned();
    }
    let answer = browser.change(set.id(), &etag, json!([{ "name": "c", "value": long }])).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}
