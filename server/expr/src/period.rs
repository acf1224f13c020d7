//! A length of time in calendar units.

use std::fmt;
use std::str::FromStr;

use jiff::{Span, civil};

/// A length of time: three months, 14 days. The units are kept as given, since a month has no fixed
/// number of days. All units have the same sign or are zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Period {
    /// Years.
    pub years: i32,
    /// Months.
    pub months: i32,
    /// Weeks.
    pub weeks: i32,
    /// Days.
    pub days: i32,
}

/// Why a text is not a period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a period: write it as in ISO 8601, such as P3M (three months) or P14D (14 days)")]
pub struct PeriodError(pub String);

impl Period {
    /// Most units of one kind: far more than any contract, few enough never to overflow.
    const MOST: i32 = 10_000_000;

    /// A number of days.
    pub fn days(days: i32) -> Period {
        Period { days, ..Period::default() }
    }

    /// A number of months.
    pub fn months(months: i32) -> Period {
        Period { months, ..Period::default() }
    }

    /// Whether it is no time at all.
    pub fn is_zero(&self) -> bool {
        *self == Period::default()
    }

    /// The day this long after a date; the last day of the month where that day does not exist
    /// (31 January and a month is 28 or 29 February). None outside the years -9999 to 9999.
    pub fn after(&self, date: civil::Date) -> Option<civil::Date> {
        date.checked_add(self.span()?).ok()
    }

    /// The moment this long after another; see [`Period::after`].
    pub fn after_moment(&self, moment: civil::DateTime) -> Option<civil::DateTime> {
        moment.checked_add(self.span()?).ok()
    }

    /// The sum, unit by unit; none when it is too long.
    pub fn plus(&self, other: &Period) -> Option<Period> {
        self.combine(other, i32::checked_add)
    }

    /// So many times this; none when it is too long.
    pub fn times(&self, factor: i32) -> Option<Period> {
        let factor = Period { years: factor, months: factor, weeks: factor, days: factor };
        self.combine(&factor, i32::checked_mul)
    }

    /// As months and days: years are twelve months, weeks seven days.
    pub fn in_months_and_days(&self) -> (i64, i64) {
        let months = i64::from(self.years) * 12 + i64::from(self.months);
        let days = i64::from(self.weeks) * 7 + i64::from(self.days);
        (months, days)
    }

    fn combine(&self, other: &Period, each: fn(i32, i32) -> Option<i32>) -> Option<Period> {
        let each = |a, b| each(a, b).filter(|n| n.abs() <= Period::MOST);
        Some(Period {
            years: each(self.years, other.years)?,
            months: each(self.months, other.months)?,
            weeks: each(self.weeks, other.weeks)?,
            days: each(self.days, other.days)?,
        })
    }

    fn span(&self) -> Option<Span> {
        Span::new()
            .try_years(self.years)
            .and_then(|span| span.try_months(self.months))
            .and_then(|span| span.try_weeks(self.weeks))
            .and_then(|span| span.try_days(self.days))
            .ok()
    }
}

/// ISO 8601: `P1Y2M3W4D`, with a minus before the P when it goes back; no time is `P0D`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [(self.years, 'Y'), (self.months, 'M'), (self.weeks, 'W'), (self.days, 'D')];
        if units.iter().any(|(n, _)| *n < 0) {
            f.write_str("-")?;
        }
        f.write_str("P")?;
        if self.is_zero() {
            return f.write_str("0D");
        }
        for (n, unit) in units.into_iter().filter(|(n, _)| *n != 0) {
            write!(f, "{}{unit}", n.unsigned_abs())?;
        }
        Ok(())
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Period, PeriodError> {
        read(text.trim()).ok_or_else(|| PeriodError(text.to_owned()))
    }
}

fn read(text: &str) -> Option<Period> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => (-1, text),
        None => (1, text),
    };
    let mut rest = text.strip_prefix('P')?;
    let mut period = Period::default();
    let mut units = "YMWD".chars();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (digits, after) = rest.split_at(end);
        let n = sign * digits.parse::<i32>().ok().filter(|n| *n <= Period::MOST)?;
        let unit = after.chars().next()?;
        units.find(|u| *u == unit)?; // each unit once, in this order
        match unit {
            'Y' => period.years = n,
            'M' => period.months = n,
            'W' => period.weeks = n,
            _ => period.days = n,
        }
        rest = after.get(1..)?;
    }
    Some(period)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn reads_and_prints_iso_8601() {
        for text in ["P3M", "P1Y2M3W4D", "-P14D", "P0D"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for text in ["", "P", "3M", "P3", "PM", "P3D3M", "P1M1M", "PT3H", "P99999999999D", "P3Mx", "P-3M"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn months_end_on_the_last_day() {
        assert_eq!(Period::months(1).after(date(2027, 1, 31)), Some(date(2027, 2, 28)));
        assert_eq!(Period::months(-1).after(date(2027, 3, 31)), Some(date(2027, 2, 28)));
        assert_eq!(Period::days(14).after(date(2026, 12, 25)), Some(date(2027, 1, 8)));
        assert_eq!(Period::days(1).after(date(9999, 12, 31)), None);
    }

    #[test]
    fn never_overflows() {
        let long = Period::months(Period::MOST);
        assert_eq!(long.plus(&long), None);
        assert_eq!(long.times(i32::MAX), None);
        assert_eq!(Period::months(2).times(3), Some(Period::months(6)));
        assert_eq!(long.after(date(2026, 1, 1)), None);
    }
}
