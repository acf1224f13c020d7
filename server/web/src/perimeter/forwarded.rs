//! What proxies say about whom they speak for: `Forwarded` (RFC 7239), and `X-Forwarded-For` as everybody writes it.

use std::net::{IpAddr, SocketAddr};

/// The hops of one line, from the client to the last proxy; none for one that says no address, or nonsense.
pub(super) type Hops = Vec<Option<IpAddr>>;

/// The hops of an `X-Forwarded-For`: addresses, with a port or not, between commas.
pub(super) fn x_forwarded_for(line: &str) -> Hops {
    line.split(',').map(|hop| address(hop.trim())).collect()
}

/// The hops of a `Forwarded`: elements between commas, pairs between semicolons, of which `for` names the hop (RFC 7239, section 4).
pub(super) fn forwarded(line: &str) -> Hops {
    split(line, ',').into_iter().map(|element| hop(&split(element, ';'))).collect()
}

fn hop(pairs: &[&str]) -> Option<IpAddr> {
    let named = |pair: &&str| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then(|| value.trim().to_owned())
    };
    let mut named = pairs.iter().filter_map(named);
    // Section 4: a parameter must not be there twice.
    let (Some(value), None) = (named.next(), named.next()) else { return None };
    let value = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(&value);
    address(value)
}

/// Pieces of `text` between those `separator`s that do not stand between quotes.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |c: char| {
        let is_escaped = std::mem::take(&mut escaped);
        match c {
            '\\' if quoted => escaped = !is_escaped,
            '"' if !is_escaped => quoted = !quoted,
            _ => {}
        }
        c == separator && !quoted
    })
    .collect()
}

/// An address, with a port or not, an IPv6 one between brackets where it has a port, or always (RFC 7239, section 6).
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address =
        bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|with_port| with_port.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn x_forwarded_for_is_read() {
        let hops = x_forwarded_for("192.0.2.1, 192.0.2.2:4711,2001:db8::1 , [2001:db8::2]:443,[2001:db8::3]");
        let expected = ["192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2", "2001:db8::3"];
        assert_eq!(hops, expected.map(ip));
        assert_eq!(x_forwarded_for("::ffff:192.0.2.9"), [ip("192.0.2.9")]);
        assert_eq!(x_forwarded_for("unknown, 192.0.2.1"), [None, ip("192.0.2.1")]);
        for text in
            ["", "firm.example", "192.0.2.1 192.0.2.2", "192.0.2.256", "\"192.0.2.1\"", "fe80::1%eth0"]
        {
            assert_eq!(x_forwarded_for(text), [None], "{text:?}");
        }
    }

    #[test]
    fn forwarded_is_read_as_the_standard_writes_it() {
        let line = "for=192.0.2.43, for=\"[2001:db8:cafe::17]:4711\";proto=https , By=203.0.113.60; FOR=198.51.100.17;host=x";
        assert_eq!(forwarded(line), ["192.0.2.43", "2001:db8:cafe::17", "198.51.100.17"].map(ip));
        // What stands between quotes separates nothing, whatever the client made the first proxy repeat.
        let line = "host=\"a,for=192.0.2.1;\\\",for=192.0.2.2\";for=192.0.2.3,for=192.0.2.4";
        assert_eq!(forwarded(line), ["192.0.2.3", "192.0.2.4"].map(ip));
        for line in
            ["for=unknown", "for=_hidden", "by=192.0.2.1", "", "for=192.0.2.1;for=192.0.2.2", "192.0.2.1"]
        {
            assert_eq!(forwarded(line), [None], "{line:?}");
        }
        assert_eq!(forwarded("for=\"192.0.2.1, for=192.0.2.2"), [None], "a quote that does not end");
    }
}
