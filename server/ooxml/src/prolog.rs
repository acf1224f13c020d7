//! What stands before the outermost element of a part that nobody has parsed: a DTD can stand nowhere else
//! (XML 1.0, 2.8).

/// The most that is read in search of the outermost element. Word writes a declaration and nothing else.
pub(crate) const MOST: usize = 64 * 1024;

/// What the beginning of a part shows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Prolog {
    /// A document type definition.
    Dtd,
    /// None: the outermost element begins, or this is no XML at all.
    Clear,
    /// Nothing yet.
    More,
}

/// Looks at the first bytes of a part. UTF-16 reads as ASCII does, without its zeros.
pub(crate) fn look(bytes: &[u8]) -> Prolog {
    let bytes: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let mut rest = bytes.as_slice();
    loop {
        // White space and a byte order mark.
        let blank =
            |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, 0xef | 0xbb | 0xbf | 0xfe | 0xff);
        rest = &rest[rest.iter().take_while(|byte| blank(byte)).count()..];
        let end: &[u8] = match rest {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'!', b'D' | b'd', ..] => return Prolog::Dtd,
            [] | [b'<'] | [b'<', b'!'] | [b'<', b'!', b'-'] => return Prolog::More,
            _ => return Prolog::Clear,
        };
        match rest.windows(end.len()).skip(2).position(|window| window == end) {
            Some(at) => rest = &rest[2 + at + end.len()..],
            None => return Prolog::More,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dtd_is_seen_wherever_it_may_stand() {
        let utf_16: Vec<u8> = "\u{feff}<!DOCTYPE x>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(look(&utf_16), Prolog::Dtd);
        for (bytes, expected) in [
            ("<!DOCTYPE x><x/>", Prolog::Dtd),
            ("\u{feff}<?xml version='1.0'?>\n<!-- < > --><?x <a?><!DOCTYPE x>", Prolog::Dtd),
            ("<?xml version='1.0'?><x><!DOCTYPE x></x>", Prolog::Clear),
            ("<x/>", Prolog::Clear),
            ("<!-- <!DOCTYPE x> --><x/>", Prolog::Clear),
            ("<!-- -", Prolog::More),
            ("<!-->", Prolog::More),
            ("<!", Prolog::More),
            ("no <!DOCTYPE xml", Prolog::Clear),
            ("", Prolog::More),
        ] {
            assert_eq!(look(bytes.as_bytes()), expected, "{bytes}");
        }
    }
}
