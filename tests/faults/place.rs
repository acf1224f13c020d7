//! A server that comes back to where it was.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use akte_postgres::{APP, Database, OWNER};
use akte_tests::UNLIMITED;
use akte_tests::browser::{Browser, LAWYER, attempt};
use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::serve::Serving;
use crate::workshop::Workshop;

/// When waiting for it makes no sense any more.
const NEVER: Duration = Duration::from_secs(120);

/// A data directory and a port, and the server that uses them while it runs.
pub struct Place {
    pub workshop: Workshop,
    /// A lawyer's, signed in; stays so when the server comes back.
    pub browser: Browser,
    database: Option<String>,
    port: u16,
    serving: Option<Serving>,
}

impl Place {
    /// Serves the demo, on this database or on a file.
    pub async fn new(database: Option<&Database>) -> Self {
        let workshop = Workshop::new();
        if let Some(database) = database {
            let done = workshop.run(&["migrate", "--database", &database.url(OWNER), "--role", APP]);
            assert_eq!(done.code, 0, "{}", done.err);
        }
        Self::at(workshop, database, port()).await
    }

    async fn at(workshop: Workshop, database: Option<&Database>, port: u16) -> Self {
        let database = database.map(|database| database.url(APP));
        let serving = serve(&workshop, database.as_deref(), port);
        let browser = Browser::new(&serving.url(), &workshop.path("data/ca.pem"));
        browser.sign_in(LAWYER).await;
        Self { workshop, browser, database, port, serving: Some(serving) }
    }

    /// Ends the server with SIGKILL.
    pub fn kill(&mut self) {
        self.serving.take().expect("it runs").kill();
    }

    /// Starts it again, and gives how long that took.
    pub async fn start(&mut self) -> Duration {
        let began = Instant::now();
        self.serving = Some(serve(&self.workshop, self.database.as_deref(), self.port));
        self.is_ready().await;
        began.elapsed()
    }

    /// Starts it again on what was put back, perhaps in another database. Everything that goes with a machine is new, and nobody
    /// is signed in.
    pub fn moved(&mut self, database: Option<&Database>) {
        self.database = database.map(|database| database.url(APP));
        self.serving = Some(serve(&self.workshop, self.database.as_deref(), self.port));
        self.browser = self.stranger();
    }

    /// Waits until it is ready, and gives how long that took.
    pub async fn is_ready(&self) -> Duration {
        let began = Instant::now();
        loop {
            let asked = attempt(self.browser.request(Method::GET, "/readyz")).await;
            let took = began.elapsed();
            match asked {
                Ok(answer) if answer.status == StatusCode::OK => return took,
                _ => assert!(took < NEVER, "it is not ready: {asked:?}"),
            }
        }
    }

    /// Another browser of the same lawyer, with a connection of its own.
    pub async fn another(&self) -> Browser {
        let browser = self.stranger();
        browser.sign_in(LAWYER).await;
        browser
    }

    fn stranger(&self) -> Browser {
        Browser::new(&self.browser.server, &self.workshop.path("data/ca.pem"))
    }

    /// Its audit trail holds together.
    pub fn is_sound(&self) {
        let mut arguments = vec!["verify-audit", "--data-dir", "data"];
        arguments.extend(self.database.iter().flat_map(|url| ["--database", url]));
        let done = self.workshop.run(&arguments);
        assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    }

    /// The bytes of a document.
    pub async fn file(&self, id: &str) -> Vec<u8> {
        let path = format!("/api/v1/documents/{id}/file");
        let response = self.browser.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{id}");
        response.bytes().await.unwrap().into()
    }

    /// Everything in a list, whatever the number of pages.
    pub async fn all(&self, path: &str) -> Vec<Value> {
        let (mut all, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = self.browser.get(&format!("{path}?limit=100{cursor}")).await.body;
            all.extend(page["items"].as_array().unwrap().iter().cloned());
            let Some(next) = page["next_cursor"].as_str() else { return all };
            cursor = format!("&cursor={next}");
        }
    }
}

fn serve(workshop: &Workshop, database: Option<&str>, port: u16) -> Serving {
    workshop.put("akte.toml", UNLIMITED);
    let config = workshop.path("akte.toml").display().to_string();
    let mut arguments = vec!["--demo", "--config", &config];
    arguments.extend(database.into_iter().flat_map(|url| ["--database", url]));
    Serving::at(port, workshop, &arguments)
}

/// A free port with a free one after it, for the issuer; below those that the system hands out, so that nobody gets them while
/// the server is down.
fn port() -> u16 {
    let first = 20_000 + u16::try_from(std::process::id() % 6_000).unwrap() * 2;
    let is_free = |port| TcpListener::bind(("127.0.0.1", port)).is_ok();
    let mut ports = (first..32_000).chain(20_000..first).step_by(2);
    ports.find(|port| is_free(*port) && is_free(*port + 1)).expect("two free ports side by side")
}
