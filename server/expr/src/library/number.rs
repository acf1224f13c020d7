//! Numbers.

use rust_decimal::{Decimal, RoundingStrategy};

use super::words::in_words;
use super::{Builtin, Call, FILTER, FUNCTION, METHOD, bad, builtin, made, text};
use crate::formats::words::few;
use crate::formats::{number, ordinal};
use crate::scope::{Found, Outcome, Scope};
use crate::{Language, Value};

const EITHER: u8 = FUNCTION | FILTER;

pub(super) const TABLE: &[Builtin] = &[
    builtin(
        "number",
        FILTER,
        &["number", "decimals", "language"],
        "With separators for thousands, and as many decimals as given.",
        grouped,
    ),
    builtin("thousands", EITHER, &["number", "show_decimals"], "With separators for thousands.", thousands),
    builtin(
        "percent",
        FILTER,
        &["number", "decimals", "language"],
        "A part of one as a percentage: 0.05 is 5%.",
        percent,
    ),
    builtin("int", EITHER, &["number"], "The whole number, without decimals.", |s, c| {
        made(s.figure(c.subject()?)?.trunc())
    }),
    builtin("float", EITHER, &["number"], "As a number.", |s, c| made(s.figure(c.subject()?)?)),
    builtin("abs", EITHER, &["number"], "Without its sign.", |s, c| made(s.number(c.subject()?)?.abs())),
    builtin(
        "round",
        EITHER,
        &["number", "precision", "method"],
        "Rounded: half away from zero, or 'floor' or 'ceil'.",
        round,
    ),
    builtin("ordinal", EITHER, &["number", "language"], "As an ordinal in figures: 2e, 2nd.", |s, c| {
        let (number, language) = (count(s, c, 0)?, c.language(s)?);
        made(ordinal::figures(number, language))
    }),
    builtin(
        "ordinal_number",
        EITHER,
        &["number", "capitalize", "language", "use_word"],
        "As an ordinal in a word up to ten: second; always or never in a word when `use_word` says so.",
        ordinal_number,
    ),
    builtin(
        "nice_number",
        EITHER,
        &["number", "capitalize", "language", "use_word"],
        "In a word up to ten: two; always or never in a word when `use_word` says so.",
        nice_number,
    ),
    builtin(
        "alpha",
        EITHER,
        &["number", "case"],
        "As a letter; 0 is A, or a when `case` is 'lower': alpha(loop.index0).",
        |s, c| labelled(s, c, number::letters),
    ),
    builtin(
        "roman",
        EITHER,
        &["number", "case"],
        "In Roman figures; 0 is I, or i when `case` is 'lower': roman(loop.index0).",
        |s, c| labelled(s, c, number::roman),
    ),
    builtin(
        "range",
        FUNCTION,
        &["start", "end", "step"],
        "The whole numbers up to, and without, the end.",
        range,
    ),
    builtin("number_as_word", METHOD, &["list"], "How many items, in a word up to ten.", |s, c| {
        let number = s.items(c.subject()?)?.len();
        made(word(number.into(), s.settings().language))
    }),
];

/// The language given in place of the decimals: `| number("nl")`.
fn language_first(scope: &mut Scope<'_>, call: &Call) -> Outcome<(Option<u32>, Language)> {
    match call.get("decimals") {
        Some(Found { value: Value::Text(tag), .. }) => match tag.parse() {
            Ok(language) => Ok((None, language)),
            Err(error) => bad(format!("{error}.")),
        },
        _ => {
            let decimals = call.whole(scope, "decimals")?;
            Ok((decimals.map(|n| n.clamp(0, 28) as u32), call.language(scope)?))
        }
    }
}

fn grouped(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let value = scope.number(call.subject()?)?;
    let (decimals, language) = language_first(scope, call)?;
    made(number::grouped(value, decimals, language))
}

fn thousands(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let value = scope.number(call.subject()?)?;
    let decimals = if call.flag(scope, "show_decimals")? { None } else { Some(0) };
    made(number::grouped(value, decimals, scope.settings().language))
}

