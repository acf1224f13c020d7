//! Connections on which requests are sent by hand, and ways to hold them.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// A connection made secure.
pub type Secured = TlsStream<TcpStream>;

/// The host and port of a server.
pub fn address(url: &str) -> &str {
    url.trim_start_matches("https://")
}

/// A connection to a server that `authority`, a PEM file, vouches for, to speak `protocol` (RFC 7301): `h2` or `http/1.1`.
pub async fn connect(url: &str, authority: &Path, protocol: &str) -> Secured {
    try_connect(url, authority, protocol).await.unwrap()
}

/// The same, to a server that may not be trusted.
///
/// # Errors
/// When there is no connection, or it is not trusted.
pub async fn try_connect(url: &str, authority: &Path, protocol: &str) -> std::io::Result<Secured> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(authority).unwrap() {
        roots.add(certificate.unwrap()).unwrap();
    }
    let mut config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
    let stream = TcpStream::connect(address(url)).await?;
    TlsConnector::from(Arc::new(config)).connect(ServerName::try_from("localhost").unwrap(), stream).await
}

/// A way to hold a connection.
#[derive(Debug, Clone, Copy)]
pub struct Way {
    /// What it is.
    pub name: &'static str,
    /// The protocol; none for a connection that is never made secure.
    pub protocol: Option<&'static str>,
    /// What is said at once.
    pub first: &'static [u8],
    /// What is said over and over.
    pub again: &'static [u8],
}

/// Ways to hold a connection without asking anything.
pub const WAYS: [Way; 8] = [
    way("nothing before the handshake", None, b"", b""),
    way("nothing after the handshake", HTTP1, b"", b""),
    way("half a head", HTTP1, b"GET /livez HTTP/1.1\r\nhost: localhost\r\n", b""),
    way("a head in pieces", HTTP1, b"GET /livez HTTP/1.1\r\n", b"x: y\r\n"),
    way(
        "a body in pieces, by nobody",
        HTTP1,
        b"POST /auth/enrol HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\n\
          content-type: application/x-www-form-urlencoded\r\ncontent-length: 100000\r\n\r\n",
        b"x",
    ),
    way("nothing over HTTP/2", HTTP2, b"", b""),
    way("a preface over HTTP/2", HTTP2, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", b""),
    // A head that goes on for ever: HEADERS without END_HEADERS, then CONTINUATION (RFC 9113, section 6.10).
    way(
        "a head in pieces over HTTP/2",
        HTTP2,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0\0\0\x01\x01\0\0\0\0\x01\x82",
        &[0, 0, 1, 9, 0, 0, 0, 0, 1, 0x82],
    ),
];

const HTTP1: Option<&str> = Some("http/1.1");
const HTTP2: Option<&str> = Some("h2");

const fn way(
    name: &'static str,
    protocol: Option<&'static str>,
    first: &'static [u8],
    again: &'static [u8],
) -> Way {
    Way { name, protocol, first, again }
}

impl Way {
    /// Opens a connection and says the first of it; gives what holds it, several times a second, until the server ends it.
    pub async fn open(self, url: &str, authority: &Path) -> impl Future<Output = ()> + Send + use<> {
        let stream: Box<dyn Duplex> = match self.protocol {
            Some(protocol) => Box::new(connect(url, authority, protocol).await),
            None => Box::new(TcpStream::connect(address(url)).await.unwrap()),
        };
        hold(stream, self.first.to_vec(), self.again)
    }
}

/// Says `first`, then `again` several times a second, until the server ends the connection.
pub async fn hold(mut stream: impl Duplex, first: Vec<u8>, again: &'static [u8]) {
    if stream.write_all(&first).await.is_err() || stream.flush().await.is_err() {
        return;
    }
    let mut piece = [0; 1024];
    loop {
        tokio::select! {
            read = stream.read(&mut piece) => if matches!(read, Ok(0) | Err(_)) { return },
            () = tokio::time::sleep(Duration::from_millis(400)) => {
                if stream.write_all(again).await.is_err() || stream.flush().await.is_err() {
                    return;
                }
            }
        }
    }
}

/// What is read from and written to.
pub trait Duplex: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send {}

impl<S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send> Duplex for S {}
