//! Texts.

use super::{Builtin, Call, FILTER, FUNCTION, METHOD, builtin, made};
use crate::formats::{date, number};
use crate::scope::{EvalError, EvalErrorKind, Found, Outcome, Scope, push};
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
    builtin(
        "format",
        FILTER | METHOD,
        &["text", "*"],
        "With values in the places of {}; of a date, by a pattern.",
        format,
    )
    .any_named(),
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
    if text.chars().count() <= length {
        return made(text);
    }
    let kept: String = text.chars().take(length.saturating_sub(1)).collect();
    made(format!("{}…", kept.trim_end()))
}

/// Python's `'{} of {name:,.2f}'.format(…)`, and of a date its format by a pattern.
fn format(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let subject = call.subject()?;
    if matches!(subject.value, Value::Date(_) | Value::DateTime(_)) {
        let moment = scope.moment(subject)?;
        let language = scope.settings().language;
        let pattern = call.rest.first().map(|pattern| scope.text(pattern)).transpose()?;
        let text = pattern.and_then(|pattern| date::pattern(moment, &pattern, language));
        return made(text.unwrap_or_else(|| date::date(moment.date(), date::Length::Long, language)));
    }
    let text = scope.text(subject)?;
    let mut result = String::new();
    let mut next = 0;
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        push(&mut result, before)?;
        if from.starts_with("{{") || from.starts_with("}}") {
            push(&mut result, &from[..1])?;
            rest = &from[2..];
            continue;
        }
        let end = from.find('}').filter(|_| from.starts_with('{')).ok_or_else(unreadable)?;
        let field = &from[1..end];
        let (name, spec) = field.split_once(':').unwrap_or((field, ""));
        let found = argument(call, name, &mut next).ok_or_else(unreadable)?;
        let shown = shown(scope, &found, spec)?;
        push(&mut result, &shown)?;
        rest = &from[end + 1..];
    }
    push(&mut result, rest)?;
    made(result)
}

fn argument(call: &Call, name: &str, next: &mut usize) -> Option<Found> {
    if name.is_empty() {
        *next += 1;
        return call.rest.get(*next - 1).cloned();
    }
    match name.parse::<usize>() {
        Ok(at) => call.rest.get(at).cloned(),
        Err(_) => call.named.iter().find(|(own, _)| &**own == name).map(|(_, found)| found.clone()),
    }
}

/// A value by a Python format: nothing, `,`, `d`, `.2f`, `,.2f`.
fn shown(scope: &mut Scope<'_>, found: &Found, spec: &str) -> Outcome<String> {
    let language = scope.settings().language;
    let (grouped, figures) = match spec.strip_prefix(',') {
        Some(figures) => (true, figures),
        None => (false, spec),
    };
    let decimals = match figures {
        "" if !grouped => return scope.text(found),
        "" => None,
        "d" => Some(0),
        _ => {
            let digits = figures.strip_prefix('.').and_then(|f| f.strip_suffix('f'));
            let digits = digits.and_then(|digits| digits.parse::<u32>().ok());
            Some(digits.filter(|digits| *digits <= 28).ok_or_else(unreadable)?)
        }
    };
    let value = scope.number(found)?;
    Ok(match decimals {
        Some(decimals) if !grouped => number::ungrouped(value, decimals, language),
        decimals => number::grouped(value, decimals, language),
    })
}

fn unreadable() -> EvalError {
    EvalError::new(
        EvalErrorKind::BadValue,
        "This format cannot be read. Use {} for each value, {:,.2f} for an amount, or a filter such as `| number`.",
    )
}
