//! Signing in and out, as browsers and as attackers do it.

use reqwest::{Method, StatusCode};

use crate::browser::{LAWYER, location};
use crate::server::Server;

#[tokio::test]
async fn a_person_signs_in_and_out() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let me = browser.get("/api/v1/me").await;
    assert_eq!(me.status, StatusCode::OK);
    assert_eq!(me.body["person"]["name"], "Lotte de Vries");
    assert_eq!(me.body["tenant"]["name"], "Van Dalen & Partners");
    assert_eq!(me.body["roles"], serde_json::json!(["lawyer"]));
    assert_eq!(me.body["environment"], "demo");

    let response = browser.request(Method::POST, "/auth/sign-out").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let cookie = response.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("Max-Age=0") && cookie.contains("Secure"), "{cookie}");
    let back = browser.open(&location(&response)).await;
    assert_eq!(location(&back), format!("{}/portal", server.url));
    assert_eq!(browser.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_session_lives_on_the_server_too() {
    let server = Server::demo().await;
    let browser = server.browser();
    let cookie = browser.sign_in(LAWYER).await;
    browser.request(Method::POST, "/auth/sign-out").send().await.unwrap();

    let kept = server.browser();
    let response = kept.request(Method::GET, "/api/v1/me").header("cookie", cookie).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "a cookie that was copied dies with the session");
}

