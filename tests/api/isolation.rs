//! Nobody sees what is not theirs: not found and not allowed are one answer. Tried on every operation that the API describes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use akte_model::Role;
use akte_tests::docx;
use akte_tests::picture::png;
use jiff::{SignedDuration, Timestamp};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::browser::{ADMINISTRATOR, Answer, Browser, KNOWLEDGE_MANAGER, LAWYER, read};
use crate::documents::answered;
use crate::machines::Machine;
use crate::operations::{Operation, operations};
use crate::server::Server;

const NOBODYS: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

/// One of everything that has an address, by folder, made by this person. An operation on another kind of thing fails here until
/// this makes one.
struct Belongings(BTreeMap<&'static str, String>);

impl Belongings {
    /// Teams and machines are made by an administrator.
    async fn make(browser: &Browser, administrator: &Browser) -> Self {
        let (set, document) = make(browser).await;
        let file = add_picture(browser, &set).await;
        let uploaded = browser.upload("?title=Geheim", "geheim", docx(&["{{ naam }}"])).await;
        let template = uploaded.body["template"]["id"].as_str().unwrap().to_owned();
        let versions = browser.get(&format!("/api/v1/templates/{template}/versions")).await.body;
        let version = versions["items"][0]["id"].as_str().unwrap().to_owned();
        // Not the one that asks, which would be the last that it asked.
        let sessions = browser.get("/api/v1/sessions").await.body;
        let sessions = sessions["items"].as_array().unwrap();
        let session = sessions.iter().rfind(|session| session["is_current"] == false).unwrap();
        let me = browser.get("/api/v1/me").await.body;
        let made = async |by: &Browser, kind: &str, body: Value| {
            by.create(&format!("/api/v1/{kind}"), kind, body).await.id().to_owned()
        };
        let machine = Machine::new(administrator, "Geheim", json!({ "scopes": ["generate"] })).await;
        let matter = json!({ "number": "1", "name": "Geheim", "closed": true });
        let job = plan(browser, administrator, &version).await;
        Self(BTreeMap::from([
            ("jobs", job),
            ("answer-sets", set),
            ("files", file),
            ("documents", document),
            ("sessions", session["id"].as_str().unwrap().to_owned()),
            ("templates", template),
            ("template-versions", version),
            ("matters", made(browser, "matters", matter).await),
            ("machines", machine.id.clone()),
            ("keys", machine.key["id"].as_str().unwrap().to_owned()),
            ("members", me["person"]["id"].as_str().unwrap().to_owned()),
            ("people", me["person"]["id"].as_str().unwrap().to_owned()),
            ("delegates", machine.id.clone()),
            ("teams", made(administrator, "teams", json!({ "name": "Geheim" })).await),
            ("categories", made(browser, "categories", json!({ "name": "Geheim" })).await),
        ]))
    }

    fn id(&self, kind: &str) -> String {
        self.0.get(kind).unwrap_or_else(|| panic!("teach this test to make one of {kind}")).clone()
    }

    /// What is known of each of them that can be read by itself.
    async fn look(&self, browser: &Browser, api: &Value) -> Vec<Value> {
        let mut seen = Vec::new();
        for (kind, id) in &self.0 {
            if api["paths"][format!("/api/v1/{kind}/{{id}}")]["get"].is_object() {
                let answer = browser.get(&format!("/api/v1/{kind}/{id}")).await;
                assert_eq!(answer.status, StatusCode::OK, "{kind}");
                seen.push(answer.body);
            }
        }
        assert!(seen.len() >= 6, "{seen:?}");
        seen
    }
}

/// Hands in a picture for answers; gives its id.
async fn add_picture(browser: &Browser, set: &str) -> String {
    let request = browser.request(Method::POST, &format!("/api/v1/answer-sets/{set}/files"));
    read(request.header("idempotency-key", set).body(png(1, 1))).await.id().to_owned()
}

/// Plans the publication of a version; gives the job.
async fn plan(browser: &Browser, administrator: &Browser, version: &str) -> String {
    let settings = administrator.get("/api/v1/settings").await;
    let change = administrator.request(Method::PATCH, "/api/v1/settings").header("if-match", settings.etag());
    assert_eq!(read(change.json(&json!({ "four_eyes": false }))).await.status, StatusCode::OK);
    let later = (Timestamp::now() + SignedDuration::from_hours(24)).to_string();
    let path = format!("/api/v1/template-versions/{version}");
    for (step, body) in [("submit", json!({})), ("approve", json!({})), ("publish", json!({ "at": later }))] {
        let now = browser.get(&path).await;
        let step = browser.request(Method::POST, &format!("{path}/{step}")).header("if-match", now.etag());
        let done = read(step.json(&body)).await;
        assert!(done.status.is_success(), "{}", done.body);
    }
    let jobs = administrator.get("/api/v1/jobs").await.body;
    assert_eq!(
        (&jobs["items"][0]["kind"], &jobs["items"][0]["dead"]),
        (&json!("publish_version"), &json!(false)),
        "{jobs}"
    );
    jobs["items"][0]["id"].as_str().unwrap().to_owned()
}

/// What one person made: an answer set and a document.
async fn make(browser: &Browser) -> (String, String) {
    make_for(browser, None).await
}

/// The same, for a matter.
async fn make_for(browser: &Browser, matter: Option<&str>) -> (String, String) {
    let set = answered(browser).await;
    if let Some(matter) = matter {
        let path = format!("/api/v1/answer-sets/{set}");
        let etag = browser.get(&path).await.etag().to_owned();
        let file = browser.request(Method::PATCH, &path).header("if-match", etag);
        let filed = read(file.json(&json!({ "matter": matter }))).await;
        assert_eq!(
            (filed.status, &filed.body["matter"]["id"]),
            (StatusCode::OK, &json!(matter)),
            "{}",
            filed.body
        );
    }
    let document = browser.create("/api/v1/documents", "make", json!({ "answer_set": set })).await;
    (set, document.id().to_owned())
}

async fn description(browser: &Browser) -> Value {
    browser.get("/api/v1/openapi.json").await.body
}

/// The operations that read without an id.
fn lists(api: &Value) -> impl Iterator<Item = Operation> {
    operations(api).into_iter().filter(|operation| {
        operation.method == Method::GET && operation.places.iter().all(|place| place.optional)
    })
}

async fn text(browser: &Browser, path: &str) -> String {
    browser.request(Method::GET, path).send().await.unwrap().text().await.unwrap()
}

/// Every id that someone sees in any list.
async fn all_ids(browser: &Browser, api: &Value) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for operation in lists(api) {
        let text = text(browser, &operation.path).await;
        let words = text.split(|c: char| !c.is_ascii_hexdigit() && c != '-');
        ids.extend(words.filter(|word| word.len() == 36).map(str::to_owned));
    }
    ids
}

