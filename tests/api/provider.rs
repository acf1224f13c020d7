//! Sign-in at a certified OpenID provider (npm `oidc-provider`) with several directories, on good days and on bad ones.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;

use akte_store::{Store, StoreConfig};
use akte_web::config::Config;
use akte_web::tls::{self, Development};
use openidconnect::url::Url;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::browser::{Browser, location};
use crate::forge::{FIRM, STRANGERS};
use crate::server::Server;
use crate::tokens::Ahead;

/// The provider in a process of its own, with a server where people of one of its directories may sign in.
struct Provider {
    server: Server,
    clock: Arc<Ahead>,
    /// Who signed the certificates of both.
    authorities: PathBuf,
    process: Child,
    commands: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
    _directory: TempDir,
}

impl Provider {
    async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        tls::install_provider();
        let files = Development::open(directory.path(), std::time::SystemTime::now().into()).unwrap();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/oidc/provider.mjs");
        let mut process = Command::new("node")
            .arg(script)
            .args([&files.served.certificate, &files.served.key])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs");
        let commands = process.stdin.take().unwrap();
        let mut answers = BufReader::new(process.stdout.take().unwrap()).lines();
        let said = answers.next().expect("the provider starts: tests/support/install installs it").unwrap();
        let port = serde_json::from_str::<Value>(&said).unwrap()["port"].clone();
        std::fs::write(at("secret"), "a secret of thirty-two characters\n").unwrap();
        let url = format!("https://localhost:{port}/{{tenantid}}/v2.0");
        let config = format!(
            "[[issuer]]\nid = \"entra\"\nname = \"Microsoft\"\nurl = \"{url}\"\nclient_id = \"akte\"\n\
             client_secret_file = \"secret\"\nauthority = {:?}\n",
            files.authority
        );
        std::fs::write(at("akte.toml"), config).unwrap();
        let clock = Ahead::new();
        let config = Config::read(&at("akte.toml")).unwrap();
        let server = Server::with(&at("data"), config, false, clock.clone()).await;
        let store = Store::open(StoreConfig::new(at("data"))).await.unwrap();
        store.gate().enrol(&url.replace("{tenantid}", FIRM), FIRM, "Van Dalen").await.unwrap();
        store.close().await;
        let both = [&server.authority, &files.authority].map(|file| std::fs::read_to_string(file).unwrap());
        std::fs::write(at("both.pem"), both.concat()).unwrap();
        let authorities = at("both.pem");
        let mut provider =
            Self { server, clock, authorities, process, commands, answers, _directory: directory };
        let url = provider.server.url.clone();
        let (redirect, signed_out) = (format!("{url}/auth/callback/entra"), format!("{url}/portal"));
        provider.tell(json!({ "command": "begin", "redirect": redirect, "signedOut": signed_out }));
        provider
    }

    fn tell(&mut self, command: Value) {
        writeln!(self.commands, "{command}").unwrap();
        assert_eq!(self.answers.next().unwrap().unwrap(), "{}");
    }

    fn browser(&self) -> Browser {
        Browser::new(&self.server.url, &self.authorities)
    }

    /// Goes to the issuer's page, where `change` may meddle with the address, and through it; gives the address that leads back.
    async fn come_back(&self, browser: &Browser, change: impl Fn(String) -> String) -> String {
        let mut at = change(browser.begin("/auth/sign-in").await);
        while !at.starts_with(&self.server.url) {
            let response = browser.open(&at).await;
            assert!(response.status().is_redirection(), "{at}: {}", response.text().await.unwrap());
            at = Url::parse(&at).unwrap().join(&location(&response)).unwrap().into();
        }
        at
    }

    async fn sign_in(&self) -> (Browser, Response) {
        let browser = self.browser();
        let back = self.come_back(&browser, |page| page).await;
        let response = browser.open(&back).await;
        (browser, response)
    }

    async fn signed_in(&self) -> Browser {
        let (browser, response) = self.sign_in().await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER, "{}", response.text().await.unwrap());
        browser
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        // It may have ended already.
        let _ended = self.process.kill();
        let _waited = self.process.wait();
    }
}

async fn me(browser: &Browser) -> StatusCode {
    browser.get("/api/v1/me").await.status
}

