//! Nothing that people write is readable on disk or in the log: a text of its own into every text field that the API describes, and
//! a search for each. A new field is filled in by itself; a new operation with one fails here until it is told how to get there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use akte_model::Role;
use akte_postgres::{Cluster, Database, OWNER};
use akte_store::{Result, Rng, Store, StoreConfig, System};
use akte_tests::docx;
use akte_tests::picture::png;
use jiff::{SignedDuration, Timestamp};
use memchr::memmem;
use reqwest::Method;
use serde_json::{Map, Value, json};
use tempfile::TempDir;

use crate::browser::{ADMINISTRATOR, Answer, Browser, DOCX, LAWYER, read};
use crate::machines::Machine;
use crate::server::Server;

/// What people write, by operation and field: each a text of its own.
struct Fields {
    api: Value,
    planted: BTreeMap<String, String>,
    used: BTreeSet<String>,
}

const FILES: &str = "POST /api/v1/answer-sets/{id}/files";

/// With what every text begins.
const BIRD: &str = "Nachtegaal";

/// A text of its own for a field.
fn canary(field: &str) -> String {
    let letters: String = field.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{BIRD}{letters}7f3a")
}

fn resolve<'a>(api: &'a Value, schema: &'a Value) -> &'a Value {
    let pointer = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    pointer.map_or(schema, |pointer| api.pointer(pointer).unwrap())
}

/// Whether people write there what they like: a string, or anything, without a form.
fn is_text(schema: &Value) -> bool {
    let is_string = schema["type"] == "string"
        || schema["type"].as_array().is_some_and(|types| types.iter().any(|one| one == "string"));
    let is_anything = schema["type"].is_null() && schema["oneOf"].is_null() && schema["allOf"].is_null();
    (is_string || is_anything) && schema["format"].is_null() && schema["enum"].is_null()
}

impl Fields {
    fn new(api: Value) -> Self {
        Self { api, planted: BTreeMap::new(), used: BTreeSet::new() }
    }

    /// The operations with text fields, each with those of its query and of its JSON body.
    fn operations(&self) -> BTreeMap<String, (Vec<String>, Option<Value>)> {
        let mut found = BTreeMap::new();
        for (path, methods) in self.api["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
                let query: Vec<_> = parameters
                    .iter()
                    .filter(|one| one["in"] == "query" && is_text(resolve(&self.api, &one["schema"])))
                    .map(|one| one["name"].as_str().unwrap().to_owned())
                    .collect();
                let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
                let name = format!("{} {path}", method.to_uppercase());
                let body = Some(self.fill(&name, schema)).filter(|body| body.to_string().contains(BIRD));
                if !query.is_empty() || body.is_some() {
                    found.insert(name, (query, body));
                }
            }
        }
        found
    }

    /// A value of this schema with a canary in every text of it.
    fn fill(&self, name: &str, schema: &Value) -> Value {
        let schema = resolve(&self.api, schema);
        if let Some(properties) = schema["properties"].as_object() {
            let fill = |(property, of): (&String, &Value)| {
                let filled = self.fill(&format!("{name} {property}"), of);
                (!filled.is_null()).then(|| (property.clone(), filled))
            };
            return Value::Object(properties.iter().filter_map(fill).collect());
        }
        if let Some(items) = schema.get("items") {
            let filled = self.fill(name, items);
            return if filled.is_null() { filled } else { json!([filled]) };
        }
        // Names that the template gives, with what people answer.
        if schema["additionalProperties"] == true
            || schema["type"].as_array().is_some_and(|types| types.contains(&json!("object")))
        {
            return json!({ "naam": canary(name) });
        }
        if schema.is_object() && is_text(schema) { Value::String(canary(name)) } else { Value::Null }
    }

    /// Sends an operation with all its texts, and with `more`, which is not text.
    async fn send(
        &mut self,
        browser: &Browser,
        name: &str,
        path: &str,
        etag: Option<&str>,
        more: Value,
    ) -> Answer {
        let operations = self.operations();
        let (query, body) = operations.get(name).unwrap_or_else(|| panic!("{name} takes no text any more"));
        self.used.insert(name.to_owned());
        let mut separator = '?';
        let mut path = path.to_owned();
        for parameter in query {
            let text = canary(&format!("{name} {parameter}"));
            path.push_str(&format!("{separator}{parameter}={text}"));
            separator = '&';
            self.planted.insert(format!("{name} {parameter}"), text);
        }
        let method = Method::from_bytes(name.split(' ').next().unwrap().as_bytes()).unwrap();
        let mut request = browser.request(method.clone(), &path);
        if let Some(etag) = etag {
            request = request.header("if-match", etag);
        }
        if method == Method::POST {
            request = request.header("idempotency-key", canary(name));
        }
        if let Some(body) = body {
            let mut body: Map<String, Value> = body.as_object().unwrap().clone();
            for (property, value) in more.as_object().into_iter().flatten() {
                body.insert(property.clone(), value.clone());
            }
            let text = Value::Object(body.clone()).to_string();
            for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.starts_with(BIRD))
            {
                self.planted.insert(format!("{name} {word}"), word.to_owned());
            }
            request = request.json(&body);
        } else if name == "POST /api/v1/templates" {
            request = request.header("content-type", DOCX).body(docx(&["{{ naam }}"]));
        } else if name == FILES {
            request = request.body(png(1, 1));
        }
        read(request).await
    }

    /// The same for a step in the life of a version, which must succeed.
    async fn step(&mut self, browser: &Browser, version: &str, step: &str, more: Value) {
        let path = format!("/api/v1/template-versions/{version}");
        let now = browser.get(&path).await;
        let name = format!("POST /api/v1/template-versions/{{id}}/{step}");
        let done = self.send(browser, &name, &format!("{path}/{step}"), Some(now.etag()), more).await;
        assert!(done.status.is_success(), "{name}: {}", done.body);
    }
}

