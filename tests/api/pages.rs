//! What is served without sign-in.

use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::browser::{Browser, LAWYER, location};
use crate::server::Server;

#[tokio::test]
async fn a_request_id_is_the_servers_own() {
    let server = Server::demo().await;
    let browser = server.browser();
    let response =
        browser.request(Method::GET, "/livez").header("x-request-id", "forged").send().await.unwrap();
    assert_ne!(response.headers()["x-request-id"], "forged");
}

#[tokio::test]
async fn the_server_lives_and_is_ready() {
    let server = Server::demo().await;
    let browser = server.browser();
    for path in ["/livez", "/readyz"] {
        assert_eq!(browser.open(&format!("{}{path}", server.url)).await.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn the_front_door_leads_to_the_portal() {
    let server = Server::demo().await;
    let browser = server.browser();
    assert_eq!(location(&browser.open(&server.url).await), "/portal");
    let portal = browser.open(&format!("{}/portal", server.url)).await;
    let status = portal.status();
    let policy = portal.headers()["content-security-policy"].to_str().unwrap().to_owned();
    let page = portal.text().await.unwrap();
    if status == StatusCode::SERVICE_UNAVAILABLE {
        assert!(page.contains("make run"), "{page}");
        return;
    }
    assert_eq!(status, StatusCode::OK);
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
    assert!(nonce.len() >= 22 && page.contains(nonce), "the page names the nonce of its policy");
    assert!(!page.contains("__CSP_NONCE__"));
    let other = browser.open(&format!("{}/portal", server.url)).await;
    assert!(!other.text().await.unwrap().contains(nonce), "a nonce is used once");
}

#[tokio::test]
async fn assets_are_kept_for_good_and_compressed() {
    let server = Server::demo().await;
    let browser = server.browser();
    let page = browser.open(&format!("{}/portal", server.url)).await.text().await.unwrap();
    let Some(script) = page.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()) else {
        assert!(page.contains("make run"), "a portal without script: {page}");
        return;
    };
    let request = browser.request(Method::GET, script).header("accept-encoding", "gzip");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "text/javascript");
    assert_eq!(response.headers()["content-encoding"], "gzip");
    assert_eq!(response.headers()["cache-control"], "public, max-age=31536000, immutable");
    let request = browser.request(Method::GET, script).header("accept-encoding", "gzip, deflate, br");
    let response = request.send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/javascript");
    assert_eq!(response.headers()["content-encoding"], "br");
    assert!(response.headers()["vary"].to_str().unwrap().eq_ignore_ascii_case("accept-encoding"));
    let request = browser.request(Method::GET, script).header("accept-encoding", "br;q=0");
    assert!(!request.send().await.unwrap().headers().contains_key("content-encoding"));
}

/// What the browser is told to ask before the page's script does.
async fn asked_ahead(browser: &Browser, server: &Server, path: &str) -> Vec<String> {
    let response = browser.open(&format!("{}{path}", server.url)).await;
    let links =
        response.headers().get_all("link").iter().flat_map(|value| value.to_str().unwrap().split(", "));
    links.map(|link| link.split(['<', '>']).nth(1).unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_library_is_asked_for_ahead_by_somebody_who_may_be_signed_in() {
    let server = Server::demo().await;
    let browser = server.browser();
    for path in ["/portal", "/taskpane"] {
        assert_eq!(asked_ahead(&browser, &server, path).await, ["/api/v1/me"], "{path}");
    }
    browser.sign_in(LAWYER).await;
    for path in ["/portal", "/taskpane"] {
        let asked = asked_ahead(&browser, &server, path).await;
        assert_eq!(asked.len(), 4, "{path}: {asked:?}");
        for address in asked {
            assert_eq!(browser.get(&address).await.status, StatusCode::OK, "{address}");
        }
    }
}

#[tokio::test]
async fn nothing_outside_the_pages_is_served() {
    let server = Server::demo().await;
    let browser = server.browser();
    for path in [
        "/assets/..%2Fportal.html",
        "/assets/..%2f..%2f..%2fCargo.toml",
        "/assets/%2Fetc%2Fpasswd",
        "/assets/",
        "/portal.html",
    ] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_person_reads_a_page_where_a_program_reads_a_problem() {
    let server = Server::demo().await;
    let browser = server.browser();
    let open = async |path: &str, accept: &str| {
        let request = browser.request(Method::GET, path).header("accept", accept);
        let response = request.header("accept-language", "nl").send().await.unwrap();
        let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
        (response.status(), kind, response.text().await.unwrap())
    };
    const PERSON: &str = "text/html,application/xhtml+xml,*/*;q=0.8";
    for (path, status, says) in [
        ("/nothing", StatusCode::NOT_FOUND, "Hier is niets"),
        ("/assets/nothing", StatusCode::NOT_FOUND, "Hier is niets"),
        ("/auth/sign-in?return=//elsewhere", StatusCode::BAD_REQUEST, "Dit kan zo niet worden geopend"),
        ("/auth/sign-in?issuer=nobody", StatusCode::NOT_FOUND, "Hier is niets"),
    ] {
        let (found, kind, body) = open(path, PERSON).await;
        assert_eq!((found, kind.as_str()), (status, "text/html; charset=utf-8"), "{path}");
        assert!(body.contains("<html lang=\"nl\">") && body.contains(says), "{path}: {body}");
        assert_eq!(open(path, "*/*").await.1, "application/problem+json", "{path}");
    }
    assert_eq!(open("/api/v1/nothing", PERSON).await.1, "application/problem+json");
}

#[tokio::test]
async fn the_api_is_described() {
    let server = Server::demo().await;
    let browser = server.browser();
    let served: Value =
        browser.open(&format!("{}/api/v1/openapi.json", server.url)).await.json().await.unwrap();
    assert!(served["openapi"].as_str().unwrap().starts_with("3.1"));
    let methods = served["paths"].as_object().unwrap().values();
    let operations: Vec<_> = methods.flat_map(|methods| methods.as_object().unwrap().values()).collect();
    assert!(
        operations
            .iter()
            .all(|operation| operation["summary"].is_string() && operation["tags"][0].is_string())
    );
    let mut names: Vec<_> =
        operations.iter().map(|operation| operation["operationId"].as_str().unwrap()).collect();
    names.sort_unstable();
    names.dedup();
    assert!(names.len() == operations.len() && names.contains(&"createDocument"), "{names:?}");
}

#[tokio::test]
async fn a_method_that_does_not_exist_is_a_problem_too() {
    let server = Server::demo().await;
    let browser = server.browser();
    let answer = crate::browser::read(browser.request(Method::DELETE, "/api/v1/me")).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
}