/// Tries every id in every place of every operation that `on` chooses: the answer is 404, and the one for what does not exist.
async fn cannot_tell(
    stranger: &Browser,
    own: &Belongings,
    ids: &BTreeSet<String>,
    api: &Value,
    on: fn(&str) -> bool,
) -> usize {
    let mut tried = 0;
    for operation in operations(api) {
        for place in operation.places.iter().filter(|place| on(&place.kind)) {
            let answer = async |id: &str| -> Answer {
                let key = format!("{} {place:?} {id}", operation.name());
                let key: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
                read(operation.request(stranger, place, id, &key, &|kind| own.id(kind))).await
            };
            let nobodys = answer(NOBODYS).await;
            assert_eq!(nobodys.status, StatusCode::NOT_FOUND, "{} {place:?}", operation.name());
            for id in ids {
                let theirs = answer(id).await;
                assert_eq!(theirs.status, StatusCode::NOT_FOUND, "{} {place:?} {id}", operation.name());
                assert_eq!(theirs.body, nobodys.body, "{} {place:?} {id}", operation.name());
                tried += 1;
            }
        }
    }
    tried
}

/// The same requests by who they belong to are understood, so that it was the id which was refused.
async fn can_be_asked(owner: &Browser, own: &Belongings, api: &Value, on: fn(&str) -> bool) {
    let mut operations = operations(api);
    // What ends a thing comes last, and what is within it before that.
    operations.sort_by_key(|one| (one.method == Method::DELETE, Reverse(one.path.len())));
    for operation in operations {
        for place in operation.places.iter().filter(|place| on(&place.kind)) {
            let key = format!("own{}", operation.path.len());
            let id = own.id(&place.kind);
            let request = operation.request(owner, place, &id, &key, &|kind| own.id(kind));
            let status = request.send().await.unwrap().status();
            // Own work is for others to decide (403), some come too late by then (409, 412), or clash with one before (422): the
            // thing itself is found.
            let found = status.is_success() || [403, 409, 412, 422].contains(&status.as_u16());
            assert!(found, "{} {place:?}: {status}", operation.name());
        }
    }
}

