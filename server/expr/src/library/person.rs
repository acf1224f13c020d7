//! People: pronouns, age, how to address them.

use rust_decimal::Decimal;

use super::{Builtin, Call, FUNCTION, METHOD, bad, builtin, made, name, text};
use crate::scope::{Found, Outcome, Scope, unfit};
use crate::{Language, RecordKind, Value};

pub(super) const TABLE: &[Builtin] = &[
    builtin("pronoun", METHOD, &["person", "capitalize"], "him, her, them: hem, haar.", |s, c| {
        pronoun(s, c, |p| p.object)
    })
    .open(),
    builtin("pronoun_objective", METHOD, &["person", "capitalize"], "As pronoun.", |s, c| {
        pronoun(s, c, |p| p.object)
    })
    .open(),
    builtin("pronoun_subjective", METHOD, &["person", "capitalize"], "he, she, they: hij, zij.", |s, c| {
        pronoun(s, c, |p| p.subject)
    })
    .open(),
    builtin(
        "pronoun_possessive",
        METHOD,
        &["person", "target", "capitalize"],
        "his, her or their, and the thing: zijn woning.",
        possessive_pronoun,
    )
    .open(),
    builtin("salutation", METHOD, &["person"], "Mr. or Ms.: de heer, mevrouw.", salutation).open(),
    builtin(
        "age_in_years",
        METHOD,
        &["person", "decimals", "as_of"],
        "Whole years since birth; with two decimals when asked.",
        age_in_years,
    )
    .open(),
    builtin("age_in_months", METHOD, &["person", "as_of"], "Whole months since birth.", age_in_months).open(),
    builtin(
        "formatted_age",
        METHOD,
        &["person"],
        "The age: 35 years; below two years in months.",
        formatted_age,
    )
    .open(),
    builtin("possessive", METHOD, &["person", "target"], "Whose thing it is: Jan's house.", possessive)
        .open(),
    builtin("possessify", FUNCTION, &["owner", "target"], "Whose thing it is: Jan's house.", possessive),
];

/// Grammatical gender of whom or what is spoken about.
#[derive(Clone, Copy, PartialEq)]
enum Gender {
    Male,
    Female,
    /// Another, or not said.
    Neutral,
    /// An organisation.
    Thing,
}

struct Pronouns {
    subject: &'static str,
    object: &'static str,
    possessive: &'static str,
}

fn pronouns(gender: Gender, language: Language) -> Pronouns {
    let (subject, object, possessive) = match (language, gender) {
        (Language::Nl, Gender::Male) => ("hij", "hem", "zijn"),
        (Language::Nl, Gender::Female) => ("zij", "haar", "haar"),
        (Language::Nl, Gender::Neutral) => ("die", "diens", "diens"),
        (Language::Nl, Gender::Thing) => ("zij", "haar", "haar"),
        (Language::En, Gender::Male) => ("he", "him", "his"),
        (Language::En, Gender::Female) => ("she", "her", "her"),
        (Language::En, Gender::Neutral) => ("they", "them", "their"),
        (Language::En, Gender::Thing) => ("it", "it", "its"),
        (Language::De, Gender::Male) => ("er", "ihn", "sein"),
        (Language::De, Gender::Female | Gender::Neutral | Gender::Thing) => ("sie", "sie", "ihr"),
        (Language::Fr, Gender::Male) => ("il", "lui", "son"),
        (Language::Fr, Gender::Female | Gender::Neutral | Gender::Thing) => ("elle", "elle", "son"),
    };
    Pronouns { subject, object, possessive }
}

/// From the answer `gender`; an organisation has none.
fn gender(scope: &mut Scope<'_>, person: &Found) -> Outcome<Gender> {
    match person.kind() {
        Some(RecordKind::Organisation) => return Ok(Gender::Thing),
        None if !person.is_open() => {
            let value = scope.look(person)?;
            return Err(unfit(person, &value, "a person with a gender").into());
        }
        _ => {}
    }
    let gender = name::field(scope, person, "gender")?;
    Ok(match gender.to_lowercase().as_str() {
        "male" | "man" | "m" | "mannelijk" | "männlich" | "homme" | "masculin" => Gender::Male,
        "female" | "woman" | "vrouw" | "v" | "f" | "w" | "vrouwelijk" | "weiblich" | "frau" | "femme"
        | "féminin" => Gender::Female,
        _ => Gender::Neutral,
    })
}

