//! Amounts of money.

use rust_decimal::Decimal;

use super::{Builtin, Call, FILTER, FUNCTION, builtin, made};
use crate::formats::money::{self, DEFAULT_CURRENCY};
use crate::scope::{Found, Outcome, Quantity, Scope};
use crate::{Language, RecordKind};

pub(super) const TABLE: &[Builtin] = &[
    builtin(
        "money",
        FILTER,
        &["amount", "currency", "language"],
        "With the sign of its currency: € 1.250,00.",
        amount,
    ),
    builtin(
        "currency",
        FUNCTION | FILTER,
        &["amount", "decimals", "symbol", "currency", "language"],
        "With the sign of its currency: €1,250.00.",
        currency,
    ),
];

/// The text of an amount of money, or of a group with an amount.
pub(crate) fn text(scope: &mut Scope<'_>, found: &Found) -> Outcome<String> {
    let (number, code) = parts(scope, found)?;
    let language = scope.settings().language;
    Ok(money::amount(number, money::symbol(&code), money::decimals(&code), language))
}

/// The number and the currency of an amount.
pub(super) fn parts(scope: &mut Scope<'_>, found: &Found) -> Outcome<(Decimal, String)> {
    let is_money = found.kind() == Some(RecordKind::Money);
    let number = if is_money { scope.number(found) } else { scope.figure(found) }?;
    let currency = Quantity::of(&found.value).and_then(|quantity| quantity.currency);
    Ok((number, currency.as_deref().unwrap_or(DEFAULT_CURRENCY).to_owned()))
}

/// The first argument: a currency, or a language in place of it.
pub(super) fn currency_or_language(
    scope: &mut Scope<'_>,
    call: &Call,
) -> Outcome<(Option<String>, Language)> {
    let given = call.text(scope, "currency")?;
    match given.map(|given| (given.parse::<Language>().ok().filter(|_| given.len() == 2), given)) {
        Some((Some(language), _)) => Ok((None, language)),
        Some((None, code)) => Ok((Some(code.to_uppercase()), call.language(scope)?)),
        None => Ok((None, call.language(scope)?)),
    }
}

/// `| money`, `| money("USD")`, `| money("nl")`
fn amount(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let (number, own) = parts(scope, call.subject()?)?;
    let (code, language) = currency_or_language(scope, call)?;
    let code = code.unwrap_or(own);
    made(money::amount(number, money::symbol(&code), money::decimals(&code), language))
}

/// docassemble's: `currency(fee, decimals=False, symbol='$')`.
fn currency(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let (number, own) = parts(scope, call.subject()?)?;
    let code = call.text(scope, "currency")?.unwrap_or(own);
    let decimals = match call.get("decimals") {
        Some(_) if !call.flag(scope, "decimals")? => 0,
        _ => money::decimals(&code),
    };
    let symbol = call.text(scope, "symbol")?;
    let symbol = symbol.as_deref().unwrap_or_else(|| money::symbol(&code));
    let language = call.language(scope)?;
    made(money::amount(number, symbol, decimals, language))
}
