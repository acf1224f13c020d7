//! Text made safe for XML.

use super::chars::is_xml_char;

/// Appends `text` as the content of an element. Characters that XML 1.0 forbids (section 2.2) are dropped; a carriage
/// return is written as a reference, as otherwise a reader would take it for a line feed (section 2.11).
pub fn escape(text: &str, out: &mut Vec<u8>) {
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        let with = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '\r' => "&#13;",
            c if is_xml_char(c) => continue,
            _ => "",
        };
        out.extend_from_slice(&text.as_bytes()[plain..at]);
        out.extend_from_slice(with.as_bytes());
        plain = at + c.len_utf8();
    }
    out.extend_from_slice(&text.as_bytes()[plain..]);
}
