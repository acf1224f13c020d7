//! A server for one test, on free ports, with a data directory of its own.

use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};

use akte_web::server::{Drain, Options, start};
use tempfile::TempDir;
use tokio::task::JoinHandle;

use crate::browser::Browser;

/// A running server; ends with the test.
pub struct Server {
    pub url: String,
    pub authority: PathBuf,
    pub drain: Drain,
    pub ended: JoinHandle<()>,
    _directory: Option<TempDir>,
}

impl Server {
    /// A server with the demo firm.
    pub async fn demo() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let server = Self::on(directory.path(), true).await;
        Self { _directory: Some(directory), ..server }
    }

    /// A server on a data directory that another may use too.
    pub async fn on(data_dir: &Path, demo: bool) -> Self {
        let options = Options {
            data_dir: data_dir.to_owned(),
            listen: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            database: None,
            demo,
        };
        let running = start(options).await.expect("the server starts");
        Self {
            url: running.url(),
            authority: running.authority().to_owned(),
            drain: running.drain(),
            ended: tokio::spawn(running.finished()),
            _directory: None,
        }
    }

    /// A browser that nobody signed in with yet.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.url, &self.authority)
    }

    /// A browser of someone of the demo who is signed in.
    pub async fn signed_in(&self, person: &str) -> Browser {
        let browser = self.browser();
        browser.sign_in(person).await;
        browser
    }
}
