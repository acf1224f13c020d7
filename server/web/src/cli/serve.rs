//! `akte serve`

use std::io::IsTerminal;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::Arc;

use akte_store::System;
use clap::Args;
use tokio::runtime::Runtime;
use tokio::signal;
use tracing_subscriber::EnvFilter;

use super::database::Database;
use super::{Outcome, print};
use crate::config::Config;
use crate::server::{Options, Running, start};

/// Serve the portal and the HTTP API
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub struct Serve {
    /// With a demo firm: four people, sample templates, sign-in without a password, on this machine only
    #[cfg(feature = "demo")]
    #[arg(long)]
    demo: bool,
    /// The one directory that everything is kept in; made when it is not there
    #[arg(long, value_name = "DIR", default_value = "data")]
    data_dir: PathBuf,
    #[command(flatten)]
    database: Database,
    /// Where people reach this server, from where, and where they sign in (docs/identity.md, docs/perimeter.md)
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Where checkpoints of the audit trail are added to: best on another machine, for akte verify-audit
    #[arg(long, value_name = "FILE")]
    checkpoints: Option<PathBuf>,
    /// The port to listen on; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 8443)]
    port: u16,
    /// The address to listen on
    #[arg(long, value_name = "ADDR", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
}

const EXAMPLE: &str = "\
Example:
  akte serve --demo
      then open https://localhost:8443
  akte serve --data-dir /var/lib/akte --listen 0.0.0.0 --port 443
  AKTE_DATABASE=postgres://akte@localhost/akte akte serve --data-dir /var/lib/akte
      (akte migrate makes the database ready first)

Ctrl+C or SIGTERM ends it: requests that are under way finish first, within 30 seconds. AKTE_LOG sets how much
is logged (warn, info, debug); the log goes to standard error.";

/// What is logged unless AKTE_LOG says otherwise.
const LOG: &str = "info,hyper=warn,rustls=warn,sqlx=warn,tower_sessions=warn";

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let filter = EnvFilter::try_from_env("AKTE_LOG").unwrap_or_else(|_| EnvFilter::new(LOG));
        tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_ansi(std::io::stderr().is_terminal())
            .with_writer(std::io::stderr)
            .init();
        let options = Options {
            data_dir: self.data_dir,
            database: self.database.url()?,
            files: self.database.files()?,
            listen: self.listen,
            port: self.port,
            clock: Arc::new(System),
            rng: Arc::new(System),
            checkpoints: self.checkpoints,
            config: self.config.as_deref().map(Config::read).transpose()?.unwrap_or_default(),
            #[cfg(feature = "demo")]
            demo: self.demo,
        };
        Runtime::new()?.block_on(serve(options))?;
        Ok(Outcome::Good)
    }
}

async fn serve(options: Options) -> anyhow::Result<()> {
    // Each connection is a file to the system, which commonly gives a process 1,024 until it asks for more.
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "no more connections than the system gives at first");
    }
    // Before anybody is told that the server is there: who reads it may end it at once.
    let mut ending = Ending::listen()?;
    let running = start(options).await?;
    tell(&running);
    let drain = running.drain();
    let mut finished = std::pin::pin!(running.finished());
    tokio::select! {
        () = &mut finished => return Ok(()),
        () = ending.asked() => {}
    }
    drain.begin();
    tracing::info!("ending: requests that are under way finish first");
    tokio::select! {
        () = finished => {}
        () = ending.asked() => tracing::warn!("asked to end a second time: ending at once"),
    }
    Ok(())
}

/// The signals that ask the server to end: Ctrl+C, and SIGTERM where there is such a thing.
#[cfg(unix)]
struct Ending {
    interrupt: signal::unix::Signal,
    terminate: signal::unix::Signal,
}

#[cfg(unix)]
impl Ending {
    /// From here on the signals are caught; none is lost.
    fn listen() -> std::io::Result<Self> {
        use signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn asked(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(windows)]
struct Ending(signal::windows::CtrlC);

#[cfg(windows)]
impl Ending {
    fn listen() -> std::io::Result<Self> {
        signal::windows::ctrl_c().map(Self)
    }

    async fn asked(&mut self) {
        self.0.recv().await;
    }
}

fn tell(running: &Running) {
    let url = running.url();
    print::line(&format!(
        "\nAkte is ready.\n\n  Portal  {url}/portal\n  API     {url}/api/v1/openapi.json\n"
    ));
    let (issuers, people) = (running.issuers(), running.people());
    if !issuers.is_empty() {
        print::line(&format!("Sign in with {}.\n", issuers.join(", ")));
    } else if people.is_empty() {
        print::line(
            "Nobody can sign in: no identity provider is configured (--config). Try it out with --demo.\n",
        );
    }
    if !people.is_empty() {
        print::line("Sign in as one of the people of the demo; nobody is asked for a password:\n");
        for (name, role) in people {
            print::line(&format!("  {name:<18}{role}"));
        }
    }
    print::line(&format!(
        "\nIn Word: akte manifest --help says how to add it there. The pane is at {url}/taskpane"
    ));
    if let Some(authority) = running.authority() {
        print::line(&format!(
            "\nThe certificate is signed by an authority of this machine alone. Browsers warn until they trust\n  {}",
            authority.display()
        ));
    }
    if let Some(port) = running.http_port() {
        print::line(&format!("\nPlain HTTP on port {port} leads to {url}"));
    }
    print::line("\nCtrl+C ends it.");
}
