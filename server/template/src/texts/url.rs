//! Values in the targets of links.

/// Schemes that an answer may bring along. Anything else could run something or reach into the reader's machine.
const SAFE: [&str; 7] = ["http", "https", "mailto", "tel", "sms", "ftp", "ftps"];
/// Schemes that nobody may use.
const NEVER: [&str; 3] = ["javascript", "vbscript", "data"];

/// A value in a target (RFC 3986). At its start the value is an address of its own and keeps its structure; behind
/// something it is a piece of the address and cannot change what stands around it.
pub(crate) fn escape_target(value: &str, at_start: bool, out: &mut String) {
    let value = value.trim();
    for (at, ch) in value.char_indices() {
        let escaped = at_start && ch == '%' && is_escape(&value[at..]);
        let keeps = ch.is_ascii_alphanumeric()
            || "-._~@:,".contains(ch)
            || (at_start && "/?#[]!$&'()*+;=".contains(ch))
            || escaped;
        if keeps {
            out.push(ch);
        } else {
            let mut utf8 = [0; 4];
            for byte in ch.encode_utf8(&mut utf8).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
}

fn is_escape(text: &str) -> bool {
    text.as_bytes().get(1..3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit))
}

/// Whether a finished target may stand in a document; `own`: its scheme is the template's, not an answer's.
pub(crate) fn is_safe(target: &str, own: bool) -> bool {
    let plain: String = target.chars().filter(|ch| !ch.is_whitespace() && !ch.is_control()).collect();
    let head = plain.split(['/', '?', '#']).next().unwrap_or_default();
    match head.split_once(':') {
        Some((scheme, _)) => {
            let among = |schemes: &[&str]| schemes.iter().any(|known| scheme.eq_ignore_ascii_case(known));
            if own { !among(&NEVER) } else { among(&SAFE) }
        }
        // Two slashes name another machine: its name may not come from an answer.
        None => own || !(plain.starts_with("//") || plain.starts_with("\\\\")),
    }
}

/// A target with its tags as they were typed: Word percent-encodes what stands in a link.
pub(crate) fn typed_target(target: &str) -> String {
    let mut typed = String::with_capacity(target.len());
    let mut rest = target;
    while let Some((start, end)) = encoded_tag(rest) {
        typed.push_str(&rest[..start]);
        typed.push_str(&decoded(&rest[start..end]));
        rest = &rest[end..];
    }
    typed + rest
}

/// The first tag of a target, encoded or not.
fn encoded_tag(text: &str) -> Option<(usize, usize)> {
    let folded = text.to_ascii_uppercase();
    let opens = ["{{", "{%", "%7B%7B", "%7B%25", "{%25", "%7B%"];
    let start = opens.iter().filter_map(|open| folded.find(open)).min()?;
    let closes = ["}}", "%}", "%7D%7D", "%25%7D", "%25}", "%%7D"];
    let ends =
        closes.iter().filter_map(|close| Some(folded[start + 2..].find(close)? + start + 2 + close.len()));
    Some((start, ends.min()?))
}

/// Percent-encoding undone; what is not percent-encoding stays.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, more)) = rest.split_first() {
        let hex = more.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &more[2..];
            }
            _ => {
                bytes.push(first);
                rest = more;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_change_the_address_around_it() {
        for (value, at_start, shown) in [
            ("a b&c=d", false, "a%20b%26c%3Dd"),
            ("https://x.nl/a?b=c d", true, "https://x.nl/a?b=c%20d"),
            ("50%", true, "50%25"),
            ("a%20b", true, "a%20b"),
            ("anna@example.com", false, "anna@example.com"),
            ("é\"<", true, "%C3%A9%22%3C"),
        ] {
            let mut out = String::new();
            escape_target(value, at_start, &mut out);
            assert_eq!(out, shown, "{value}");
        }
    }

    #[test]
    fn scripts_and_other_machines_are_refused() {
        for target in
            ["javascript:alert(1)", "JavaScript:x", "java\nscript:x", "file:///etc", "//evil/x", "data:x"]
        {
            assert!(!is_safe(target, false), "{target}");
        }
        for target in ["https://x.nl", "mailto:a@b.nl", "www.x.nl/a:b", "#mark"] {
            assert!(is_safe(target, false), "{target}");
        }
        assert!(is_safe("file://server/x", true) && !is_safe("javascript:x", true));
    }
}