#[tokio::test]
async fn another_firm_in_the_same_store_sees_nothing() {
    let directory = tempfile::tempdir().unwrap();
    // A firm is a directory at an issuer; two servers have two demo issuers, so here are two firms in one store.
    let (ours, theirs) = (Server::on(directory.path(), true).await, Server::on(directory.path(), true).await);
    let (_elsewhere, _too) = (ours.signed_in(LAWYER).await, theirs.signed_in(LAWYER).await);
    let (stranger, owner) = (ours.signed_in(LAWYER).await, theirs.signed_in(LAWYER).await);
    // Every role, so that it is never the role which is missing.
    ours.grant(LAWYER, &Role::OF_PEOPLE).await;
    theirs.grant(LAWYER, &Role::OF_PEOPLE).await;
    let tenant = |me: Answer| me.body["tenant"]["id"].clone();
    assert_ne!(tenant(stranger.get("/api/v1/me").await), tenant(owner.get("/api/v1/me").await));

    let api = description(&owner).await;
    let own = Belongings::make(&stranger, &stranger).await;
    let other = Belongings::make(&owner, &owner).await;
    let (before, mut ids) = (other.look(&owner, &api).await, all_ids(&owner, &api).await);
    assert!(ids.len() > 10, "{ids:?}");
    ids.extend(other.0.values().cloned());
    assert!(ids.is_disjoint(&all_ids(&stranger, &api).await), "a list shows what is another firm's");
    let tried = cannot_tell(&stranger, &own, &ids, &api, |_| true).await;
    assert!(tried > 20 * ids.len(), "{tried}");
    assert_eq!(other.look(&owner, &api).await, before, "nothing was changed");
    can_be_asked(&owner, &other, &api, |_| true).await;
}

#[tokio::test]
async fn colleagues_do_not_see_each_others_work() {
    let server = Server::demo().await;
    let _elsewhere = server.signed_in(KNOWLEDGE_MANAGER).await;
    let (lawyer, colleague) = (server.signed_in(LAWYER).await, server.signed_in(KNOWLEDGE_MANAGER).await);
    server.grant(KNOWLEDGE_MANAGER, &Role::OF_PEOPLE).await;
    let api = description(&lawyer).await;
    let (set, document) = make(&lawyer).await;
    for path in ["/api/v1/answer-sets", "/api/v1/documents"] {
        let list = colleague.get(path).await.body;
        assert!(list["items"].as_array().unwrap().is_empty(), "{path}");
    }
    let own = Belongings::make(&colleague, &colleague).await;
    let ids = BTreeSet::from([set, document]);
    let tried =
        cannot_tell(&colleague, &own, &ids, &api, |kind| matches!(kind, "answer-sets" | "documents")).await;
    assert!(tried >= 2 * 8, "{tried}");
}

#[tokio::test]
async fn a_colleague_outside_the_wall_of_a_matter_sees_nothing() {
    const NAME: &str = "Nachtegaal";
    let server = Server::demo().await;
    let (lawyer, colleague) = (server.signed_in(LAWYER).await, server.signed_in(KNOWLEDGE_MANAGER).await);
    // No role reaches further without overseeing matters: what that shows is in the test after this one. A second session is there
    // to be ended.
    server.signed_in(KNOWLEDGE_MANAGER).await;
    let api = description(&lawyer).await;
    let body = json!({ "number": "2026-0417", "name": NAME });
    let matter = lawyer.create("/api/v1/matters", "matter", body).await.id().to_owned();
    let (set, document) = make_for(&lawyer, Some(&matter)).await;
    let path = format!("/api/v1/matters/{matter}");
    let seen = colleague.get(&path).await;
    assert_eq!((seen.status, &seen.body["name"]), (StatusCode::OK, &json!(NAME)), "open: all see it");
    let close = lawyer.request(Method::PATCH, &path).header("if-match", seen.etag());
    assert_eq!(read(close.json(&json!({ "closed": true }))).await.status, StatusCode::OK);

    let own = Belongings::make(&colleague, &server.signed_in(ADMINISTRATOR).await).await;
    let ids = BTreeSet::from([matter.clone(), set.clone(), document.clone()]);
    for operation in lists(&api) {
        let list = text(&colleague, &operation.path).await;
        let tells = list.contains(NAME) || ids.iter().any(|id| list.contains(id));
        assert!(!tells, "{}: {list}", operation.name());
    }
    for search in ["query=nachtegaal", "query=2026-0417", "number=2026-0417"] {
        let found = colleague.get(&format!("/api/v1/matters?{search}")).await.body;
        assert_eq!(found["items"], json!([]), "{search}");
    }
    let tried = cannot_tell(&colleague, &own, &ids, &api, |_| true).await;
    assert!(tried > 40 * ids.len(), "{tried}");

    // Inside, the same requests find it.
    let let_in = lawyer.request(Method::PUT, &format!("{path}/members/{}", own.id("members")));
    assert_eq!(read(let_in).await.status, StatusCode::NO_CONTENT);
    let me = lawyer.get("/api/v1/me").await.body["person"]["id"].as_str().unwrap().to_owned();
    let mut inside = own;
    let file = add_picture(&lawyer, &set).await;
    inside.0.extend([
        ("matters", matter),
        ("answer-sets", set),
        ("files", file),
        ("documents", document),
        ("members", me),
    ]);
    can_be_asked(&colleague, &inside, &api, |kind| matches!(kind, "matters" | "answer-sets" | "documents"))
        .await;
}

