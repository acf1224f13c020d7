//! What a person reads in the terminal: results on standard output, complaints on standard error.

use std::fmt::Write as _;
use std::io::Write as _;

use akte_expr::{Diagnostic, Place, Severity};

/// Most characters of text shown on either side of the place that is meant.
const AROUND: usize = 40;

/// A line of results. A reader that went away (a closed pipe) is no fault.
pub fn line(text: &str) {
    let _reader_may_be_gone = writeln!(std::io::stdout(), "{text}");
}

/// A line of complaints.
pub fn complain(text: &str) {
    let _reader_may_be_gone = writeln!(std::io::stderr(), "{text}");
}

/// What went wrong, with its causes.
pub fn trouble(error: &anyhow::Error) {
    complain(&format!("akte: {error:#}"));
}

/// A diagnostic with its places, each with the words in the document.
pub fn diagnostic(diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut text = format!("{severity}[{}]: {}\n", diagnostic.code, diagnostic.message);
    if let Some(found) = &diagnostic.place {
        text.push_str(&place(found));
    }
    for related in &diagnostic.related {
        // Writing to a String cannot fail.
        let _infallible = writeln!(text, "  note: {}", related.note);
        text.push_str(&place(&related.place));
    }
    if let Some(suggestion) = &diagnostic.suggestion {
        let _infallible = writeln!(text, "  help: {suggestion}");
    }
    text
}

/// Where it is, and the text with the range marked underneath.
pub fn place(place: &Place) -> String {
    let mut path = vec![place.story.clone()];
    path.extend(place.container.iter().cloned());
    path.push(format!("paragraph {}", place.paragraph));
    let before = tail(&safe(&place.before), AROUND);
    let head = safe(&take(&place.text, 0, place.range.start));
    let meant = safe(&take(&place.text, place.range.start, place.range.end));
    let rest = safe(&take(&place.text, place.range.end, usize::MAX));
    let after: String = safe(&place.after).chars().take(AROUND).collect();
    let start = before.chars().count() + head.chars().count();
    let marks = meant.chars().count().max(1);
    format!(
        "  --> {}\n    | {before}{head}{meant}{rest}{after}\n    | {}{}\n",
        path.join(", "),
        " ".repeat(start),
        "^".repeat(marks),
    )
}

/// A number with its thing: `1 mistake`, `2 mistakes`.
pub fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

fn take(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end.saturating_sub(start)).collect()
}

fn tail(text: &str, most: usize) -> String {
    let skipped = text.chars().count().saturating_sub(most);
    text.chars().skip(skipped).collect()
}

/// Control characters would move the marks, and a document must not be able to steer the terminal.
pub fn safe(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_is_marked_under_the_words() {
        let found = Place {
            story: "body".into(),
            container: vec!["table 1".into(), "row 2".into()],
            paragraph: 7,
            text: "{{ client.nmae }}".into(),
            range: 3..14,
            before: "Geachte ".into(),
            after: ",".into(),
            occurrence: 1,
        };
        let expected = "  --> body, table 1, row 2, paragraph 7\n    | Geachte {{ client.nmae }},\n    |            ^^^^^^^^^^^\n";
        assert_eq!(place(&found), expected);
    }

    #[test]
    fn a_document_cannot_steer_the_terminal() {
        let found = Place { text: "\u{1b}[2Jé\n".into(), range: 0..6, paragraph: 1, ..Place::default() };
        assert!(!place(&found).contains('\u{1b}'));
    }
}
