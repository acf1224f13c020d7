//! Finding tags in the characters of a paragraph.

use std::ops::Range;

/// The three kinds of tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Delimiter {
    Value,
    Statement,
    Note,
}

impl Delimiter {
    /// How it opens and closes.
    pub fn pair(self) -> (&'static str, &'static str) {
        match self {
            Self::Value => ("{{", "}}"),
            Self::Statement => ("{%", "%}"),
            Self::Note => ("{#", "#}"),
        }
    }

    fn at(chars: &[char]) -> Option<Self> {
        match chars {
            ['{', '{', ..] => Some(Self::Value),
            ['{', '%', ..] => Some(Self::Statement),
            ['{', '#', ..] => Some(Self::Note),
            _ => None,
        }
    }
}

/// docxtpl's prefixes: the element that the tag stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Prefix {
    #[default]
    None,
    Paragraph,
    Row,
    Cell,
    Run,
}

/// Where a tag joins with what stands beside it: `{%-` and `-%}`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Joins {
    pub before: bool,
    pub after: bool,
}

/// A tag as it was typed.
pub(crate) struct Raw {
    pub delimiter: Delimiter,
    /// The whole tag; of an unclosed one, its opening and what follows.
    pub chars: Range<usize>,
    /// What stands between delimiters, prefix and signs taken off.
    pub inner: Range<usize>,
    pub prefix: Prefix,
    /// White-space control.
    pub joins: Joins,
    pub unclosed: bool,
}

/// How much of an unclosed tag is shown to its author, in characters.
const UNCLOSED_SHOWN: usize = 40;

/// The tags of a paragraph in order.
pub(crate) fn lex(chars: &[char]) -> Vec<Raw> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(brace) = chars[at..].iter().position(|&ch| ch == '{') {
        at += brace;
        let Some(delimiter) = Delimiter::at(&chars[at..]) else {
            at += 1;
            continue;
        };
        let raw = read(chars, at, delimiter);
        at = if raw.unclosed { at + 2 } else { raw.chars.end };
        tags.push(raw);
    }
    tags
}

fn read(chars: &[char], start: usize, delimiter: Delimiter) -> Raw {
    let from = start + 2;
    let Some(close) = close(chars, from, delimiter) else {
        let end = chars.len().min(start + UNCLOSED_SHOWN);
        let chars = start..end;
        return Raw {
            delimiter,
            inner: from..end,
            chars,
            prefix: Prefix::None,
            joins: Joins::default(),
            unclosed: true,
        };
    };
    let mut inner = from..close;
    let mut joins = Joins::default();
    if chars[inner.clone()].first().is_some_and(|&ch| is_sign(ch)) {
        joins.before = chars[inner.start] != '+';
        inner.start += 1;
    }
    let (prefix, skip) = prefix(&chars[inner.clone()], delimiter);
    inner.start += skip;
    if chars[inner.clone()].last().is_some_and(|&ch| is_sign(ch)) {
        joins.after = chars[inner.end - 1] != '+';
        inner.end -= 1;
    }
    Raw { delimiter, chars: start..close + 2, inner, prefix, joins, unclosed: false }
}

/// White-space control; Word likes to make a dash of a hyphen.
fn is_sign(ch: char) -> bool {
    matches!(ch, '-' | '+' | '–')
}

/// Where the tag's closing delimiter stands: the first one outside a quoted text, else the first one.
fn close(chars: &[char], from: usize, delimiter: Delimiter) -> Option<usize> {
    let end = match delimiter {
        Delimiter::Value => ['}', '}'],
        Delimiter::Statement => ['%', '}'],
        Delimiter::Note => ['#', '}'],
    };
    let is_end = |at: usize| chars.get(at..at + 2).is_some_and(|pair| pair == end);
    if delimiter != Delimiter::Note {
        let mut quote: Option<char> = None;
        let mut at = from;
        while at < chars.len() {
            match quote {
                None if is_end(at) => return Some(end_of_map(chars, at, delimiter)),
                None if matches!(chars[at..], ['{', '{' | '%', ..]) => return None,
                None => quote = closing_quote(chars[at]),
                Some(_) if chars[at] == '\\' => at += 1,
                Some(closing) if is_closing(chars[at], closing) => quote = None,
                Some(_) => {}
            }
            at += 1;
        }
    }
    (from..chars.len()).find(|&at| is_end(at))
}

