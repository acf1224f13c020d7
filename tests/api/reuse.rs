//! Answers kept, named, copied, taken elsewhere and brought back; drafts, answer sheets and template tests.

use akte_tests::{docx, template, text};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::answers::start;
use crate::browser::{Browser, KNOWLEDGE_MANAGER, LAWYER, read};
use crate::documents::answered;
use crate::server::Server;

const DUTCH: &str = "Overeenkomst van opdracht";
const SETS: &str = "/api/v1/answer-sets";

async fn answers(browser: &Browser, set: &str) -> Value {
    browser.get(&format!("{SETS}/{set}/answers")).await.body
}

#[tokio::test]
async fn a_set_is_renamed_and_keeps_its_answers() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let set = start(&browser, DUTCH).await;
    let path = format!("{SETS}/{}", set.id());
    let patch = |name: &str| {
        let request = browser.request(Method::PATCH, &path).header("if-match", set.etag());
        read(request.json(&json!({ "name": name, "changes": [{ "name": "kenmerk", "value": "A-1" }] })))
    };
    assert_eq!(patch(&"x".repeat(201)).await.status, StatusCode::BAD_REQUEST);
    let renamed = patch("Rederij").await;
    assert_eq!(
        (renamed.status, &renamed.body["name"]),
        (StatusCode::OK, &json!("Rederij")),
        "{}",
        renamed.body
    );
    assert_eq!(browser.get(&path).await.body["name"], "Rederij");
    assert_eq!(answers(&browser, set.id()).await, json!({ "kenmerk": "A-1" }));
}

#[tokio::test]
async fn a_set_is_copied_with_all_its_answers() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let set = answered(&browser).await;
    let template = browser.template(DUTCH).await;
    let request = json!({ "template": template, "name": "Kopie", "from": set });
    let copy = browser.create(SETS, "copy", request.clone()).await;
    assert_eq!(copy.status, StatusCode::CREATED, "{}", copy.body);
    assert_eq!((&copy.body["left"], &copy.body["state"]["complete"]), (&json!([]), &json!(true)));
    let rate = json!({ "name": "tarieven[1].tarief", "label": "Uurtarieven, zonder btw 2: Tarief per uur" });
    assert!(copy.body["taken"].as_array().unwrap().contains(&rate), "{}", copy.body["taken"]);
    assert_eq!(answers(&browser, copy.id()).await, answers(&browser, &set).await);
    assert_eq!(browser.create(SETS, "copy", request).await.body, copy.body);
}

#[tokio::test]
async fn answers_serve_another_template_where_names_and_types_agree() {
    let server = Server::demo().await;
    let manager = server.signed_in(KNOWLEDGE_MANAGER).await;
    let question = |name: &str, kind: &str| json!({ "name": name, "type": kind });
    let definition = json!({ "schema": 1, "title": "Brief", "language": "nl", "pages": [{ "id": "p", "questions": [
        question("opdrachtgever", "organisation"), question("ingangsdatum", "text"), question("nieuw", "text") ] }] });
    let file = template(
        &["{{ opdrachtgever }} {{ opdrachtgever.kvk }} {{ ingangsdatum }} {{ nieuw }}"],
        &definition.to_string(),
    );
    let letter = manager.upload("", "letter", file).await;
    assert_eq!(letter.status, StatusCode::CREATED, "{}", letter.body);
    let set = answered(&manager).await;
    let request = json!({ "template": letter.body["template"]["id"], "from": set });
    let started = manager.create(SETS, "reuse", request).await;
    assert_eq!(started.status, StatusCode::CREATED, "{}", started.body);
    let taken = started.body["taken"].as_array().unwrap();
    assert!(taken.iter().any(|taken| taken["name"] == "opdrachtgever.kvk"), "{taken:?}");
    let left = started.body["left"].as_array().unwrap();
    for (name, label, because) in [
        ("ingangsdatum", "Wanneer gaat de overeenkomst in?", "other_type"),
        ("budget", "Maximum van de vergoeding", "not_asked"),
    ] {
        let expected = json!({ "name": name, "label": label, "because": because });
        assert!(left.contains(&expected), "{expected} in {left:?}");
    }
    assert_eq!(started.body["added"], json!([{ "name": "nieuw", "label": "Nieuw" }]));
    let kept = answers(&manager, started.id()).await;
    assert_eq!(
        (&kept["opdrachtgever"]["name"], &kept["ingangsdatum"]),
        (&json!("Rederij Waddenzicht B.V."), &Value::Null)
    );
}

