//! A firm that was invited enrols itself: what counts is who signs in, not what an address says.

use std::time::Duration;

use openidconnect::url::Url;
use reqwest::{Method, Response, StatusCode};
use serde_json::json;

use crate::browser::{Browser, location};
use crate::forge::{FIRM, Forge, OTHER_FIRM, STRANGERS};

async fn invited(forge: &Forge) -> String {
    let store = forge.store().await;
    let (_, code) = store.gate().invite("Nieuw Kantoor", Duration::from_secs(3600)).await.unwrap();
    store.close().await;
    code.expose().to_owned()
}

async fn enter(browser: &Browser, code: &str) -> Response {
    let form = [("invitation", code), ("issuer", "entra")];
    browser.request(Method::POST, "/auth/enrol").form(&form).send().await.unwrap()
}

fn value(url: &str, name: &str) -> String {
    Url::parse(url).unwrap().query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned()
}

/// Enters the code, comes back from the consent page in the name of `tenant`, and signs in in the directory `tid`.
async fn enrol(forge: &Forge, browser: &Browser, code: &str, tenant: &str, tid: &str) -> Response {
    let consent = location(&enter(browser, code).await);
    assert!(consent.starts_with(&format!("{}/adminconsent?", forge.url)), "{consent}");
    let back = format!(
        "{}?admin_consent=True&tenant={tenant}&state={}",
        value(&consent, "redirect_uri"),
        value(&consent, "state")
    );
    let page = location(&browser.open(&back).await);
    let claims = json!({ "iss": forge.iss(tid), "tid": tid, "oid": "anna", "name": "Anna", "roles": [] });
    let claims = crate::forge::changed(forge.id_claims(&value(&page, "nonce")), &claims);
    forge.answer(forge.token(&claims));
    let url = format!("{}/auth/callback/entra?code=c&state={}", forge.server.url, value(&page, "state"));
    browser.open(&url).await
}

#[tokio::test]
async fn the_directory_of_who_signs_in_is_enrolled_not_the_one_in_the_address() {
    let forge = Forge::new().await;
    let (code, browser) = (invited(&forge).await, forge.server.browser());
    let named = "77777777-7777-4777-8777-777777777777";
    let response = enrol(&forge, &browser, &code, named, STRANGERS).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER, "{}", response.text().await.unwrap());
    let me = browser.get("/api/v1/me").await.body;
    assert_eq!((&me["tenant"]["name"], &me["roles"]), (&json!("Nieuw Kantoor"), &json!(["administrator"])));
    let store = forge.store().await;
    assert!(store.gate().is_enrolled(&forge.iss(STRANGERS), STRANGERS).await.unwrap());
    assert!(!store.gate().is_enrolled(&forge.iss(named), named).await.unwrap());
    store.close().await;
    let again = enter(&forge.server.browser(), &code).await;
    assert_eq!(again.status(), StatusCode::FORBIDDEN, "a code is good once");
}

#[tokio::test]
async fn consent_counts_in_the_browser_where_the_code_was_entered() {
    let forge = Forge::new().await;
    let (code, browser) = (invited(&forge).await, forge.server.browser());
    let consent = location(&enter(&browser, &code).await);
    let back = format!(
        "{}?admin_consent=True&tenant={STRANGERS}&state={}",
        value(&consent, "redirect_uri"),
        value(&consent, "state")
    );
    assert_eq!(forge.server.browser().open(&back).await.status(), StatusCode::BAD_REQUEST);
    let refused = browser.open(&format!("{back}&error=access_denied")).await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    let store = forge.store().await;
    assert!(!store.gate().is_enrolled(&forge.iss(STRANGERS), STRANGERS).await.unwrap());
    store.close().await;
}

#[tokio::test]
async fn a_firm_that_is_there_is_told_so_and_the_code_stays_good() {
    let forge = Forge::new().await;
    let (code, browser) = (invited(&forge).await, forge.server.browser());
    let response = enrol(&forge, &browser, &code, FIRM, OTHER_FIRM).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(response.text().await.unwrap().contains("registered with this server already"));
    let response = enrol(&forge, &browser, &code, FIRM, STRANGERS).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_code_is_entered_on_our_own_page_and_must_be_right() {
    let forge = Forge::new().await;
    let browser = forge.server.browser();
    let page = browser.open(&format!("{}/auth/enrol", forge.server.url)).await;
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains(&format!("form-action 'self' {}", forge.url)), "{policy}");
    assert!(page.text().await.unwrap().contains("Continue with Microsoft"));
    assert_eq!(enter(&browser, "a guess").await.status(), StatusCode::FORBIDDEN);
    let code = invited(&forge).await;
    let form = [("invitation", code.as_str()), ("issuer", "entra")];
    let elsewhere = browser.client.post(format!("{}/auth/enrol", forge.server.url)).form(&form);
    let response = elsewhere.header("origin", "https://evil.example").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
}