fn cased(scope: &mut Scope<'_>, call: &Call, word: String) -> Outcome<Found> {
    let language = scope.settings().language;
    let capital = call.flag(scope, "capitalize")?;
    made(if capital { text::capitalized(&word, language) } else { word })
}

fn pronoun(scope: &mut Scope<'_>, call: &Call, which: fn(&Pronouns) -> &'static str) -> Outcome<Found> {
    let gender = gender(scope, call.subject()?)?;
    let word = which(&pronouns(gender, scope.settings().language));
    cased(scope, call, word.to_owned())
}

fn possessive_pronoun(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let gender = gender(scope, call.subject()?)?;
    let target = call.text(scope, "target")?;
    let word = pronouns(gender, scope.settings().language).possessive.to_owned();
    cased(scope, call, name::words([Some(word), target]))
}

fn salutation(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let gender = gender(scope, call.subject()?)?;
    made(match (scope.settings().language, gender) {
        (Language::Nl, Gender::Male) => "de heer",
        (Language::Nl, Gender::Female) => "mevrouw",
        (Language::En, Gender::Male) => "Mr.",
        (Language::En, Gender::Female) => "Ms.",
        (Language::En, Gender::Neutral) => "Mx.",
        (Language::De, Gender::Male) => "Herr",
        (Language::De, Gender::Female) => "Frau",
        (Language::Fr, Gender::Male) => "Monsieur",
        (Language::Fr, Gender::Female) => "Madame",
        (_, Gender::Neutral | Gender::Thing) => "",
    })
}

/// The day of birth: `birth.date`, or docassemble's `birthdate`.
fn birth(person: &Found) -> Outcome<Found> {
    match &person.value {
        Value::Record(record) if record.get("birthdate").is_some() => Ok(person.member(&"birthdate".into())?),
        _ => Ok(person.member(&"birth".into())?.member(&"date".into())?),
    }
}

/// Whole months between birth and a day.
fn months(scope: &mut Scope<'_>, call: &Call) -> Outcome<i64> {
    let birth = birth(call.subject()?)?;
    let birth = scope.date(&birth)?;
    let day = match call.get("as_of") {
        Some(day) => scope.date(day)?,
        None => scope.settings().today,
    };
    if day < birth {
        return bad("The date of birth lies after the day on which the age is counted. Check both dates.");
    }
    let months = (i64::from(day.year()) - i64::from(birth.year())) * 12 + i64::from(day.month())
        - i64::from(birth.month());
    Ok(if day.day() < birth.day() { months - 1 } else { months })
}

fn age_in_years(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let months = months(scope, call)?;
    if call.flag(scope, "decimals")? {
        let years = Decimal::from(months) / Decimal::from(12);
        return made(crate::formats::number::round(years, 2).normalize());
    }
    made(months / 12)
}

fn age_in_months(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    made(months(scope, call)?)
}

fn formatted_age(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let months = i32::try_from(months(scope, call)?).unwrap_or(i32::MAX);
    let age = if months >= 24 {
        crate::Period { years: months / 12, ..crate::Period::default() }
    } else {
        crate::Period::months(months)
    };
    made(Value::Period(age))
}

fn possessive(scope: &mut Scope<'_>, call: &Call) -> Outcome<Found> {
    let owner = scope.text(call.subject()?)?;
    let target = call.text(scope, "target")?.unwrap_or_default();
    made(owned(&owner, &target, scope.settings().language))
}

/// `Jan’s house`, `Jans huis`, `Jans Haus`, `maison de Jan`.
fn owned(owner: &str, thing: &str, language: Language) -> String {
    let sibilant = owner.ends_with(['s', 'x', 'z', 'ß']);
    let owner = match language {
        Language::En => format!("{owner}’s"),
        Language::Fr => return format!("{thing} de {owner}"),
        Language::Nl | Language::De if sibilant => format!("{owner}’"),
        Language::Nl if owner.ends_with(['a', 'e', 'i', 'o', 'u', 'y']) => format!("{owner}’s"),
        Language::Nl | Language::De => format!("{owner}s"),
    };
    name::words([Some(owner), Some(thing.to_owned())])
}
