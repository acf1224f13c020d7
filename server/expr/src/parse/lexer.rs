//! Characters to tokens. What Word makes of typed characters (quotes, spaces, dashes) reads as what
//! was typed.

use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::ParseError;
use super::literal;
use crate::path::{continues_name, starts_name};

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Name(Arc<str>),
    Number(Decimal),
    Text(Arc<str>),
    /// An operator or bracket, as normalised.
    Sign(&'static str),
    End,
}

/// A token and where it stands, in characters.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub range: Range<usize>,
}

/// Longest first, so that `**` is not read as two `*`.
const SIGNS: [&str; 26] = [
    "**", "//", "==", "!=", "<=", ">=", "(", ")", "[", "]", "{", "}", ",", ":", ".", "|", "~", "+", "-", "*",
    "/", "%", "<", ">", "=", ";",
];

/// What people type for something else.
const MISTAKES: [(&str, &str, &str); 8] = [
    ("===", "==", "Two values are compared with `==`."),
    ("<>", "!=", "Two values are compared with `!=`."),
    ("&&", "and", "Two conditions are joined with `and`."),
    ("||", "or", "Two conditions are joined with `or`."),
    ("≤", "<=", "At most is written `<=`."),
    ("≥", ">=", "At least is written `>=`."),
    ("≠", "!=", "Not equal is written `!=`."),
    ("!", "not", "The opposite of a condition is written `not`."),
];

/// All tokens with an `End` at the end, and what could not be read.
pub(super) fn tokens(chars: &[char]) -> (Vec<Token>, Vec<ParseError>) {
    let mut tokens = Vec::new();
    let mut errors = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        if is_space(c) {
            at += 1;
            continue;
        }
        let (kind, end) = match one(chars, at, c) {
            Ok((kind, end)) => (Some(kind), end),
            Err(error) => {
                let end = error.range.end.max(at + 1);
                errors.push(error);
                (None, end)
            }
        };
        if let Some(kind) = kind {
            tokens.push(Token { kind, range: at..end });
        }
        at = end;
    }
    tokens.push(Token { kind: Kind::End, range: chars.len()..chars.len() });
    (tokens, errors)
}

fn one(chars: &[char], at: usize, c: char) -> Result<(Kind, usize), ParseError> {
    if starts_name(c) {
        let end = run(chars, at, continues_name);
        let name: String = chars.iter().take(end).skip(at).collect();
        return Ok((Kind::Name(name.into()), end));
    }
    if c.is_ascii_digit() {
        return literal::number(chars, at).map(|(n, end)| (Kind::Number(n), end));
    }
    if literal::is_quote(c) {
        return literal::text(chars, at).map(|(t, end)| (Kind::Text(t), end));
    }
    let starts =
        |sign: &str| sign.chars().enumerate().all(|(i, s)| chars.get(at + i).copied().map(dash) == Some(s));
    let mistake = MISTAKES.iter().find(|(typed, ..)| starts(typed));
    if let Some((typed, instead, why)) = mistake.filter(|(typed, ..)| *typed != "!" || !starts("!=")) {
        let range = at..at + typed.chars().count();
        return Err(ParseError::new(range, *why).suggest(format!("Write `{instead}`.")));
    }
    if let Some(sign) = SIGNS.iter().find(|sign| starts(sign)) {
        return Ok((Kind::Sign(sign), at + sign.len()));
    }
    Err(ParseError::new(at..at + 1, format!("The character `{c}` has no meaning here."))
        .suggest("Take it out, or put text between quotes."))
}

/// Where the characters end that satisfy a test.
pub(super) fn run(chars: &[char], from: usize, test: fn(char) -> bool) -> usize {
    let length = chars.iter().skip(from).take_while(|c| test(**c)).count();
    from + length
}

/// White space, also the kinds that Word puts in and those that cannot be seen.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Word makes an en dash of ` - `.
fn dash(c: char) -> char {
    if matches!(c, '–' | '−') { '-' } else { c }
}
