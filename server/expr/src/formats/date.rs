//! Days and times of day.

use icu::calendar::Gregorian;
use icu::datetime::fieldsets::enums::DateFieldSet;
use icu::datetime::fieldsets::{T, YMD, YMDE};
use icu::datetime::input::{Date, DateTime, Time};
use icu::datetime::pattern::{DateTimePattern, FixedCalendarDateTimeNames};
use icu::datetime::{DateTimeFormatter, NoCalendarFormatter};
use jiff::civil;
use writeable::TryWriteable;

use super::{PerLanguage, locale};
use crate::Language;

/// How much of a date is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// `05-03-2026`
    Short,
    /// `5 mrt 2026`
    Medium,
    /// `5 maart 2026`
    Long,
    /// `donderdag 5 maart 2026`
    Full,
}

impl Length {
    /// The length of a name, as CLDR calls it.
    pub(crate) fn named(name: &str) -> Option<Length> {
        Some(match name {
            "short" => Length::Short,
            "medium" => Length::Medium,
            "long" => Length::Long,
            "full" => Length::Full,
            _ => return None,
        })
    }
}

/// A day.
pub(crate) fn date(date: civil::Date, length: Length, language: Language) -> String {
    let (formatters, fields) = match length {
        Length::Short => (&SHORT, DateFieldSet::YMD(YMD::short())),
        Length::Medium => (&MEDIUM, DateFieldSet::YMD(YMD::medium())),
        Length::Long => (&LONG, DateFieldSet::YMD(YMD::long())),
        Length::Full => (&FULL, DateFieldSet::YMDE(YMDE::long())),
    };
    formatters.with(|formatters| {
        let formatter =
            formatters.get(language, |locale| DateTimeFormatter::try_new(locale.into(), fields).ok());
        match (formatter, icu_date(date)) {
            (Some(formatter), Some(icu)) => formatter.format(&icu).to_string(),
            _ => date.to_string(),
        }
    })
}

thread_local! {
    static SHORT: PerLanguage<DateTimeFormatter<DateFieldSet>> = const { PerLanguage::new() };
    static MEDIUM: PerLanguage<DateTimeFormatter<DateFieldSet>> = const { PerLanguage::new() };
    static LONG: PerLanguage<DateTimeFormatter<DateFieldSet>> = const { PerLanguage::new() };
    static FULL: PerLanguage<DateTimeFormatter<DateFieldSet>> = const { PerLanguage::new() };
}

/// The name of the month.
pub(crate) fn month(date: civil::Date, language: Language) -> String {
    pattern(date.at(0, 0, 0, 0), "LLLL", language).unwrap_or_default()
}

/// The name of the day of the week.
pub(crate) fn weekday(date: civil::Date, language: Language) -> String {
    pattern(date.at(0, 0, 0, 0), "EEEE", language).unwrap_or_default()
}

/// Hours and minutes: `14:30`.
pub(crate) fn time(time: civil::Time, language: Language) -> String {
    let formatter = NoCalendarFormatter::try_new((&locale(language)).into(), T::hm());
    match (formatter, icu_time(time)) {
        // In English the space before AM does not break and is narrow; documents have a plain one.
        (Ok(formatter), Some(icu)) => formatter.format(&icu).to_string().replace('\u{202f}', " "),
        _ => format!("{:02}:{:02}", time.hour(), time.minute()),
    }
}

/// A day and a time of day: `5 maart 2026 14:30`.
pub(crate) fn date_time(moment: civil::DateTime, length: Length, language: Language) -> String {
    let (day, time) = (date(moment.date(), length, language), time(moment.time(), language));
    format!("{day} {time}")
}

/// By a pattern of Unicode's (`d MMMM yyyy`, UTS 35); none when the pattern is not one, or one of
/// Python's (`%d %B %Y`).
pub(crate) fn pattern(moment: civil::DateTime, pattern: &str, language: Language) -> Option<String> {
    if pattern.contains('%') {
        return None;
    }
    let pattern: DateTimePattern = pattern.parse().ok()?;
    let mut names = FixedCalendarDateTimeNames::<Gregorian>::try_new((&locale(language)).into()).ok()?;
    let formatter = names.include_for_pattern(&pattern).ok()?;
    let moment = DateTime { date: icu_date(moment.date())?, time: icu_time(moment.time())? };
    let formatted = formatter.format(&moment);
    let text = formatted.try_write_to_string().ok()?.into_owned();
    Some(text)
}

fn icu_date(date: civil::Date) -> Option<Date<Gregorian>> {
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    Date::try_new_gregorian(date.year().into(), month, day).ok()
}

fn icu_time(time: civil::Time) -> Option<Time> {
    let (hour, minute) = (u8::try_from(time.hour()).ok()?, u8::try_from(time.minute()).ok()?);
    Time::try_new(hour, minute, u8::try_from(time.second()).ok()?, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{De, En, Fr, Nl};
    use jiff::civil::date as day;

    #[test]
    fn dates_follow_the_language() {
        let march = day(2026, 3, 5);
        for (language, length, text) in [
            (Nl, Length::Long, "5 maart 2026"),
            (En, Length::Long, "March 5, 2026"),
            (De, Length::Long, "5. März 2026"),
            (Fr, Length::Long, "5 mars 2026"),
            (Nl, Length::Full, "donderdag 5 maart 2026"),
            (En, Length::Full, "Thursday, March 5, 2026"),
            (Nl, Length::Medium, "5 mrt 2026"),
            (En, Length::Short, "3/5/26"),
        ] {
            assert_eq!(date(march, length, language), text);
        }
        assert_eq!(month(march, Nl), "maart");
        assert_eq!(weekday(march, En), "Thursday");
    }

    #[test]
    fn times_follow_the_language() {
        let moment = day(2026, 3, 5).at(14, 30, 0, 0);
        assert_eq!(time(moment.time(), Nl), "14:30");
        assert_eq!(time(moment.time(), En), "2:30 PM");
        assert_eq!(date_time(moment, Length::Long, Nl), "5 maart 2026 14:30");
    }

    #[test]
    fn patterns_are_unicodes() {
        let moment = day(2026, 3, 5).at(14, 30, 0, 0);
        for (pattern_text, language, text) in [
            ("d MMMM yyyy", Nl, "5 maart 2026"),
            ("MMMM d, yyyy", En, "March 5, 2026"),
            ("dd/MM/yyyy", En, "05/03/2026"),
            ("EEEE d MMM yy", Nl, "donderdag 5 mrt 26"),
            ("d 'dag van' MMMM", Nl, "5 dag van maart"),
            ("HH:mm", Nl, "14:30"),
        ] {
            assert_eq!(pattern(moment, pattern_text, language).as_deref(), Some(text));
        }
        assert_eq!(pattern(moment, "%Y-%m", Nl), None);
    }
}
