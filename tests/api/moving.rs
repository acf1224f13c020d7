//! An answer set that moves to the newer version of its template, in place.

use akte_tests::template;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::browser::{Answer, Browser, KNOWLEDGE_MANAGER, LAWYER, read};
use crate::life::{draft, post, publish, second, upload_version};
use crate::server::Server;

const SETS: &str = "/api/v1/answer-sets";

fn letter(text: &str, questions: Value) -> Vec<u8> {
    let definition = json!({ "schema": 1, "title": "Brief", "language": "nl", "pages": [{ "id": "p", "questions": questions }] });
    template(&[text], &definition.to_string())
}

fn one() -> Vec<u8> {
    let questions = json!([
        { "name": "naam", "type": "text", "label": "Naam" }, { "name": "datum", "type": "date", "label": "Datum" },
        { "name": "oud", "type": "text", "label": "Oud" } ]);
    letter("{{ naam }} {{ datum }} {{ oud }}", questions)
}

fn two() -> Vec<u8> {
    let questions = json!([
        { "name": "naam", "type": "text", "label": "Uw naam" }, { "name": "datum", "type": "text", "label": "Datum" },
        { "name": "nieuw", "type": "text", "label": { "nl": "Nieuw", "en": "New" } } ]);
    letter("{{ naam }} {{ datum }} {{ nieuw }}", questions)
}

/// A firm where a lawyer answered version 1 of a template.
struct Case {
    server: Server,
    author: Browser,
    second: Browser,
    lawyer: Browser,
    template: String,
    set: Answer,
}

impl Case {
    async fn new() -> Self {
        let server = Server::demo().await;
        let (author, lawyer) = (server.signed_in(KNOWLEDGE_MANAGER).await, server.signed_in(LAWYER).await);
        let second = second(&server).await;
        let (template, version) = draft(&author, "Brief", one()).await;
        publish(&author, &second, &version).await;
        let set = lawyer.create(SETS, "start", json!({ "template": template })).await;
        assert_eq!(
            (set.status, &set.body["newer_version"]),
            (StatusCode::CREATED, &Value::Null),
            "{}",
            set.body
        );
        let changes = json!([{ "name": "naam", "value": "Jansen" }, { "name": "datum", "value": "2027-01-04" },
            { "name": "oud", "value": "blijft" }]);
        let set = lawyer.change(set.id(), set.etag(), changes).await;
        assert_eq!(set.status, StatusCode::OK, "{}", set.body);
        Self { server, author, second, lawyer, template, set }
    }

    async fn publish_next(&self, bytes: Vec<u8>) {
        let next = upload_version(&self.author, &self.template, "next", bytes).await;
        assert_eq!(next.status, StatusCode::CREATED, "{}", next.body);
        publish(&self.author, &self.second, next.body["version"]["id"].as_str().unwrap()).await;
    }

    fn path(&self) -> String {
        format!("{SETS}/{}", self.set.id())
    }

    async fn move_at(&self, browser: &Browser, etag: &str) -> Answer {
        post(browser, &format!("{}/move", self.path()), etag, json!({})).await
    }
}

