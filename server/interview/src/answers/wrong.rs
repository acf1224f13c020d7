//! What can be wrong with an answer, and how it is said to the person who answers: in English or Dutch, as everything of
//! the product's own that a page shows. Whoever adds a mistake is asked by the compiler for both.

use akte_expr::{Decimal, Language, grouped, suggest};
use serde_json::Value as Json;

use super::AnswerErrorKind;
use crate::definition::shorten;
use crate::limits;

/// What is wrong with an answer, with what the sentence about it needs.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// JSON of another type than the question takes.
    Type {
        /// What it takes.
        expected: Expected,
        /// What it got.
        got: JsonType,
    },
    /// No question has this name.
    UnknownName {
        /// The name.
        name: String,
        /// What was probably meant.
        near: Option<String>,
    },
    /// More than [`limits::TEXT_CHARS`].
    TextTooLong,
    /// More than [`limits::LIST_ITEMS`]: so many.
    ListTooLong(usize),
    /// More items than the question takes.
    TooManyItems {
        /// The most that it takes.
        most: usize,
        /// How many were given.
        given: usize,
    },
    /// More options than this were chosen.
    TooManyChosen(usize),
    /// Fewer options than this were chosen.
    TooFewChosen(usize),
    /// An option was chosen more than once.
    ChosenTwice,
    /// None of the options.
    NoOption {
        /// What was answered.
        text: String,
        /// What was probably meant.
        near: Option<String>,
    },
    /// Not the id of a file.
    Reference,
    /// A JSON number of more digits than such a number keeps.
    Imprecise,
    /// A number beyond what can be computed with.
    NumberTooLarge,
    /// Not a number.
    Number,
    /// Less than the least.
    LessThan(Decimal),
    /// More than the most.
    MoreThan(Decimal),
    /// An amount of money has no such part.
    MoneyPart(String),
    /// An amount of money without amount.
    AmountMissing,
    /// Not a currency.
    Currency,
    /// Not a day.
    Date,
    /// Not a period.
    Period,
    /// Not a Dutch postcode.
    Postcode,
    /// Not a number of the Dutch trade register.
    Kvk,
    /// Not the number of a Dutch legal person.
    Rsin,
    /// Not the number of a Dutch citizen.
    Bsn,
    /// Not an account number.
    Iban,
    /// A VAT number without a country of the European Union.
    VatCountry,
    /// Not the form of a Dutch VAT number.
    VatForm,
    /// A Dutch VAT number whose digits do not add up.
    VatDigits,
}

/// What a question takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is said in `say`")]
pub enum Expected {
    Number,
    TrueOrFalse,
    Date,
    Period,
    Option,
    Texts,
    Text,
    Reference,
    Parts,
    List,
    Money,
    Amount,
    Currency,
}

/// A type of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "RFC 8259, section 3")]
pub enum JsonType {
    Null,
    Bool,
    Number,
    Text,
    Array,
    Object,
}

impl Wrong {
    pub(super) fn type_of(expected: Expected, json: &Json) -> Wrong {
        Wrong::Type { expected, got: JsonType::of(json) }
    }

