//! Texts with places for values, as Python has them: `'{} of {name:,.2f}'.format(…)`, and
//! `'%s of %(name).2f' | format(…)`, which `'%s' % x` is short for.

use super::{Builtin, Call, FILTER, METHOD, builtin, made};
use crate::Value;
use crate::formats::{date, number};
use crate::scope::{EvalError, EvalErrorKind, Found, Outcome, Scope, push};

pub(super) const TABLE: &[Builtin] = &[
    builtin(
        "format",
        METHOD,
        &["text", "*"],
        "With values in the places of {}; of a date, by a pattern.",
        format,
    )
    .any_named(),
    builtin(
        "format",
        FILTER,
        &["text", "*"],
        "With values in the places of %s, or of {}; of a date, by a pattern.",
        filter,
    )
    .any_named(),
];

/// Decimals, and figures of padding, that can be asked for.
const MOST: usize = 28;

fn format(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let subject = call.subject()?;
    if matches!(subject.value, Value::Date(_) | Value::DateTime(_)) {
        return by_pattern(scope, subject, call.rest.first());
    }
    let text = scope.text(subject)?;
    braces(scope, &text, &call.rest, &call.named)
}

fn filter(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let subject = call.subject()?;
    match &subject.value {
        Value::Text(text) if text.contains('%') => percents(scope, text, &call.rest, &call.named),
        _ => format(scope, call),
    }
}

fn by_pattern(scope: &mut Scope<'_>, subject: &Found, pattern: Option<&Found>) -> Outcome<Found> {
    let moment = scope.moment(subject)?;
    let language = scope.settings().language;
    let pattern = pattern.map(|pattern| scope.text(pattern)).transpose()?;
    let text = pattern.and_then(|pattern| date::pattern(moment, &pattern, language));
    made(text.unwrap_or_else(|| date::date(moment.date(), date::Length::Long, language)))
}

type Named = [(std::sync::Arc<str>, Found)];

/// `{}`, `{0}`, `{name}`, each with a Python format after a colon; `{{` and `}}` are braces.
fn braces(scope: &mut Scope<'_>, text: &str, values: &[Found], named: &Named) -> Outcome<Found> {
    let mut result = String::new();
    let mut next = values.iter();
    let mut rest = text;
    while let Some((before, from)) = rest.find(['{', '}']).map(|at| rest.split_at(at)) {
        scope.step(1 + named.len() / 8)?;
        push(&mut result, before)?;
        if let Some(after) = from.strip_prefix("{{").or_else(|| from.strip_prefix("}}")) {
            push(&mut result, if from.starts_with('{') { "{" } else { "}" })?;
            rest = after;
            continue;
        }
        let field = from.strip_prefix('{').and_then(|from| from.split_once('}'));
        let (field, after) = field.ok_or_else(unreadable)?;
        let (name, spec) = field.split_once(':').unwrap_or((field, ""));
        let found = match (name, name.parse::<usize>()) {
            ("", _) => next.next(),
            (_, Ok(at)) => values.get(at),
            (name, Err(_)) => by_name(named, name),
        };
        let shown = by_spec(scope, found.ok_or_else(unreadable)?, spec)?;
        push(&mut result, &shown)?;
        rest = after;
    }
    push(&mut result, rest)?;
    made(result)
}

/// A value by a Python format: nothing, `,`, `d`, `.2f`, `,.2f`.
fn by_spec(scope: &mut Scope<'_>, found: &Found, spec: &str) -> Outcome<String> {
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
            let digits = digits.and_then(|digits| digits.parse::<usize>().ok());
            Some(digits.filter(|digits| *digits <= MOST).ok_or_else(unreadable)? as u32)
        }
    };
    let (value, language) = (scope.number(found)?, scope.settings().language);
    Ok(match decimals {
        Some(decimals) if !grouped => number::ungrouped(value, decimals, language),
        decimals => number::grouped(value, decimals, language),
    })
}

/// `%s`, `%d`, `%.2f`, `%05d`, `%-8s`, `%(name)s`; `%%` is a percent sign.
pub(crate) fn percents(scope: &mut Scope<'_>, text: &str, values: &[Found], named: &Named) -> Outcome<Found> {
    let mut result = String::new();
    let mut next = values.iter();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('%') {
        scope.step(1 + named.len() / 8)?;
        push(&mut result, before)?;
        if let Some(after) = from.strip_prefix('%') {
            push(&mut result, "%")?;
            rest = after;
            continue;
        }
        let (name, from) = match from.strip_prefix('(') {
            Some(from) => {
                from.split_once(')').map(|(name, from)| (Some(name), from)).ok_or_else(unreadable)?
            }
            None => (None, from),
        };
        let end = from.find(char::is_alphabetic).ok_or_else(unreadable)?;
        let (width, kind_and_rest) = from.split_at(end);
        let mut chars = kind_and_rest.chars();
        let kind = chars.next().unwrap_or_default();
        rest = chars.as_str();
        let found = match name {
            Some(name) => by_name(named, name),
            None => next.next(),
        };
        let shown = Width::read(width)?.shown(scope, found.ok_or_else(unreadable)?, kind)?;
        push(&mut result, &shown)?;
    }
    push(&mut result, rest)?;
    made(result)
}

/// What stands between `%` and the letter: `-8`, `05`, `.2`.
struct Width {
    left: bool,
    zeros: bool,
    least: usize,
    decimals: Option<usize>,
}

impl Width {
    fn read(text: &str) -> Result<Width, EvalError> {
        let flags = text.find(|c: char| !"-0+ #".contains(c)).unwrap_or(text.len());
        let (flags, rest) = text.split_at(flags);
        let (least, decimals) = match rest.split_once('.') {
            Some((least, decimals)) => (least, Some(decimals)),
            None => (rest, None),
        };
        let number = |text: &str| match text {
            "" => Ok(0),
            _ => text.parse::<usize>().ok().filter(|n| *n <= MOST).ok_or_else(unreadable),
        };
        Ok(Width {
            left: flags.contains('-'),
            zeros: flags.contains('0'),
            least: number(least)?,
            decimals: decimals.map(number).transpose()?,
        })
    }

    fn shown(&self, scope: &mut Scope<'_>, found: &Found, kind: char) -> Outcome<String> {
        let language = scope.settings().language;
        let text = match kind {
            's' => scope.text(found)?,
            'd' | 'i' => number::ungrouped(scope.number(found)?.trunc(), 0, language),
            'f' | 'F' => number::ungrouped(scope.number(found)?, self.decimals.unwrap_or(6) as u32, language),
            _ => return Err(unreadable().into()),
        };
        Ok(self.padded(text, kind != 's'))
    }

    fn padded(&self, text: String, is_number: bool) -> String {
        let missing = self.least.saturating_sub(text.chars().count());
        match (text.strip_prefix('-'), self.zeros && is_number && !self.left) {
            (Some(figures), true) => format!("-{}{figures}", "0".repeat(missing)),
            (None, true) => format!("{}{text}", "0".repeat(missing)),
            _ if self.left => format!("{text}{}", " ".repeat(missing)),
            _ => format!("{}{text}", " ".repeat(missing)),
        }
    }
}

fn by_name<'a>(named: &'a Named, name: &str) -> Option<&'a Found> {
    named.iter().find(|(own, _)| &**own == name).map(|(_, found)| found)
}

fn unreadable() -> EvalError {
    EvalError::new(
        EvalErrorKind::BadValue,
        "This format cannot be read. Use {} or %s for each value, {:,.2f} or %.2f for an amount, or a filter such as `| number`.",
    )
}
