//! What a firm decides for itself, by the API alone.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::browser::{ADMINISTRATOR, Answer, Browser, LAWYER, read};
use crate::server::Server;

async fn set(browser: &Browser, accent: Value) -> Answer {
    let now = browser.get("/api/v1/settings").await;
    let request = browser.request(Method::PATCH, "/api/v1/settings").header("if-match", now.etag());
    read(request.json(&json!({ "accent": accent }))).await
}

#[tokio::test]
async fn the_firms_colour_is_for_everyone_in_it() {
    let server = Server::demo().await;
    let (anna, lotte) = (server.signed_in(ADMINISTRATOR).await, server.signed_in(LAWYER).await);
    let shown = async || lotte.get("/api/v1/me").await.body["tenant"]["accent"].clone();
    assert_eq!(shown().await, Value::Null);
    let done = set(&anna, json!("#8A1538")).await;
    assert_eq!((done.status, &done.body["accent"]), (StatusCode::OK, &json!("#8a1538")), "{}", done.body);
    assert_eq!(done.body["four_eyes"], json!(true), "what is left out stays");
    assert_eq!(shown().await, json!("#8a1538"));
    for wrong in ["", "red", "#fff", "#12345g", "#123456; background: url(//x)", "url(x)"] {
        let refused = set(&anna, json!(wrong)).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}: {}", refused.body);
    }
    let refused = lotte.request(Method::PATCH, "/api/v1/settings").header("if-match", done.etag());
    let refused = read(refused.json(&json!({ "accent": "#000000" }))).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(shown().await, json!("#8a1538"));
    assert_eq!(set(&anna, Value::Null).await.body["accent"], Value::Null);
    assert_eq!(shown().await, Value::Null);
}
