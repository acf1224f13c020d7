//! A small OpenID Connect provider for trying Akte out: whoever comes chooses one of four people. It speaks
//! the authorization code flow with PKCE as any provider does (OpenID Connect Core 1.0; RFC 6749; RFC 7636),
//! and lives on the loopback interface only, since it asks nobody for a password.

mod authorize;
mod codes;
mod discovery;
mod end_session;
mod key;
mod page;
mod people;
#[cfg(test)]
mod tests;
mod token;
mod wording;

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::SystemTime;

use axum::Router;
use axum::routing::{get, post};

pub use people::{PEOPLE, Person, TENANT};

/// What the provider needs to know of itself and of its one client.
#[derive(Clone)]
pub struct Config {
    /// The issuer's identifier: its `https` address without a slash at the end.
    pub url: String,
    /// The client's id.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: String,
    /// Where the client wants people back after signing in; compared as text (RFC 9700, section 2.1).
    pub redirect_uri: String,
    /// Where the client wants people back after signing out.
    pub signed_out_uri: String,
    /// The time; for tests.
    pub clock: Clock,
}

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// Why there is no provider.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Only this machine may reach it.
    #[error(
        "the demo identity provider lets anyone in without a password: it serves loopback addresses only, not {0}"
    )]
    NotLoopback(IpAddr),
    /// The address cannot be listened on.
    #[error("{address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The system gave no key or no randomness.
    #[error("the system could not make a key")]
    Key,
    /// The issuer's address is not one.
    #[error("the address of the demo identity provider cannot be used: {0}")]
    Url(String),
}

/// Listens on a loopback address; port 0 takes a free one.
///
/// # Errors
/// [`Error::NotLoopback`] for every other address, [`Error::Listen`] when the port is taken.
pub fn listen(address: SocketAddr) -> Result<TcpListener, Error> {
    if !address.ip().is_loopback() {
        return Err(Error::NotLoopback(address.ip()));
    }
    TcpListener::bind(address).map_err(|source| Error::Listen { address, source })
}

/// Everything the provider answers. The signing key is made here and lives as long as the router.
///
/// # Errors
/// [`Error::Key`], [`Error::Url`].
pub fn router(config: Config) -> Result<Router, Error> {
    let key = key::Key::generate()?;
    let metadata = discovery::metadata(&config)?;
    let provider = Arc::new(Provider { config, key, metadata, codes: codes::Codes::default() });
    Ok(Router::new()
        .route("/.well-known/openid-configuration", get(discovery::serve))
        .route(discovery::KEYS, get(discovery::keys))
        .route(discovery::AUTHORIZE, get(authorize::ask).post(authorize::answer))
        .route(discovery::TOKEN, post(token::exchange))
        .route(discovery::END_SESSION, get(end_session::end).post(end_session::end))
        .route(page::STYLE_PATH, get(page::style))
        .with_state(provider))
}

/// The running provider.
struct Provider {
    config: Config,
    key: key::Key,
    metadata: discovery::Metadata,
    codes: codes::Codes,
}

impl Provider {
    fn now(&self) -> SystemTime {
        (self.config.clock)()
    }
}

/// A fresh text that cannot be guessed: 256 bits.
fn random() -> Result<String, Error> {
    use base64::Engine as _;
    let mut bytes = [0; 32];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| Error::Key)?;
    Ok(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes))
}
