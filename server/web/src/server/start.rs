//! A server from nothing to ready.

use std::fmt::Debug;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use akte_store::{Clock, FileStore, PostgresUrl, Rng, Store, StoreConfig};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use super::trail::Trail;
use super::{Drain, Service, serve, work};
use crate::config::Config;
use crate::engine::Templates;
use crate::http::router;
use crate::http::state::AppState;
use crate::identity::Issuer;
use crate::perimeter::{Limits, plain};
use crate::tls::{self, Development, Served};

/// How often what has ended is swept away.
const SWEEP: Duration = Duration::from_secs(3600);
/// How often the audit trail is taken into its chain.
const SEAL: Duration = Duration::from_secs(1);
/// How often it is signed how far that is.
const CHECKPOINT: Duration = Duration::from_secs(60);
/// How often those are forgotten who asked long ago.
const FORGET: Duration = Duration::from_secs(60);
/// How often it is written down what nobody confirmed in time.
const UNDO: Duration = Duration::from_secs(5);
/// How often it is looked whether there is something to do.
const WORK: Duration = Duration::from_secs(1);
/// How often it is looked whether the certificate was replaced.
const RELOAD: Duration = Duration::from_secs(1);
/// How many work at once where more than one can write.
const WORKERS: usize = 4;

/// How a server is started.
#[derive(Clone)]
pub struct Options {
    /// The one directory that everything is kept in; made when it is not there.
    pub data_dir: PathBuf,
    /// The PostgreSQL database; without it an SQLite file in the directory.
    pub database: Option<PostgresUrl>,
    /// Where files lie.
    pub files: FileStore,
    /// The address to listen on.
    pub listen: IpAddr,
    /// The port to listen on; 0 takes a free one.
    pub port: u16,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness for keys, tokens and ids.
    pub rng: Arc<dyn Rng>,
    /// Where checkpoints of the audit trail are added to.
    pub checkpoints: Option<PathBuf>,
    /// Where people reach the server, from where, and where they sign in.
    pub config: Config,
    /// With the demo firm and its identity provider, on the next port.
    #[cfg(feature = "demo")]
    pub demo: bool,
}

/// Why a server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another program listens there.
    #[error("port {} of {} is in use by another program. End that program, or choose another port with --port", .0.port(), .0.ip())]
    PortTaken(SocketAddr),
    /// The address cannot be listened on.
    #[error("{address} cannot be listened on: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The data directory cannot be made.
    #[error("the data directory {path} cannot be made: {source}")]
    DataDirectory {
        /// The directory.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Checkpoints cannot be written where they should go.
    #[error("the checkpoints cannot be added to {path}: {source}")]
    Checkpoints {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The certificates cannot be made or used.
    #[error(transparent)]
    Tls(#[from] tls::Error),
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] akte_store::Error),
    /// An issuer cannot be used as it is configured.
    #[error("the issuer {id} cannot be used: {source:#}")]
    Issuer {
        /// Which.
        id: String,
        /// Why.
        source: anyhow::Error,
    },
    /// The demo cannot be set up.
    #[cfg(feature = "demo")]
    #[error("the demo cannot be set up: {0:#}")]
    Demo(anyhow::Error),
}

/// A server that runs.
pub struct Running {
    url: String,
    http_port: Option<u16>,
    authority: Option<PathBuf>,
    issuers: Vec<String>,
    people: Vec<(&'static str, &'static str)>,
    drain: Drain,
    tasks: JoinSet<()>,
    store: Store,
    trail: Trail,
}

