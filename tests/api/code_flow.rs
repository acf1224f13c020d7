//! The end of a sign-in, when what the issuer gives for the code is not what it must be.

use akte_store::RoleClaim;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use crate::browser::{Browser, location};
use crate::forge::{FIRM, Forge, Key, OTHER_FIRM, PANE, STRANGERS, changed, part};

/// A sign-in that the person finished at the issuer.
struct Begun {
    browser: Browser,
    state: String,
    nonce: String,
}

impl Begun {
    async fn at(forge: &Forge) -> Self {
        let browser = forge.server.browser();
        let page = browser.begin("/auth/sign-in").await;
        let page = openidconnect::url::Url::parse(&page).unwrap();
        let value = |name: &str| page.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
        assert_eq!(value("redirect_uri"), format!("{}/auth/callback/entra", forge.server.url));
        Self { browser, state: value("state"), nonce: value("nonce") }
    }

    /// Comes back with a code that the issuer trades for this token.
    async fn finish(&self, forge: &Forge, id_token: String) -> Response {
        forge.answer(id_token);
        let url = format!("{}/auth/callback/entra?code=c&state={}", forge.server.url, self.state);
        self.browser.open(&url).await
    }
}

async fn refused(response: Response, status: StatusCode, why: &str) {
    assert_eq!(response.status(), status);
    assert!(response.text().await.unwrap().contains(why), "{why}");
}

const UNFINISHED: &str = "was not finished";

/// One test for each ID token that is refused: a name, and the token for a nonce.
macro_rules! refused {
    ($($name:ident: |$forge:ident, $nonce:ident| $token:expr;)*) => {$(
        #[tokio::test]
        async fn $name() {
            let $forge = Forge::new().await;
            let begun = Begun::at(&$forge).await;
            let $nonce = begun.nonce.as_str();
            let token: String = $token;
            refused(begun.finish(&$forge, token).await, StatusCode::BAD_REQUEST, UNFINISHED).await;
            assert_eq!(begun.browser.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
        }
    )*};
}

/// The claims of a good ID token with some of them changed.
fn with(forge: &Forge, nonce: &str, changes: &Value) -> Value {
    changed(forge.id_claims(nonce), changes)
}

refused! {
    another_nonce: |forge, _nonce| forge.token(&forge.id_claims("another"));
    no_nonce: |forge, nonce| forge.token(&with(&forge, nonce, &json!({ "nonce": null })));
    another_audience: |forge, nonce| forge.token(&with(&forge, nonce, &json!({ "aud": PANE })));
    another_issuer: |forge, nonce| forge.token(&with(&forge, nonce, &json!({ "iss": "https://evil.example/v2.0" })));
    another_directory: |forge, nonce| forge.token(&with(&forge, nonce, &json!({ "tid": OTHER_FIRM })));
    expired: |forge, nonce| forge.token(&with(&forge, nonce, &json!({ "exp": 1_700_000_000 })));
    the_key_of_another_firm: |forge, nonce| {
        let own = Key::new("theirs");
        forge.publish(own.jwk(&forge.iss(OTHER_FIRM)));
        own.sign(&own.header(), &forge.id_claims(nonce))
    };
    another_algorithm: |forge, nonce| {
        forge.key.sign(&json!({ "alg": "PS256", "kid": "good" }), &forge.id_claims(nonce))
    };
    no_signature: |forge, nonce| {
        format!("{}.{}.", part(&json!({ "alg": "none", "kid": "good" })), part(&forge.id_claims(nonce)))
    };
}

#[tokio::test]
async fn the_good_token_signs_in() {
    let forge = Forge::new().await;
    let begun = Begun::at(&forge).await;
    let response = begun.finish(&forge, forge.token(&forge.id_claims(&begun.nonce))).await;
    assert_eq!((response.status(), location(&response).as_str()), (StatusCode::SEE_OTHER, "/portal"));
    let me = begun.browser.get("/api/v1/me").await.body;
    assert_eq!((&me["tenant"]["name"], &me["roles"]), (&json!("Van Dalen"), &json!(["lawyer"])));
}

#[tokio::test]
async fn who_is_not_let_in_is_told_why() {
    let forge = Forge::new().await;
    let store = forge.store().await;
    let firm = store.gate().enrol(&forge.iss(FIRM), FIRM, "").await.unwrap();
    store.gate().map_role(&firm, RoleClaim::Groups, "g", akte_model::Role::Lawyer).await.unwrap();
    store.close().await;
    let strangers = json!({ "iss": forge.iss(STRANGERS), "tid": STRANGERS });
    for (changes, why) in [
        (strangers, "not registered"),
        (json!({ "acct": 1 }), "You are a guest"),
        (json!({ "_claim_names": { "groups": "src1" } }), "in more groups"),
    ] {
        let begun = Begun::at(&forge).await;
        let token = forge.token(&with(&forge, &begun.nonce, &changes));
        refused(begun.finish(&forge, token).await, StatusCode::FORBIDDEN, why).await;
        assert_eq!(begun.browser.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED, "{why}");
    }
    let begun = Begun::at(&forge).await;
    let token = forge.token(&with(&forge, &begun.nonce, &json!({ "roles": [], "groups": ["g"] })));
    assert_eq!(begun.finish(&forge, token).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(begun.browser.get("/api/v1/me").await.body["roles"], json!(["lawyer"]));
}

#[tokio::test]
async fn an_issuer_that_is_not_known_answers_for_nobody() {
    let forge = Forge::new().await;
    let begun = Begun::at(&forge).await;
    let url = format!("{}/auth/callback/other?code=c&state={}", forge.server.url, begun.state);
    assert_eq!(begun.browser.open(&url).await.status(), StatusCode::NOT_FOUND);
}
