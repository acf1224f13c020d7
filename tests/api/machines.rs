//! Machines: let in with keys by an administrator, by the API alone; and every key that is not what it must be.

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::attacks::{Said, said};
use crate::browser::{ADMINISTRATOR, Answer, Browser, LAWYER, read};
use crate::forge::{FIRM, Forge, OTHER_FIRM};
use crate::server::Server;
use crate::tokens::Ahead;

const MACHINES: &str = "/api/v1/machines";
const APPLICATION: &str = "88888888-8888-4888-8888-888888888888";

/// A machine that an administrator let in, with a key.
pub struct Machine {
    pub id: String,
    pub key: Value,
}

impl Machine {
    pub async fn new(administrator: &Browser, name: &str, key: Value) -> Self {
        let made = administrator.create(MACHINES, name, json!({ "name": name })).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        let id = made.id().to_owned();
        let key = administrator.create(&format!("{MACHINES}/{id}/keys"), name, key).await;
        assert_eq!(key.status, StatusCode::CREATED, "{}", key.body);
        Self { id, key: key.body }
    }

    pub fn secret(&self) -> &str {
        self.key["secret"].as_str().unwrap()
    }

    fn key_path(&self) -> String {
        format!("{MACHINES}/{}/keys/{}", self.id, self.key["id"].as_str().unwrap())
    }
}

/// What a machine sends: no cookie, no origin.
fn with(server: &Server, method: Method, path: &str, token: &str) -> RequestBuilder {
    let request = server.browser().client.request(method, format!("{}{path}", server.url));
    request.header("authorization", format!("Bearer {token}"))
}

async fn me(server: &Server, token: &str) -> Said {
    said(with(server, Method::GET, "/api/v1/me", token)).await
}

/// A key that is refused, as any nonsense is.
async fn refused(server: &Server, token: &str, why: &str) {
    let nonsense = me(server, "nonsense").await;
    assert_eq!(nonsense.status, StatusCode::UNAUTHORIZED);
    assert_eq!(me(server, token).await, nonsense, "{why}");
}

async fn good(server: &Server, token: &str) -> Value {
    let said = me(server, token).await;
    assert_eq!(said.status, StatusCode::OK, "{said:?}");
    serde_json::from_str(&said.body).unwrap()
}

async fn end(browser: &Browser, path: &str) -> StatusCode {
    browser.request(Method::DELETE, path).send().await.unwrap().status()
}

