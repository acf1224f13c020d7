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
        let rest = tag[self.name.clone()].strip_prefix("xmlns")?;
        if rest.is_empty() { Some(rest) } else { rest.strip_prefix(':') }
    }
}

/// Reads the attributes of `tag`, a start tag and whatever follows it, from byte `at`, just behind its name. An error is where
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

    /// Where the tag goes on behind the attributes read so far.
    pub fn at(&self) -> usize {
        self.at
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
    /// The next attribute when it is written as nearly all are: ` name="value"`, the name in ASCII, no reference in the
    /// value. Anything else is for [`Attributes::attribute`], which knows what may be wrong.
    fn plain(&mut self) -> Option<Attribute> {
        let bytes = self.tag.as_bytes();
        let starts_name = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'_');
        let start = self.at + 1;
        if bytes.get(self.at) != Some(&b' ') || !starts_name(start) {
            return None;
        }
        let (mut at, mut prefix) = (start, 0);
        loop {
            at += 1;
            match *bytes.get(at)? {
                b if ASCII_NAME[usize::from(b)] => {}
                b':' if prefix == 0 && starts_name(at + 1) => prefix = at - start,
                _ => break,
            }
        }
        let from = at + 2;
        if bytes.get(at..from) != Some(b"=\"") {
            return None;
        }
        let end = from + bytes[from..].iter().position(|b| matches!(b, b'"' | b'<' | b'&'))?;
        if bytes[end] != b'"' {
            return None;
        }
        self.at = end + 1;
        Some(Attribute { prefix, name: start..at, value: from..end })
    }

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
        if let Some(attribute) = self.plain() {
            return Some(Ok(attribute));
        }
        let spaced = self.space();
        let rest = self.tag.get(self.at..)?;
        if rest.is_empty() || rest.starts_with('>') || rest.starts_with("/>") {
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
    let first = *text.as_bytes().first()?;
    if !first.is_ascii_alphabetic() {
        text.chars().next().filter(|c| is_name_start(*c))?;
    }
    // Names are ASCII but for the exception.
    let ascii = text.bytes().position(|b| !ASCII_NAME[usize::from(b)]).unwrap_or(text.len());
    if text.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return Some(ascii);
    }
    Some(text.len() - text[ascii..].trim_start_matches(is_name_char).len())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(tag: &str) -> Result<Vec<(String, String)>, AttributeError> {
        let read = |attribute: Attribute| {
            (tag[attribute.name.clone()].to_owned(), tag[attribute.value.clone()].to_owned())
        };
        Attributes::new(tag, 2).map(|attribute| attribute.map(read)).collect()
    }

    #[test]
    fn the_plain_way_of_writing_and_the_others_read_alike() {
        let two = Ok(vec![("w:a".to_owned(), "1".to_owned()), ("b".to_owned(), "é".to_owned())]);
        for tag in [
            "<x w:a=\"1\" b=\"é\">",
            "<x  w:a=\"1\"\n b=\"é\"/>",
            "<x w:a='1' b = \"é\" >",
            "<x\tw:a=\"1\" b='é'/>",
        ] {
            assert_eq!(shown(tag), two, "{tag}");
        }
        assert_eq!(shown("<x é:ü=\"&amp;\">"), Ok(vec![("é:ü".to_owned(), "&amp;".to_owned())]));
    }

    #[test]
    fn what_is_wrong_is_said_at_its_byte() {
        for (tag, at) in [
            ("<x a=\"1\"b=\"2\">", 8),
            ("<x a:b:c=\"1\">", 3),
            ("<x a:=\"1\">", 3),
            ("<x :a=\"1\">", 3),
            ("<x 1=\"1\">", 3),
            ("<x a=1>", 5),
            ("<x a>", 4),
            ("<x a=\"1>", 5),
            ("<x a=\"<\">", 6),
            ("<x a=\"&;\">", 6),
        ] {
            assert_eq!(shown(tag).map_err(|(at, _)| at), Err(at), "{tag}");
        }
    }
}