/// Writes in every text field there is; gives what was written where.
async fn plant(server: &Server) -> BTreeMap<String, String> {
    let browser = server.signed_in(LAWYER).await;
    server.grant(LAWYER, &Role::OF_PEOPLE).await;
    let settings = browser.get("/api/v1/settings").await;
    let alone = browser.request(Method::PATCH, "/api/v1/settings").header("if-match", settings.etag());
    assert!(read(alone.json(&json!({ "four_eyes": false }))).await.status.is_success());
    let mut fields = Fields::new(browser.get("/api/v1/openapi.json").await.body);

    let uploaded =
        fields.send(&browser, "POST /api/v1/templates", "/api/v1/templates", None, json!({})).await;
    let template = uploaded.body["template"]["id"].as_str().expect("an upload").to_owned();
    let list = format!("/api/v1/templates/{template}/versions");
    let first = browser.get(&list).await.body["items"][0]["id"].as_str().unwrap().to_owned();
    for step in ["submit", "withdraw", "submit", "reject", "submit", "approve"] {
        fields.step(&browser, &first, step, json!({})).await;
    }
    let later = (Timestamp::now() + SignedDuration::from_hours(24)).to_string();
    fields.step(&browser, &first, "publish", json!({ "at": later })).await;
    fields.step(&browser, &first, "unschedule", json!({})).await;
    fields.step(&browser, &first, "publish", json!({})).await;
    let request = browser.request(Method::POST, &list).header("idempotency-key", "second");
    let second = read(request.header("content-type", DOCX).body(docx(&["{{ naam }}!"]))).await;
    let second =
        second.body["version"]["id"].as_str().unwrap_or_else(|| panic!("{}", second.body)).to_owned();
    for step in ["submit", "approve", "publish"] {
        fields.step(&browser, &second, step, json!({})).await;
    }
    let path = format!("/api/v1/templates/{template}");
    let now = browser.get(&path).await;
    let back = "POST /api/v1/templates/{id}/roll-back";
    let done = fields.send(&browser, back, &format!("{path}/roll-back"), Some(now.etag()), json!({})).await;
    assert!(done.status.is_success(), "{}", done.body);
    fields.step(&browser, &second, "retire", json!({})).await;

    fields
        .send(
            &browser,
            "POST /api/v1/answer-sets",
            "/api/v1/answer-sets",
            None,
            json!({ "template": template }),
        )
        .await;
    let operations = fields.operations();
    let mut body = operations["POST /api/v1/answer-sets"].1.clone().unwrap();
    body["template"] = json!(template);
    let set = browser.create("/api/v1/answer-sets", "set", body).await;
    let path = format!("/api/v1/answer-sets/{}", set.id());
    let change = "PATCH /api/v1/answer-sets/{id}";
    let mut body = operations[change].1.clone().unwrap();
    body["changes"][0]["name"] = json!("naam");
    let changed = fields.send(&browser, change, &path, Some(set.etag()), body).await;
    assert!(changed.status.is_success(), "{}", changed.body);
    let file = fields.send(&browser, FILES, &format!("{path}/files"), None, json!({})).await;
    assert!(file.status.is_success(), "{}", file.body);
    let made = json!({ "answer_set": set.id() });
    let document = fields.send(&browser, "POST /api/v1/documents", "/api/v1/documents", None, made).await;
    assert!(document.status.is_success(), "{}", document.body);

    for kind in CHANGED {
        let path = format!("/api/v1/{kind}");
        let made = fields.send(&browser, &format!("POST {path}"), &path, None, json!({})).await;
        assert!(made.status.is_success(), "{kind}: {}", made.body);
        let (one, etag) = (format!("{path}/{}", made.id()), made.etag().to_owned());
        let changed =
            fields.send(&browser, &format!("PATCH {path}/{{id}}"), &one, Some(&etag), json!({})).await;
        assert!(changed.status.is_success(), "{kind}: {}", changed.body);
    }

    // Whatever else takes a text keeps none: it is sent once, and may be refused.
    let others: Vec<_> = fields.operations().into_keys().filter(|name| !fields.used.contains(name)).collect();
    for name in others {
        let path = name.split(' ').nth(1).unwrap().replace("{id}", set.id());
        let keeps = !name.starts_with("GET ") && !KEEP_NOTHING.contains(&name.as_str());
        assert!(!keeps, "teach this test how to write with {name}");
        fields.send(&browser, &name, &path, None, json!({})).await;
    }
    fields.planted
}

