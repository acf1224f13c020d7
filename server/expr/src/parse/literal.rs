//! Numbers and texts as typed.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::ParseError;
use super::lexer::run;

pub(super) fn is_quote(c: char) -> bool {
    is_single(c) || is_double(c)
}

fn is_single(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’')
}

fn is_double(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟')
}

/// A number that starts at a digit: `1000`, `1_000`, `1.5`, `1e3`.
pub(super) fn number(chars: &[char], at: usize) -> Result<(Decimal, usize), ParseError> {
    let digits = |from| run(chars, from, |c| c.is_ascii_digit() || c == '_');
    let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut end = digits(at);
    if chars.get(end) == Some(&'.') && is_digit(end + 1) {
        end = digits(end + 1);
    }
    if matches!(chars.get(end), Some('e' | 'E')) {
        let signed = matches!(chars.get(end + 1), Some('+' | '-'));
        let exponent = end + 1 + usize::from(signed);
        if is_digit(exponent) {
            end = digits(exponent);
        }
    }
    let typed: String = chars.iter().take(end).skip(at).filter(|c| **c != '_').collect();
    let number = if typed.contains(['e', 'E']) {
        Decimal::from_scientific(&typed)
    } else {
        Decimal::from_str_exact(&typed)
    };
    match number {
        Ok(number) => Ok((number.normalize(), end)),
        Err(_) => Err(ParseError::new(at..end, format!("The number {typed} is too long."))
            .suggest("Use at most 28 digits.")),
    }
}

/// A text that starts at a quote. Typographic quotes close what straight ones open and the other way
/// round; an apostrophe between two letters, and a pair of typographic quotes inside straight ones,
/// are content.
pub(super) fn text(chars: &[char], at: usize) -> Result<(Arc<str>, usize), ParseError> {
    let open = chars.get(at).copied().unwrap_or('"');
    let double = is_double(open);
    let letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphanumeric());
    let mut text = String::new();
    let mut inner = 0;
    let mut next = at + 1;
    while let Some(&c) = chars.get(next) {
        if c == '\\' {
            next = escape(chars, next, &mut text);
            continue;
        }
        let apostrophe = c == '’' && letter(next.checked_sub(1)) && letter(Some(next + 1));
        let closes = if double { is_double(c) } else { is_single(c) && !apostrophe };
        if closes && open == '"' && c == '“' {
            inner += 1;
        } else if closes && open == '"' && c != '"' && inner > 0 {
            inner -= 1;
        } else if closes {
            return Ok((text.into(), next + 1));
        }
        text.push(c);
        next += 1;
    }
    let quote = if double { '"' } else { '\'' };
    Err(ParseError::new(at..chars.len(), "This text has no closing quote.")
        .suggest(format!("Put a {quote} after the text.")))
}

/// Adds what a backslash stands for; gives where to go on.
fn escape(chars: &[char], at: usize, text: &mut String) -> usize {
    match chars.get(at + 1) {
        Some('n') => text.push('\n'),
        Some('r') => text.push('\r'),
        Some('t') => text.push('\t'),
        Some(&c) if c == '\\' || is_quote(c) => text.push(c),
        Some(&c) => text.extend(['\\', c]),
        None => text.push('\\'),
    }
    at + 2
}
