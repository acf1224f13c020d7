//! `make slow-loris`: a thousand connections that are held without asking anything, and what others notice of them. Quiet times and
//! slow ones alternate, so that both see the same machine.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a script of the project"
)]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use akte_tests::browser::{Browser, LAWYER};
use akte_tests::wire::WAYS;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Connections that are held at once.
const SLOW: usize = 1000;
/// How many others ask, and how long each rests in between: together less than one person may ask.
const OTHERS: usize = 4;
const REST: Duration = Duration::from_millis(50);
/// How often it alternates, and how long is measured each time. Held connections last for ten seconds.
const ROUNDS: usize = 8;
const WINDOW: Duration = Duration::from_secs(4);
/// The targets.
const SLOWER: f64 = 1.2;
const DROPPED: Duration = Duration::from_secs(15);

/// A server with the demo, until dropped.
struct Server {
    url: String,
    process: Child,
}

impl Server {
    fn start(akte: &Path, data: &Path) -> Option<Self> {
        let mut command = Command::new(akte);
        command.args(["serve", "--demo", "--port", "0", "--data-dir"]).arg(data);
        let process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let mut server = Self { url: String::new(), process };
        for line in BufReader::new(server.process.stdout.take()?).lines().map_while(Result::ok) {
            if let Some(url) = line.trim().strip_prefix("Portal ").and_then(|url| url.strip_suffix("/portal"))
            {
                url.trim().clone_into(&mut server.url);
            }
            if line.contains("Ctrl+C ends it") {
                return Some(server);
            }
        }
        None
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended = self.process.kill();
        let _waited = self.process.wait();
    }
}

/// How long each request of the others took within the window.
async fn others(browser: &Browser) -> Vec<Duration> {
    let mut clients = JoinSet::new();
    let end = Instant::now() + WINDOW;
    for _ in 0..OTHERS {
        let browser = browser.clone();
        clients.spawn(async move {
            let mut took = Vec::new();
            while Instant::now() < end {
                let began = Instant::now();
                let answer = browser.get("/api/v1/templates").await;
                took.push(began.elapsed());
                assert!(answer.status.is_success(), "{}", answer.body);
                tokio::time::sleep(REST).await;
            }
            took
        });
    }
    clients.join_all().await.concat()
}

/// Opens the slow connections; each gives how long it was held.
async fn slow(url: &str, authority: &Path) -> JoinSet<Duration> {
    // A few handshakes at a time: all of them at once would be another attack.
    let (turns, opened) = (Arc::new(Semaphore::new(16)), Arc::new(Semaphore::new(0)));
    let mut held = JoinSet::new();
    for number in 0..SLOW {
        let (turns, opened) = (turns.clone(), opened.clone());
        let (url, authority) = (url.to_owned(), authority.to_owned());
        held.spawn(async move {
            let turn = turns.acquire().await.expect("it is not closed");
            let holding = WAYS[number % WAYS.len()].open(&url, &authority).await;
            drop(turn);
            opened.add_permits(1);
            let began = Instant::now();
            holding.await;
            began.elapsed()
        });
    }
    let _all = opened.acquire_many(SLOW as u32).await.expect("it is not closed");
    held
}

/// The value that so large a part is not above, in milliseconds.
fn percentile(took: &mut [Duration], of: f64) -> f64 {
    took.sort();
    let at = ((took.len() as f64 * of).ceil() as usize).clamp(1, took.len()) - 1;
    took[at].as_secs_f64() * 1000.0
}

async fn measure(akte: &Path) -> Option<ExitCode> {
    let data = tempfile::tempdir().ok()?;
    let server = Server::start(akte, data.path())?;
    let authority = data.path().join("ca.pem");
    let browser = Browser::new(&server.url, &authority);
    browser.sign_in(LAWYER).await;
    others(&browser).await;
    let (mut quiet, mut busy, mut held) = (Vec::new(), Vec::new(), Vec::new());
    let mut fewest = SLOW;
    for round in 1..=ROUNDS {
        quiet.extend(others(&browser).await);
        let mut holding = slow(&server.url, &authority).await;
        busy.extend(others(&browser).await);
        while let Some(Ok(took)) = holding.try_join_next() {
            held.push(took);
        }
        fewest = fewest.min(holding.len());
        held.extend(holding.join_all().await);
        println!("round {round} of {ROUNDS}");
    }
    let longest = held.iter().max().copied().unwrap_or_default();
    let of = |took: &mut [Duration]| [0.5, 0.99].map(|part| percentile(took, part));
    let ([median, p99], [slow_median, slow_p99]) = (of(&mut quiet), of(&mut busy));
    let slower = slow_p99 / p99;
    println!("requests        quiet {}, beside {SLOW} slow connections {}", quiet.len(), busy.len());
    println!("median          {median:.2} ms, {slow_median:.2} ms");
    println!("p99             {p99:.2} ms, {slow_p99:.2} ms: {slower:.2} times (at most {SLOWER})");
    println!(
        "held            {} connections, never fewer than {fewest} to the end of a measurement",
        held.len()
    );
    println!(
        "dropped         after {:.1} s at the latest (at most {} s)",
        longest.as_secs_f64(),
        DROPPED.as_secs()
    );
    let good = slower <= SLOWER && longest <= DROPPED;
    Some(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn main() -> ExitCode {
    let Some(akte) = std::env::args().nth(1).map(PathBuf::from) else {
        eprintln!("slow-loris AKTE: which program is to be measured");
        return ExitCode::from(2);
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(measure(&akte)).unwrap_or_else(|| {
        eprintln!("{} does not start", akte.display());
        ExitCode::from(2)
    })
}