    pub(super) fn no_option<'o>(text: &str, options: impl IntoIterator<Item = &'o str>) -> Wrong {
        Wrong::NoOption { text: shorten(text), near: suggest(text, options).map(shorten) }
    }

    /// What kind of mistake it is.
    pub fn kind(&self) -> AnswerErrorKind {
        match self {
            Wrong::Type { .. } => AnswerErrorKind::WrongType,
            Wrong::UnknownName { .. } => AnswerErrorKind::UnknownName,
            _ => AnswerErrorKind::Invalid,
        }
    }

    /// A sentence for the person who answers: what is wrong and, where it is not plain, what to do.
    pub fn say(&self, language: Language) -> String {
        let number = |number: &Decimal| grouped(*number, None, language);
        let count = |count: usize| number(&count.into());
        let (en, nl) = match self {
            Wrong::Type { expected, got } => {
                let (expected, got) = (expected.say(language), got.say(language));
                (
                    format!("This takes {expected}, and got {got}."),
                    format!("Hier hoort {expected}, en er staat {got}."),
                )
            }
            Wrong::UnknownName { name, near: None } => (
                format!("There is no question “{name}” here."),
                format!("Er is hier geen vraag ‘{name}’."),
            ),
            Wrong::UnknownName { name, near: Some(near) } => (
                format!("There is no question “{name}” here. Did you mean “{near}”?"),
                format!("Er is hier geen vraag ‘{name}’. Bedoelt u ‘{near}’?"),
            ),
            Wrong::TextTooLong => {
                let most = count(limits::TEXT_CHARS);
                (
                    format!("A text has at most {most} characters."),
                    format!("Een tekst heeft hoogstens {most} tekens."),
                )
            }
            Wrong::ListTooLong(given) => {
                let (most, given) = (count(limits::LIST_ITEMS), count(*given));
                (
                    format!("A list holds at most {most} items, this one has {given}."),
                    format!("Een lijst heeft hoogstens {most} onderdelen, en deze heeft er {given}."),
                )
            }
            Wrong::TooManyItems { most, given } => {
                let (most, given) = (count(*most), count(*given));
                (
                    format!("At most {most} can be given, and these are {given}."),
                    format!("Er kunnen er hoogstens {most} worden gegeven, en dit zijn er {given}."),
                )
            }
            Wrong::TooManyChosen(most) => {
                let most = count(*most);
                (format!("At most {most} can be chosen."), format!("Kies er hoogstens {most}."))
            }
            Wrong::TooFewChosen(least) => {
                let least = count(*least);
                (format!("At least {least} must be chosen."), format!("Kies er minstens {least}."))
            }
            Wrong::ChosenTwice => {
                ("Each option can be chosen once.".into(), "Elke keuze kan één keer worden gekozen.".into())
            }
            Wrong::NoOption { text, near: None } => {
                (format!("“{text}” is none of the options."), format!("‘{text}’ is niet een van de keuzes."))
            }
            Wrong::NoOption { text, near: Some(near) } => (
                format!("“{text}” is none of the options. Did you mean “{near}”?"),
                format!("‘{text}’ is niet een van de keuzes. Bedoelt u ‘{near}’?"),
            ),
            Wrong::Reference => (
                "This is no reference of a file. Upload the file, and answer with its id.".into(),
                "Dit verwijst niet naar een bestand. Upload het bestand en antwoord met zijn id.".into(),
            ),
            Wrong::Imprecise => (
                "This number has more digits than JSON numbers keep. Send it as a text.".into(),
                "Dit getal heeft meer cijfers dan een getal in JSON bewaart. Stuur het als tekst.".into(),
            ),
            Wrong::NumberTooLarge => (
                "This number is too large or too precise: at most 28 digits can be used.".into(),
                "Dit getal is te groot of te nauwkeurig: hoogstens 28 cijfers zijn bruikbaar.".into(),
            ),
            Wrong::Number => (
                "This is not a number. Write it with digits and a point: 1234.56.".into(),
                "Dit is geen getal. Schrijf het met cijfers en een punt: 1234.56.".into(),
            ),
            Wrong::LessThan(least) => {
                let least = number(least);
                (format!("This must be at least {least}."), format!("Dit moet minstens {least} zijn."))
            }
            Wrong::MoreThan(most) => {
                let most = number(most);
                (format!("This must be at most {most}."), format!("Dit mag hoogstens {most} zijn."))
            }
            Wrong::MoneyPart(part) => (
                format!("An amount of money has amount and currency, not “{part}”."),
                format!("Een geldbedrag heeft een bedrag en een valuta (amount, currency), geen ‘{part}’."),
            ),
            Wrong::AmountMissing => ("The amount is missing.".into(), "Het bedrag ontbreekt.".into()),
            Wrong::Currency => (
                "A currency is three capital letters, such as EUR.".into(),
                "Een valuta is drie hoofdletters, bijvoorbeeld EUR.".into(),
            ),
            Wrong::Date => (
                "This is not a date. Write year, month and day: 2026-01-31.".into(),
                "Dit is geen datum. Schrijf jaar, maand en dag: 2026-01-31.".into(),
            ),
            Wrong::Period => (
                "This is not a period. Write it as in P3M (three months) or P14D (14 days).".into(),
                "Dit is geen termijn. Schrijf haar zoals P3M (drie maanden) of P14D (14 dagen).".into(),
            ),
            Wrong::Postcode => (
                "A postcode is four digits and two letters, such as 1017 CA.".into(),
                "Een postcode is vier cijfers en twee letters, bijvoorbeeld 1017 CA.".into(),
            ),
            Wrong::Kvk => (
                "A trade register number is eight digits.".into(),
                "Een KvK-nummer is acht cijfers.".into(),
            ),
            Wrong::Rsin => (
                "An RSIN is nine digits, and these do not add up: check for a typing mistake.".into(),
                "Een RSIN is negen cijfers, en deze kloppen niet: kijk na of er een typefout in staat.".into(),
            ),
            Wrong::Bsn => (
                "A citizen service number is nine digits, and these do not add up: check for a typing mistake.".into(),
                "Een burgerservicenummer is negen cijfers, en deze kloppen niet: kijk na of er een typefout in staat.".into(),
            ),
            Wrong::Iban => (
                "This is not a valid IBAN: check for a typing mistake.".into(),
                "Dit is geen geldig IBAN: kijk na of er een typefout in staat.".into(),
            ),
            Wrong::VatCountry => (
                "A VAT number starts with its country, such as NL001234567B01.".into(),
                "Een btw-nummer begint met het land, bijvoorbeeld NL001234567B01.".into(),
            ),
            Wrong::VatForm => (
                "A Dutch VAT number is NL, nine digits, B and two digits.".into(),
                "Een Nederlands btw-nummer is NL, negen cijfers, B en twee cijfers.".into(),
            ),
            Wrong::VatDigits => (
                "The digits of this VAT number do not add up: check for a typing mistake.".into(),
                "De cijfers van dit btw-nummer kloppen niet: kijk na of er een typefout in staat.".into(),
            ),
        };
        if language == Language::Nl { nl } else { en }
    }
}

