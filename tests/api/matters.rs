//! Matters, teams, categories and favourites, by the API alone.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::browser::{ADMINISTRATOR, Answer, Browser, KNOWLEDGE_MANAGER, LAWYER, SECOND_MANAGER, read};
use crate::documents::answered;
use crate::server::Server;

const MATTERS: &str = "/api/v1/matters";

async fn patch(browser: &Browser, path: &str, etag: &str, body: Value) -> Answer {
    read(browser.request(Method::PATCH, path).header("if-match", etag).json(&body)).await
}

/// Sends a request without a body.
pub async fn send(browser: &Browser, method: Method, path: &str) -> Answer {
    read(browser.request(method, path)).await
}

/// The id of who is signed in.
pub async fn me(browser: &Browser) -> String {
    browser.get("/api/v1/me").await.body["person"]["id"].as_str().unwrap().to_owned()
}

/// The status and the kind of a problem.
pub fn kind(problem: &Answer) -> (u16, &str) {
    let kind = problem.body["type"].as_str().unwrap_or_default();
    (problem.status.as_u16(), kind.trim_start_matches("urn:akte:problem:"))
}

#[tokio::test]
async fn a_matter_is_begun_found_named_and_closed() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let body = json!({ "number": " 2026-0417 ", "name": "Waddenzicht" });
    let made = browser.create(MATTERS, "one", body.clone()).await;
    assert_eq!((made.status, made.etag()), (StatusCode::CREATED, "\"1\""), "{}", made.body);
    assert_eq!(made.body["number"], "2026-0417");
    assert_eq!((&made.body["closed"], &made.body["member"]), (&json!(false), &json!(true)));
    assert_eq!(made.body["members"], json!([{ "id": me(&browser).await, "name": "Lotte de Vries" }]));
    assert_eq!(browser.create(MATTERS, "one", body.clone()).await.id(), made.id(), "the same again");

    // A number that is taken; corrected, the same key is good.
    let taken = browser.create(MATTERS, "two", body).await;
    assert_eq!(kind(&taken), (409, "taken"), "{}", taken.body);
    let other = json!({ "number": "2026-0418", "name": "El Khatib" });
    assert_eq!(browser.create(MATTERS, "two", other).await.status, StatusCode::CREATED);
    let nameless = browser.create(MATTERS, "three", json!({ "number": "1", "name": "  " })).await;
    assert_eq!(kind(&nameless), (400, "malformed"));

    for (search, found) in
        [("query=WADDEN", 1), ("query=2026", 2), ("number=2026-0417", 1), ("number=2026", 0)]
    {
        let list = browser.get(&format!("{MATTERS}?{search}")).await.body;
        assert_eq!(list["items"].as_array().unwrap().len(), found, "{search}");
    }
    let path = format!("{MATTERS}/{}", made.id());
    let bare = read(browser.request(Method::PATCH, &path).json(&json!({}))).await;
    assert_eq!(bare.status, StatusCode::PRECONDITION_REQUIRED);
    let closed = patch(&browser, &path, "\"1\"", json!({ "closed": true, "name": "Zee" })).await;
    assert_eq!((closed.status, closed.etag()), (StatusCode::OK, "\"2\""), "{}", closed.body);
    assert_eq!((&closed.body["closed"], &closed.body["name"]), (&json!(true), &json!("Zee")));
    assert_eq!(kind(&patch(&browser, &path, "\"1\"", json!({})).await), (412, "stale"));
    let number = patch(&browser, &path, "\"2\"", json!({ "number": "2026-0418" })).await;
    assert_eq!(kind(&number), (409, "taken"));
    let administrator = server.signed_in(ADMINISTRATOR).await;
    let not = administrator.create(MATTERS, "one", json!({ "number": "9", "name": "x" })).await;
    assert_eq!(not.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn members_and_teams_share_what_belongs_to_a_matter() {
    let server = Server::demo().await;
    let (lawyer, karim, noor, anna) = (
        server.signed_in(LAWYER).await,
        server.signed_in(KNOWLEDGE_MANAGER).await,
        server.signed_in(SECOND_MANAGER).await,
        server.signed_in(ADMINISTRATOR).await,
    );
    let made = lawyer.create(MATTERS, "one", json!({ "number": "1", "name": "Zee", "closed": true })).await;
    let path = format!("{MATTERS}/{}", made.id());
    let template = lawyer.template("Overeenkomst van opdracht").await;
    let body = json!({ "template": template, "matter": made.id() });
    let set = lawyer.create("/api/v1/answer-sets", "set", body.clone()).await;
    assert_eq!(set.body["matter"], json!({ "id": made.id(), "number": "1", "name": "Zee" }));
    let outside = karim.create("/api/v1/answer-sets", "set", body).await;
    assert_eq!(outside.status, StatusCode::NOT_FOUND);

    // By themselves, or through a team.
    let (karim_id, noor_id) = (me(&karim).await, me(&noor).await);
    let team = anna.create("/api/v1/teams", "team", json!({ "name": "Overnames" })).await;
    assert_eq!((team.status, &team.body["members"]), (StatusCode::CREATED, &json!([])), "{}", team.body);
    let team_path = format!("/api/v1/teams/{}", team.id());
    let oneself = send(&anna, Method::PUT, &format!("{team_path}/members/{}", me(&anna).await)).await;
    assert_eq!(kind(&oneself), (403, "oneself"));
    let not_hers = send(&lawyer, Method::PUT, &format!("{team_path}/members/{karim_id}")).await;
    assert_eq!(not_hers.status, StatusCode::NOT_FOUND);
    for (browser, path) in [
        (&anna, format!("{team_path}/members/{noor_id}")),
        (&lawyer, format!("{path}/teams/{}", team.id())),
        (&lawyer, format!("{path}/members/{karim_id}")),
    ] {
        assert_eq!(send(browser, Method::PUT, &path).await.status, StatusCode::NO_CONTENT, "{path}");
    }
    for member in [&karim, &noor] {
        let sets = member.get(&format!("/api/v1/answer-sets?matter={}", made.id())).await.body;
        assert_eq!(
            (&sets["items"][0]["id"], &sets["items"][0]["owner"]),
            (&json!(set.id()), &json!("Lotte de Vries"))
        );
        assert_eq!(member.get("/api/v1/answer-sets").await.body["items"], json!([]));
    }
    let seen = noor.get(&path).await.body;
    assert_eq!((&seen["teams"][0]["name"], &seen["member"]), (&json!("Overnames"), &json!(true)));

    // Who did not start it does not take it elsewhere.
    let set_path = format!("/api/v1/answer-sets/{}", set.id());
    assert_eq!(
        patch(&noor, &set_path, set.etag(), json!({ "matter": null })).await.status,
        StatusCode::FORBIDDEN
    );
    let change = json!({ "changes": [{ "name": "ingangsdatum", "value": "2027-01-01" }] });
    let changed = patch(&noor, &set_path, set.etag(), change).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    let taken_out = patch(&lawyer, &set_path, changed.etag(), json!({ "matter": null })).await;
    assert_eq!((taken_out.status, &taken_out.body["matter"]), (StatusCode::OK, &Value::Null));
    assert_eq!(noor.get(&set_path).await.status, StatusCode::NOT_FOUND);

    let renamed = patch(&anna, &team_path, team.etag(), json!({ "name": "Fusies" })).await;
    assert_eq!((renamed.status, renamed.etag()), (StatusCode::OK, "\"2\""), "{}", renamed.body);
    for (member, status) in [(&karim_id, 204), (&me(&lawyer).await, 409)] {
        let out = send(&lawyer, Method::DELETE, &format!("{path}/members/{member}")).await;
        assert_eq!(out.status.as_u16(), status, "{}", out.body);
    }
    let out = send(&anna, Method::DELETE, &format!("{team_path}/members/{noor_id}")).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert_eq!(noor.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(lawyer.get("/api/v1/people").await.body["items"].as_array().unwrap().len(), 4);
    assert_eq!(lawyer.get("/api/v1/teams").await.body["items"][0]["name"], "Fusies");

    // The trail says who let whom in, and so does its copy.
    let trail = anna.get("/api/v1/audit").await.body;
    let line =
        trail["items"].as_array().unwrap().iter().find(|line| line["action"] == "add_to_team").unwrap();
    assert_eq!(line["member"], json!({ "kind": "person", "id": noor_id }));
    let copy = anna
        .request(Method::GET, "/api/v1/audit/export?format=csv")
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let words =
        ["add_to_team", "team", team.id(), "person", &noor_id].map(|word| format!("\"{word}\"")).join(",");
    assert!(copy.contains(&words), "{copy}");
}

#[tokio::test]
async fn documents_are_listed_by_their_matter() {
    let server = Server::demo().await;
    let (lawyer, karim) = (server.signed_in(LAWYER).await, server.signed_in(KNOWLEDGE_MANAGER).await);
    let made = lawyer.create(MATTERS, "one", json!({ "number": "1", "name": "Zee" })).await;
    let set = answered(&lawyer).await;
    let set_path = format!("/api/v1/answer-sets/{set}");
    let body = json!({ "answer_set": set });
    let before = lawyer.create("/api/v1/documents", "before", body.clone()).await;
    assert_eq!((&before.body["matter"], &before.body["owner"]), (&Value::Null, &json!("Lotte de Vries")));
    let etag = lawyer.get(&set_path).await.etag().to_owned();
    patch(&lawyer, &set_path, &etag, json!({ "matter": made.id() })).await;
    let after = lawyer.create("/api/v1/documents", "after", body).await;
    assert_eq!(after.body["matter"]["number"], "1");
    let list = format!("/api/v1/documents?matter={}", made.id());
    let ids = |list: Value| -> Vec<Value> {
        list["items"].as_array().unwrap().iter().map(|item| item["id"].clone()).collect()
    };
    assert_eq!(ids(lawyer.get(&list).await.body), [json!(after.id()), json!(before.id())]);
    assert_eq!(ids(karim.get(&list).await.body), [] as [Value; 0], "open, but he is no member");
    assert_eq!(karim.get(&format!("/api/v1/documents/{}", after.id())).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_library_has_categories_and_favourites() {
    let server = Server::demo().await;
    let (lawyer, karim) = (server.signed_in(LAWYER).await, server.signed_in(KNOWLEDGE_MANAGER).await);
    let category = karim.create("/api/v1/categories", "one", json!({ "name": "Huur" })).await;
    assert_eq!((category.status, category.etag()), (StatusCode::CREATED, "\"1\""), "{}", category.body);
    assert_eq!(
        kind(&karim.create("/api/v1/categories", "two", json!({ "name": "Huur" })).await),
        (409, "taken")
    );
    let not = lawyer.create("/api/v1/categories", "one", json!({ "name": "x" })).await;
    assert_eq!(not.status, StatusCode::FORBIDDEN);

    let template = karim.template("Overeenkomst van opdracht").await;
    let path = format!("/api/v1/templates/{template}");
    let etag = karim.get(&path).await.etag().to_owned();
    let filed = patch(&karim, &path, &etag, json!({ "category": category.id() })).await;
    assert_eq!(filed.body["category"], json!({ "id": category.id(), "name": "Huur" }), "{}", filed.body);
    assert_eq!(kind(&patch(&karim, &path, &etag, json!({})).await), (412, "stale"));
    let renamed =
        patch(&karim, &format!("/api/v1/categories/{}", category.id()), "\"1\"", json!({ "name": "Werk" }))
            .await;
    assert_eq!((renamed.status, &renamed.body["name"]), (StatusCode::OK, &json!("Werk")));
    let found = lawyer.get(&format!("/api/v1/templates?category={}", category.id())).await.body;
    assert_eq!(
        (found["items"].as_array().unwrap().len(), &found["items"][0]["category"]["name"]),
        (1, &json!("Werk"))
    );
    assert!(lawyer.get("/api/v1/categories").await.body["items"].as_array().unwrap().len() > 1);

    let favourites = "/api/v1/templates?favourites=true";
    assert_eq!(lawyer.get(favourites).await.body["items"], json!([]));
    let favourite = format!("{path}/favourite");
    assert_eq!(send(&lawyer, Method::PUT, &favourite).await.status, StatusCode::NO_CONTENT);
    let found = lawyer.get(favourites).await.body;
    assert_eq!((&found["items"][0]["id"], &found["items"][0]["favourite"]), (&json!(template), &json!(true)));
    assert_eq!(lawyer.get(&path).await.body["favourite"], true);
    assert_eq!(karim.get(&path).await.body["favourite"], false);
    assert_eq!(send(&lawyer, Method::DELETE, &favourite).await.status, StatusCode::NO_CONTENT);
    assert_eq!(lawyer.get(favourites).await.body["items"], json!([]));
}