#[tokio::test]
async fn a_person_signs_in_and_out_at_the_provider_too() {
    let provider = Provider::new().await;
    let browser = provider.signed_in().await;
    let me = browser.get("/api/v1/me").await.body;
    assert_eq!(
        (&me["person"]["name"], &me["tenant"]["name"], &me["roles"]),
        (&json!("Lotte de Vries"), &json!("Van Dalen"), &json!(["lawyer"]))
    );

    let response = browser.request(Method::POST, "/auth/sign-out").send().await.unwrap();
    let mut at = location(&response);
    let page = loop {
        let response = browser.open(&at).await;
        if response.status() == StatusCode::OK {
            break response.text().await.unwrap();
        }
        at = Url::parse(&at).unwrap().join(&location(&response)).unwrap().into();
    };
    let field = |name: &str| page.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap();
    let form = [
        ("xsrf", page.split("name=\"xsrf\" value=\"").nth(1).unwrap().split('"').next().unwrap()),
        ("logout", "yes"),
    ];
    let response = browser.client.post(field("action")).form(&form).send().await.unwrap();
    assert_eq!(location(&response), format!("{}/portal", provider.server.url));
    assert_eq!(browser.get("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_person_of_another_directory_is_not_let_in() {
    let mut provider = Provider::new().await;
    provider.tell(json!({ "command": "account", "tid": STRANGERS }));
    let (browser, response) = provider.sign_in().await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(response.text().await.unwrap().contains("not registered"));
    assert_eq!(me(&browser).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_keys_roll_while_people_sign_in() {
    let mut provider = Provider::new().await;
    let before = provider.signed_in().await;
    provider.tell(json!({ "command": "roll" }));
    provider.clock.by_minutes(1);
    let after = provider.signed_in().await;
    assert_eq!((me(&before).await, me(&after).await), (StatusCode::OK, StatusCode::OK));
}

#[tokio::test]
async fn sessions_live_on_while_the_provider_is_down() {
    let mut provider = Provider::new().await;
    let browser = provider.signed_in().await;
    let started = provider.browser();
    let back = provider.come_back(&started, |page| page).await;
    provider.tell(json!({ "command": "down", "down": true }));
    provider.clock.by_minutes(30);
    assert_eq!(me(&browser).await, StatusCode::OK);
    assert_eq!(started.open(&back).await.status(), StatusCode::BAD_REQUEST, "a sign-in cannot be finished");
    let signed_out = browser.request(Method::POST, "/auth/sign-out").send().await.unwrap();
    assert_eq!(signed_out.status(), StatusCode::SEE_OTHER, "one can sign out here");
    assert_eq!(me(&browser).await, StatusCode::UNAUTHORIZED);
    provider.tell(json!({ "command": "down", "down": false }));
    // What is remembered of a sign-in that is under way ends by the system's clock.
    provider.clock.by_minutes(-30);
    assert_eq!(me(&provider.signed_in().await).await, StatusCode::OK);
}

#[tokio::test]
async fn a_code_that_was_used_is_worth_nothing() {
    let provider = Provider::new().await;
    let browser = provider.browser();
    let back = provider.come_back(&browser, |page| page).await;
    assert_eq!(browser.open(&back).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(browser.open(&back).await.status(), StatusCode::BAD_REQUEST, "the same answer again");
    // In another sign-in, whose state is good.
    let thief = provider.browser();
    let own = provider.come_back(&thief, |page| page).await;
    let code = |url: &str| {
        Url::parse(url).unwrap().query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned()
    };
    let replayed = own.replace(&code(&own), &code(&back));
    assert_eq!(thief.open(&replayed).await.status(), StatusCode::BAD_REQUEST);
    assert_eq!(me(&thief).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_state_a_nonce_or_a_challenge_that_was_meddled_with_ends_the_sign_in() {
    let provider = Provider::new().await;
    for name in ["state=", "nonce=", "code_challenge="] {
        let browser = provider.browser();
        let back = provider.come_back(&browser, |page| page.replace(name, &format!("{name}x"))).await;
        assert_eq!(browser.open(&back).await.status(), StatusCode::BAD_REQUEST, "{name}");
        assert_eq!(me(&browser).await, StatusCode::UNAUTHORIZED, "{name}");
    }
}