impl Expected {
    fn say(self, language: Language) -> &'static str {
        let (en, nl) = match self {
            Expected::Number => ("a number, or a text with one", "een getal, of een tekst met een getal"),
            Expected::TrueOrFalse => ("true or false", "ja of nee (true of false)"),
            Expected::Date => {
                ("a text with a date, such as 2026-01-31", "een tekst met een datum, zoals 2026-01-31")
            }
            Expected::Period => ("a text with a period, such as P3M", "een tekst met een termijn, zoals P3M"),
            Expected::Option => ("a text: one of the options", "een tekst: een van de keuzes"),
            Expected::Texts => ("a list of texts", "een lijst van teksten"),
            Expected::Text => ("a text", "een tekst"),
            Expected::Reference => (
                "a text: the reference of a file that was uploaded",
                "een tekst: de verwijzing naar een bestand dat is geüpload",
            ),
            Expected::Parts => ("an object with its parts", "een object met zijn onderdelen"),
            Expected::List => ("a list", "een lijst"),
            Expected::Money => {
                ("an object with amount and currency", "een object met bedrag en valuta (amount, currency)")
            }
            Expected::Amount => (
                "an amount that is a number, or a text with one",
                "een bedrag dat een getal is, of een tekst met een getal",
            ),
            Expected::Currency => {
                ("a currency that is a text, such as EUR", "een valuta die een tekst is, zoals EUR")
            }
        };
        if language == Language::Nl { nl } else { en }
    }
}

impl JsonType {
    fn of(json: &Json) -> JsonType {
        match json {
            Json::Null => JsonType::Null,
            Json::Bool(_) => JsonType::Bool,
            Json::Number(_) => JsonType::Number,
            Json::String(_) => JsonType::Text,
            Json::Array(_) => JsonType::Array,
            Json::Object(_) => JsonType::Object,
        }
    }

    fn say(self, language: Language) -> &'static str {
        let (en, nl) = match self {
            JsonType::Null => ("null", "niets (null)"),
            JsonType::Bool => ("true or false", "ja of nee"),
            JsonType::Number => ("a number", "een getal"),
            JsonType::Text => ("a text", "een tekst"),
            JsonType::Array => ("a list", "een lijst"),
            JsonType::Object => ("an object", "een object"),
        };
        if language == Language::Nl { nl } else { en }
    }
}
