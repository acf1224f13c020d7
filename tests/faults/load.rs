//! Clients that make things until the server is gone, and remember what they were told.

use std::collections::BTreeMap;
use std::fmt;

use akte_tests::browser::{Answer, Browser, attempt};
use aws_lc_rs::digest::{SHA256, digest};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::place::Place;

const SETS: &str = "/api/v1/answer-sets";
const DOCUMENTS: &str = "/api/v1/documents";
const CLIENTS: u32 = 8;

/// What clients were told, and what they asked without being told.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Answer sets with what the answer may be: what was acknowledged, or else what was there and what was asked.
    answers: BTreeMap<String, Vec<Value>>,
    /// Documents with the SHA-256 of their file.
    documents: BTreeMap<String, String>,
    /// What was asked for, with its key: it may have been made.
    unanswered: Vec<(&'static str, String, Value)>,
}

/// Clients at work.
pub struct Load {
    clients: JoinSet<Ledger>,
    acknowledged: watch::Receiver<u32>,
}

impl Load {
    /// Sets clients to work; `name` is theirs alone.
    pub async fn start(place: &Place, name: &str) -> Self {
        let template = place.browser.template("Overeenkomst van opdracht").await;
        let (count, acknowledged) = watch::channel(0);
        let mut clients = JoinSet::new();
        for number in 0..CLIENTS {
            let (browser, template) = (place.browser.clone(), template.clone());
            clients.spawn(work(browser, template, format!("{name} {number}"), count.clone()));
        }
        Self { clients, acknowledged }
    }

    /// Waits until so many changes were acknowledged.
    pub async fn acknowledged(&mut self, number: u32) {
        self.acknowledged.wait_for(|count| *count >= number).await.expect("clients are at work");
    }

    /// What the clients were told until the server was gone.
    pub async fn end(self) -> Ledger {
        let mut all = Ledger::default();
        for Ledger { answers, documents, unanswered } in self.clients.join_all().await {
            all.answers.extend(answers);
            all.documents.extend(documents);
            all.unanswered.extend(unanswered);
        }
        all
    }
}

/// Starts interviews, answers, and makes drafts of documents, until there is no answer.
async fn work(browser: Browser, template: String, name: String, count: watch::Sender<u32>) -> Ledger {
    let mut ledger = Ledger::default();
    for number in 0.. {
        let key = format!("{name} {number}");
        let new = json!({ "template": template });
        let Some(set) = ledger.create(&browser, SETS, &key, new).await else { break };
        count.send_modify(|count| *count += 1);

        let body = json!({ "changes": [{ "name": "kenmerk", "value": key }] });
        let change = browser.request(Method::PATCH, &format!("{SETS}/{}", set.id()));
        let changed = told(change.header("if-match", set.etag()).json(&body)).await;
        let possible = if changed.is_some() { vec![json!(key)] } else { vec![Value::Null, json!(key)] };
        ledger.answers.insert(set.id().to_owned(), possible);
        let Some(changed) = changed else { break };
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
        count.send_modify(|count| *count += 1);

        let new = json!({ "answer_set": set.id(), "draft": true });
        let Some(document) = ledger.create(&browser, DOCUMENTS, &key, new).await else { break };
        ledger.keep(&document);
        count.send_modify(|count| *count += 1);
    }
    ledger
}

/// The answer; none when there was none, or the server said that it could not.
async fn told(request: RequestBuilder) -> Option<Answer> {
    attempt(request).await.ok().filter(|answer| answer.status != StatusCode::SERVICE_UNAVAILABLE)
}

impl Ledger {
    async fn create(
        &mut self,
        browser: &Browser,
        path: &'static str,
        key: &str,
        body: Value,
    ) -> Option<Answer> {
        let request = browser.request(Method::POST, path).header("idempotency-key", key).json(&body);
        let answer = told(request).await;
        match &answer {
            Some(answer) => assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body),
            None => self.unanswered.push((path, key.to_owned(), body)),
        }
        answer
    }

    fn keep(&mut self, document: &Answer) {
        let hash = document.body["sha256"].as_str().expect("a hash");
        self.documents.insert(document.id().to_owned(), hash.to_owned());
    }

    /// Asks again for what was not answered: it was made, and is named, or it was not. Then holds everything against what the
    /// server has now.
    pub async fn check(&mut self, place: &Place) {
        for (path, key, body) in std::mem::take(&mut self.unanswered) {
            let again = place.browser.create(path, &key, body).await;
            match again.status {
                StatusCode::CREATED if path == DOCUMENTS => self.keep(&again),
                StatusCode::CREATED => {
                    self.answers.insert(again.id().to_owned(), vec![Value::Null]);
                }
                // Whoever was at it when it ended holds the key for a minute.
                other => assert_eq!(other, StatusCode::CONFLICT, "{}", again.body),
            }
        }
        for (set, possible) in &self.answers {
            let answers = place.browser.get(&format!("{SETS}/{set}/answers")).await.body;
            assert!(possible.contains(&answers["kenmerk"]), "{set}: {possible:?}, not {answers}");
        }
        for (document, hash) in &self.documents {
            assert_eq!(&sha256(&place.file(document).await), hash, "{document}");
        }
    }

    /// Adds what another told.
    pub fn add(&mut self, other: Self) {
        self.answers.extend(other.answers);
        self.documents.extend(other.documents);
    }

    /// The server has this and nothing else, nothing twice and nothing by half.
    pub async fn is_all(&self, place: &Place) {
        let ids =
            |items: &[Value]| items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect();
        let sets: Vec<String> = ids(&place.all(SETS).await);
        let documents: Vec<String> = ids(&place.all(DOCUMENTS).await);
        let newest_first = |known: Vec<&String>| known.into_iter().rev().cloned().collect::<Vec<_>>();
        assert_eq!(sets, newest_first(self.answers.keys().collect()));
        assert_eq!(documents, newest_first(self.documents.keys().collect()));
        assert!(self.documents.len() > 1, "something was made");
    }
}

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sets, documents) = (self.answers.len(), self.documents.len());
        let unanswered = self.unanswered.len();
        write!(
            f,
            "{sets} answer sets, {documents} documents, {unanswered} requests to make without an answer"
        )
    }
}

/// In hexadecimals.
pub fn sha256(bytes: &[u8]) -> String {
    digest(&SHA256, bytes).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
