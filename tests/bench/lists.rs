//! The library and the lists of a firm with much in it, on each database: over TLS, signed in, walls and encryption as always.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use akte_postgres::{APP, Database};
use akte_tests::browser::{Browser, KNOWLEDGE_MANAGER, LAWYER};
use akte_tests::docx;
use serde_json::Value;

use crate::service::{Server, migrated};

/// What the section of the report is called.
pub const HEADING: &str = "## Lists of a firm with much in it";
/// How often each is asked for, and how often before that does not count.
const REQUESTS: usize = 200;
const WARM_UP: usize = 20;
/// How often the library is changed.
const CHANGES: usize = 20;

const GIB: f64 = (1_u64 << 30) as f64;

/// How much is in the firm.
#[derive(Clone, Copy)]
pub struct Sizes {
    pub templates: usize,
    pub documents: usize,
}

/// What was measured on one database.
struct Lists {
    database: &'static str,
    /// How long it took to fill the firm, in seconds, and how much of the disk the database then takes, in bytes.
    seconds: u64,
    bytes: u64,
    /// The most memory that the server took, in bytes; none where the system does not say.
    memory: Option<u64>,
    /// What was asked for, and how long that took, in ms, from the fastest to the slowest.
    asked: Vec<(&'static str, Vec<f64>)>,
}

/// Measures, and gives the section of the report.
pub fn section(akte: &Path, sizes: Sizes) -> Result<String, String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let database = migrated(akte)?;
    let measured = [
        runtime.block_on(lists(akte, sizes, "SQLite", None))?,
        runtime.block_on(lists(akte, sizes, "PostgreSQL", Some(&database)))?,
    ];
    Ok(report(sizes, &measured))
}

async fn lists(
    akte: &Path,
    sizes: Sizes,
    name: &'static str,
    database: Option<&Database>,
) -> Result<Lists, String> {
    println!("{} templates, {} documents, {name} …", sizes.templates, sizes.documents);
    let data = tempfile::tempdir().map_err(|error| error.to_string())?;
    let url = database.map(|database| database.url(APP));
    let arguments: Vec<&str> = url.iter().flat_map(|url| ["--database", url]).collect();
    let server = Server::start(akte, data.path(), &arguments)?;
    let browsers =
        [LAWYER, KNOWLEDGE_MANAGER].map(|_| Browser::new(&server.url, &data.path().join("ca.pem")));
    let [lawyer, manager] = &browsers;
    lawyer.sign_in(LAWYER).await;
    manager.sign_in(KNOWLEDGE_MANAGER).await;

    let began = Instant::now();
    seed(akte, data.path(), &arguments, sizes)?;
    let seconds = began.elapsed().as_secs();
    // By itself it does so within minutes.
    if let Some(database) = database {
        database.run("VACUUM ANALYZE");
    }
    let bytes = size(&database.map_or_else(|| data.path().to_owned(), Database::files))?;

    let mut asked = vec![("the least: who am I", times(lawyer, |_| "/api/v1/me".to_owned()).await)];
    asked.push((
        "library, the very first search",
        vec![time(lawyer, "/api/v1/templates?query=volmacht").await.0],
    ));
    // Found in every eighth template, in every fortieth, once, never.
    let words = ["volmacht", "huurovereenkomst+cooperatie", "volmacht+cooperatie+39", "testament"];
    let search = |number: usize| format!("/api/v1/templates?query={}", words[number % words.len()]);
    asked.push(("library, search for words", times(lawyer, search).await));
    asked.push(("library, first page", times(lawyer, |_| "/api/v1/templates".to_owned()).await));
    asked.push(("library, first search after a change", changed(lawyer, manager).await));
    for (what, path) in [
        ("own documents, first page", "/api/v1/documents"),
        ("own answer sets, first page", "/api/v1/answer-sets"),
        ("matters, first page", "/api/v1/matters"),
    ] {
        asked.push((what, times(lawyer, |_| path.to_owned()).await));
    }
    asked.push(("own documents, page after page", pages(lawyer).await));
    let matters = lawyer.get("/api/v1/matters?limit=100").await.body;
    let matters: Vec<_> = items(&matters).filter_map(|matter| matter["id"].as_str()).collect();
    let of_matter = |number: usize| format!("/api/v1/documents?matter={}", matters[number % matters.len()]);
    asked.push(("documents of a matter", times(lawyer, of_matter).await));
    Ok(Lists { database: name, seconds, bytes, memory: server.memory(), asked })
}

fn items(page: &Value) -> impl Iterator<Item = &Value> {
    page["items"].as_array().into_iter().flatten()
}

