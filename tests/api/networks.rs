//! From which networks may be asked: over real connections from several addresses of this machine, which all of 127.0.0.0/8 is.

use akte_tests::browser::{ADMINISTRATOR, Answer, Browser, LAWYER, read};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::server::Server;
use crate::tokens::Ahead;

const OFFICE: &str = "127.0.0.1";
const CAFE: &str = "127.0.0.2";

async fn signed_in_at(server: &Server, address: &str, person: &str) -> Browser {
    let browser = server.browser_at(address);
    browser.sign_in(person).await;
    browser
}

async fn put(browser: &Browser, etag: &str, body: Value) -> Answer {
    read(browser.request(Method::PUT, "/api/v1/networks").header("if-match", etag).json(&body)).await
}

async fn confirm(browser: &Browser, etag: &str) -> Answer {
    read(browser.request(Method::POST, "/api/v1/networks/confirm").header("if-match", etag)).await
}

fn is_refused(answer: &Answer) -> bool {
    answer.status == StatusCode::FORBIDDEN && answer.body["type"] == "urn:akte:problem:network"
}

#[tokio::test]
async fn a_firm_says_from_where_and_cannot_lock_itself_out() {
    let directory = tempfile::tempdir().unwrap();
    let clock = Ahead::new();
    let server = Server::at(directory.path(), true, clock.clone()).await;
    let anna = signed_in_at(&server, OFFICE, ADMINISTRATOR).await;
    let away = signed_in_at(&server, CAFE, LAWYER).await;
    let before = anna.get("/api/v1/networks").await;
    assert_eq!((&before.body["mode"], &before.body["networks"]), (&json!("off"), &json!([])));
    assert_eq!(before.body["your_address"], OFFICE);
    assert_eq!(away.get("/api/v1/networks").await.status, StatusCode::FORBIDDEN, "a lawyer does not decide");

    let office = json!({ "mode": "enforced", "networks": [OFFICE, "2001:db8::/32"] });
    let changed = put(&anna, before.etag(), office.clone()).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    assert_eq!(changed.body["networks"], json!(["127.0.0.1/32", "2001:db8::/32"]));
    assert!(changed.body["holds_your_address"] == true && changed.body["undone_at"].is_string());
    let answer = away.get("/api/v1/me").await;
    assert!(is_refused(&answer) && answer.body["detail"].as_str().unwrap().contains(CAFE), "{}", answer.body);
    assert_eq!(anna.get("/api/v1/me").await.status, StatusCode::OK);
    // Nobody begins a session from there either.
    let cafe = server.browser_at(CAFE);
    let page = cafe.begin("/auth/sign-in").await;
    let back = cafe.choose(&page, LAWYER).await;
    let response = cafe.open(&back).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(response.text().await.unwrap().contains("lets nobody in from this network"));
    assert_eq!(cafe.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);

    // What is not confirmed undoes itself, and what is, stays.
    clock.by_minutes(5);
    assert_eq!(away.get("/api/v1/me").await.status, StatusCode::OK);
    let undone = anna.get("/api/v1/networks").await;
    assert_eq!(undone.body["mode"], "off");
    let changed = put(&anna, undone.etag(), office).await;
    let confirmed = confirm(&anna, changed.etag()).await;
    assert_eq!((confirmed.status, &confirmed.body["undone_at"]), (StatusCode::OK, &Value::Null));
    clock.by_minutes(6);
    assert!(is_refused(&away.get("/api/v1/me").await));
    assert_eq!(confirm(&anna, confirmed.etag()).await.status, StatusCode::CONFLICT);

    // Who locks themselves out cannot confirm that.
    let mistake =
        put(&anna, confirmed.etag(), json!({ "mode": "enforced", "networks": ["192.0.2.0/24"] })).await;
    assert_eq!((mistake.status, &mistake.body["holds_your_address"]), (StatusCode::OK, &json!(false)));
    assert!(is_refused(&confirm(&anna, mistake.etag()).await));
    assert!(is_refused(&anna.get("/api/v1/networks").await));
    clock.by_minutes(5);
    assert_eq!(anna.get("/api/v1/networks").await.body["networks"][0], "127.0.0.1/32");
}

#[tokio::test]
async fn every_operation_is_refused_from_elsewhere() {
    let server = Server::demo().await;
    let anna = signed_in_at(&server, OFFICE, ADMINISTRATOR).await;
    let away = signed_in_at(&server, CAFE, LAWYER).await;
    let before = anna.get("/api/v1/networks").await;
    put(&anna, before.etag(), json!({ "mode": "enforced", "networks": [OFFICE] })).await;
    let api = anna.get("/api/v1/openapi.json").await.body;
    let mut tried = 0;
    for (path, methods) in api["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            // These end or renew a token of the pane, which the request must bring.
            if matches!(path.as_str(), "/api/v1/tokens/renew" | "/api/v1/tokens/revoke") {
                continue;
            }
            let id = "01890a5d-ac96-774b-bcce-b302099a8057";
            let path: String = path
                .split('/')
                .map(|part| if part.starts_with('{') { id } else { part })
                .collect::<Vec<_>>()
                .join("/");
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let answer = read(away.request(method.clone(), &path).header("if-match", "\"1\"")).await;
            assert!(is_refused(&answer), "{method} {path}: {} {}", answer.status, answer.body);
            tried += 1;
        }
    }
    assert!(tried > 60, "{tried}");
}