/// `{{ {"a": 1}}}`: the last brace of three closes the tag, not the map.
fn end_of_map(chars: &[char], at: usize, delimiter: Delimiter) -> usize {
    let third = delimiter == Delimiter::Value && chars.get(at + 2) == Some(&'}');
    if third { at + 1 } else { at }
}

/// What closes a quoted text that `ch` opens. A low quote may close high on either side.
fn closing_quote(ch: char) -> Option<char> {
    match ch {
        '"' | '“' | '”' | '„' | '‟' => Some('"'),
        '\'' | '‘' | '’' => Some('\''),
        _ => None,
    }
}

fn is_closing(ch: char, closing: char) -> bool {
    closing_quote(ch) == Some(closing)
}

/// docxtpl's prefix and how many characters it takes. It is one only when white space follows it, so that
/// `{{ p }}` and `{% print %}` stay what they are.
fn prefix(inner: &[char], delimiter: Delimiter) -> (Prefix, usize) {
    let (prefix, length) = match (delimiter, inner) {
        (Delimiter::Statement | Delimiter::Note, ['t', 'r', next, ..]) if next.is_whitespace() => {
            (Prefix::Row, 2)
        }
        (Delimiter::Statement | Delimiter::Note, ['t', 'c', next, ..]) if next.is_whitespace() => {
            (Prefix::Cell, 2)
        }
        (_, ['p', next, ..]) if next.is_whitespace() => (Prefix::Paragraph, 1),
        (Delimiter::Statement | Delimiter::Value, ['r', next, ..]) if next.is_whitespace() => {
            (Prefix::Run, 1)
        }
        _ => return (Prefix::None, 0),
    };
    let mut rest = inner[length..].iter().skip_while(|ch| ch.is_whitespace());
    let names_something = rest.next().is_some_and(|&ch| ch.is_alphanumeric() || "_\"'“‘(-".contains(ch));
    if names_something { (prefix, length) } else { (Prefix::None, 0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(String, String, Prefix)> {
        let chars: Vec<char> = text.chars().collect();
        let text = |range: Range<usize>| chars[range].iter().collect::<String>();
        lex(&chars).iter().map(|raw| (text(raw.chars.clone()), text(raw.inner.clone()), raw.prefix)).collect()
    }

    #[test]
    fn tags_prefixes_and_quotes() {
        for (typed, whole, inner, prefix) in [
            ("a {{ b }} c", "{{ b }}", " b ", Prefix::None),
            ("{%p if x %}", "{%p if x %}", " if x ", Prefix::Paragraph),
            ("{%tr for x in y %}", "{%tr for x in y %}", " for x in y ", Prefix::Row),
            ("{%tc endfor %}", "{%tc endfor %}", " endfor ", Prefix::Cell),
            ("{{r x }}", "{{r x }}", " x ", Prefix::Run),
            ("{{r }}", "{{r }}", "r ", Prefix::None),
            ("{{ p }}", "{{ p }}", " p ", Prefix::None),
            ("{%print %}", "{%print %}", "print ", Prefix::None),
            ("{{ '}}' }}", "{{ '}}' }}", " '}}' ", Prefix::None),
            ("{{ “}}” }}", "{{ “}}” }}", " “}}” ", Prefix::None),
            ("{{ it's }} '", "{{ it's }}", " it's ", Prefix::None),
            ("{{ {'a': 1}}}", "{{ {'a': 1}}}", " {'a': 1}", Prefix::None),
            ("{%- if x -%}", "{%- if x -%}", " if x ", Prefix::None),
            ("{# it's a note #}", "{# it's a note #}", " it's a note ", Prefix::None),
        ] {
            assert_eq!(shown(typed), [(whole.to_owned(), inner.to_owned(), prefix)], "{typed}");
        }
    }

    #[test]
    fn an_unclosed_tag_does_not_swallow_the_next() {
        let chars: Vec<char> = "{{ a {% if b %}".chars().collect();
        let tags = lex(&chars);
        assert_eq!(tags.iter().map(|raw| raw.unclosed).collect::<Vec<_>>(), [true, false]);
    }
}
