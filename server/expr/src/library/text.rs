//! Texts.

use icu::segmenter::GraphemeClusterSegmenter;

use super::{Builtin, Call, FILTER, FUNCTION, METHOD, builtin, made};
use crate::scope::{Found, Outcome, Scope, push};
use crate::{Language, Value};

const ALL: u8 = FUNCTION | FILTER | METHOD;

pub(super) const TABLE: &[Builtin] = &[
    builtin("upper", FILTER | METHOD, &["text"], "In capitals.", |s, c| each(s, c, |t, _| t.to_uppercase())),
    builtin("lower", FILTER | METHOD, &["text"], "Without capitals.", |s, c| {
        each(s, c, |t, _| t.to_lowercase())
    }),
    builtin("title", FILTER | METHOD, &["text"], "Every word with a capital.", |s, c| each(s, c, title)),
    builtin("title_case", ALL, &["text"], "Every word with a capital except the small ones.", |s, c| {
        each(s, c, title_case)
    }),
    builtin("capitalize", ALL, &["text"], "The first letter as a capital.", |s, c| each(s, c, capitalized)),
    builtin("trim", FILTER, &["text"], "Without spaces around it.", |s, c| {
        each(s, c, |t, _| t.trim().to_owned())
    }),
    builtin("strip", METHOD, &["text"], "Without spaces around it.", |s, c| {
        each(s, c, |t, _| t.trim().to_owned())
    }),
    builtin("string", FILTER, &["value"], "As text.", |s, c| each(s, c, |t, _| t.to_owned())),
    builtin("str", FUNCTION, &["value"], "As text.", |s, c| each(s, c, |t, _| t.to_owned())),
    builtin("safe", FILTER, &["value"], "Unchanged.", |_, c| Ok(c.subject()?.clone())),
    builtin("escape", FILTER, &["value"], "Unchanged: text needs no escaping in a document.", |_, c| {
        Ok(c.subject()?.clone())
    }),
    builtin("e", FILTER, &["value"], "As escape.", |_, c| Ok(c.subject()?.clone())),
    builtin(
        "fix_punctuation",
        ALL,
        &["text", "mark"],
        "With a full stop at the end when it has no mark.",
        fix_punctuation,
    ),
    builtin("strip_end_punctuation", FUNCTION | FILTER, &["text"], "Without marks at the end.", |s, c| {
        each(s, c, |t, _| without_end_mark(t).to_owned())
    }),
    builtin("single_paragraph", FUNCTION | FILTER, &["text"], "On one line.", |s, c| {
        each(s, c, |t, _| lines(t).join(" "))
    }),
    builtin("manual_line_breaks", FILTER, &["text"], "Each line on its own line.", |s, c| {
        each(s, c, |t, _| lines(t).join("\n"))
    }),
    builtin("paragraphs", FILTER, &["text"], "Each line as its own paragraph.", |s, c| {
        each(s, c, |t, _| lines(t).join("\n\n"))
    }),
    builtin("replace", FILTER | METHOD, &["text", "old", "new"], "With one text for another.", replace),
    builtin("split", METHOD, &["text", "separator"], "The parts between separators, as a list.", split),
    builtin("startswith", METHOD, &["text", "start"], "Whether it starts so.", |s, c| {
        affix(s, c, "start", |t, a| t.starts_with(a))
    }),
    builtin("endswith", METHOD, &["text", "end"], "Whether it ends so.", |s, c| {
        affix(s, c, "end", |t, a| t.ends_with(a))
    }),
    builtin("truncate", FILTER, &["text", "length"], "At most so many characters.", truncate),
    builtin("wordcount", FILTER, &["text"], "How many words.", |s, c| {
        let text = s.text(c.subject()?)?;
        made(text.split_whitespace().count())
    }),
];

/// The text of the subject, changed.
fn each(scope: &mut Scope<'_>, call: &Call, change: fn(&str, Language) -> String) -> Outcome<Found> {
    let text = scope.text(call.subject()?)?;
    made(change(&text, scope.settings().language))
}