#[tokio::test]
async fn answers_of_somebody_else_are_not_there() {
    let server = Server::demo().await;
    let lawyer = server.signed_in(LAWYER).await;
    let set = answered(&lawyer).await;
    let other = server.signed_in(KNOWLEDGE_MANAGER).await;
    let request = json!({ "template": other.template(DUTCH).await, "from": set });
    assert_eq!(other.create(SETS, "steal", request).await.status, StatusCode::NOT_FOUND);
    for part in ["answers", "sheet"] {
        assert_eq!(other.get(&format!("{SETS}/{set}/{part}")).await.status, StatusCode::NOT_FOUND, "{part}");
    }
}

#[tokio::test]
async fn answers_go_out_and_come_back() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let set = answered(&browser).await;
    let out = answers(&browser, &set).await;
    let template = browser.template(DUTCH).await;
    let back = browser.create(SETS, "import", json!({ "template": template, "answers": out })).await;
    assert_eq!(
        (back.status, &back.body["state"]["complete"]),
        (StatusCode::CREATED, &json!(true)),
        "{}",
        back.body
    );
    assert_eq!(answers(&browser, back.id()).await, out);
    let odd = json!({ "template": template, "answers": { "budget": "perhaps", "unknown": 1 } });
    let odd = browser.create(SETS, "odd", odd).await;
    let left = odd.body["left"].as_array().unwrap();
    let because: Vec<_> = left.iter().map(|left| (left["name"].clone(), left["because"].clone())).collect();
    assert_eq!(
        because,
        [(json!("budget"), json!("not_accepted")), (json!("unknown"), json!("not_asked"))],
        "{}",
        odd.body
    );
    let both = json!({ "template": template, "answers": out, "from": set });
    assert_eq!(browser.create(SETS, "both", both).await.status, StatusCode::BAD_REQUEST);
    let no_object = json!({ "template": template, "answers": [1] });
    assert_eq!(browser.create(SETS, "list", no_object).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_draft_has_blanks_and_a_final_document_none() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let set = start(&browser, DUTCH).await;
    browser.change(set.id(), set.etag(), json!([{ "name": "prijs", "value": "uur" }])).await;
    let refused = browser.create("/api/v1/documents", "final", json!({ "answer_set": set.id() })).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let missing = |said: &str| json!({ "name": "opdrachtgever.name", "message": said });
    assert_eq!(refused.body["errors"][0], missing("‘Opdrachtgever: Naam’ ontbreekt."));
    let body = json!({ "answer_set": set.id() });
    let english = browser.create("/api/v1/documents?language=en", "english", body).await;
    assert_eq!(english.body["errors"][0], missing("“Client: Name” is missing."));
    let state = browser.get(&format!("{SETS}/{}", set.id())).await.body["state"].clone();
    let names =
        |list: &Value| list.as_array().unwrap().iter().map(|one| one["name"].clone()).collect::<Vec<_>>();
    assert_eq!(
        names(&refused.body["errors"]),
        names(&state["missing"]),
        "what is refused for is what is asked"
    );
    let draft =
        browser.create("/api/v1/documents", "draft", json!({ "answer_set": set.id(), "draft": true })).await;
    assert_eq!(draft.status, StatusCode::CREATED, "{}", draft.body);
    assert_eq!(draft.body["title"], "Proef (concept)");
    let blanks = draft.body["blanks"].as_array().unwrap();
    assert!(blanks.iter().any(|blank| blank["label"] == "Opdrachtgever: Naam"), "{blanks:?}");
    let file =
        browser.request(Method::GET, &format!("/api/v1/documents/{}/file", draft.id())).send().await.unwrap();
    let bytes = file.bytes().await.unwrap();
    assert!(text(&bytes).contains("[Opdrachtgever: Naam]"), "{}", text(&bytes));

    let preview = browser.request(Method::GET, &format!("{SETS}/{}/preview", set.id())).send().await.unwrap();
    assert_eq!(preview.status(), StatusCode::OK);
    assert_eq!(text(&preview.bytes().await.unwrap()), text(&bytes), "a look is what a draft would be");

    // What it lacked when it was made stays known, in the reader's language, whatever is answered after.
    let now = browser.get(&format!("{SETS}/{}", set.id())).await;
    let name = json!([{ "name": "opdrachtgever.name", "value": "Rederij" }]);
    assert_eq!(browser.change(set.id(), now.etag(), name).await.status, StatusCode::OK);
    let path = format!("/api/v1/documents/{}", draft.id());
    assert_eq!(browser.get(&path).await.body, draft.body);
    let english = browser.get(&format!("{path}?language=en")).await.body;
    assert_eq!(names(&english["blanks"]), names(&draft.body["blanks"]));
    assert!(english["blanks"].to_string().contains("Client: Name"), "{}", english["blanks"]);
    let list = browser.get("/api/v1/documents").await.body;
    assert_eq!(list["items"].as_array().unwrap().len(), 1, "a look is not kept");
    assert_eq!((&list["items"][0]["draft"], &list["items"][0]["blanks"]), (&json!(true), &Value::Null));
}