#[tokio::test]
async fn who_oversees_matters_finds_no_name_of_a_closed_one_anywhere() {
    const NAME: &str = "Nachtegaal";
    let server = Server::demo().await;
    let (lawyer, administrator) = (server.signed_in(LAWYER).await, server.signed_in(ADMINISTRATOR).await);
    server.grant(ADMINISTRATOR, &Role::OF_PEOPLE).await;
    let api = description(&lawyer).await;
    let body = json!({ "number": "2026-0417", "name": NAME, "closed": true });
    let matter = lawyer.create("/api/v1/matters", "matter", body).await.id().to_owned();
    make_for(&lawyer, Some(&matter)).await;
    let mut seen = 0;
    for operation in operations(&api).iter().filter(|operation| operation.method == Method::GET) {
        let text = text(&administrator, &operation.path.replace("{id}", &matter)).await;
        assert!(!text.contains(NAME) && !text.contains("2026-0417"), "{}: {text}", operation.name());
        seen += usize::from(text.contains(&matter));
    }
    assert!(seen >= 3, "that it is there is in the list, by its id, and in the trail: {seen}");
    let read = administrator.get(&format!("/api/v1/matters/{matter}")).await.body;
    assert_eq!((&read["name"], &read["number"], &read["closed"]), (&Value::Null, &Value::Null, &json!(true)));
    assert_eq!(read["members"][0]["name"], "Lotte de Vries");
}

#[tokio::test]
async fn an_administrator_has_no_way_to_answers_and_documents() {
    let server = Server::demo().await;
    let (set, document) = make(&server.signed_in(LAWYER).await).await;
    let browser = server.signed_in(ADMINISTRATOR).await;
    for path in [
        format!("/api/v1/answer-sets/{set}"),
        format!("/api/v1/documents/{document}"),
        format!("/api/v1/documents/{document}/file"),
        "/api/v1/answer-sets".to_owned(),
        "/api/v1/documents".to_owned(),
    ] {
        let answer = browser.get(&path).await;
        assert!(
            matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
            "{path}: {}",
            answer.body
        );
    }
    let template = browser.template("Overeenkomst van opdracht").await;
    let start = browser.create("/api/v1/answer-sets", "k", json!({ "template": template })).await;
    assert_eq!(start.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_id_has_one_spelling() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let id = browser.template("Overeenkomst van opdracht").await;
    for spelling in
        [id.to_uppercase(), id.replace('-', ""), format!("{{{id}}}"), "1".to_owned(), "..%2Fme".to_owned()]
    {
        let answer = browser.get(&format!("/api/v1/templates/{spelling}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{spelling}");
    }
}

#[test]
#[should_panic(expected = "teach this test to make one of shelves")]
fn a_kind_of_thing_that_is_not_known_fails() {
    let parameter = json!({ "name": "id", "in": "path", "schema": { "type": "string" } });
    let api = json!({ "paths": { "/api/v1/shelves/{id}": { "get": { "parameters": [parameter] } } } });
    Belongings(BTreeMap::new()).id(&operations(&api)[0].places[0].kind);
}