#[tokio::test]
async fn a_move_is_shown_first_and_then_made_in_place() {
    let case = Case::new().await;
    case.publish_next(two()).await;
    let before = case.lawyer.get(&case.path()).await;
    assert_eq!((&before.body["version"], &before.body["newer_version"]), (&json!(1), &json!(2)));
    assert_eq!(case.lawyer.get(SETS).await.body["items"][0]["newer_version"], 2);

    let preview = case.lawyer.get(&format!("{}/move?language=en", case.path())).await;
    assert_eq!((preview.status, preview.etag()), (StatusCode::OK, "\"2\""), "{}", preview.body);
    let reuse = json!({
        "taken": [{ "name": "naam", "label": "Uw naam" }],
        "left": [
            { "name": "datum", "label": "Datum", "because": "other_type" },
            { "name": "oud", "label": "Oud", "because": "not_asked" },
        ],
        "added": [{ "name": "nieuw", "label": "New" }],
    });
    let mut expected = json!({ "version": 2, "rev": 2 });
    expected.as_object_mut().unwrap().extend(reuse.as_object().unwrap().clone());
    assert_eq!(preview.body, expected);
    assert_eq!(case.lawyer.get(&case.path()).await.body, before.body, "a look changes nothing");

    let moved = read(
        case.lawyer
            .request(Method::POST, &format!("{}/move?language=en", case.path()))
            .header("if-match", "\"2\""),
    )
    .await;
    assert_eq!((moved.status, moved.etag()), (StatusCode::OK, "\"3\""), "{}", moved.body);
    for (part, what) in reuse.as_object().unwrap() {
        assert_eq!(&moved.body[part], what, "{part}");
    }
    let after = case.lawyer.get(&case.path()).await.body;
    assert_eq!(
        (&after["version"], &after["newer_version"], &after["rev"]),
        (&json!(2), &Value::Null, &json!(3))
    );
    assert_eq!(after["set_aside"], json!({ "datum": "2027-01-04", "oud": "blijft" }));
    assert_eq!(crate::answers::asked(&after), ["naam", "datum", "nieuw"]);
    assert_eq!(case.lawyer.get(&format!("{}/answers", case.path())).await.body, json!({ "naam": "Jansen" }));
    let changed =
        case.lawyer.change(case.set.id(), "\"3\"", json!([{ "name": "datum", "value": "heden" }])).await;
    assert_eq!(changed.body["set_aside"], after["set_aside"], "what was set aside stays");
}

#[tokio::test]
async fn a_move_of_an_old_revision_or_to_nothing_newer_is_refused() {
    let case = Case::new().await;
    let early = case.move_at(&case.lawyer, "\"2\"").await;
    assert_eq!(
        (early.status, &early.body["type"]),
        (StatusCode::CONFLICT, &json!("urn:akte:problem:wrong-state"))
    );
    assert!(early.body["detail"].as_str().unwrap().contains("No newer version"), "{}", early.body);
    assert_eq!(case.lawyer.get(&format!("{}/move", case.path())).await.body, early.body);

    case.publish_next(two()).await;
    let bare = read(case.lawyer.request(Method::POST, &format!("{}/move", case.path()))).await;
    assert_eq!(bare.status, StatusCode::PRECONDITION_REQUIRED);
    assert_eq!(case.move_at(&case.lawyer, "\"1\"").await.status, StatusCode::PRECONDITION_FAILED);
    let colleague = &case.author;
    assert_eq!(case.move_at(colleague, "\"2\"").await.status, StatusCode::NOT_FOUND);
    let kept = case.lawyer.get(&case.path()).await.body;
    assert_eq!((&kept["version"], &kept["rev"]), (&json!(1), &json!(2)));
    assert_eq!(case.move_at(&case.lawyer, "\"2\"").await.status, StatusCode::OK);
    assert_eq!(case.move_at(&case.lawyer, "\"3\"").await.status, StatusCode::CONFLICT, "once is enough");
    drop(case.server);
}

#[tokio::test]
async fn a_document_made_before_the_move_stays_and_one_after_is_of_the_newer_version() {
    let case = Case::new().await;
    let make = async |key: &str| {
        let made = case.lawyer.create(
            "/api/v1/documents",
            key,
            json!({ "answer_set": case.set.id(), "draft": true }),
        );
        let made = made.await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        made
    };
    let warnings = |made: &Answer| -> Vec<Value> {
        let warnings = made.body["warnings"].as_array().unwrap().iter();
        warnings
            .map(|warning| json!([warning["code"], warning["answers"].as_array().unwrap().len()]))
            .collect()
    };
    let old = make("old").await;
    assert_eq!(warnings(&old), [] as [Value; 0]);
    case.publish_next(two()).await;
    assert_eq!(warnings(&make("late").await), [json!(["newer_version", 0])]);
    case.move_at(&case.lawyer, "\"2\"").await;
    let new = make("new").await;
    assert_eq!(warnings(&new), [json!(["answers_set_aside", 2])]);
    assert_eq!((&old.body["version"], &new.body["version"]), (&json!(1), &json!(2)));
    let old = case.lawyer.get(&format!("/api/v1/documents/{}", old.id())).await;
    assert_eq!((old.status, &old.body["version"]), (StatusCode::OK, &json!(1)));
}