#[tokio::test]
async fn a_machine_is_let_in_works_and_is_let_in_no_more() {
    let server = Server::demo().await;
    let anna = server.signed_in(ADMINISTRATOR).await;
    let scopes = json!(["read_template", "start_interview", "change_answers", "read_answers", "generate"]);
    let dms = Machine::new(&anna, "DMS", json!({ "scopes": scopes, "networks": ["127.0.0.0/8"] })).await;
    let secret = dms.secret();
    assert!(secret.starts_with("akte_") && secret.len() == 69, "{secret}");

    let me = good(&server, secret).await;
    assert_eq!((&me["person"]["name"], &me["roles"]), (&json!("DMS"), &json!(["machine"])));
    let permissions = json!({ "change_answers": "matter", "generate": "matter", "read_answers": "matter",
        "read_template": "tenant", "start_interview": "tenant" });
    assert_eq!(me["permissions"], permissions);
    // It works as a person would, and what is beyond its scopes is refused.
    let templates = read(with(&server, Method::GET, "/api/v1/templates", secret)).await.body;
    let template = templates["items"][0]["id"].clone();
    let start = with(&server, Method::POST, "/api/v1/answer-sets", secret).header("idempotency-key", "k");
    let set = read(start.json(&json!({ "template": template }))).await;
    assert_eq!(set.status, StatusCode::CREATED, "{}", set.body);
    for beyond in ["/api/v1/documents", "/api/v1/matters", "/api/v1/audit", MACHINES] {
        let answer = read(with(&server, Method::GET, beyond, secret)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{beyond}");
    }

    let seen = anna.get(&format!("{MACHINES}/{}", dms.id)).await;
    let key = &seen.body["keys"][0];
    assert_eq!((&key["prefix"], &key["networks"]), (&json!(&secret[..13]), &json!(["127.0.0.0/8"])));
    assert!(key["used_at"].is_string() && key.get("secret").is_none(), "{key}");
    let list = anna.get(MACHINES).await.body;
    assert_eq!(list["items"], json!([seen.body]));
    assert!(!list.to_string().contains(secret));

    let name = |etag: &str, name: &str| {
        let request = anna.request(Method::PATCH, &format!("{MACHINES}/{}", dms.id)).header("if-match", etag);
        read(request.json(&json!({ "name": name })))
    };
    let renamed = name(seen.etag(), "iManage").await;
    assert_eq!((renamed.status, &renamed.body["name"]), (StatusCode::OK, &json!("iManage")));
    assert_eq!(name(seen.etag(), "Late").await.status, StatusCode::PRECONDITION_FAILED);

    assert_eq!(end(&anna, &format!("{MACHINES}/{}", dms.id)).await, StatusCode::NO_CONTENT);
    refused(&server, secret, "the machine has ended").await;
    let events = anna.get("/api/v1/audit").await.body;
    let done: Vec<_> =
        events["items"].as_array().unwrap().iter().map(|event| event["action"].as_str().unwrap()).collect();
    for action in ["create_machine", "create_key", "start_interview", "rename_machine", "end_machine"] {
        assert!(done.contains(&action), "{action} in {done:?}");
    }
}

#[tokio::test]
async fn a_key_that_is_not_what_it_must_be_is_refused_like_any_other() {
    let directory = tempfile::tempdir().unwrap();
    let clock = Ahead::new();
    let server = Server::at(directory.path(), true, clock.clone()).await;
    let anna = server.signed_in(ADMINISTRATOR).await;
    let dms = Machine::new(&anna, "DMS", json!({ "scopes": ["generate"] })).await;
    let secret = dms.secret();
    good(&server, secret).await;
    let flip = |at: usize| {
        let mut text = secret.to_owned();
        let other = if &text[at..=at] == "0" { "1" } else { "0" };
        text.replace_range(at..=at, other);
        text
    };
    for (why, token) in [
        ("another secret", flip(68)),
        ("another prefix", flip(5)),
        ("a part of it", secret[..68].to_owned()),
        ("more than it", format!("{secret}0")),
        ("in capitals", secret.to_uppercase()),
        ("its hash", format!("akte_{}", crate::tokens::hash(secret))),
        ("what is shown of it", secret[..13].to_owned()),
        ("nothing but the name", "akte_".to_owned()),
        ("as the first half of a token of the pane", format!("{secret}.{}", "s".repeat(40))),
    ] {
        refused(&server, &token, why).await;
    }
    // Another scheme, and the query, are no places for a key.
    let basic =
        server.browser().client.get(format!("{}/api/v1/me", server.url)).basic_auth("key", Some(secret));
    assert_eq!(said(basic).await, me(&server, "nonsense").await);
    let query = server.browser().client.get(format!("{}/api/v1/me?key={secret}", server.url));
    assert_eq!(said(query).await.status, StatusCode::UNAUTHORIZED);

    let elsewhere = json!({ "scopes": ["generate"], "networks": ["192.0.2.0/24", "2001:db8::/32"] });
    let elsewhere = Machine::new(&anna, "Elsewhere", elsewhere).await;
    refused(&server, elsewhere.secret(), "outside its networks").await;
    let revoked = Machine::new(&anna, "Revoked", json!({ "scopes": ["generate"] })).await;
    good(&server, revoked.secret()).await;
    assert_eq!(end(&anna, &revoked.key_path()).await, StatusCode::NO_CONTENT);
    assert_eq!(end(&anna, &revoked.key_path()).await, StatusCode::NO_CONTENT, "it stays so");
    refused(&server, revoked.secret(), "revoked").await;
    let soon = jiff::Timestamp::now() + jiff::SignedDuration::from_mins(10);
    let soon = Machine::new(&anna, "Soon", json!({ "scopes": ["generate"], "ends": soon.to_string() })).await;
    good(&server, soon.secret()).await;
    clock.by_minutes(11);
    refused(&server, soon.secret(), "expired").await;
    good(&server, secret).await;
    clock.by_minutes(90 * 24 * 60);
    refused(&server, secret, "expired after ninety days by itself").await;
}

#[tokio::test]
async fn what_cannot_be_a_key_is_not_made() {
    let server = Server::demo().await;
    let anna = server.signed_in(ADMINISTRATOR).await;
    let made = anna.create(MACHINES, "m", json!({ "name": "DMS" })).await;
    assert_eq!(anna.create(MACHINES, "m", json!({ "name": "DMS" })).await.id(), made.id(), "the same again");
    let path = format!("{MACHINES}/{}/keys", made.id());
    let far = (jiff::Timestamp::now() + jiff::SignedDuration::from_hours(367 * 24)).to_string();
    for (body, says) in [
        (json!({ "scopes": [] }), "at least one"),
        (json!({ "scopes": ["everything"] }), "there is no action"),
        (json!({ "scopes": ["keep_machines"] }), "cannot be let in for keep_machines"),
        (json!({ "scopes": ["decide_version"] }), "cannot be let in for decide_version"),
        (json!({ "scopes": ["generate"], "networks": ["10.1.2.3/8"] }), "10.0.0.0/8"),
        (json!({ "scopes": ["generate"], "ends": "2020-01-01T00:00:00Z" }), "lies ahead"),
        (json!({ "scopes": ["generate"], "ends": far }), "within 366 days"),
    ] {
        let answer = anna.create(&path, "bad", body.clone()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}: {}", answer.body);
        assert!(answer.body["detail"].as_str().unwrap().contains(says), "{body}: {}", answer.body);
    }
    // The secret is shown once, also to who asks the same again.
    let key = json!({ "scopes": ["generate"] });
    let first = anna.create(&path, "good", key.clone()).await;
    let again = anna.create(&path, "good", key).await;
    assert_eq!((first.id(), first.body["secret"].is_string()), (again.id(), true));
    assert_eq!((again.status, &again.body["secret"]), (StatusCode::CREATED, &Value::Null));

    let lotte = server.signed_in(LAWYER).await;
    let answer = lotte.create(MACHINES, "mine", json!({ "name": "Mine" })).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    for answer in [
        lotte.get(&format!("{MACHINES}/{}", made.id())).await,
        lotte.create(&path, "mine", json!({ "scopes": ["generate"] })).await,
        read(lotte.request(Method::DELETE, &format!("{MACHINES}/{}", made.id()))).await,
    ] {
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.body);
    }
}

