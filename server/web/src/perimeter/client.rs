//! From which address somebody asks, also through proxies.

use std::net::IpAddr;

use akte_model::Network;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use axum::middleware::Next;
use axum::response::Response;
use serde::Deserialize;

use super::forwarded::{Hops, forwarded, x_forwarded_for};
use crate::http::error::Error;

/// The address at the other end of the connection.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// The address of who asks; none when a proxy that is trusted does not say it. IPv4 is never written as IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client(pub Option<IpAddr>);

/// Proxies whose word is taken for whom they speak for; nobody else's is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proxies {
    /// Their addresses.
    networks: Vec<Network>,
    /// The header that they write. The other one is not read: they may pass on what a client wrote there.
    #[serde(default)]
    header: Header,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
enum Header {
    #[default]
    #[serde(rename = "X-Forwarded-For")]
    XForwardedFor,
    Forwarded,
}

impl Header {
    fn name(self) -> HeaderName {
        match self {
            Self::XForwardedFor => HeaderName::from_static("x-forwarded-for"),
            Self::Forwarded => HeaderName::from_static("forwarded"),
        }
    }

    fn read(self, line: &str) -> Hops {
        match self {
            Self::XForwardedFor => x_forwarded_for(line),
            Self::Forwarded => forwarded(line),
        }
    }
}

impl Proxies {
    /// Whether there are any.
    pub fn are_there(&self) -> bool {
        !self.networks.is_empty()
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(address))
    }

    /// The rightmost hop that is not itself a trusted proxy, beginning with the peer. Where the proxies name nobody else, it is
    /// the first of them who asks.
    fn client(&self, Peer(peer): Peer, headers: &HeaderMap) -> Client {
        let mut last = peer.to_canonical();
        if !self.trusts(last) {
            return Client(Some(last));
        }
        let lines = headers.get_all(self.header.name()).iter();
        let hops = lines.flat_map(|line| self.header.read(line.to_str().unwrap_or_default()));
        for hop in hops.collect::<Vec<_>>().into_iter().rev() {
            match hop {
                None => return Client(None),
                Some(address) if self.trusts(address) => last = address,
                Some(address) => return Client(Some(address)),
            }
        }
        Client(Some(last))
    }
}

/// Finds out who asks, for everything that follows.
pub async fn see(State(proxies): State<Proxies>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().copied();
    let client = peer.map_or(Client(None), |peer| proxies.client(peer, request.headers()));
    request.extensions_mut().insert(client);
    next.run(request).await
}

impl<S: Sync> FromRequestParts<S> for Client {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let client = parts.extensions.get::<Self>().copied();
        client.ok_or_else(|| Error::Internal(anyhow::anyhow!("nobody looked who asks")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(header: &str) -> Proxies {
        toml::from_str(&format!("networks = [\"10.0.0.0/8\", \"fd00::/8\"]\nheader = {header:?}")).unwrap()
    }

    fn client(proxies: &Proxies, peer: &str, headers: &[(&'static str, &str)]) -> Option<String> {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()))
            .collect();
        proxies.client(Peer(peer.parse().unwrap()), &headers).0.map(|address| address.to_string())
    }

    fn through(peer: &str, header: &str) -> Option<String> {
        client(&proxies("X-Forwarded-For"), peer, &[("x-forwarded-for", header)])
    }

    #[test]
    fn a_stranger_is_believed_nothing() {
        assert_eq!(through("203.0.113.9", "192.0.2.1").as_deref(), Some("203.0.113.9"));
        assert_eq!(through("::ffff:203.0.113.9", "192.0.2.1").as_deref(), Some("203.0.113.9"));
        let nobody = Proxies::default();
        let headers = [("x-forwarded-for", "192.0.2.1"), ("forwarded", "for=192.0.2.1")];
        assert_eq!(client(&nobody, "127.0.0.1", &headers).as_deref(), Some("127.0.0.1"));
    }

    #[test]
    fn the_rightmost_that_is_no_proxy_asks() {
        assert_eq!(through("10.0.0.1", "192.0.2.1").as_deref(), Some("192.0.2.1"));
        assert_eq!(through("::ffff:10.0.0.1", "192.0.2.1").as_deref(), Some("192.0.2.1"));
        // What the client wrote itself stands on the left.
        assert_eq!(through("10.0.0.1", "198.51.100.1, 192.0.2.1").as_deref(), Some("192.0.2.1"));
        assert_eq!(through("10.0.0.1", "198.51.100.1, 192.0.2.1, fd00::7").as_deref(), Some("192.0.2.1"));
        assert_eq!(through("10.0.0.1", "10.0.0.3, 10.0.0.2").as_deref(), Some("10.0.0.3"));
        let lines = [("x-forwarded-for", "198.51.100.1"), ("x-forwarded-for", "192.0.2.1")];
        assert_eq!(
            client(&proxies("X-Forwarded-For"), "10.0.0.1", &lines[..1]).as_deref(),
            Some("198.51.100.1")
        );
        assert_eq!(client(&proxies("X-Forwarded-For"), "10.0.0.1", &[]).as_deref(), Some("10.0.0.1"));
    }

    #[test]
    fn several_lines_are_one_list() {
        let mut headers = HeaderMap::new();
        for line in ["198.51.100.1", "192.0.2.1"] {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let client = proxies("X-Forwarded-For").client(Peer("10.0.0.1".parse().unwrap()), &headers);
        assert_eq!(client, Client(Some("192.0.2.1".parse().unwrap())));
    }

    #[test]
    fn a_proxy_that_names_no_address_leaves_it_unknown() {
        assert_eq!(through("10.0.0.1", "192.0.2.1, unknown"), None);
        assert_eq!(through("10.0.0.1", "192.0.2.1, "), None);
        assert_eq!(through("10.0.0.1", "nonsense, 192.0.2.1").as_deref(), Some("192.0.2.1"));
    }

    #[test]
    fn only_the_header_that_the_proxies_write_is_read() {
        let both = [("x-forwarded-for", "198.51.100.1"), ("forwarded", "for=192.0.2.1")];
        assert_eq!(client(&proxies("Forwarded"), "10.0.0.1", &both).as_deref(), Some("192.0.2.1"));
        assert_eq!(client(&proxies("X-Forwarded-For"), "10.0.0.1", &both).as_deref(), Some("198.51.100.1"));
        assert!(toml::from_str::<Proxies>("networks = []\nheader = \"X-Real-IP\"").is_err());
        assert!(toml::from_str::<Proxies>("networks = [\"10.0.0.1/8\"]").is_err());
    }
}
