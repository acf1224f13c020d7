//! Dates, times and periods.

use jiff::civil;
use rust_decimal::Decimal;

use super::{Builtin, Call, FILTER, FUNCTION, METHOD, bad, builtin, made};
use crate::formats::date::{self, Length};
use crate::scope::{EvalError, EvalErrorKind, Found, Outcome, Scope};
use crate::{Language, Period, Record, RecordKind, Value};

const EITHER: u8 = FUNCTION | FILTER;
const ALL: u8 = FUNCTION | FILTER | METHOD;

pub(super) const TABLE: &[Builtin] = &[
    builtin(
        "date",
        FILTER,
        &["date", "format", "language"],
        "Written out: 5 maart 2026; by a pattern or in a language when given.",
        written,
    ),
    builtin("format_date", ALL, &["date", "format", "language"], "As date.", written),
    builtin("format_datetime", ALL, &["date", "format", "language"], "The date and the time.", |s, c| {
        shown(s, c, |m, l| date::date_time(m, Length::Long, l))
    }),
    builtin("format_time", ALL, &["date", "format", "language"], "The time.", |s, c| {
        shown(s, c, |m, l| date::time(m.time(), l))
    }),
    builtin("today", FUNCTION, &["timezone", "format"], "The day on which the document is made.", today),
    builtin("current_datetime", FUNCTION, &[], "The moment at which the document is made.", |s, _| {
        made(Value::DateTime(s.settings().now))
    }),
    builtin("now", FUNCTION, &[], "As current_datetime.", |s, _| made(Value::DateTime(s.settings().now))),
    builtin("as_datetime", FUNCTION, &["date"], "A text such as 2026-03-05 as a date.", |s, c| {
        made(s.date(c.subject()?)?)
    }),
    builtin("year_of", EITHER, &["date"], "The year, as a number.", |s, c| {
        made(i64::from(s.date(c.subject()?)?.year()))
    }),
    builtin("month_of", EITHER, &["date", "as_word"], "The month, as a number or a word.", month_of),
    builtin("day_of", EITHER, &["date"], "The day of the month, as a number.", |s, c| {
        made(i64::from(s.date(c.subject()?)?.day()))
    }),
    builtin(
        "dow_of",
        EITHER,
        &["date", "as_word"],
        "The day of the week, as a number (Monday is 1) or a word.",
        weekday_of,
    ),
    builtin(
        "date_difference",
        FUNCTION,
        &["starting", "ending"],
        "The time between two dates: .days, .weeks, .months, .years.",
        difference,
    ),
    builtin(
        "period",
        FUNCTION,
        &["iso", "years", "months", "weeks", "days"],
        "A length of time: period(months=3), period('P3M').",
        period,
    ),
    builtin("date_interval", FUNCTION, &["iso", "years", "months", "weeks", "days"], "As period.", period),
    builtin(
        "plus",
        METHOD,
        &["date", "years", "months", "weeks", "days"],
        "So much later: x.plus(months=1).",
        |s, c| moved(s, c, 1),
    ),
    builtin(
        "minus",
        METHOD,
        &["date", "years", "months", "weeks", "days"],
        "So much earlier: x.minus(days=14).",
        |s, c| moved(s, c, -1),
    ),
];

/// By the argument `format` and `language`: a length, a pattern, or a language in place of it.
fn written(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    shown(scope, call, |moment, language| date::date(moment.date(), Length::Long, language))
}

fn shown(
    scope: &mut Scope<'_>,
    call: &Call,
    plain: fn(civil::DateTime, Language) -> String,
) -> Outcome<Found> {
    let subject = call.subject()?;
    if matches!(subject.value, Value::None) {
        scope.touch(subject);
        return made(Value::None);
    }
    let moment = scope.moment(subject)?;
    let language = call.language(scope)?;
    let Some(format) = call.text(scope, "format")? else {
        return made(plain(moment, language));
    };
    if let Some(language) = format.parse().ok().filter(|_| format.len() == 2) {
        return made(plain(moment, language));
    }
    if let Some(length) = Length::named(&format) {
        return made(date::date(moment.date(), length, language));
    }
    match date::pattern(moment, &format, language) {
        Some(text) => made(text),
        None => bad(format!(
            "'{format}' is not a format for dates. Use 'long', 'd MMMM yyyy' or a language such as 'nl'."
        )),
    }
}

fn today(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let today = scope.settings().today;
    let Some(format) = call.text(scope, "format")? else {
        return made(today);
    };
    let language = scope.settings().language;
    match date::pattern(today.at(0, 0, 0, 0), &format, language) {
        Some(text) => made(text),
        None => bad(format!("'{format}' is not a format for dates. Use 'd MMMM yyyy'.")),
    }
}

fn month_of(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let day = scope.date(call.subject()?)?;
    if call.flag(scope, "as_word")? {
        return made(date::month(day, scope.settings().language));
    }
    made(i64::from(day.month()))
}

fn weekday_of(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let day = scope.date(call.subject()?)?;
    if call.flag(scope, "as_word")? {
        return made(date::weekday(day, scope.settings().language));
    }
    made(i64::from(day.weekday().to_monday_one_offset()))
}

/// Days as a whole; weeks, months and years as numbers with decimals, of an average length.
fn difference(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let today = Found::made(scope.settings().today);
    let start = scope.date(call.get("starting").unwrap_or(&today))?;
    let end = scope.date(call.get("ending").unwrap_or(&today))?;
    let days = start.until(end).map(|span| span.get_days()).unwrap_or_default();
    let days = Decimal::from(days);
    let per = |length: Decimal| days.checked_div(length).unwrap_or_default().round_dp(6).normalize();
    let year = Decimal::new(3_652_425, 4); // the mean year of the Gregorian calendar, in days
    let month = year / Decimal::from(12);
    made(
        Record::new(RecordKind::Plain)
            .with("days", days)
            .with("weeks", per(Decimal::from(7)))
            .with("months", per(month))
            .with("years", per(year)),
    )
}

/// The units that were given by name.
fn units(scope: &mut Scope<'_>, call: &Call) -> Outcome<Period> {
    let mut unit = |name| -> Outcome<i32> {
        let number = call.whole(scope, name)?.unwrap_or(0);
        i32::try_from(number).map_err(|_| too_long().into())
    };
    Ok(Period { years: unit("years")?, months: unit("months")?, weeks: unit("weeks")?, days: unit("days")? })
}

fn period(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let given = match call.get("iso") {
        Some(iso) => scope.period(iso)?,
        None => Period::default(),
    };
    let period = units(scope, call)?.plus(&given).ok_or_else(too_long)?;
    made(Value::Period(period))
}

fn moved(scope: &mut Scope<'_>, call: &Call, sign: i32) -> Outcome<Found> {
    let subject = call.subject()?;
    let moment = scope.moment(subject)?;
    let period = units(scope, call)?.times(sign).ok_or_else(too_long)?;
    let moved = period.after_moment(moment).ok_or_else(too_long)?;
    match subject.value {
        Value::DateTime(_) => made(Value::DateTime(moved)),
        _ => made(moved.date()),
    }
}

fn too_long() -> EvalError {
    EvalError::new(
        EvalErrorKind::TooLarge,
        "This period is too long to compute with. Check the numbers that were given.",
    )
}