/// The claims of an application that asks in nobody's name.
fn app(forge: &Forge, changes: &Value) -> String {
    let own = json!({ "scp": null, "idtyp": "app", "azp": APPLICATION, "oid": "app-oid", "sub": "app-oid",
        "name": null, "roles": ["Machine.generate", "Machine.read_template", "Something.else"] });
    let claims = crate::forge::changed(forge.with(&own), changes);
    forge.token(&claims)
}

#[tokio::test]
async fn an_application_comes_with_a_role_and_a_firm_that_let_it_in() {
    let forge = Forge::new().await;
    let token = app(&forge, &json!({}));
    refused(&forge.server, &token, "no firm let it in").await;
    // An administrator, by the pane's token.
    let anna = |firm: &str| {
        let issuer = forge.iss(firm);
        forge.token(
            &forge.with(&json!({ "oid": "anna", "roles": ["administrator"], "iss": issuer, "tid": firm })),
        )
    };
    let let_in = async |firm: &str, client: &str, key: &str| -> Answer {
        let request = with(&forge.server, Method::POST, MACHINES, &anna(firm)).header("idempotency-key", key);
        read(request.json(&json!({ "name": "App", "client": client }))).await
    };
    let made = let_in(FIRM, APPLICATION, "1").await;
    assert_eq!(
        (made.status, &made.body["client"]),
        (StatusCode::CREATED, &json!(APPLICATION)),
        "{}",
        made.body
    );
    let me = good(&forge.server, &token).await;
    assert_eq!(me["permissions"], json!({ "generate": "matter", "read_template": "tenant" }));
    assert_eq!(me["roles"], json!(["machine"]));
    assert_eq!(let_in(FIRM, APPLICATION, "2").await.status, StatusCode::CONFLICT);
    assert_eq!(let_in(FIRM, "a b", "3").await.status, StatusCode::BAD_REQUEST);

    for (why, changes) in [
        ("another application", json!({ "azp": "77777777-7777-4777-8777-777777777777" })),
        ("the pane's application", json!({ "azp": crate::forge::PANE })),
        ("no application", json!({ "azp": null })),
        ("no role", json!({ "roles": [] })),
        ("a role of people", json!({ "roles": ["administrator"] })),
        ("a role of no action", json!({ "roles": ["Machine.Everything", "machine.generate"] })),
        ("a scope besides", json!({ "scp": "access" })),
        ("not said to be one", json!({ "idtyp": null })),
        ("another audience", json!({ "aud": crate::forge::PAGES })),
        ("expired", json!({ "exp": 1_700_000_000 })),
        ("another firm", json!({ "tid": OTHER_FIRM, "iss": forge.iss(OTHER_FIRM) })),
        ("another firm's issuer", json!({ "iss": forge.iss(OTHER_FIRM) })),
        ("version 1", json!({ "ver": "1.0" })),
    ] {
        refused(&forge.server, &app(&forge, &changes), why).await;
    }
    // What the directory says beyond the role of machines counts for nothing.
    let greedy =
        app(&forge, &json!({ "roles": ["Machine.generate", "Machine.keep_machines", "administrator"] }));
    assert_eq!(good(&forge.server, &greedy).await["permissions"], json!({ "generate": "matter" }));
    let path = format!("{MACHINES}/{}", made.id());
    let status = with(&forge.server, Method::DELETE, &path, &anna(FIRM)).send().await.unwrap().status();
    assert_eq!(status, StatusCode::NO_CONTENT);
    refused(&forge.server, &token, "it was let in no more").await;
}

#[tokio::test]
async fn no_person_gets_the_role_of_a_machine() {
    let forge = Forge::new().await;
    let claims = forge.with(&json!({ "roles": ["machine", "Machine.generate"] }));
    let me = good(&forge.server, &forge.token(&claims)).await;
    assert_eq!((&me["roles"], &me["permissions"]), (&json!([]), &json!({})));
}