/// With a capital first; "ij" is one letter in Dutch.
pub(super) fn capitalized(text: &str, language: Language) -> String {
    if language == Language::Nl
        && let Some(rest) = text.strip_prefix("ij")
    {
        return format!("IJ{rest}");
    }
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Changes every word and leaves what stands between them.
fn words(text: &str, mut change: impl FnMut(usize, &str) -> String) -> String {
    let mut result = String::new();
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            result.push(' ');
        }
        result.push_str(&change(at, word));
    }
    result
}

fn title(text: &str, language: Language) -> String {
    words(text, |_, word| capitalized(&word.to_lowercase(), language))
}

/// Capitals that are there stay; small words stay small, but for the first and the last.
fn title_case(text: &str, language: Language) -> String {
    let small: &[&str] = match language {
        Language::En => {
            &["a", "an", "and", "as", "at", "but", "by", "for", "in", "of", "on", "or", "the", "to", "via"]
        }
        Language::Nl => &[
            "de", "den", "der", "een", "en", "het", "in", "met", "of", "op", "te", "ten", "ter", "van",
            "voor",
        ],
        Language::De => &[
            "das", "dem", "den", "der", "des", "die", "ein", "eine", "für", "in", "mit", "oder", "und",
            "von", "zu",
        ],
        Language::Fr => &[
            "à", "au", "aux", "de", "des", "du", "en", "et", "la", "le", "les", "ou", "par", "pour", "un",
            "une",
        ],
    };
    let last = text.split(' ').count() - 1;
    words(text, |at, word| {
        if at != 0 && at != last && small.contains(&word) {
            word.to_owned()
        } else {
            capitalized(word, language)
        }
    })
}

fn without_end_mark(text: &str) -> &str {
    text.trim_end().trim_end_matches(['.', ',', ';', ':', '!', '?']).trim_end()
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

fn fix_punctuation(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let text = scope.text(call.subject()?)?;
    let mark = call.text(scope, "mark")?.unwrap_or_else(|| ".".to_owned());
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?']) || text.ends_with(&mark) {
        return made(text);
    }
    made(format!("{}{mark}", without_end_mark(text)))
}

fn replace(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let text = scope.text(call.subject()?)?;
    let (old, new) = (scope.text(call.need("old")?)?, scope.text(call.need("new")?)?);
    let mut result = String::new();
    for (at, part) in text.split(&old).enumerate() {
        push(&mut result, if at == 0 { "" } else { &new })?;
        push(&mut result, part)?;
    }
    made(result)
}

fn split(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let text = scope.text(call.subject()?)?;
    scope.step(text.len() / 16)?;
    let parts: Vec<&str> = match call.text(scope, "separator")?.as_deref() {
        None | Some("") => text.split_whitespace().collect(),
        Some(separator) => return made(Value::list(text.split(separator).map(Value::from))),
    };
    made(Value::list(parts.into_iter().map(Value::from)))
}

fn affix(scope: &mut Scope<'_>, call: &Call, param: &str, test: fn(&str, &str) -> bool) -> Outcome<Found> {
    let text = scope.text(call.subject()?)?;
    let affix = scope.text(call.need(param)?)?;
    made(test(&text, &affix))
}

fn truncate(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let text = scope.text(call.subject()?)?;
    let length = call.whole(scope, "length")?.unwrap_or(255);
    let length = usize::try_from(length).unwrap_or_default();
    // Characters as people see them: a letter with its accents, a flag (UAX #29).
    let ends: Vec<usize> = GraphemeClusterSegmenter::new().segment_str(&text).skip(1).collect();
    if ends.len() <= length {
        return made(text);
    }
    let end = length.checked_sub(2).and_then(|at| ends.get(at)).copied().unwrap_or_default();
    made(format!("{}…", text.get(..end).unwrap_or_default().trim_end()))
}
