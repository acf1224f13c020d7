//! From answers to a document, by the API alone.

use akte_tests::{docx, text};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::answers::start;
use crate::browser::{Browser, DOCX, KNOWLEDGE_MANAGER, LAWYER};
use crate::life::draft;
use crate::server::Server;

const ANSWERS: &str = include_str!("../../server/demo/samples/answers/overeenkomst-van-opdracht.zzp.json");

/// An interview about the Dutch contract with every answer given.
pub async fn answered(browser: &Browser) -> String {
    let set = start(browser, "Overeenkomst van opdracht").await;
    let answers: Value = serde_json::from_str(ANSWERS).unwrap();
    let changes: Vec<Value> = answers
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect();
    let done = browser.change(set.id(), set.etag(), Value::Array(changes)).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    assert_eq!(done.body["state"]["complete"], true, "{}", done.body["state"]["missing"]);
    assert_eq!(done.body["state"]["progress"]["answered"], done.body["state"]["progress"]["needed"]);
    set.id().to_owned()
}

#[tokio::test]
async fn the_dutch_contract_is_made_and_downloaded() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let set = answered(&browser).await;
    let request = json!({ "answer_set": set, "title": "Opdracht Waddenzicht / El Khatib" });
    let document = browser.create("/api/v1/documents", "make", request.clone()).await;
    assert_eq!(document.status, StatusCode::CREATED, "{}", document.body);
    assert_eq!(document.body["file_name"], "Opdracht Waddenzicht El Khatib.docx");
    assert_eq!(document.body["answer_set"], set.as_str());

    let path = format!("/api/v1/documents/{}/file", document.id());
    let file = browser.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(file.status(), StatusCode::OK);
    assert_eq!(file.headers()["content-type"], DOCX);
    assert_eq!(file.headers()["cache-control"], "no-store");
    let disposition = file.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(
        disposition.starts_with("attachment; filename=\"Opdracht Waddenzicht El Khatib.docx\""),
        "{disposition}"
    );
    let bytes = file.bytes().await.unwrap();
    assert_eq!(document.body["size"], bytes.len());
    assert_eq!(document.body["sha256"], sha256(&bytes));
    let text = text(&bytes);
    for expected in
        ["Rederij Waddenzicht B.V.", "Imane El Khatib", "4 januari 2027", "Ontwerp dienstregeling", "97,50"]
    {
        assert!(text.contains(expected), "{expected} in:\n{text}");
    }
    for absent in ["{{", "{%", "akte:"] {
        assert!(!text.contains(absent), "{absent} in:\n{text}");
    }

    let again = browser.create("/api/v1/documents", "make", request).await;
    assert_eq!(again.body, document.body, "the same key makes one document");
    let mut kept = document.body.clone();
    for nothing in ["blanks", "warnings"] {
        assert_eq!(kept.as_object_mut().unwrap().remove(nothing), Some(json!([])), "{nothing}");
    }
    let list = browser.get("/api/v1/documents").await.body;
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert_eq!(list["items"][0], kept);
    assert_eq!(kept["draft"], false);
    assert_eq!(browser.get(&format!("/api/v1/documents/{}", document.id())).await.body, document.body);
}

#[tokio::test]
async fn many_requests_with_one_key_make_one_document() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let set = answered(&browser).await;
    let mut requests = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (browser, set) = (browser.clone(), set.clone());
        requests.spawn(async move {
            browser.create("/api/v1/documents", "one", json!({ "answer_set": set })).await
        });
    }
    while let Some(answer) = requests.join_next().await {
        let answer = answer.unwrap();
        assert!(matches!(answer.status, StatusCode::CREATED | StatusCode::CONFLICT), "{}", answer.body);
    }
    let list = browser.get("/api/v1/documents").await.body;
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_missing_is_told_by_name() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let set = start(&browser, "Overeenkomst van opdracht").await;
    let wrong = json!([{ "name": "ingangsdatum", "value": "gisteren" }]);
    browser.change(set.id(), set.etag(), wrong).await;
    let refused = browser.create("/api/v1/documents", "make", json!({ "answer_set": set.id() })).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.body["type"], "urn:akte:problem:answers");
    let errors = refused.body["errors"].as_array().unwrap();
    let names: Vec<_> = errors.iter().map(|error| error["name"].as_str().unwrap()).collect();
    for name in ["ingangsdatum", "opdrachtgever.name", "duur"] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    let list = browser.get("/api/v1/documents").await.body;
    assert!(list["items"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn answers_that_the_document_does_not_use_are_told() {
    let server = Server::demo().await;
    let karim = server.signed_in(KNOWLEDGE_MANAGER).await;
    let text = "{{ naam }}{% if boete %}{{ boetebedrag }}{% endif %}";
    let (template, version) = draft(&karim, "Boete", docx(&[text])).await;
    let set = json!({ "template": template, "version": version });
    let set = karim.create("/api/v1/answer-sets", "set", set).await;
    let answers = json!([{ "name": "naam", "value": "Jansen" }, { "name": "boete", "value": true },
        { "name": "boetebedrag", "value": "100" }]);
    let set = karim.change(set.id(), set.etag(), answers).await;
    let make = async |key: &str| {
        let made = json!({ "answer_set": set.id(), "draft": true });
        let made = karim.create("/api/v1/documents?language=en", key, made).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        made
    };
    assert_eq!(make("all").await.body["warnings"], json!([]));
    let none = json!([{ "name": "boete", "value": false }]);
    assert_eq!(karim.change(set.id(), set.etag(), none).await.status, StatusCode::OK);
    let made = make("without").await;
    let warnings = made.body["warnings"].as_array().unwrap();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert_eq!(warnings[0]["code"], "answers_unused");
    assert_eq!(warnings[0]["answers"][0]["name"], "boetebedrag");
    let sentence = |body: &Value| body["warnings"][0]["message"].as_str().unwrap().to_owned();
    assert!(sentence(&made.body).starts_with("These answers"), "{warnings:?}");

    // They are those of the document, whatever becomes of the answers.
    let set = karim.get(&format!("/api/v1/answer-sets/{}", set.id())).await;
    karim.change(set.id(), set.etag(), json!([{ "name": "boete", "value": true }])).await;
    let later = karim.get(&format!("/api/v1/documents/{}?language=nl", made.id())).await.body;
    assert_eq!(later["warnings"][0]["code"], "answers_unused");
    assert!(sentence(&later).starts_with("Deze antwoorden"), "{later}");
}

fn sha256(bytes: &[u8]) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes);
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
