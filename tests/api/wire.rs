//! Connections on which requests are sent by hand.

use std::path::Path;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::server::Server;

/// A connection made secure.
pub type Secured = TlsStream<TcpStream>;

/// The host and port of a server.
pub fn address(server: &Server) -> &str {
    server.url.trim_start_matches("https://")
}

/// A connection that trusts `authority`, to speak `protocol` (RFC 7301): `h2` or `http/1.1`.
pub async fn connect(server: &Server, authority: &Path, protocol: &str) -> Secured {
    try_connect(server, authority, protocol).await.unwrap()
}

/// The same, to a server that may not be trusted.
pub async fn try_connect(server: &Server, authority: &Path, protocol: &str) -> std::io::Result<Secured> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(authority).unwrap() {
        roots.add(certificate.unwrap()).unwrap();
    }
    let mut config = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
    let stream = TcpStream::connect(address(server)).await?;
    TlsConnector::from(Arc::new(config)).connect(ServerName::try_from("localhost").unwrap(), stream).await
}

/// Asks for `/livez` over HTTP/1.1, and leaves the connection open; gives the head of the answer.
pub async fn ask(stream: &mut (impl AsyncReadExt + AsyncWriteExt + Unpin)) -> String {
    stream.write_all(b"GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    let (mut answer, mut piece) = (Vec::new(), [0; 1024]);
    while !answer.ends_with(b"live\n") {
        let read = stream.read(&mut piece).await.unwrap();
        assert_ne!(read, 0, "the connection ended: {}", String::from_utf8_lossy(&answer));
        answer.extend_from_slice(&piece[..read]);
    }
    String::from_utf8(answer).unwrap()
}
