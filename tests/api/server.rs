//! A server for one test, on free ports, with a data directory of its own.

use std::net::{IpAddr, Ipv4Addr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use akte_demo::issuer::{PEOPLE, TENANT};
use akte_model::Role;
use akte_postgres::{APP, Database, OWNER};
use akte_store::{Clock, FileStore, Identity, PostgresUrl, Rng, Store, StoreConfig, System};
use akte_web::config::Config;
use akte_web::perimeter::{Quotas, Rate};
use akte_web::server::{Drain, Options, start};
use openidconnect::url::Url;
use tempfile::TempDir;
use tokio::task::JoinHandle;

use crate::browser::Browser;

/// The configuration of a test that is not about limits: it asks more in seconds than a person in an hour.
pub fn unlimited() -> Config {
    let much = NonZeroU32::new(100_000).unwrap();
    let rate = Rate { per_second: much, burst: much };
    Config { quotas: Quotas { address: rate, person: rate, ..Quotas::default() }, ..Config::default() }
}

fn options(data_dir: &Path, config: Config, demo: bool, clock: Arc<dyn Clock>) -> Options {
    Options {
        data_dir: data_dir.to_owned(),
        listen: IpAddr::V4(Ipv4Addr::LOCALHOST),
        port: 0,
        database: None,
        files: FileStore::Directory,
        clock,
        rng: Arc::new(System),
        checkpoints: None,
        config,
        demo,
    }
}

/// A running server; ends with the test.
pub struct Server {
    pub url: String,
    pub http_port: Option<u16>,
    pub authority: PathBuf,
    pub drain: Drain,
    pub ended: JoinHandle<()>,
    data_dir: PathBuf,
    database: Option<PostgresUrl>,
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
        Self::at(data_dir, demo, Arc::new(System)).await
    }

    /// A server by another clock.
    pub async fn at(data_dir: &Path, demo: bool, clock: Arc<dyn Clock>) -> Self {
        Self::with(data_dir, unlimited(), demo, clock).await
    }

    /// A server where people sign in as `config` says.
    pub async fn with(data_dir: &Path, config: Config, demo: bool, clock: Arc<dyn Clock>) -> Self {
        Self::start(options(data_dir, config, demo, clock)).await
    }

    /// A server as this configuration file says.
    pub async fn configured(data_dir: &Path, text: &str, demo: bool) -> Self {
        let file = data_dir.with_extension("toml");
        std::fs::write(&file, text).unwrap();
        Self::with(data_dir, Config::read(&file).unwrap(), demo, Arc::new(System)).await
    }

    /// Why a server with the demo does not start as this configuration file says.
    pub async fn try_demo(data_dir: &Path, file: &Path) -> String {
        match start(options(data_dir, Config::read(file).unwrap(), true, Arc::new(System))).await {
            Ok(_) => panic!("it starts"),
            Err(error) => error.to_string(),
        }
    }

    /// A server with the demo firm, on this database or on a file, by another source of randomness.
    pub async fn stored(data_dir: &Path, database: Option<&Database>, rng: Arc<dyn Rng>) -> Self {
        if let Some(database) = database {
            Store::migrate(&database.url(OWNER).parse().unwrap(), APP).await.unwrap();
        }
        let database = database.map(|database| database.url(APP).parse().unwrap());
        let options = options(data_dir, unlimited(), true, Arc::new(System));
        Self::start(Options { database, rng, ..options }).await
    }

    async fn start(options: Options) -> Self {
        let (data_dir, database) = (options.data_dir.clone(), options.database.clone());
        let running = start(options).await.expect("the server starts");
        Self {
            url: running.url().to_owned(),
            http_port: running.http_port(),
            authority: running.authority().unwrap_or(Path::new("")).to_owned(),
            drain: running.drain(),
            ended: tokio::spawn(running.finished()),
            data_dir,
            database,
            _directory: None,
        }
    }

    /// A browser that nobody signed in with yet.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.url, &self.authority)
    }

    /// A browser at another address of this machine.
    pub fn browser_at(&self, address: &str) -> Browser {
        Browser::from(&self.url, &self.authority, Some(address.parse().unwrap()))
    }

    /// A browser of someone of the demo who is signed in.
    pub async fn signed_in(&self, person: &str) -> Browser {
        let browser = self.browser();
        browser.sign_in(person).await;
        browser
    }

    /// Gives someone of the demo other roles, as if the issuer did at another sign-in.
    pub async fn grant(&self, person: &str, roles: &[Role]) {
        let known = PEOPLE.iter().find(|known| known.subject == person).unwrap();
        self.sign_in(person, known.name, roles).await;
    }

    /// Gives a lawyer of the demo another name, as if the issuer did at another sign-in.
    pub async fn rename(&self, person: &str, name: &str) {
        self.sign_in(person, name, &[Role::Lawyer]).await;
    }

    async fn sign_in(&self, person: &str, name: &str, roles: &[Role]) {
        let page = self.browser().begin("/auth/sign-in").await;
        let issuer = Url::parse(&page).unwrap().origin().ascii_serialization();
        let roles = roles.iter().copied().collect();
        let identity = Identity { issuer: &issuer, tid: TENANT, subject: person, name, roles };
        let config = StoreConfig::new(&self.data_dir);
        let config = self.database.clone().into_iter().fold(config, StoreConfig::on);
        let store = Store::open(config).await.unwrap();
        store.gate().sign_in(identity, Duration::from_secs(1)).await.unwrap();
        store.close().await;
    }
}
