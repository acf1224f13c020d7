//! Names of questions, and how they read to people.

use akte_expr::{Path, Step, is_blank};

use crate::limits;

/// Reads the name of a question: dotted names without indices, of characters that can be seen.
pub(crate) fn read(text: &str) -> Result<Path, String> {
    let path: Path = text.parse().map_err(|error: akte_expr::PathError| error.reason.to_owned())?;
    if path.steps().len() > limits::NAME_STEPS {
        return Err(format!("it has more than {} parts", limits::NAME_STEPS));
    }
    for step in path.steps() {
        match step {
            Step::Index(_) => return Err("the items of a list are described by its “item”".into()),
            Step::Name(name) if name.chars().all(is_seen) => {}
            Step::Name(_) => return Err("it has characters that can't be seen or typed".into()),
        }
    }
    Ok(path)
}

/// Letters, digits and what keys print. Not: control and format characters, combining marks, and the letters that show
/// nothing; with these two names could look the same.
fn is_seen(c: char) -> bool {
    !is_blank(c) && (c.is_alphanumeric() || c == ' ' || c.is_ascii_graphic())
}

/// A name as words: `client.birth_date` is "Client: birth date", `parties[1].name` is "Parties 2: name".
pub(crate) fn label(path: &Path) -> String {
    let mut label = String::new();
    for step in path.steps() {
        match step {
            Step::Index(index) => label.push_str(&format!(" {}", index + 1)),
            Step::Name(name) if label.is_empty() => label = title(name),
            Step::Name(name) => {
                label.push_str(if label.contains(": ") { ", " } else { ": " });
                label.push_str(&words(name));
            }
        }
    }
    label
}

/// Names inside each other as words: "Client: birth date".
pub(crate) fn label_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names = names.into_iter();
    let mut label = names.next().map(title).unwrap_or_default();
    for (i, name) in names.enumerate() {
        label.push_str(if i == 0 { ": " } else { ", " });
        label.push_str(&words(name));
    }
    label
}

/// One name as words that start with a capital: "Birth date".
pub(crate) fn title(name: &str) -> String {
    let words = words(name);
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// One name as words: `birth_date` and `birthDate` are "birth date"; a name in capitals stays as it is.
fn words(name: &str) -> String {
    let mut words = String::new();
    let mut after_lower = false;
    for c in name.trim_matches('_').chars() {
        let starts_word = c == '_' || (c.is_uppercase() && after_lower);
        if starts_word && !words.ends_with(' ') {
            words.push(' ');
        }
        if c == '_' {
            after_lower = false;
            continue;
        }
        if c.is_uppercase() && after_lower {
            words.extend(c.to_lowercase());
        } else {
            words.push(c);
        }
        after_lower = c.is_lowercase() || c.is_numeric();
    }
    if words.is_empty() { name.to_owned() } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_as_words() {
        let table = [
            ("fee", "Fee"),
            ("client.birth_date", "Client: birth date"),
            ("client.name.first", "Client: name, first"),
            ("parties[1].name", "Parties 2: name"),
            ("startDate", "Start date"),
            ("VAT_number", "VAT number"),
            ("claims[\"illegal lockout\"].date", "Claims: illegal lockout, date"),
            ("_", "_"),
            ("één_naam", "Één naam"),
        ];
        for (name, expected) in table {
            assert_eq!(label(&name.parse().unwrap()), expected);
        }
    }

    #[test]
    fn names_that_could_be_mistaken_for_each_other_are_refused() {
        for name in [
            "client\u{200B}",
            "a['b\u{200B}c']",
            "a['e\u{301}']",
            "cl\u{3164}ient",
            "parties[0]",
            "",
            "a b",
            &"a.".repeat(17),
        ] {
            assert!(read(name).is_err(), "{name:?}");
        }
        assert!(read("client.name").is_ok());
        assert!(read("claims['illegal lockout']").is_ok());
    }
}
