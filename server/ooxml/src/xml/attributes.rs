//! The attributes of a start tag, as they stand in the source.

use std::ops::Range;

use super::chars::reference;

/// One attribute of a start tag; positions in the tag's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribute {
    /// Length of the prefix, 0 without one.
    pub prefix: usize,
    /// The whole name, prefix and colon included.
    pub name: Range<usize>,
    /// Between the quotes.
    pub value: Range<usize>,
}

impl Attribute {
    pub fn prefix<'t>(&self, tag: &'t str) -> &'t str {
        &tag[self.name.start..self.name.start + self.prefix]
    }

    pub fn local<'t>(&self, tag: &'t str) -> &'t str {
        let colon = usize::from(self.prefix > 0);
        &tag[self.name.start + self.prefix + colon..self.name.end]
    }

    /// The prefix that this attribute declares: `Some("")` for `xmlns`, `Some("w")` for `xmlns:w`.
    pub fn declares<'t>(&self, tag: &'t str) -> Option<&'t str> {
        match (self.prefix(tag), self.local(tag)) {
            ("", "xmlns") => Some(""),
            ("xmlns", local) => Some(local),
            _ => None,
        }
    }
}

/// Reads the attributes of `tag`, a start tag from `<` to `>`, from byte `at`, just behind its name. An error is where
/// and what; the iterator ends with it.
#[derive(Debug, Clone)]
pub(super) struct Attributes<'t> {
    tag: &'t str,
    at: usize,
}

pub(super) type AttributeError = (usize, &'static str);

impl<'t> Attributes<'t> {
    pub fn new(tag: &'t str, at: usize) -> Self {
        Self { tag, at }
    }

    fn peek(&self) -> Option<u8> {
        self.tag.as_bytes().get(self.at).copied()
    }

    /// Whether there was any white space.
    fn space(&mut self) -> bool {
        let from = self.at;
        while self.peek().is_some_and(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.at > from
    }

    fn attribute(&mut self) -> Result<Attribute, AttributeError> {
        let start = self.at;
        let (len, prefix) =
            name(&self.tag[start..]).ok_or((start, "an attribute's name is expected here"))?;
        self.at += len;
        self.space();
        if self.peek() != Some(b'=') {
            return Err((self.at, "“=” is expected after the name of an attribute"));
        }
        self.at += 1;
        self.space();
        let Some(quote @ (b'"' | b'\'')) = self.peek() else {
            return Err((self.at, "the value of an attribute must stand between quotes"));
        };
        let from = self.at + 1;
        let value = from..from + self.value_length(from, quote)?;
        self.at = value.end + 1;
        Ok(Attribute { prefix, name: start..start + len, value })
    }
}

impl Attributes<'_> {
    /// Bytes up to the closing quote.
    fn value_length(&self, from: usize, quote: u8) -> Result<usize, AttributeError> {
        for (length, byte) in self.tag.as_bytes()[from..].iter().enumerate() {
            match byte {
                b if *b == quote => return Ok(length),
                b'<' => return Err((from + length, "“<” must be written as “&lt;” in an attribute")),
                b'&' if reference(&self.tag[from + length..]).is_none() => {
                    return Err((from + length, UNKNOWN_REFERENCE));
                }
                _ => {}
            }
        }
        Err((from - 1, "the value of an attribute has no closing quote"))
    }
}

impl Iterator for Attributes<'_> {
    type Item = Result<Attribute, AttributeError>;

    fn next(&mut self) -> Option<Self::Item> {
        let spaced = self.space();
        let rest = self.tag.get(self.at..)?;
        if matches!(rest, ">" | "/>" | "") {
            return None;
        }
        let found =
            if spaced { self.attribute() } else { Err((self.at, "a space is expected between attributes")) };
        if found.is_err() {
            self.at = self.tag.len();
        }
        Some(found)
    }
}

pub(super) const UNKNOWN_REFERENCE: &str = "“&” starts a reference that XML does not know";

/// Length of the qualified name at the start of `text`, and of its prefix (0 without one). `None` when there is no name
/// there (Namespaces in XML 1.0, section 4: at most one colon, with a name on both sides).
pub(super) fn name(text: &str) -> Option<(usize, usize)> {
    let first = part(text)?;
    if text.as_bytes().get(first) != Some(&b':') {
        return Some((first, 0));
    }
    let local = part(&text[first + 1..])?;
    let len = first + 1 + local;
    (text.as_bytes().get(len) != Some(&b':')).then_some((len, first))
}

/// Length of the name without colon at the start of `text`.
fn part(text: &str) -> Option<usize> {
    text.chars().next().filter(|c| is_name_start(*c))?;
    // Names are ASCII but for the exception.
    let ascii = text.bytes().position(|b| !ASCII_NAME[usize::from(b)]).unwrap_or(text.len());
    let rest = &text[ascii..];
    let more =
        if rest.starts_with(|c: char| !c.is_ascii()) { rest.trim_start_matches(is_name_char) } else { rest };
    Some(text.len() - more.len())
}

/// The ASCII bytes of names, by their value.
const ASCII_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0u8;
    while b < 128 {
        table[b as usize] = b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
        b += 1;
    }
    table
};

/// XML 1.0, section 2.3, the colon left to namespaces.
fn is_name_start(c: char) -> bool {
    c.is_ascii_alphabetic()
        || c == '_'
        || matches!(c, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}'
            | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
            | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || c.is_ascii_digit()
        || matches!(c, '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}