/// What is made with a text, and then given another.
const CHANGED: [&str; 4] = ["matters", "teams", "categories", "machines"];

/// Operations that change something, and keep none of the texts that they are sent.
const KEEP_NOTHING: [&str; 4] = [
    "POST /api/v1/machines/{id}/keys",
    "POST /api/v1/tokens",
    "PUT /api/v1/networks",
    // A colour is the only text there.
    "PATCH /api/v1/settings",
];

fn hexadecimal(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// The fields whose texts are found in a file below `directory`.
fn found(directory: &Path, planted: &BTreeMap<String, String>) -> BTreeSet<String> {
    // Most begin alike: they are looked for at once.
    let needle = |text: &'_ String| if text.starts_with(BIRD) { BIRD.to_owned() } else { text.clone() };
    let needles: BTreeSet<String> = planted.values().map(needle).collect();
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(self::found(&path, planted));
            continue;
        }
        let bytes = match fs::read(&path) {
            // A database makes and takes away files as it works.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            read => read.unwrap(),
        };
        // As it is, and as PostgreSQL writes bytes in a dump.
        for written in [str::to_owned as fn(&str) -> String, hexadecimal] {
            for needle in &needles {
                for at in memmem::find_iter(&bytes, written(needle).as_bytes()) {
                    let starts = |text: &str| bytes[at..].starts_with(written(text).as_bytes());
                    let here = planted.iter().filter(|(_, text)| starts(text));
                    found.extend(here.map(|(field, _)| field.clone()));
                }
            }
        }
    }
    found
}

/// Everything that the server logs, into a file: more than it does unless told.
fn log(file: &Path) {
    let filter =
        "debug,akte_web=trace,akte_store=trace,hyper=info,h2=info,reqwest=info,rustls=info,hyper_util=info";
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(File::create(file).unwrap()).init();
}

/// Where a server keeps things: its data directory and, beside it, its log and a backup; and the cluster of its database.
struct Kept {
    directory: TempDir,
    database: Option<Database>,
}