/// Fills the demo firm with copies of a sample.
fn seed(akte: &Path, data: &Path, arguments: &[&str], sizes: Sizes) -> Result<(), String> {
    let samples = data.join("samples");
    run(Command::new(akte).arg("samples").arg(&samples))?;
    let listed =
        run(Command::new(akte).args(["tenant", "list"]).args(arguments).arg("--data-dir").arg(data))?;
    let firms: Value = serde_json::from_str(&listed).map_err(|error| error.to_string())?;
    let firm = firms[0]["id"].as_str().ok_or("there is no firm")?;
    let mut command = Command::new(akte);
    command.args(["seed", firm, LAWYER]).arg(samples.join("overeenkomst-van-opdracht.docx"));
    command.args(["--templates", &sizes.templates.to_string()]);
    command.args(["--documents", &sizes.documents.to_string()]);
    run(command.args(arguments).arg("--data-dir").arg(data)).map(drop)
}

fn run(command: &mut Command) -> Result<String, String> {
    let ran = command.output().map_err(|error| error.to_string())?;
    if !ran.status.success() {
        return Err(String::from_utf8_lossy(&ran.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&ran.stdout).into_owned())
}

/// How long one request takes, in ms.
async fn time(browser: &Browser, path: &str) -> (f64, Value) {
    let began = Instant::now();
    let answer = browser.get(path).await;
    let took = began.elapsed().as_secs_f64() * 1000.0;
    assert!(answer.status.is_success(), "{path}: {}", answer.body);
    (took, answer.body)
}

async fn times(browser: &Browser, path: impl Fn(usize) -> String) -> Vec<f64> {
    let mut took = Vec::new();
    for number in 0..WARM_UP + REQUESTS {
        took.push(time(browser, &path(number)).await.0);
    }
    took.drain(..WARM_UP);
    sorted(took)
}

/// The first search of a lawyer after someone brought in a template.
async fn changed(lawyer: &Browser, manager: &Browser) -> Vec<f64> {
    let mut took = Vec::new();
    for number in 0..CHANGES {
        let title = format!("?title=Change+{number}");
        let uploaded = manager.upload(&title, &number.to_string(), docx(&["{{ name }}"])).await;
        assert!(uploaded.status.is_success(), "{}", uploaded.body);
        took.push(time(lawyer, "/api/v1/templates?query=volmacht").await.0);
    }
    sorted(took)
}

/// The list from its beginning, and again when it has ended.
async fn pages(browser: &Browser) -> Vec<f64> {
    let (mut took, mut path) = (Vec::new(), "/api/v1/documents".to_owned());
    for _ in 0..REQUESTS {
        let (took_this, page) = time(browser, &path).await;
        took.push(took_this);
        let next = page["next_cursor"].as_str().map(|cursor| format!("?cursor={cursor}"));
        path = format!("/api/v1/documents{}", next.unwrap_or_default());
    }
    sorted(took)
}

fn sorted(mut times: Vec<f64>) -> Vec<f64> {
    times.sort_by(f64::total_cmp);
    times
}

/// How much of the disk a directory takes, in bytes.
fn size(path: &Path) -> Result<u64, String> {
    let meta = fs::symlink_metadata(path).map_err(|error| error.to_string())?;
    if !meta.is_dir() {
        return Ok(meta.len());
    }
    let entries = fs::read_dir(path).map_err(|error| error.to_string())?;
    entries.map(|entry| size(&entry.map_err(|error| error.to_string())?.path())).sum()
}

fn report(sizes: Sizes, measured: &[Lists; 2]) -> String {
    let Sizes { templates, documents } = sizes;
    let mut text = format!(
        "{HEADING}\n\n{templates} templates and {documents} documents in one firm (`akte seed`), a tenth of the documents of who \
         asks. One client on the same machine asks {REQUESTS} times for each, over TLS; answers have 50 items. In ms.\n\n\
         | asked for | SQLite, median | 95 of 100 within | PostgreSQL, median | 95 of 100 within |\n\
         | --- | ---: | ---: | ---: | ---: |\n"
    );
    let [sqlite, postgres] = measured;
    for ((what, file), (_, server)) in sqlite.asked.iter().zip(&postgres.asked) {
        let shown =
            |times: &[f64]| format!("{:.1} | {:.1}", times[times.len() / 2], times[times.len() * 95 / 100]);
        let _infallible = writeln!(text, "| {what} | {} | {} |", shown(file), shown(server));
    }
    for Lists { database, seconds, bytes, memory, .. } in measured {
        let gib = |bytes: u64| bytes as f64 / GIB;
        let memory = memory.map_or("unknown".to_owned(), |bytes| format!("{:.2} GiB", gib(bytes)));
        let _infallible = writeln!(
            text,
            "\n{database}: filled in {seconds} s; {:.2} GiB on disk; the server took {memory} of memory at most.",
            gib(*bytes)
        );
    }
    text
}
