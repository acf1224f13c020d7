//! Values that set a direction of writing: what they begin, they end (Unicode's UAX #9, 2.1 to 2.5), so that a value
//! cannot turn around what stands after it.

use std::borrow::Cow;

/// Ends an embedding or an override.
const POP: char = '\u{202C}';
/// Ends an isolate.
const POP_ISOLATE: char = '\u{2069}';

/// The value with what it leaves open closed, and without what closes nothing of its own.
pub(super) fn closed(value: &str) -> Cow<'_, str> {
    let sets = |ch| matches!(ch, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    // All of them begin with this byte in UTF-8; few values have it.
    if !value.as_bytes().contains(&0xE2) || !value.contains(sets) {
        return Cow::Borrowed(value);
    }
    let mut open: Vec<char> = Vec::new();
    let mut closed = String::with_capacity(value.len());
    for ch in value.chars() {
        match ch {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' => open.push(POP),
            '\u{2066}'..='\u{2068}' => open.push(POP_ISOLATE),
            POP if open.last() == Some(&POP) => drop(open.pop()),
            POP_ISOLATE if open.contains(&POP_ISOLATE) => {
                while open.pop().is_some_and(|end| end != POP_ISOLATE) {}
            }
            POP | POP_ISOLATE => continue,
            _ => {}
        }
        closed.push(ch);
    }
    closed.extend(open.iter().rev());
    Cow::Owned(closed)
}

#[cfg(test)]
mod tests {
    use super::closed;

    #[test]
    fn what_a_value_begins_it_ends() {
        for (value, expected) in [
            ("€ 10 – ok", "€ 10 – ok"),
            ("a\u{202E}b", "a\u{202E}b\u{202C}"),
            ("\u{202B}a\u{202C}b", "\u{202B}a\u{202C}b"),
            ("\u{2067}a\u{202D}b", "\u{2067}a\u{202D}b\u{202C}\u{2069}"),
            ("\u{2067}a\u{202D}b\u{2069}c", "\u{2067}a\u{202D}b\u{2069}c"),
            ("\u{2068}a\u{202C}b", "\u{2068}ab\u{2069}"),
            ("a\u{2069}b\u{202C}", "ab"),
        ] {
            assert_eq!(closed(value), expected, "{value:?}");
        }
    }
}
