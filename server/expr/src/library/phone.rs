//! Telephone numbers.

use super::{Builtin, Call, FILTER, FUNCTION, METHOD, builtin, made, name};
use crate::scope::{Found, Outcome, Scope};
use crate::{Language, Value};

pub(super) const TABLE: &[Builtin] = &[
    builtin(
        "phone_number_formatted",
        FUNCTION | FILTER,
        &["number"],
        "As telephone numbers are written in the language.",
        formatted_number,
    ),
    builtin(
        "phone_number_part",
        FUNCTION,
        &["number", "part"],
        "Of ten figures the area code (0), the exchange (1) or the line (2).",
        part,
    ),
    builtin("phone_numbers", METHOD, &["person"], "The telephone number.", phone_numbers).open(),
];

/// Dutch area codes of three figures (numbering plan of the ACM); the others have four.
const SHORT_AREAS: [&str; 33] = [
    "010", "013", "015", "020", "023", "024", "026", "030", "033", "035", "036", "038", "040", "043", "045",
    "046", "050", "053", "055", "058", "070", "071", "072", "073", "074", "075", "076", "077", "078", "079",
    "085", "088", "091",
];

fn formatted_number(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let typed = scope.text(call.subject()?)?;
    made(formatted(&typed, scope.settings().language))
}

/// As typed when it is not ten figures of the country of the language.
fn formatted(typed: &str, language: Language) -> String {
    let digits = digits(typed);
    let cut = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    match language {
        Language::Nl if digits.len() == 10 && digits.starts_with("06") => format!("06 {}", cut(2, 10)),
        Language::Nl if digits.len() == 10 && digits.starts_with('0') => {
            let area = if SHORT_AREAS.contains(&cut(0, 3)) { 3 } else { 4 };
            format!("{} {}", cut(0, area), cut(area, 10))
        }
        Language::En if digits.len() == 10 && !typed.trim_start().starts_with(['+', '0']) => {
            format!("({}) {}-{}", cut(0, 3), cut(3, 6), cut(6, 10))
        }
        _ => typed.trim().to_owned(),
    }
}

fn digits(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_digit).collect()
}

fn part(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let digits = digits(&scope.text(call.subject()?)?);
    let range = match scope.whole(call.need("part")?)? {
        0 => 0..3,
        1 => 3..6,
        _ => 6..10,
    };
    made(digits.get(range).unwrap_or_default())
}

fn phone_numbers(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let person = call.subject()?;
    if matches!(person.value, Value::Text(_) | Value::None) {
        return made(scope.text(person)?);
    }
    let language = scope.settings().language;
    let known = ["mobile_number", "phone_number", "phone"];
    for field in known {
        if let Some(number) = name::if_known(scope, person, field)? {
            return made(formatted(&number, language));
        }
    }
    let number = name::field(scope, person, "phone")?;
    made(formatted(&number, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        for (typed, language, text) in [
            ("0612345678", Language::Nl, "06 12345678"),
            ("020-123 45 67", Language::Nl, "020 1234567"),
            ("0297123456", Language::Nl, "0297 123456"),
            ("+31 20 1234567", Language::Nl, "+31 20 1234567"),
            ("6175551234", Language::En, "(617) 555-1234"),
            (" 555-1234 ", Language::En, "555-1234"),
        ] {
            assert_eq!(formatted(typed, language), text);
        }
    }
}