fn percent(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let value = scope.number(call.subject()?)?;
    let (decimals, language) = language_first(scope, call)?;
    let Some(value) = value.checked_mul(Decimal::ONE_HUNDRED) else {
        return bad("This number is too large for a percentage.");
    };
    let figures = number::grouped(value, decimals, language);
    let space = match language {
        Language::Nl | Language::En => "",
        Language::De | Language::Fr => "\u{a0}",
    };
    made(format!("{figures}{space}%"))
}

fn round(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let value = scope.number(call.subject()?)?;
    let precision = call.whole(scope, "precision")?.unwrap_or(0).clamp(0, 28) as u32;
    let strategy = match call.text(scope, "method")?.as_deref() {
        Some("floor") => RoundingStrategy::ToNegativeInfinity,
        Some("ceil") => RoundingStrategy::ToPositiveInfinity,
        None | Some("common") => RoundingStrategy::MidpointAwayFromZero,
        Some(other) => {
            return bad(format!(
                "'{other}' is not a way of rounding. Use 'floor' or 'ceil', or leave it out."
            ));
        }
    };
    made(value.round_dp_with_strategy(precision, strategy))
}

/// A whole number of at least `least`.
pub(super) fn count(scope: &mut Scope<'_>, call: &Call, least: u64) -> Outcome<u64> {
    let whole = scope.whole(call.subject()?)?;
    match u64::try_from(whole).ok().filter(|n| *n >= least) {
        Some(number) => Ok(number),
        None => bad(format!("{whole} is too small to count with. Use {least} or more.")),
    }
}

/// In words up to ten as running text has it, always, or never: docassemble's `use_word`.
fn use_word(scope: &mut Scope<'_>, call: &Call) -> Outcome<Option<bool>> {
    match call.get("use_word") {
        Some(found) => Ok(scope.look(found)?.truth()),
        None => Ok(None),
    }
}

fn ordinal_number(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let (number, language) = (count(scope, call, 0)?, call.language(scope)?);
    let text = match use_word(scope, call)? {
        Some(true) => in_words(language)?.ordinal(number),
        Some(false) => ordinal::figures(number, language),
        None => few::ordinal(number, language).unwrap_or_else(|| ordinal::figures(number, language)),
    };
    cased(scope, call, text, language)
}

fn nice_number(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let value = scope.figure(call.subject()?)?;
    let language = call.language(scope)?;
    let text = match use_word(scope, call)? {
        Some(true) => in_words(language)?.number(value),
        Some(false) => number::grouped(value, None, language),
        None => word(value, language),
    };
    cased(scope, call, text, language)
}

fn cased(scope: &mut Scope<'_>, call: &Call, text: String, language: Language) -> Outcome<Found> {
    made(if call.flag(scope, "capitalize")? { text::capitalized(&text, language) } else { text })
}

/// A number in a word up to ten, as in running text; in figures above.
pub(super) fn word(value: Decimal, language: Language) -> String {
    few::number(value, language).unwrap_or_else(|| number::grouped(value, None, language))
}

/// A label that counts from 0, as docassemble does.
fn labelled(scope: &mut Scope<'_>, call: &Call, label: fn(u32) -> Option<String>) -> Outcome<Found> {
    let number = count(scope, call, 0)?;
    match u32::try_from(number).ok().and_then(|n| n.checked_add(1)).and_then(label) {
        Some(text) if call.text(scope, "case")?.as_deref() == Some("lower") => made(text.to_lowercase()),
        Some(text) => made(text),
        None => bad(format!("{number} is too large for such a label. Use the number itself.")),
    }
}

fn range(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let first = scope.whole(call.subject()?)?;
    let (start, end) = match call.whole(scope, "end")? {
        Some(end) => (first, end),
        None => (0, first),
    };
    let step = call.whole(scope, "step")?.unwrap_or(1);
    if step == 0 {
        return bad("A range cannot go in steps of 0.");
    }
    let ahead = |n: i64| if step > 0 { n < end } else { n > end };
    let mut numbers = Vec::new();
    let mut next = Some(start);
    while let Some(n) = next.filter(|n| ahead(*n)) {
        crate::scope::list_fits(numbers.len() + 1)?;
        numbers.push(Value::from(n));
        next = n.checked_add(step);
    }
    made(Value::list(numbers))
}
