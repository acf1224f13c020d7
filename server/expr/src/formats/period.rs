//! Lengths of time: "3 maanden".

use super::{list, plural};
use crate::{Language, Period};

/// `1 year and 3 months`; nothing when it is no time at all but `0 days`.
pub(crate) fn text(period: &Period, language: Language) -> String {
    let parts = parts(period, language).into_iter().map(|(n, unit)| format!("{n} {unit}"));
    list::and(&parts.collect::<Vec<_>>(), language)
}

/// How many of which unit, without those that are zero unless all are.
pub(crate) fn parts(period: &Period, language: Language) -> Vec<(i32, &'static str)> {
    let [years, months, weeks, days] = units(language);
    let all = [(period.years, years), (period.months, months), (period.weeks, weeks), (period.days, days)];
    let named =
        |(n, (one, more)): (i32, (_, _))| (n, if plural::is_one(n.into(), language) { one } else { more });
    let parts: Vec<_> = all.into_iter().filter(|(n, _)| *n != 0).map(named).collect();
    if parts.is_empty() { vec![named((0, days))] } else { parts }
}

/// Year, month, week and day: one, and more.
fn units(language: Language) -> [(&'static str, &'static str); 4] {
    match language {
        // Dutch keeps "jaar" in the singular after a number.
        Language::Nl => [("jaar", "jaar"), ("maand", "maanden"), ("week", "weken"), ("dag", "dagen")],
        Language::En => [("year", "years"), ("month", "months"), ("week", "weeks"), ("day", "days")],
        Language::De => [("Jahr", "Jahre"), ("Monat", "Monate"), ("Woche", "Wochen"), ("Tag", "Tage")],
        Language::Fr => [("an", "ans"), ("mois", "mois"), ("semaine", "semaines"), ("jour", "jours")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_follow_the_language() {
        let period: Period = "P1Y3M".parse().unwrap();
        assert_eq!(text(&period, Language::Nl), "1 jaar en 3 maanden");
        assert_eq!(text(&period, Language::En), "1 year and 3 months");
        assert_eq!(text(&Period::days(1), Language::De), "1 Tag");
        assert_eq!(text(&Period::default(), Language::Fr), "0 jour");
    }
}
