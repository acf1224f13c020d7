//! TLS: what the server shows, what it trusts when it calls out.

mod authority;
mod served;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use authority::Development;
pub use served::{Files, Served};

/// A certificate or a key that cannot be made or used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file is there and is not what it should be.
    #[error("{path} is not a usable {what}. Remove it to have it made again.")]
    Broken {
        /// The file.
        path: PathBuf,
        /// What it should be.
        what: &'static str,
    },
    /// A file of the operator's does not hold what it should.
    #[error("{path} holds no {what} in PEM that can be used")]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What it should hold.
        what: &'static str,
    },
    /// A certificate could not be made.
    #[error("a certificate could not be made: {0}")]
    Make(#[from] rcgen::Error),
    /// The certificate and key do not go together, or are of a kind that is not supported.
    #[error("the certificate cannot be used: {0}")]
    Use(#[from] rustls::Error),
}

/// Makes aws-lc-rs the one source of cryptography in this process; before anything that uses TLS.
pub fn install_provider() {
    // Err says that one was installed before: by an earlier call, since nothing else here does so.
    let _installed_before = rustls::crypto::aws_lc_rs::default_provider().install_default();
}

/// TLS 1.2 and 1.3 with HTTP/2 and HTTP/1.1, for whatever is served at the time.
pub fn acceptor(served: Arc<Served>) -> tokio_rustls::TlsAcceptor {
    let mut config = rustls::ServerConfig::builder().with_no_client_auth().with_cert_resolver(served);
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Arc::new(config).into()
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|source| Error::File { path: path.to_owned(), source })
}
