//! PostgreSQL databases for tests, in a private cluster that the script `cluster` beside this file starts and stops.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on should stop")]

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Owns the schemas.
pub const OWNER: &str = "akte_owner";
/// Serves; owns nothing.
pub const APP: &str = "akte_app";
/// The superuser of the cluster.
pub const SUPERUSER: &str = "postgres";

/// The cluster that tests share. Held open for as long as the process lives.
struct Cluster {
    dir: PathBuf,
    _in_use: File,
}

fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("cluster");
        // The lock comes before the cluster is relied on: asked twice, it cannot be stopping in between.
        let users = File::open(ask(&script).join("users")).expect("the script made it");
        users.lock_shared().expect("a lock");
        Cluster { dir: ask(&script), _in_use: users }
    })
}

fn ask(script: &Path) -> PathBuf {
    let asked = Command::new(script).output().expect("the script runs");
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    String::from_utf8(asked.stdout).expect("a path").trim_end().into()
}

/// An empty database of its own for one test; gone when dropped.
#[derive(Debug)]
pub struct Database {
    name: String,
}

impl Database {
    /// Makes one.
    #[allow(clippy::new_without_default, reason = "it does not come from nothing")]
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        // A process of the same number, killed earlier, could have left one.
        psql("postgres", &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        psql("postgres", &format!("CREATE DATABASE {name} OWNER {OWNER}"));
        psql(&name, &format!("ALTER SCHEMA public OWNER TO {OWNER}"));
        Self { name }
    }

    /// Its address, for a role.
    pub fn url(&self, role: &str) -> String {
        let socket = cluster().dir.join("socket");
        format!("postgres://{role}@localhost/{}?host={}", self.name, socket.display())
    }

    /// Runs SQL in it as superuser.
    pub fn run(&self, sql: &str) {
        psql(&self.name, sql);
    }

    /// The files of the whole cluster: tables, write-ahead log, what the server logged.
    pub fn files(&self) -> PathBuf {
        cluster().dir.join("data")
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        psql("postgres", &format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}

fn psql(database: &str, sql: &str) {
    let socket = cluster().dir.join("socket");
    let ran = Command::new("psql")
        .args(["-qX", "-v", "ON_ERROR_STOP=1", "-U", SUPERUSER, "-d", database, "-c", sql, "-h"])
        .arg(socket)
        .output()
        .expect("psql is installed");
    assert!(ran.status.success(), "{sql}: {}", String::from_utf8_lossy(&ran.stderr));
}