/// Starts a server; when this returns, it answers.
///
/// # Errors
/// [`StartError`] says what is in the way.
pub async fn start(options: Options) -> Result<Running, StartError> {
    tls::install_provider();
    make_private(&options.data_dir)
        .map_err(|source| StartError::DataDirectory { path: options.data_dir.clone(), source })?;
    let listener = listen(SocketAddr::new(options.listen, options.port)).await?;
    let port = address(&listener, &options)?.port();
    let patience = options.config.patience;

    let clock = options.clock.clone();
    let config = StoreConfig {
        clock: clock.clone(),
        rng: options.rng.clone(),
        files: options.files.clone(),
        ..StoreConfig::new(&options.data_dir)
    };
    let config = match options.database.clone() {
        Some(database) => config.on(database),
        None => config,
    };
    let clear = match options.config.http_port {
        Some(port) => Some(listen(SocketAddr::new(options.listen, port)).await?),
        None => None,
    };
    let (files, authority) = match options.config.tls.clone() {
        Some(files) => (files, None),
        None => {
            let own = Development::open(&options.data_dir, time::OffsetDateTime::now_utc())?;
            (own.served, Some(own.authority))
        }
    };
    let served = Arc::new(Served::open(files)?);
    let store = Store::open(config).await?;
    let trail = Trail::open(store.clone(), options.checkpoints.clone())
        .map_err(|(path, source)| StartError::Checkpoints { path, source })?;
    // What fell due while nobody served is there from the first request on.
    work::catch_up(&store).await?;
    let drain = Drain::default();
    let url = options.config.url.clone().unwrap_or_else(|| format!("https://localhost:{port}"));
    let mut issuers = Vec::new();
    for issuer in &options.config.issuers {
        let failed = |source| StartError::Issuer { id: issuer.id.clone(), source };
        issuers.push(Issuer::new(issuer.clone(), &url, clock.clone()).map_err(failed)?);
    }
    let mut running = Running {
        url: url.clone(),
        http_port: clear.as_ref().and_then(|listener| Some(listener.local_addr().ok()?.port())),
        authority,
        issuers: issuers.iter().map(|issuer| issuer.name().to_owned()).collect(),
        people: Vec::new(),
        drain: drain.clone(),
        tasks: JoinSet::new(),
        store: store.clone(),
        trail: trail.clone(),
    };

    #[cfg(feature = "demo")]
    let demo = options.demo;
    #[cfg(not(feature = "demo"))]
    let demo = false;
    #[cfg(feature = "demo")]
    if demo {
        issuers.push(running.demo(&options, &served, clock.clone()).await?);
    }

    let allowed = Arc::new(options.config.allowed.clone());
    let limits = Arc::new(Limits::new(options.config.quotas));
    let app = Arc::new(AppState {
        store: store.clone(),
        environment: if demo { "demo" } else { "development" },
        issuers: issuers.into(),
        templates: Templates::default(),
        drain: drain.clone(),
        clock,
        authority: url.trim_start_matches("https://").to_owned(),
        allowed: allowed.clone(),
        limits: limits.clone(),
        proxies: options.config.proxies.clone(),
    });
    let secure = Service { tls: Some(tls::acceptor(served.clone())), router: router(app), patience };
    running.tasks.spawn(serve(listener, secure, drain.clone()));
    if let Some(listener) = clear {
        let clear =
            Service { tls: None, router: plain(url, allowed, options.config.proxies.clone()), patience };
        running.tasks.spawn(serve(listener, clear, drain.clone()));
    }
    running.tasks.spawn(every(RELOAD, drain.clone(), "take over the new certificate", async move || {
        let looked = served.clone();
        let is_new = tokio::task::spawn_blocking(move || looked.reload()).await??;
        if is_new {
            tracing::info!("the certificate was replaced");
        }
        Ok(is_new)
    }));
    let workers = if options.database.is_some() { WORKERS } else { 1 };
    for _ in 0..workers {
        let (working, draining) = (store.clone(), drain.clone());
        running.tasks.spawn(every(WORK, drain.clone(), "do what is due", async move || {
            work::work(&working, &draining).await
        }));
    }
    let sealed = store.clone();
    running.tasks.spawn(every(SEAL, drain.clone(), "seal the audit trail", async move || {
        Ok(sealed.seal_audit().await?)
    }));
    running.tasks.spawn(every(CHECKPOINT, drain.clone(), "sign the audit trail", async move || {
        trail.checkpoint().await
    }));
    running.tasks.spawn(every(FORGET, drain.clone(), "forget who asked long ago", async move || {
        limits.forget();
        Ok(())
    }));
    let networks = store.clone();
    running.tasks.spawn(every(UNDO, drain.clone(), "undo what nobody confirmed", async move || {
        Ok(networks.undo_networks().await?)
    }));
    running.tasks.spawn(every(SWEEP, drain, "sweep", async move || Ok(store.sweep().await?)));
    Ok(running)
}

