//! The pane's tokens, as the dialog gets them and the pane uses them; and a person's sessions.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use akte_store::Clock;
use aws_lc_rs::digest::{SHA256, digest};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::browser::{Answer, Browser, KNOWLEDGE_MANAGER, LAWYER, read};
use crate::server::Server;

const SECRET: &str = "what-only-the-pane-knows-0123456789";

/// The system's clock, put forward.
pub struct Ahead(AtomicI64);

impl Ahead {
    pub fn new() -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(0)))
    }

    pub fn by_minutes(&self, minutes: i64) {
        self.0.fetch_add(minutes * 60, Ordering::SeqCst);
    }
}

impl Clock for Ahead {
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::now() + jiff::SignedDuration::from_secs(self.0.load(Ordering::SeqCst))
    }
}

pub fn hash(secret: &str) -> String {
    digest(&SHA256, secret.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The dialog: asks for a token with the session's cookie.
async fn ask(dialog: &Browser) -> Answer {
    let request = dialog.request(Method::POST, "/api/v1/tokens");
    read(request.json(&json!({ "client": hash(SECRET) }))).await
}

/// The pane: no cookies, a token.
fn pane(server: &Server, method: Method, path: &str, token: &str) -> RequestBuilder {
    server
        .browser()
        .client
        .request(method, format!("{}{path}", server.url))
        .header("authorization", format!("Bearer {token}"))
}

async fn status(server: &Server, token: &str) -> StatusCode {
    pane(server, Method::GET, "/api/v1/me", token).send().await.unwrap().status()
}

fn whole(answer: &Answer) -> String {
    format!("{}.{SECRET}", answer.body["token"].as_str().unwrap())
}

#[tokio::test]
async fn the_dialog_hands_over_what_only_the_pane_can_use() {
    let server = Server::demo().await;
    let answer = ask(&server.signed_in(LAWYER).await).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    let me = read(pane(&server, Method::GET, "/api/v1/me", &whole(&answer))).await;
    assert_eq!(me.body["person"]["name"], "Lotte de Vries");
    let handed_over = answer.body["token"].as_str().unwrap();
    for other in
        [handed_over.to_owned(), format!("{handed_over}.{}", SECRET.replace('0', "1")), format!("x.{SECRET}")]
    {
        assert_eq!(status(&server, &other).await, StatusCode::UNAUTHORIZED, "{other}");
    }
}

#[tokio::test]
async fn it_is_asked_for_by_our_own_page_in_a_session() {
    let server = Server::demo().await;
    assert_eq!(ask(&server.browser()).await.status, StatusCode::UNAUTHORIZED);
    let browser = server.signed_in(LAWYER).await;
    let body = json!({ "client": hash(SECRET) });
    let elsewhere = browser.client.post(format!("{}/api/v1/tokens", server.url)).json(&body);
    assert_eq!(read(elsewhere.header("origin", "https://evil.example")).await.status, StatusCode::FORBIDDEN);
    let request = browser.request(Method::POST, "/api/v1/tokens").json(&json!({ "client": SECRET }));
    assert_eq!(read(request).await.status, StatusCode::BAD_REQUEST, "the secret itself is not sent");
}

#[tokio::test]
async fn it_is_renewed_and_revoked_by_who_can_use_it() {
    let directory = tempfile::tempdir().unwrap();
    let clock = Ahead::new();
    let server = Server::at(directory.path(), true, clock.clone()).await;
    let first = whole(&ask(&server.signed_in(LAWYER).await).await);
    clock.by_minutes(14);
    let renewed = read(pane(&server, Method::POST, "/api/v1/tokens/renew", &first)).await;
    assert_eq!(renewed.status, StatusCode::OK, "{}", renewed.body);
    let second = whole(&renewed);
    clock.by_minutes(2);
    assert_eq!(status(&server, &first).await, StatusCode::UNAUTHORIZED);
    assert_eq!(status(&server, &second).await, StatusCode::OK);
    let again = read(pane(&server, Method::POST, "/api/v1/tokens/renew", &first)).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    let revoked = pane(&server, Method::POST, "/api/v1/tokens/revoke", &second).send().await.unwrap();
    assert_eq!(revoked.status(), StatusCode::NO_CONTENT);
    assert_eq!(status(&server, &second).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn it_ends_with_the_session_that_it_stands_for() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let token = whole(&ask(&browser).await);
    assert_eq!(status(&server, &token).await, StatusCode::OK);
    browser.request(Method::POST, "/auth/sign-out").send().await.unwrap();
    assert_eq!(status(&server, &token).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_person_signs_out_elsewhere() {
    let server = Server::demo().await;
    let (here, there) = (server.signed_in(LAWYER).await, server.signed_in(LAWYER).await);
    let token = whole(&ask(&there).await);
    let colleague = server.signed_in(KNOWLEDGE_MANAGER).await;
    let sessions = here.get("/api/v1/sessions").await.body;
    let sessions = sessions["items"].as_array().unwrap();
    assert_eq!(sessions.len(), 2, "{sessions:?}");
    let other = sessions.iter().find(|session| session["is_current"] == false).unwrap();
    let path = format!("/api/v1/sessions/{}", other["id"].as_str().unwrap());
    assert_eq!(read(colleague.request(Method::DELETE, &path)).await.status, StatusCode::NOT_FOUND);
    let ended = here.request(Method::DELETE, &path).send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NO_CONTENT);
    assert_eq!(there.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(status(&server, &token).await, StatusCode::UNAUTHORIZED);
    assert_eq!(here.get("/api/v1/me").await.status, StatusCode::OK);
    let left: &Value = &here.get("/api/v1/sessions").await.body["items"];
    assert_eq!((left.as_array().unwrap().len(), &left[0]["is_current"]), (1, &json!(true)));
}

#[tokio::test]
async fn a_session_goes_to_sleep_when_nobody_uses_it() {
    let directory = tempfile::tempdir().unwrap();
    let clock = Ahead::new();
    let server = Server::at(directory.path(), true, clock.clone()).await;
    let (used, left) = (server.signed_in(LAWYER).await, server.signed_in(LAWYER).await);
    for _ in 0..2 {
        clock.by_minutes(70);
        assert_eq!(used.get("/api/v1/me").await.status, StatusCode::OK);
    }
    assert_eq!(left.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
    for _ in 0..9 {
        clock.by_minutes(70);
        used.get("/api/v1/me").await;
    }
    assert_eq!(
        used.get("/api/v1/me").await.status,
        StatusCode::UNAUTHORIZED,
        "after twelve hours in any case"
    );
}