#[tokio::test]
async fn networks_that_are_none_are_told_one_by_one() {
    let server = Server::demo().await;
    let anna = server.signed_in(ADMINISTRATOR).await;
    let etag = anna.get("/api/v1/networks").await.etag().to_owned();
    let networks = json!(["192.0.2.0/24", "firm.example", "10.1.2.3/8"]);
    let answer = put(&anna, &etag, json!({ "mode": "enforced", "networks": networks })).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let names: Vec<_> =
        answer.body["errors"].as_array().unwrap().iter().map(|error| &error["name"]).collect();
    assert_eq!(names, ["networks[1]", "networks[2]"]);
    assert!(answer.body["errors"][1]["message"].as_str().unwrap().contains("10.0.0.0/8"));
    let answer = put(&anna, &etag, json!({ "mode": "enforced", "networks": [] })).await;
    assert!(
        answer.body["errors"][0]["message"].as_str().unwrap().contains("let nobody in"),
        "{}",
        answer.body
    );
    assert_eq!(anna.get("/api/v1/networks").await.etag(), etag, "nothing was changed");
}

#[tokio::test]
async fn the_deployment_says_from_where_before_anything_else() {
    let directory = tempfile::tempdir().unwrap();
    let text = format!("http_port = 0\n[allow]\nmode = \"enforced\"\nnetworks = [{CAFE:?}]\n");
    let server = Server::configured(&directory.path().join("data"), &text, true).await;
    let (inside, outside) = (server.browser_at(CAFE), server.browser_at(OFFICE));
    for path in ["/portal", "/auth/sign-in", "/api/v1/me", "/api/v1/openapi.json", "/nothing"] {
        assert!(is_refused(&outside.get(path).await), "{path}");
        assert!(!is_refused(&inside.get(path).await), "{path}");
    }
    assert_eq!(outside.get("/livez").await.status, StatusCode::OK, "who watches stands outside");
    let plain = |address: &str| {
        let client = reqwest::Client::builder().no_proxy().local_address(address.parse().ok());
        let client = client.redirect(reqwest::redirect::Policy::none()).build().unwrap();
        client.get(format!("http://127.0.0.1:{}/portal", server.http_port.unwrap())).send()
    };
    assert_eq!(plain(OFFICE).await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(plain(CAFE).await.unwrap().status(), StatusCode::PERMANENT_REDIRECT);

    let text = text.replace("enforced", "dry_run");
    let server = Server::configured(&directory.path().join("dry"), &text, true).await;
    assert!(!is_refused(&server.browser_at(OFFICE).get("/portal").await), "a dry run refuses nobody");
}

#[tokio::test]
async fn a_proxy_is_believed_and_nobody_else() {
    let directory = tempfile::tempdir().unwrap();
    let text = format!(
        "[proxy]\nnetworks = [{OFFICE:?}]\n[allow]\nmode = \"enforced\"\nnetworks = [\"192.0.2.0/24\"]\n"
    );
    let server = Server::configured(&directory.path().join("data"), &text, false).await;
    let (proxy, other) = (server.browser_at(OFFICE), server.browser_at(CAFE));
    let asked = async |browser: &Browser, name: &str, value: &str| {
        !is_refused(&read(browser.request(Method::GET, "/portal").header(name, value)).await)
    };
    assert!(asked(&proxy, "x-forwarded-for", "192.0.2.1").await);
    assert!(asked(&proxy, "x-forwarded-for", "198.51.100.1, ::ffff:192.0.2.1").await);
    assert!(!asked(&proxy, "x-forwarded-for", "192.0.2.1, 198.51.100.1").await);
    assert!(!asked(&proxy, "x-forwarded-for", "unknown").await);
    assert!(!asked(&proxy, "forwarded", "for=192.0.2.1").await, "the proxies write the other header");
    assert!(!asked(&proxy, "via", "nobody").await);
    assert!(!asked(&other, "x-forwarded-for", "192.0.2.1").await, "who is no proxy is not believed");
    // With a firm that lets anybody in without a password, proxies do not go.
    let file = directory.path().join("demo.toml");
    std::fs::write(&file, text).unwrap();
    let refused = Server::try_demo(&directory.path().join("demo"), &file).await;
    assert!(refused.contains("no proxies"), "{refused}");
}
