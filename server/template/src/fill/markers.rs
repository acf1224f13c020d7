//! The ends of ranges in something that is dropped: they stay, as their other ends may stand elsewhere.

/// Elements that begin or end a range (ECMA-376 Part 1, EG_RangeMarkupElements).
const NAMES: [&str; 10] = [
    "bookmarkStart",
    "bookmarkEnd",
    "permStart",
    "permEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
];

/// The range markers in some XML, and the XML without them. `prefix`: of WordprocessingML, with its colon.
pub(super) fn take(xml: &[u8], prefix: &str) -> (Vec<u8>, Vec<u8>) {
    let (mut markers, mut rest) = (Vec::new(), Vec::with_capacity(xml.len()));
    let mut at = 0;
    while at < xml.len() {
        let end = if xml[at] == b'<' { tag_end(xml, at) } else { at + 1 };
        let into = if is_marker(&xml[at..end], prefix) { &mut markers } else { &mut rest };
        into.extend_from_slice(&xml[at..end]);
        at = end;
    }
    (markers, rest)
}

/// Behind the tag that begins here; a “>” between quotes does not end it.
fn tag_end(xml: &[u8], start: usize) -> usize {
    let mut quote = None;
    for (at, &byte) in xml.iter().enumerate().skip(start) {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return at + 1,
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    xml.len()
}

fn is_marker(tag: &[u8], prefix: &str) -> bool {
    let Some(name) = tag.strip_prefix(b"<").and_then(|tag| tag.strip_prefix(prefix.as_bytes())) else {
        return false;
    };
    let length = name.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    tag.ends_with(b"/>") && NAMES.iter().any(|known| known.as_bytes() == &name[..length])
}