#[tokio::test]
async fn nothing_is_told_without_sign_in() {
    let server = Server::demo().await;
    let browser = server.browser();
    let id = "01890a5d-ac96-774b-bcce-b302099a8057";
    for path in [
        "/api/v1/me".to_owned(),
        "/api/v1/templates".to_owned(),
        format!("/api/v1/templates/{id}"),
        "/api/v1/answer-sets".to_owned(),
        format!("/api/v1/answer-sets/{id}"),
        "/api/v1/documents".to_owned(),
        format!("/api/v1/documents/{id}"),
        format!("/api/v1/documents/{id}/file"),
    ] {
        let answer = browser.get(&path).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        assert_eq!(answer.body["type"], "urn:akte:problem:signed-out", "{path}");
    }
    for path in ["/api/v1/answer-sets", "/api/v1/documents"] {
        let answer = browser.create(path, "k", serde_json::json!({})).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    let answer = browser.upload("", "k", vec![0; 9]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_cookie_is_bound_and_changes_with_the_sign_in() {
    let server = Server::demo().await;
    let browser = server.browser();
    let response = browser.open(&format!("{}/auth/sign-in", server.url)).await;
    let before = response.headers()["set-cookie"].to_str().unwrap().to_owned();
    let back = browser.choose(&location(&response), LAWYER).await;
    let after = browser.open(&back).await.headers()["set-cookie"].to_str().unwrap().to_owned();
    for cookie in [&before, &after] {
        assert!(cookie.starts_with("__Host-akte="), "{cookie}");
        for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
            assert!(cookie.split("; ").any(|part| part == attribute), "{attribute} in {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    let id = |cookie: &str| cookie.split(';').next().unwrap().to_owned();
    assert_ne!(id(&before), id(&after), "a session planted before sign-in would be worth something");
}

#[tokio::test]
async fn a_state_that_is_not_ours_is_refused() {
    let server = Server::demo().await;
    let browser = server.browser();
    let page = browser.begin("/auth/sign-in").await;
    let back = browser.choose(&page, LAWYER).await;
    let tampered = back.replace("state=", "state=x");
    let response = browser.open(&tampered).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(response.text().await.unwrap().contains("Signing in did not work"));
    assert_eq!(browser.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_sign_in_cannot_be_finished_in_another_browser() {
    let server = Server::demo().await;
    let attacker = server.browser();
    let page = attacker.begin("/auth/sign-in").await;
    let back = attacker.choose(&page, LAWYER).await;
    let victim = server.browser();
    victim.begin("/auth/sign-in").await;
    assert_eq!(victim.open(&back).await.status(), StatusCode::BAD_REQUEST);
    assert_eq!(victim.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_answer_of_the_issuer_counts_once() {
    let server = Server::demo().await;
    let browser = server.browser();
    let page = browser.begin("/auth/sign-in").await;
    let back = browser.choose(&page, LAWYER).await;
    assert_eq!(browser.open(&back).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(browser.open(&back).await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_code_of_another_sign_in_does_not_fit() {
    let server = Server::demo().await;
    let other = server.browser();
    let page = other.begin("/auth/sign-in").await;
    let stolen = other.choose(&page, LAWYER).await;
    let code = |url: &str| url.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();

    let browser = server.browser();
    let page = browser.begin("/auth/sign-in").await;
    let back = browser.choose(&page, LAWYER).await;
    let injected = back.replace(&code(&back), &code(&stolen));
    assert_eq!(
        browser.open(&injected).await.status(),
        StatusCode::BAD_REQUEST,
        "PKCE binds the code to its own sign-in"
    );
    assert_eq!(browser.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_id_token_with_another_nonce_is_refused() {
    let server = Server::demo().await;
    let browser = server.browser();
    let page = browser.begin("/auth/sign-in").await;
    let back = browser.choose(&page.replace("nonce=", "nonce=x"), LAWYER).await;
    assert_eq!(browser.open(&back).await.status(), StatusCode::BAD_REQUEST);
    assert_eq!(browser.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_answer_in_the_name_of_another_issuer_is_refused() {
    let server = Server::demo().await;
    let browser = server.browser();
    let page = browser.begin("/auth/sign-in").await;
    let back = browser.choose(&page, LAWYER).await;
    let mixed = format!("{back}&iss=https%3A%2F%2Fevil.example");
    assert_eq!(browser.open(&mixed).await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn two_tabs_may_sign_in_at_once() {
    let server = Server::demo().await;
    let browser = server.browser();
    let first = browser.begin("/auth/sign-in?return=/portal%23/documents").await;
    let second = browser.begin("/auth/sign-in").await;
    let back = browser.choose(&first, LAWYER).await;
    assert_eq!(location(&browser.open(&back).await), "/portal#/documents");
    let back = browser.choose(&second, LAWYER).await;
    assert_eq!(location(&browser.open(&back).await), "/portal");
    assert_eq!(browser.get("/api/v1/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_way_back_stays_on_this_server() {
    let server = Server::demo().await;
    let browser = server.browser();
    for target in [
        "https://evil.example",
        "//evil.example",
        "/%5Cevil.example",
        "javascript:alert(1)",
        "%09//evil.example",
    ] {
        let answer = browser.get(&format!("/auth/sign-in?return={target}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{target}");
    }
}

#[tokio::test]
async fn another_name_of_the_host_is_led_to_the_one_that_people_use() {
    let server = Server::demo().await;
    let browser = server.browser();
    let response =
        browser.open(&format!("{}/auth/sign-in", server.url.replace("localhost", "127.0.0.1"))).await;
    assert_eq!(location(&response), format!("{}/auth/sign-in", server.url));
}

#[tokio::test]
async fn a_change_from_another_site_is_refused() {
    let server = Server::demo().await;
    let browser = server.signed_in(LAWYER).await;
    let attacks: [&[(&str, &str)]; 5] = [
        &[],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
        &[("origin", &server.url), ("sec-fetch-site", "same-site")],
    ];
    for headers in attacks {
        for path in ["/api/v1/answer-sets", "/api/v1/documents", "/auth/sign-out"] {
            let mut request =
                browser.client.post(format!("{}{path}", server.url)).header("idempotency-key", "k");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let answer = crate::browser::read(request).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?} {path}");
            assert_eq!(answer.body["type"], "urn:akte:problem:cross-origin");
        }
    }
    assert_eq!(browser.get("/api/v1/me").await.status, StatusCode::OK, "nobody was signed out");
}
