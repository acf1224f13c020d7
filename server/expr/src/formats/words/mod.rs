//! Numbers, amounts, dates and periods in words. The style is stated, with the tables that the tests
//! read, in `docs/words.md`.

mod dutch;
mod english;
pub(crate) mod few;
#[cfg(test)]
mod tests;

use jiff::civil;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{list, money, number, period};
use crate::{Language, Period};

/// How a language writes numbers out.
pub(crate) struct Grammar {
    language: Language,
    /// A whole number: twenty-one.
    whole: fn(u128) -> String,
    /// Its ordinal: twenty-first.
    ordinal: fn(u128) -> String,
    /// The figures after the decimal sign.
    fraction: fn(&str) -> String,
    /// A day: the fifth day of March two thousand and twenty-six.
    date: fn(civil::Date) -> String,
    /// A number below zero starts with it.
    minus: &'static str,
    /// The decimal sign.
    point: &'static str,
    /// Between the units and the cents of an amount.
    and: &'static str,
    /// Before a time of day.
    at: &'static str,
    /// Hour and minute: one, and more.
    clock: [(&'static str, &'static str); 2],
    /// By ISO 4217.
    currencies: &'static [Currency],
}

/// What a currency and its hundredth are called: one, and more.
struct Currency {
    code: &'static str,
    unit: Names,
    cent: Names,
}

/// The name of one, and of more.
type Names = (&'static str, &'static str);

const fn currency(code: &'static str, unit: Names, cent: Names) -> Currency {
    Currency { code, unit, cent }
}

/// The grammar of a language; none when numbers are not written out in it yet.
pub(crate) fn grammar(language: Language) -> Option<&'static Grammar> {
    match language {
        Language::Nl => Some(&dutch::GRAMMAR),
        Language::En => Some(&english::GRAMMAR),
        Language::De | Language::Fr => None,
    }
}

impl Grammar {
    /// `five point two five`
    pub fn number(&self, number: Decimal) -> String {
        let number = number.normalize();
        let text = number.abs().to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let mut words = (self.whole)(whole.parse().unwrap_or_default());
        if !fraction.is_empty() {
            words = format!("{words} {} {}", self.point, (self.fraction)(fraction));
        }
        self.signed(number, words)
    }

    /// `twenty-first`
    pub fn ordinal(&self, number: u64) -> String {
        (self.ordinal)(number.into())
    }

    /// `two hundred and fifty euros and twenty-five cents`, rounded to cents. A currency without
    /// words of its own follows as its code.
    pub fn money(&self, amount: Decimal, code: &str) -> String {
        let amount = number::round(amount, money::decimals(code));
        let Some(currency) = self.currencies.iter().find(|currency| currency.code == code) else {
            return format!("{} {code}", self.number(amount));
        };
        let whole = amount.abs().trunc();
        let cents = ((amount.abs() - whole) * Decimal::ONE_HUNDRED).to_u128().unwrap_or_default();
        let whole = whole.to_u128().unwrap_or_default();
        let mut parts = Vec::new();
        if whole > 0 || cents == 0 {
            parts.push(self.count(whole, currency.unit));
        }
        if cents > 0 {
            parts.push(self.count(cents, currency.cent));
        }
        self.signed(amount, parts.join(&format!(" {} ", self.and)))
    }

    /// `the fifth day of March two thousand and twenty-six`
    pub fn date(&self, date: civil::Date) -> String {
        (self.date)(date)
    }

    /// The day, and the time in hours and minutes.
    pub fn date_time(&self, moment: civil::DateTime) -> String {
        let [hour, minute] = self.clock;
        let count = |n: i8, names| self.count(u128::try_from(n).unwrap_or_default(), names);
        let mut time = count(moment.hour(), hour);
        if moment.minute() != 0 {
            time = format!("{time} {} {}", self.and, count(moment.minute(), minute));
        }
        format!("{} {} {time}", self.date(moment.date()), self.at)
    }

    /// `three months and fourteen days`
    pub fn period(&self, span: &Period) -> String {
        let parts: Vec<String> = period::parts(span, self.language)
            .into_iter()
            .map(|(n, unit)| format!("{} {unit}", self.number(Decimal::from(n))))
            .collect();
        list::and(&parts, self.language)
    }

    fn count(&self, n: u128, (one, more): (&str, &str)) -> String {
        format!("{} {}", (self.whole)(n), if n == 1 { one } else { more })
    }

    fn signed(&self, number: Decimal, words: String) -> String {
        if number < Decimal::ZERO { format!("{} {words}", self.minus) } else { words }
    }
}

/// The year, when it is one that is counted in hundreds: 1985 is 19 and 85.
fn century(year: i16) -> Option<(u128, u128)> {
    let year = u128::try_from(year).ok().filter(|year| (1100..2000).contains(year))?;
    Some((year / 100, year % 100))
}

/// The groups of a number from a million up that are not zero, largest first: how many, and of what.
/// `names` are those of 10⁶, 10⁹ …
fn large<const N: usize>(n: u128, names: [&'static str; N]) -> Vec<(u128, &'static str)> {
    let mut groups = Vec::new();
    let mut rest = n / 1_000_000;
    for name in names {
        groups.push((rest % 1000, name));
        rest /= 1000;
    }
    groups.reverse();
    groups.retain(|(count, _)| *count > 0);
    groups
}
