//! Ranges of addresses, as lists of who may come in name them.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::{IpNet, Ipv4Net};
use serde::{Deserialize, Serialize};

/// The first bits of an IPv4 address that is written as an IPv6 one: `::ffff:0:0/96` (RFC 4291, section 2.5.5.2).
const MAPPED: u8 = 96;

/// A range of IPv4 or IPv6 addresses (RFC 4632, RFC 4291): `192.0.2.0/24`, `2001:db8::/32`. An IPv4 address that is written as
/// an IPv6 one counts as what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network(IpNet);

/// A text that names no range.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownNetwork {
    /// It is something else.
    #[error("{0:?} is no address and no range of addresses: write it like 192.0.2.0/24 or 2001:db8::/32")]
    NotRead(String),
    /// It could be meant as one address, or as the range around it.
    #[error(
        "{text} names one address and a range: write {range} for the whole range, or {address} for the address"
    )]
    Ambiguous {
        /// As it was written.
        text: String,
        /// The range.
        range: Box<Network>,
        /// The address.
        address: IpAddr,
    },
}

impl Network {
    /// Whether `address` lies within.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }

    fn of(range: IpNet) -> Self {
        if let IpNet::V6(six) = range
            && let Some(bits) = six.prefix_len().checked_sub(MAPPED)
            && let Some(four) = six.addr().to_ipv4_mapped()
            && let Ok(four) = Ipv4Net::new(four, bits)
        {
            return Self(four.into());
        }
        Self(range)
    }
}

impl FromStr for Network {
    type Err = UnknownNetwork;

    fn from_str(text: &str) -> Result<Self, UnknownNetwork> {
        if let Ok(address) = text.parse::<IpAddr>() {
            return Ok(Self(address.to_canonical().into()));
        }
        let not_read = || UnknownNetwork::NotRead(text.chars().take(60).collect());
        let Self(range) = Self::of(text.parse().map_err(|_| not_read())?);
        if range == range.trunc() {
            return Ok(Self(range));
        }
        let (text, address) = (text.to_owned(), range.addr());
        Err(UnknownNetwork::Ambiguous { text, range: Box::new(Self(range.trunc())), address })
    }
}

impl TryFrom<String> for Network {
    type Error = UnknownNetwork;

    fn try_from(text: String) -> Result<Self, UnknownNetwork> {
        text.parse()
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        network.to_string()
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(network: &str, address: &str) -> bool {
        network.parse::<Network>().unwrap().contains(address.parse().unwrap())
    }

    #[test]
    fn a_range_holds_what_lies_within() {
        assert!(holds("192.0.2.0/24", "192.0.2.255"));
        assert!(!holds("192.0.2.0/24", "192.0.3.0"));
        assert!(holds("2001:db8::/32", "2001:db8:ffff::1"));
        assert!(!holds("2001:db8::/32", "2001:db9::1"));
        assert!(holds("192.0.2.7", "192.0.2.7") && !holds("192.0.2.7", "192.0.2.8"));
        assert!(holds("::1", "::1") && !holds("::1", "::2"));
        assert!(holds("0.0.0.0/0", "203.0.113.9") && !holds("::/0", "203.0.113.9"));
    }

    #[test]
    fn an_ipv4_address_counts_as_one_however_it_is_written() {
        assert!(holds("192.0.2.0/24", "::ffff:192.0.2.9"));
        assert!(holds("::ffff:192.0.2.0/120", "192.0.2.9"));
        assert!(holds("::ffff:192.0.2.9", "192.0.2.9"));
        assert_eq!("::ffff:10.0.0.0/104".parse::<Network>().unwrap().to_string(), "10.0.0.0/8");
    }

    #[test]
    fn what_names_no_range_is_told_with_what_was_meant() {
        for text in
            ["", "firm.example", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/-1", "10.0.0.1 ", "fe80::1%eth0"]
        {
            assert_eq!(text.parse::<Network>(), Err(UnknownNetwork::NotRead(text.to_owned())), "{text:?}");
        }
        let error = "10.1.2.3/8".parse::<Network>().unwrap_err().to_string();
        assert!(error.contains("10.0.0.0/8 for the whole range, or 10.1.2.3 for"), "{error}");
        assert!(serde_json::from_str::<Network>("\"10.1.2.3/8\"").is_err());
        let network: Network = serde_json::from_str("\"10.0.0.0/8\"").unwrap();
        assert_eq!(serde_json::to_string(&network).unwrap(), "\"10.0.0.0/8\"");
    }
}
