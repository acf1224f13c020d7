//! In words.

use super::{Builtin, Call, FILTER, FUNCTION, bad, builtin, made, money, number};
use crate::formats::words::{Grammar, grammar};
use crate::scope::{Found, Outcome, Scope, unfit};
use crate::{Language, RecordKind, Value};

pub(super) const TABLE: &[Builtin] = &[builtin(
    "words",
    FILTER | FUNCTION,
    &["value", "currency", "language", "ordinal"],
    "A number, amount, date or period in words, in Dutch and English; a number as an amount when a currency is given.",
    words,
)];

/// `| words`, `| words("en")`, `| words("EUR")`, `| words(ordinal=true)`
fn words(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let subject = call.subject()?;
    let (currency, language) = money::currency_or_language(scope, call)?;
    let grammar = in_words(language)?;
    if subject.kind() == Some(RecordKind::Money) {
        let (amount, own) = money::parts(scope, subject)?;
        return made(grammar.money(amount, currency.as_deref().unwrap_or(&own)));
    }
    if call.flag(scope, "ordinal")? {
        return made(grammar.ordinal(number::count(scope, call, 0)?));
    }
    made(match (scope.look(subject)?, currency) {
        (Value::None, _) => String::new(),
        (Value::Number(amount), Some(code)) => grammar.money(amount, &code),
        (Value::Number(number), None) => grammar.number(number),
        (Value::Date(date), _) => grammar.date(date),
        (Value::DateTime(moment), _) => grammar.date_time(moment),
        (Value::Period(period), _) => grammar.period(&period),
        (value, _) => return Err(unfit(subject, &value, "a number, an amount, a date or a period").into()),
    })
}

/// How the language writes numbers out, when it is one that we can.
pub(super) fn in_words(language: Language) -> Outcome<&'static Grammar> {
    match grammar(language) {
        Some(grammar) => Ok(grammar),
        None => bad("Words are written in Dutch and English. Use words('nl') or words('en'), or figures."),
    }
}