impl Running {
    /// The address that people use.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where people sign in, by name; without the demo's.
    pub fn issuers(&self) -> &[String] {
        &self.issuers
    }

    /// The port that sends plain HTTP on, when there is one.
    pub fn http_port(&self) -> Option<u16> {
        self.http_port
    }

    /// The certificate of the authority of this machine's own that signed the server's; none when the operator brought one.
    pub fn authority(&self) -> Option<&Path> {
        self.authority.as_deref()
    }

    /// The people of the demo, by name and role; nobody without a demo.
    pub fn people(&self) -> &[(&'static str, &'static str)] {
        &self.people
    }

    /// What ends the server.
    pub fn drain(&self) -> Drain {
        self.drain.clone()
    }

    /// Returns when the server has ended, after [`Drain::begin`].
    pub async fn finished(self) {
        let Self { mut tasks, store, trail, .. } = self;
        while let Some(ended) = tasks.join_next().await {
            if let Err(error) = ended {
                tracing::error!(%error, "a part of the server ended early");
            }
        }
        if let Err(error) = trail.close().await {
            tracing::warn!(error = format!("{error:#}"), "could not sign the end of the audit trail");
        }
        store.close().await;
    }

    #[cfg(feature = "demo")]
    async fn demo(
        &mut self,
        options: &Options,
        served: &Arc<Served>,
        clock: Arc<dyn Clock>,
    ) -> Result<Issuer, StartError> {
        use crate::demo;

        let Some(authority) = self.authority.clone().filter(|_| !options.config.proxies.are_there()) else {
            return Err(StartError::Demo(anyhow::anyhow!(
                "it lets anybody in without a password, so it goes with no certificate of yours ([tls]) and no proxies ([proxy])"
            )));
        };
        let port = match options.port {
            0 => 0,
            own => own.checked_add(1).ok_or_else(|| {
                StartError::Demo(anyhow::anyhow!(
                    "its identity provider needs the port after {own}, and there is none"
                ))
            })?,
        };
        let provider = demo::provider(SocketAddr::new(options.listen, port), &self.url, &authority, clock)?;
        demo::seed(&self.store, &provider.url).await.map_err(StartError::Demo)?;
        self.people = demo::people();
        let service = Service {
            tls: Some(tls::acceptor(served.clone())),
            router: provider.router,
            patience: options.config.patience,
        };
        self.tasks.spawn(serve(provider.listener, service, self.drain.clone()));
        Ok(provider.issuer)
    }
}

/// Makes a directory that is for its owner only; one that is there stays as it is.
fn make_private(directory: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(directory)
}

/// Listens; a port that is taken is said in plain words.
async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|source| StartError::listen(address, source))
}

impl StartError {
    /// Why an address cannot be listened on.
    pub(crate) fn listen(address: SocketAddr, source: std::io::Error) -> Self {
        if source.kind() == std::io::ErrorKind::AddrInUse {
            Self::PortTaken(address)
        } else {
            Self::Listen { address, source }
        }
    }
}

/// The address that was taken, which says the port when a free one was asked for.
fn address(listener: &TcpListener, options: &Options) -> Result<SocketAddr, StartError> {
    let asked = SocketAddr::new(options.listen, options.port);
    listener.local_addr().map_err(|source| StartError::listen(asked, source))
}

/// Does something every `period` until the server ends. What fails is logged, and tried again.
async fn every<T: Debug>(
    period: Duration,
    drain: Drain,
    what: &'static str,
    work: impl AsyncFn() -> anyhow::Result<T>,
) {
    let mut ticks = tokio::time::interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // The first tick comes at once.
    ticks.tick().await;
    loop {
        tokio::select! {
            _ = ticks.tick() => match work().await {
                Ok(done) => tracing::trace!(?done, "{what}"),
                Err(error) => {
                    tracing::warn!(error = format!("{error:#}"), "could not {what}");
                }
            },
            () = drain.begun() => return,
        }
    }
}
