//! The characters of a text, each with the bytes it came from.

use std::borrow::Cow;
use std::ops::Range;

/// The characters that XML 1.0 allows in a document (section 2.2).
pub(super) fn is_xml_char(c: char) -> bool {
    !matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}

/// The character that a reference at the start of `text` stands for, and the reference's length in bytes. `None` when
/// it is not one that XML knows without a document type definition (sections 4.1 and 4.6).
pub(super) fn reference(text: &str) -> Option<(char, usize)> {
    // The longest that means anything is &#1114111; — leading zeros beyond that are nobody's.
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = text.strip_prefix('&')?.get(..end - 1)?;
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let digits = name.strip_prefix('#')?;
            let (digits, radix) = digits.strip_prefix('x').map_or((digits, 10), |hex| (hex, 16));
            if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
                return None;
            }
            char::from_u32(u32::from_str_radix(digits, radix).ok()?).filter(|c| is_xml_char(*c))?
        }
    };
    Some((c, end + 1))
}

/// The value of an attribute: references resolved, white space normalised (section 3.3.3).
pub(super) fn attribute_value(raw: &str) -> Cow<'_, str> {
    if !raw.bytes().any(|b| matches!(b, b'&' | b'\t' | b'\n' | b'\r')) {
        return Cow::Borrowed(raw);
    }
    let mut value = String::with_capacity(raw.len());
    for (c, from) in Chars::new(raw, 0..raw.len(), true) {
        let literal = !raw[from].starts_with('&');
        value.push(if literal && matches!(c, '\t' | '\n') { ' ' } else { c });
    }
    Cow::Owned(value)
}

/// Decoded characters with their places in the source; see [`super::Tree::chars`].
#[derive(Debug, Clone)]
pub struct Chars<'a> {
    /// The source up to where the characters end.
    source: &'a str,
    at: usize,
    references: bool,
}

impl<'a> Chars<'a> {
    /// The characters of `span` in `source`; CDATA has no references.
    pub(super) fn new(source: &'a str, span: Range<usize>, references: bool) -> Self {
        Self { source: &source[..span.end], at: span.start, references }
    }

    /// One that stands there otherwise than as its own single byte.
    fn other(&mut self) -> Option<(char, Range<usize>)> {
        let rest = self.source.get(self.at..)?;
        let (c, len) = match rest.chars().next()? {
            '&' if self.references => reference(rest).unwrap_or(('&', 1)),
            // A line ends in one line feed, however it was written (section 2.11).
            '\r' if rest[1..].starts_with('\n') => ('\n', 2),
            '\r' => ('\n', 1),
            c => (c, c.len_utf8()),
        };
        let start = self.at;
        self.at += len;
        Some((c, start..self.at))
    }
}

impl Iterator for Chars<'_> {
    type Item = (char, Range<usize>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match *self.source.as_bytes().get(self.at)? {
            b if b.is_ascii() && !matches!(b, b'&' | b'\r') => {
                self.at += 1;
                Some((char::from(b), self.at - 1..self.at))
            }
            _ => self.other(),
        }
    }
}