#[tokio::test]
async fn the_answer_sheet_names_who_answered() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let set = answered(&browser).await;
    let me = browser.get("/api/v1/me").await.body;
    let sheet = |query: &str| browser.request(Method::GET, &format!("{SETS}/{set}/sheet{query}")).send();
    let name = |file: &reqwest::Response| file.headers()["content-disposition"].to_str().unwrap().to_owned();
    let dutch = name(&sheet("").await.unwrap());
    assert!(dutch.contains("Proef - Antwoordenblad.docx"), "{dutch}");
    let file = sheet("?language=en").await.unwrap();
    assert_eq!(file.status(), StatusCode::OK);
    assert!(name(&file).contains("Proef - Answer sheet.docx"), "{}", name(&file));
    let sheet = text(&file.bytes().await.unwrap());
    let person = me["person"]["name"].as_str().or(me["name"].as_str()).unwrap();
    for lines in ["Answer sheet\n", &format!("Answered by\n{person}\n"), "Version\n1\n", "January 4, 2027\n"]
    {
        assert!(sheet.contains(lines), "{lines:?} in\n{sheet}");
    }
}

#[tokio::test]
async fn the_tests_of_a_template_are_run() {
    let server = Server::demo().await;
    let browser = server.signed_in(KNOWLEDGE_MANAGER).await;
    let dutch = browser.template(DUTCH).await;
    let good = browser.get(&format!("/api/v1/templates/{dutch}/tests")).await;
    assert_eq!((good.status, &good.body["ok"]), (StatusCode::OK, &json!(true)), "{}", good.body);
    assert!(good.body["tests"].as_array().unwrap().len() >= 2);
    let definition = r#"{ "schema": 1, "title": "Bad", "tests": [{ "name": "t", "answers": { "a": "x" }, "expect": [{ "contains": "y" }] }] }"#;
    let bad = browser.upload("", "bad", template(&["{{ a }}"], definition)).await;
    let path = format!("/api/v1/templates/{}/tests", bad.body["template"]["id"].as_str().unwrap());
    let failed = browser.get(&path).await.body;
    assert_eq!((&failed["ok"], &failed["tests"][0]["name"]), (&json!(false), &json!("t")));
    assert!(
        failed["tests"][0]["failures"][0]["message"].as_str().unwrap().contains("is not in the document"),
        "{failed}"
    );
    let none = browser.upload("?title=None", "none", docx(&["{{ a }}"])).await;
    let path = format!("/api/v1/templates/{}/tests", none.body["template"]["id"].as_str().unwrap());
    assert_eq!(browser.get(&path).await.body, json!({ "ok": true, "tests": [] }));
}
