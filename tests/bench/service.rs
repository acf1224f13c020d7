//! Documents made by the server, on each database: over TLS, signed in, filled, encrypted, kept and audited.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use akte_postgres::{APP, Cluster, Database, OWNER};
use akte_tests::UNLIMITED;
use akte_tests::browser::{Browser, LAWYER};
use serde_json::{Value, json};
use tokio::task::JoinSet;

/// How many people make documents at once.
pub const CLIENTS: usize = 16;
/// How many each makes, one after the other, and how many before that do not count.
const EACH: usize = 100;
const WARM_UP: usize = 5;

const ANSWERS: &str = include_str!("../../server/demo/samples/answers/overeenkomst-van-opdracht.zzp.json");

/// What was measured on one database.
pub struct Service {
    pub database: &'static str,
    /// Documents made per second, all clients together.
    pub per_second: f64,
    /// How long one request took, in ms.
    pub median: f64,
    /// In ms, the slowest in a hundred.
    pub p99: f64,
}

/// A PostgreSQL of its own that keeps what it acknowledged, with an empty database in it.
pub fn migrated(akte: &Path) -> Result<Database, String> {
    let database = Database::of(Cluster::own());
    let migrate = ["migrate", "--role", APP, "--database", &database.url(OWNER)];
    let migrated = Command::new(akte).args(migrate).stdout(Stdio::null()).status();
    if !migrated.is_ok_and(|status| status.success()) {
        return Err("akte migrate failed".to_owned());
    }
    Ok(database)
}

/// Measures the server on a file, and on a PostgreSQL.
pub fn services(akte: &Path) -> Result<[Service; 2], String> {
    let database = migrated(akte)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    Ok([
        runtime.block_on(service(akte, "SQLite", &[]))?,
        runtime.block_on(service(akte, "PostgreSQL", &["--database", &database.url(APP)]))?,
    ])
}

async fn service(akte: &Path, database: &'static str, arguments: &[&str]) -> Result<Service, String> {
    println!("{CLIENTS} clients, {database} …");
    let data = tempfile::tempdir().map_err(|error| error.to_string())?;
    let server = Server::start(akte, data.path(), arguments)?;
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let browser = Browser::new(&server.url, &data.path().join("ca.pem"));
        browser.sign_in(LAWYER).await;
        let set = answered(&browser, client).await;
        clients.spawn(async move {
            let mut took = Vec::new();
            for number in 0..WARM_UP + EACH {
                let began = Instant::now();
                let key = format!("{client} {number}");
                browser.create("/api/v1/documents", &key, json!({ "answer_set": set })).await.id();
                took.push((began, began.elapsed()));
            }
            took.split_off(WARM_UP)
        });
    }
    let took = clients.join_all().await.concat();
    let first = took.iter().map(|(began, _)| *began).min().ok_or("nothing was made")?;
    let last = took.iter().map(|(began, took)| *began + *took).max().ok_or("nothing was made")?;
    let mut took: Vec<f64> = took.iter().map(|(_, took)| took.as_secs_f64() * 1000.0).collect();
    took.sort_by(f64::total_cmp);
    let number = u32::try_from(took.len()).map_err(|error| error.to_string())?;
    let per_second = f64::from(number) / (last - first).as_secs_f64();
    Ok(Service { database, per_second, median: took[took.len() / 2], p99: took[took.len() * 99 / 100] })
}

/// An interview about the Dutch contract with every answer given.
async fn answered(browser: &Browser, client: usize) -> String {
    let template = browser.template("Overeenkomst van opdracht").await;
    let answers: Value = serde_json::from_str(ANSWERS).expect("the sample's answers are JSON");
    let new = json!({ "template": template, "answers": answers });
    browser.create("/api/v1/answer-sets", &client.to_string(), new).await.id().to_owned()
}

/// A server with the demo, until dropped.
pub struct Server {
    pub url: String,
    process: Child,
}

impl Server {
    pub fn start(akte: &Path, data: &Path, arguments: &[&str]) -> Result<Self, String> {
        let mut command = Command::new(akte);
        let config = data.join("akte.toml");
        fs::write(&config, UNLIMITED).map_err(|error| error.to_string())?;
        command.args(["serve", "--demo", "--port", "0", "--data-dir"]).arg(data).args(arguments);
        command.arg("--config").arg(config);
        // What it logs of each request is part of its work; where it goes is not.
        let process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut server = Self { url: String::new(), process: process.map_err(|error| error.to_string())? };
        let lines = server.process.stdout.take().map(BufReader::new).ok_or("no output")?.lines();
        for line in lines.map_while(Result::ok) {
            if let Some(url) = line.trim().strip_prefix("Portal ").and_then(|url| url.strip_suffix("/portal"))
            {
                url.trim().clone_into(&mut server.url);
            }
            if line.contains("Ctrl+C ends it") {
                return Ok(server);
            }
        }
        Err("the server ended".to_owned())
    }

    /// The most memory that it took, in bytes; none where the system does not say.
    pub fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        Some(most.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended = self.process.kill();
        let _waited = self.process.wait();
    }
}
