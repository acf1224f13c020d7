//! Tokens that an attacker would send: every one is refused with the same answer, on the path where the good one is taken.

use std::collections::BTreeMap;

use aws_lc_rs::hmac;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::forge::{FIRM, Forge, Key, OTHER_FIRM, PAGES, STRANGERS, encode, part};

/// All that an answer says to who asked.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    pub status: StatusCode,
    headers: BTreeMap<String, String>,
    pub body: String,
}

async fn send(forge: &Forge, token: &str) -> Said {
    let request = forge.server.browser().request(Method::GET, "/api/v1/me");
    said(request.header("authorization", format!("Bearer {token}"))).await
}

/// Sends a request, and takes all that the answer says but what is another at every request.
pub async fn said(request: RequestBuilder) -> Said {
    let response = request.send().await.unwrap();
    let status = response.status();
    let changing = ["date", "x-request-id"];
    let headers =
        response.headers().iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    let headers = headers.filter(|(name, _)| !changing.contains(&name.as_str())).collect();
    Said { status, headers, body: response.text().await.unwrap() }
}

/// The good token is taken, the attack is not, and is answered as any nonsense is.
async fn refused(forge: &Forge, attack: &str) {
    let good = send(forge, &forge.token(&forge.claims())).await;
    assert_eq!(good.status, StatusCode::OK, "{good:?}");
    let me: Value = serde_json::from_str(&good.body).unwrap();
    assert_eq!((&me["person"]["name"], &me["roles"]), (&json!("Lotte de Vries"), &json!(["lawyer"])));

    let nonsense = send(forge, "nonsense").await;
    assert_eq!(nonsense.status, StatusCode::UNAUTHORIZED);
    assert_eq!(nonsense.headers["www-authenticate"], "Bearer");
    assert_eq!(send(forge, attack).await, nonsense, "{attack}");
}

/// One test for each attack: a name, and the token that it sends.
macro_rules! attacks {
    ($($name:ident: |$forge:ident| $token:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            let $forge = Forge::new().await;
            let token: String = $token;
            refused(&$forge, &token).await;
        }
    )*};
}

/// One test for each: good claims with some changed, signed as they should be.
macro_rules! wrong_claims {
    ($($name:ident: $changes:tt;)*) => {
        attacks! { $($name: |forge| forge.token(&forge.with(&json!($changes)));)* }
    };
}

wrong_claims! {
    another_audience: { "aud": "77777777-7777-4777-8777-777777777777" };
    an_audience_besides: { "aud": ["44444444-4444-4444-8444-444444444444", "other"] };
    no_audience: { "aud": null };
    another_client: { "azp": "77777777-7777-4777-8777-777777777777" };
    no_client: { "azp": null };
    another_scope: { "scp": "access_as_admin User.Read" };
    no_scope: { "scp": null };
    version_1: { "ver": "1.0" };
    no_version: { "ver": null };
    expired: { "exp": 1_700_000_000 };
    no_expiry: { "exp": null };
    not_yet_good: { "nbf": 4_000_000_000_i64 };
    no_beginning: { "nbf": null };
    nobody: { "oid": null };
    a_guest: { "acct": 1 };
    a_guest_by_issuer: { "idp": "https://sts.windows.net/22222222-2222-4222-8222-222222222222/" };
    app_only: { "scp": null, "idtyp": "app", "roles": ["lawyer"] };
    app_only_with_a_machine_role_that_nobody_enabled: { "scp": null, "idtyp": "app", "roles": ["Machine.Generate"] };
    app_that_claims_a_scope: { "idtyp": "app" };
    no_directory: { "tid": null };
    a_directory_that_is_a_path: { "tid": "../11111111-1111-4111-8111-111111111111" };
}

