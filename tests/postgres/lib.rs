//! PostgreSQL databases for tests, in a private cluster that the script `cluster` beside this file starts and stops.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on should stop")]

use std::ffi::OsStr;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

/// Owns the schemas.
pub const OWNER: &str = "akte_owner";
/// Serves; owns nothing.
pub const APP: &str = "akte_app";
/// The superuser of the cluster.
pub const SUPERUSER: &str = "postgres";

/// A cluster; it ends some time after the last process that holds it.
#[derive(Debug)]
pub struct Cluster {
    dir: PathBuf,
    _in_use: File,
}

impl Cluster {
    /// The one that tests share.
    fn shared() -> Arc<Self> {
        static CLUSTER: OnceLock<Arc<Cluster>> = OnceLock::new();
        let held = CLUSTER.get_or_init(|| {
            // The lock comes before the cluster is relied on: asked twice, it cannot be stopping in between.
            let held = Self::hold(ask(&[]));
            Arc::new(Self { dir: ask(&[]), ..held })
        });
        held.clone()
    }

    /// One more, for a test that breaks it. It keeps what it acknowledged, as in production.
    pub fn own() -> Arc<Self> {
        Arc::new(Self::hold(ask(&["own".as_ref()])))
    }

    fn hold(dir: PathBuf) -> Self {
        let users = File::open(dir.join("users")).expect("the script made it");
        users.lock_shared().expect("a lock");
        Self { dir, _in_use: users }
    }

    /// Ends it with SIGKILL; only one's own.
    pub fn kill(&self) {
        ask(&["kill".as_ref(), self.dir.as_ref()]);
    }

    /// Starts it again; returns when it answers.
    pub fn again(&self) {
        ask(&["again".as_ref(), self.dir.as_ref()]);
    }

    fn psql(&self, database: &str, sql: &str) {
        let ran = Command::new("psql")
            .args(["-qX", "-v", "ON_ERROR_STOP=1", "-U", SUPERUSER, "-d", database, "-c", sql, "-h"])
            .arg(self.dir.join("socket"))
            .output()
            .expect("psql is installed");
        assert!(ran.status.success(), "{sql}: {}", String::from_utf8_lossy(&ran.stderr));
    }
}

fn ask(words: &[&OsStr]) -> PathBuf {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("cluster");
    let asked = Command::new(script).args(words).output().expect("the script runs");
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    String::from_utf8(asked.stdout).expect("a path").trim_end().into()
}

/// An empty database of its own for one test; gone when dropped.
#[derive(Debug)]
pub struct Database {
    cluster: Arc<Cluster>,
    name: String,
}

impl Database {
    /// Makes one in the cluster that tests share.
    #[allow(clippy::new_without_default, reason = "it does not come from nothing")]
    pub fn new() -> Self {
        Self::of(Cluster::shared())
    }

    /// Makes one in a cluster.
    pub fn of(cluster: Arc<Cluster>) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        // A process of the same number, killed earlier, could have left one.
        cluster.psql("postgres", &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        cluster.psql("postgres", &format!("CREATE DATABASE {name} OWNER {OWNER}"));
        cluster.psql(&name, &format!("ALTER SCHEMA public OWNER TO {OWNER}"));
        Self { cluster, name }
    }

    /// Its address, for a role.
    pub fn url(&self, role: &str) -> String {
        let socket = self.cluster.dir.join("socket");
        format!("postgres://{role}@localhost/{}?host={}", self.name, socket.display())
    }

    /// Runs SQL in it as superuser.
    pub fn run(&self, sql: &str) {
        self.cluster.psql(&self.name, sql);
    }

    /// The files of the whole cluster: tables, write-ahead log, what the server logged.
    pub fn files(&self) -> PathBuf {
        self.cluster.dir.join("data")
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // The cluster of a test that failed may be gone.
        if std::thread::panicking() {
            return;
        }
        self.cluster.psql("postgres", &format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}