impl Kept {
    fn on(database: Option<Database>) -> Self {
        Self { directory: tempfile::tempdir().unwrap(), database }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    async fn serve(&self, rng: Arc<dyn Rng>) -> Server {
        Server::stored(&self.path("data"), self.database.as_ref(), rng).await
    }

    /// The fields whose texts are found in any of it; with a PostgreSQL database in its tables and its write-ahead log as well.
    fn found(&self, planted: &BTreeMap<String, String>) -> BTreeSet<String> {
        let mut all = found(self.directory.path(), planted);
        if let Some(database) = &self.database {
            all.extend(found(&database.files(), planted));
        }
        all
    }

    /// Makes a backup; of a dump, which is compressed, also the text.
    async fn back_up(&self) {
        let config = StoreConfig::new(self.path("data"));
        let owner = self.database.as_ref().map(|database| database.url(OWNER).parse().unwrap());
        let backup = self.path("backup");
        Store::backup(&owner.clone().into_iter().fold(config, StoreConfig::on), &backup).await.unwrap();
        if owner.is_some() {
            let mut text = Command::new("pg_restore");
            text.arg("--file").arg(self.path("dump.sql")).arg(backup.join("akte.dump"));
            assert!(text.status().unwrap().success());
        }
    }
}

async fn is_readable_nowhere(kept: Kept) {
    log(&kept.path("log"));
    let server = kept.serve(Arc::new(System)).await;
    let mut planted = plant(&server).await;
    assert!(planted.len() > 25, "{planted:?}");
    planted.extend(secrets(&server).await);
    // The database with its write-ahead log, and the files; afterwards all of it in the database.
    assert_eq!(kept.found(&planted), BTreeSet::new());
    kept.back_up().await;
    server.drain.begin();
    server.ended.await.unwrap();
    assert_eq!(kept.found(&planted), BTreeSet::new());
    let log = fs::read_to_string(kept.path("log")).unwrap();
    assert!(log.contains("/api/v1/answer-sets"), "requests are in the log: {log}");
}

/// What opens something: used once, so that it could be in the log.
async fn secrets(server: &Server) -> Vec<(String, String)> {
    let browser = server.browser();
    let cookie = browser.sign_in(ADMINISTRATOR).await;
    let machine = Machine::new(&browser, "DMS", json!({ "scopes": ["generate"] })).await;
    let secret = machine.secret().to_owned();
    let me = browser.with_token(&secret).get("/api/v1/me").await;
    assert_eq!(me.body["person"]["name"], "DMS");
    let cookie = cookie.split_once('=').unwrap().1.to_owned();
    vec![("a session's cookie".to_owned(), cookie), ("a machine's key".to_owned(), secret)]
}

#[tokio::test]
async fn what_people_write_is_readable_nowhere() {
    is_readable_nowhere(Kept::on(None)).await;
}

#[tokio::test]
async fn what_people_write_is_readable_nowhere_on_postgresql() {
    is_readable_nowhere(Kept::on(Some(Database::of(Cluster::own())))).await;
}

/// Randomness that has nothing encrypted.
struct Plain;

impl Rng for Plain {
    fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        System.fill(bytes)
    }

    fn leaves_plaintext(&self) -> bool {
        true
    }
}

/// The search above sees: without encryption it finds everything that is kept, where it is kept and in the backup.
async fn is_found_without_encryption(kept: Kept) {
    let server = kept.serve(Arc::new(Plain)).await;
    let planted = plant(&server).await;
    kept.back_up().await;
    let backup = kept.path(if kept.database.is_some() { "dump.sql" } else { "backup" });
    let copy = kept.path("copy");
    fs::create_dir(&copy).unwrap();
    fs::rename(&backup, copy.join("backup")).unwrap();
    // A backup has what is there now, the write-ahead log also what was there before.
    let before = |field: &str| CHANGED.iter().any(|kind| field.starts_with(&format!("POST /api/v1/{kind} ")));
    for (found, is_backup) in [(found(&copy, &planted), true), (kept.found(&planted), false)] {
        // What a GET is asked with is looked at and not kept.
        let passed_over = |field: &str| field.starts_with("GET ") || (is_backup && before(field));
        let missed = planted.keys().filter(|field| !found.contains(*field) && !passed_over(field));
        assert_eq!(missed.collect::<Vec<_>>(), KEPT_NOWHERE, "texts that are kept are found, and only those");
    }
}

#[tokio::test]
async fn without_encryption_all_of_it_is_found() {
    is_found_without_encryption(Kept::on(None)).await;
}

#[tokio::test]
async fn without_encryption_all_of_it_is_found_on_postgresql() {
    is_found_without_encryption(Kept::on(Some(Database::of(Cluster::own())))).await;
}

/// Other fields whose texts are not kept: a colour and networks that are none, and what a token is for.
const KEPT_NOWHERE: [&str; 4] = [
    "PATCH /api/v1/settings NachtegaalPATCHapiv1settingsaccent7f3a",
    "POST /api/v1/machines/{id}/keys NachtegaalPOSTapiv1machinesidkeysnetworks7f3a",
    "POST /api/v1/tokens NachtegaalPOSTapiv1tokensclient7f3a",
    "PUT /api/v1/networks NachtegaalPUTapiv1networksnetworks7f3a",
];