attacks! {
    another_issuer: |forge| forge.token(&forge.with(&json!({ "iss": "https://evil.example/v2.0" })));
    the_issuer_of_another_firm: |forge| forge.token(&forge.with(&json!({ "iss": forge.iss(OTHER_FIRM) })));
    the_directory_of_another_firm: |forge| forge.token(&forge.with(&json!({ "tid": OTHER_FIRM })));
    a_firm_that_nobody_enrolled: |forge| {
        forge.token(&forge.with(&json!({ "iss": forge.iss(STRANGERS), "tid": STRANGERS })))
    };
    an_id_token: |forge| forge.token(&forge.id_claims("n"));
    an_id_token_for_the_api: |forge| forge.token(&forge.with(&json!({ "nonce": "n", "scp": null, "azp": null })));
    a_token_for_the_pages: |forge| forge.token(&forge.with(&json!({ "aud": PAGES })));
    no_signature_at_all: |forge| {
        format!("{}.{}.", part(&json!({ "alg": "none", "kid": "good" })), part(&forge.claims()))
    };
    no_signature_in_other_letters: |forge| {
        format!("{}.{}.", part(&json!({ "alg": "nOnE", "kid": "good" })), part(&forge.claims()))
    };
    a_signature_that_is_empty: |forge| format!("{}.{}.", part(&forge.key.header()), part(&forge.claims()));
    the_signature_of_another_token: |forge| {
        let other = forge.token(&forge.with(&json!({ "roles": [] })));
        let signature = other.rsplit('.').next().unwrap();
        format!("{}.{}.{signature}", part(&forge.key.header()), part(&forge.claims()))
    };
    the_public_key_as_a_shared_secret: |forge| {
        let jwk = forge.key.jwk("x");
        let secret = jwk["n"].as_str().unwrap().as_bytes().to_vec();
        let message = format!("{}.{}", part(&json!({ "alg": "HS256", "typ": "JWT", "kid": "good" })), part(&forge.claims()));
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &secret), message.as_bytes());
        format!("{message}.{}", encode(tag.as_ref()))
    };
    another_algorithm_of_the_same_key: |forge| {
        forge.key.sign(&json!({ "alg": "RS384", "typ": "JWT", "kid": "good" }), &forge.claims())
    };
    another_padding_of_the_same_key: |forge| {
        forge.key.sign(&json!({ "alg": "PS256", "typ": "JWT", "kid": "good" }), &forge.claims())
    };
    another_key_by_the_same_name: |forge| Key::new("good").sign(&forge.key.header(), &forge.claims());
    a_key_that_nobody_knows: |forge| {
        let evil = Key::new("evil");
        evil.sign(&evil.header(), &forge.claims())
    };
    a_key_that_is_a_path: |forge| {
        forge.key.sign(&json!({ "alg": "RS256", "kid": "../../dev/null" }), &forge.claims())
    };
    a_key_without_a_name: |forge| forge.key.sign(&json!({ "alg": "RS256", "typ": "JWT" }), &forge.claims());
    a_key_that_the_token_brings_along: |forge| {
        let evil = Key::new("good");
        evil.sign(&json!({ "alg": "RS256", "kid": "good", "jwk": evil.jwk(&forge.iss(FIRM)) }), &forge.claims())
    };
    a_key_that_lies_where_the_token_says: |forge| {
        let header = json!({ "alg": "RS256", "kid": "good", "jku": "https://localhost:1/keys", "x5u": "https://localhost:1/x" });
        Key::new("good").sign(&header, &forge.claims())
    };
    the_key_of_another_firm: |forge| {
        let own = Key::new("theirs");
        forge.publish(own.jwk(&forge.iss(OTHER_FIRM)));
        own.sign(&own.header(), &forge.claims())
    };
    the_key_of_another_issuer: |forge| {
        let own = Key::new("theirs");
        forge.publish(own.jwk("https://evil.example/{tenantid}/v2.0"));
        own.sign(&own.header(), &forge.claims())
    };
    what_must_be_understood_and_is_not: |forge| {
        let header = json!({ "alg": "RS256", "typ": "JWT", "kid": "good", "crit": ["exp"] });
        forge.key.sign(&header, &forge.claims())
    };
    a_token_of_another_kind: |forge| {
        forge.key.sign(&json!({ "alg": "RS256", "typ": "logout+jwt", "kid": "good" }), &forge.claims())
    };
    claims_that_are_no_claims: |forge| forge.key.sign(&forge.key.header(), &json!(["iss", "aud"]));
}

#[tokio::test]
async fn the_other_kind_of_header_is_good_too() {
    let forge = Forge::new().await;
    let header = json!({ "alg": "RS256", "typ": "at+jwt", "kid": "good" });
    let said = send(&forge, &forge.key.sign(&header, &forge.claims())).await;
    assert_eq!(said.status, StatusCode::OK, "{said:?}");
}

#[tokio::test]
async fn the_key_of_a_firm_is_good_for_that_firm() {
    let forge = Forge::new().await;
    let own = Key::new("theirs");
    forge.publish(own.jwk(&forge.iss(OTHER_FIRM)));
    let claims = forge.with(&json!({ "iss": forge.iss(OTHER_FIRM), "tid": OTHER_FIRM }));
    assert_eq!(send(&forge, &own.sign(&own.header(), &claims)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn strangers_do_not_make_the_server_call_anybody() {
    let forge = Forge::new().await;
    let strange = forge.with(&json!({ "iss": forge.iss(STRANGERS), "tid": STRANGERS }));
    assert_eq!(send(&forge, &forge.token(&strange)).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(forge.asked(), 0, "no key is looked for in the name of a firm that is not enrolled");
    assert_eq!(send(&forge, &forge.token(&forge.claims())).await.status, StatusCode::OK);
    assert_eq!(forge.asked(), 1);
}

#[tokio::test]
async fn who_is_suspended_is_refused_like_everybody_else() {
    let forge = Forge::new().await;
    let good = forge.token(&forge.claims());
    assert_eq!(send(&forge, &good).await.status, StatusCode::OK);
    let store = forge.store().await;
    let firm = store.gate().enrol(&forge.iss(FIRM), FIRM, "").await.unwrap();
    store.gate().suspend_person(&firm, "lotte").await.unwrap();
    assert_eq!(send(&forge, &good).await, send(&forge, "nonsense").await);
    store.gate().resume_person(&firm, "lotte").await.unwrap();
    assert_eq!(send(&forge, &good).await.status, StatusCode::OK);
    store.gate().suspend_firm(&firm).await.unwrap();
    assert_eq!(send(&forge, &good).await, send(&forge, "nonsense").await);
    store.close().await;
}

#[tokio::test]
async fn a_token_counts_alone() {
    let forge = Forge::new().await;
    let good = forge.token(&forge.claims());
    let browser = forge.server.browser();
    // A change with a token needs no origin: browsers add no token by themselves.
    let change = |token: &str| {
        let request = browser.client.post(format!("{}/api/v1/answer-sets", forge.server.url));
        request
            .header("authorization", format!("Bearer {token}"))
            .header("idempotency-key", "k")
            .json(&json!({}))
    };
    assert_eq!(change(&good).send().await.unwrap().status(), StatusCode::BAD_REQUEST);
    assert_eq!(change("nonsense").send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    // And it is not a session: no token of ours comes of it.
    let request =
        browser.request(Method::POST, "/api/v1/tokens").header("authorization", format!("Bearer {good}"));
    let response = request.json(&json!({ "client": "0".repeat(64) })).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
}
