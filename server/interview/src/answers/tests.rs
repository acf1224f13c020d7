use akte_expr::{Decimal, Period, Record, RecordKind, Value, civil};
use serde_json::{Value as Json, json};

use super::AnswerErrorKind::{Invalid, WrongType};
use super::*;
use crate::testing::{map, settings, with_questions};

/// The answer to one question `q`, as a value or as what is wrong with it.
fn read_one(question: Json, answer: Json) -> Result<Option<Value>, Wrong> {
    let mut question = question;
    question["name"] = json!("q");
    let interview = with_questions("{{ q }}", json!([question]));
    let (record, errors) = interview.read(&map(json!({ "q": answer })), &settings());
    match errors.into_iter().next() {
        Some(error) => {
            assert_eq!(error.name.first_name(), "q");
            Err(error.wrong)
        }
        None => Ok(record.get("q").cloned()),
    }
}

fn of(kind: &str) -> Json {
    json!({ "type": kind })
}

fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

fn money(amount: &str, currency: &str) -> Value {
    Record::new(RecordKind::Money).with("amount", number(amount)).with("currency", currency).into()
}

#[test]
fn right_answers_become_values() {
    let colours = json!({ "type": "multiple_choice", "options": ["red", "green", "blue"] });
    let table = [
        (of("text"), json!("a b"), Value::from("a b")),
        (of("paragraph"), json!("a\nb"), Value::from("a\nb")),
        (of("number"), json!(0), number("0")),
        (of("number"), json!(-12), number("-12")),
        (of("number"), json!(0.1), number("0.1")),
        (of("number"), json!(1234.56), number("1234.56")),
        (of("number"), json!(1e3), number("1000")),
        (of("number"), json!(1.5e-7), number("0.00000015")),
        (of("number"), json!(9007199254740993i64), number("9007199254740993")),
        (of("number"), json!(" 12345678901234567890.12 "), number("12345678901234567890.12")),
        (of("number"), json!("0.30000000000000004"), number("0.30000000000000004")),
        (json!({ "type": "number", "min": 1, "max": 2.5 }), json!(2.5), number("2.5")),
        (of("money"), json!({ "amount": 10, "currency": "USD" }), money("10", "USD")),
        (of("money"), json!({ "amount": "10.10" }), money("10.10", "EUR")),
        (of("date"), json!("2024-02-29"), Value::Date(civil::date(2024, 2, 29))),
        (of("date"), json!("0001-01-01"), Value::Date(civil::date(1, 1, 1))),
        (of("period"), json!("P1Y6M"), Value::Period(Period { years: 1, months: 6, ..Period::default() })),
        (of("yes_no"), json!(false), Value::Bool(false)),
        (json!({ "type": "choice", "options": ["a", "b"] }), json!("b"), Value::from("b")),
        (colours.clone(), json!(["blue", "red"]), Value::list(["blue".into(), "red".into()])),
        (colours, json!([]), Value::list([])),
        (of("postcode"), json!("1017ca"), Value::from("1017 CA")),
        (of("kvk"), json!("12345678"), Value::from("12345678")),
        (of("rsin"), json!("123456782"), Value::from("123456782")),
        (of("bsn"), json!("111222333"), Value::from("111222333")),
        (of("iban"), json!("nl91 abna 0417 1643 00"), Value::from("NL91 ABNA 0417 1643 00")),
        (of("vat"), json!("NL123456782B01"), Value::from("NL123456782B01")),
        (of("file"), json!("f-1"), Value::File("f-1".into())),
        (of("image"), json!("f-1"), Value::File("f-1".into())),
        (
            json!({ "type": "list", "item": of("text") }),
            json!(["a", "b"]),
            Value::list(["a".into(), "b".into()]),
        ),
    ];
    for (question, answer, value) in table {
        assert_eq!(read_one(question.clone(), answer.clone()), Ok(Some(value)), "{question} {answer}");
    }
}

#[test]
fn wrong_answers_are_told_and_left_out() {
    let choice = json!({ "type": "choice", "options": ["indefinite", "fixed"] });
    let several = json!({ "type": "multiple_choice", "options": ["a", "b", "c"], "min": 1, "max": 2 });
    let table = [
        (of("text"), json!(5), WrongType, "a number"),
        (of("text"), json!("x".repeat(100_001)), Invalid, "100,000 characters"),
        (of("number"), json!("12,50"), Invalid, "digits and a point"),
        (of("number"), json!("."), Invalid, "not a number"),
        (of("number"), json!("1e5"), Invalid, "not a number"),
        (of("number"), json!("-"), Invalid, "not a number"),
        (of("number"), json!("9".repeat(40)), Invalid, "28 digits"),
        (of("number"), json!(0.1 + 0.2), Invalid, "Send it as a text"),
        (of("number"), json!(1e300), Invalid, "28 digits"),
        (of("number"), json!(true), WrongType, "true or false"),
        (json!({ "type": "number", "min": 1 }), json!(0.99), Invalid, "at least 1"),
        (json!({ "type": "number", "max": 2.5 }), json!("2.51"), Invalid, "at most 2.5"),
        (of("money"), json!(10), WrongType, "an object with amount and currency"),
        (of("money"), json!({}), Invalid, "amount is missing"),
        (of("money"), json!({ "amount": "x" }), Invalid, "not a number"),
        (of("money"), json!({ "amount": 1, "currency": "euro" }), Invalid, "three capital letters"),
        (of("money"), json!({ "amount": 1, "vat": 2 }), Invalid, "“vat”"),
        (json!({ "type": "money", "min": 0 }), json!({ "amount": -1 }), Invalid, "at least 0"),
        (of("date"), json!("2023-02-29"), Invalid, "not a date"),
        (of("date"), json!("29-02-2024"), Invalid, "not a date"),
        (of("date"), json!("2024-02-29T10:00"), Invalid, "not a date"),
        (of("date"), json!("20240229"), Invalid, "not a date"),
        (of("date"), json!(20240229), WrongType, "a text with a date"),
        (of("period"), json!("3 months"), Invalid, "P3M"),
        (of("yes_no"), json!("yes"), WrongType, "true or false"),
        (choice.clone(), json!(["fixed"]), WrongType, "one of the options"),
        (choice, json!("fixd"), Invalid, "none of the options"),
        (several.clone(), json!("a"), WrongType, "a list of texts"),
        (several.clone(), json!(["a", "b", "c"]), Invalid, "At most 2"),
        (several.clone(), json!([]), Invalid, "At least 1"),
        (several.clone(), json!(["a", "a"]), Invalid, "once"),
        (several, json!([1]), WrongType, "a list of texts"),
        (of("postcode"), json!("0123 AB"), Invalid, "postcode"),
        (of("bsn"), json!("123456789"), Invalid, "do not add up"),
        (of("iban"), json!(5), WrongType, "a text"),
        (of("address"), json!("Street 1"), WrongType, "an object with its parts"),
        (json!({ "type": "list", "item": of("text") }), json!({}), WrongType, "a list"),
        (
            json!({ "type": "list", "item": of("text") }),
            json!(vec!["x"; 1001]),
            Invalid,
            "at most 1,000 items",
        ),
        (json!({ "type": "list", "max": 1, "item": of("text") }), json!(["a", "b"]), Invalid, "At most 1"),
        (json!({ "type": "list", "item": of("number") }), json!([1, "x"]), Invalid, "not a number"),
    ];
    for (question, answer, kind, message) in table {
        match read_one(question.clone(), answer.clone()) {
            Err(wrong) if wrong.kind() == kind && wrong.say(Language::En).contains(message) => {
                let dutch = wrong.say(Language::Nl);
                assert!(dutch.ends_with(['.', '?']) && dutch != wrong.say(Language::En), "{dutch}");
                assert!(!dutch.contains("This") && !dutch.contains(" the "), "{dutch}");
            }
            other => panic!("{question} {answer}: {other:?}"),
        }
    }
}

#[test]
fn a_near_option_is_suggested() {
    let question = json!({ "type": "choice", "options": ["indefinite", "fixed"] });
    let wrong = read_one(question, json!("fixd")).unwrap_err();
    assert_eq!(wrong.say(Language::En), "“fixd” is none of the options. Did you mean “fixed”?");
    assert_eq!(wrong.say(Language::Nl), "‘fixd’ is niet een van de keuzes. Bedoelt u ‘fixed’?");
}

#[test]
fn unknown_names_are_told_with_what_was_meant() {
    let interview =
        with_questions("{{ client.name.full() }}{{ fee }}", json!([{ "name": "client", "type": "person" }]));
    let answers = json!({ "fea": 1, "client": { "name": { "frist": "A" } }, "zzzzzzzz": 1 });
    let (_, errors) = interview.read(&map(answers), &settings());
    let found: Vec<_> = errors.iter().map(|e| (e.name.to_string(), e.message(Language::En))).collect();
    let expected = [
        ("client.name.frist", "There is no question “frist” here. Did you mean “first”?"),
        ("fea", "There is no question “fea” here. Did you mean “fee”?"),
        ("zzzzzzzz", "There is no question “zzzzzzzz” here."),
    ];
    assert_eq!(found, expected.map(|(name, message)| (name.to_owned(), message.to_owned())));
    assert!(errors.iter().all(|error| error.wrong.kind() == AnswerErrorKind::UnknownName));
}

#[test]
fn records_and_lists_are_there_without_answers() {
    let interview = with_questions(
        "{{ client }}{{ note }}{{ must }}{% for p in people %}{{ p.name }}{% endfor %}{% for g in guests %}{{ g }}{% endfor %}",
        json!([
            { "name": "client", "type": "organisation" },
            { "name": "note", "type": "text", "required": false },
            { "name": "must", "type": "text" },
            { "name": "people", "type": "list", "min": 2, "item": { "type": "group", "questions": [{ "name": "name", "type": "text" }] } },
            { "name": "guests", "type": "list", "required": false, "item": { "type": "text" } },
        ]),
    );
    let (record, errors) = interview.read(&map(json!({ "must": " ", "note": "" })), &settings());
    assert!(errors.is_empty(), "{errors:?}");
    let Some(Value::Record(client)) = record.get("client") else { panic!("{record:?}") };
    assert_eq!(client.kind, RecordKind::Organisation);
    assert!(
        matches!(client.get("address"), Some(Value::Record(address)) if address.kind == RecordKind::Address)
    );
    assert_eq!(record.get("note"), Some(&Value::None));
    assert_eq!(record.get("must"), None);
    assert!(matches!(record.get("people"), Some(Value::List(items)) if items.len() == 2));
    assert_eq!(record.get("guests"), Some(&Value::list([])));
}

#[test]
fn a_list_is_filled_up_to_its_least_number() {
    let question = json!([{ "name": "tags", "type": "list", "min": 3, "item": { "type": "text" } }]);
    let interview = with_questions("{% for t in tags %}{{ t }}{% endfor %}", question);
    let (record, _) = interview.read(&map(json!({ "tags": [null, "b"] })), &settings());
    let Some(Value::List(items)) = record.get("tags") else { panic!("{record:?}") };
    let path = |text: &str| Value::unanswered(text.parse().unwrap());
    assert_eq!(**items, [path("tags[0]"), Value::from("b"), path("tags[2]")]);
}

#[test]
fn defaults_count_until_there_is_an_answer() {
    let interview = with_questions(
        "{{ a }}{{ b }}{{ c }}{{ d }}{{ e }}{% for p in people %}{{ p.name }}{{ p.country }}{% endfor %}",
        json!([
            { "name": "a", "type": "number", "default": "2" },
            { "name": "b", "type": "number", "default": "a * 2" },
            { "name": "c", "type": "date", "default": "today" },
            { "name": "d", "type": "choice", "options": ["x"], "default": "'y'" },
            { "name": "e", "type": "text", "default": "missing" },
            { "name": "people", "type": "list", "min": 1, "item": { "type": "group", "questions": [
                { "name": "country", "type": "text", "default": "name ~ 'land'" }, { "name": "name", "type": "text" }] } },
        ]),
    );
    let read = |answers| interview.read(&map(answers), &settings());
    let (record, errors) =
        read(json!({ "people": [{ "name": "Ice" }, { "name": "Fin", "country": "Suomi" }] }));
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(record.get("b"), Some(&number("4")));
    assert_eq!(record.get("c"), Some(&Value::Date(civil::date(2026, 2, 3))));
    assert_eq!((record.get("d"), record.get("e")), (None, None), "not an option; not known yet");
    let country = |i| lookup(&record, &format!("people[{i}].country").parse().unwrap());
    assert_eq!((country(0), country(1)), (Some(&"Iceland".into()), Some(&"Suomi".into())));
    let (record, _) = read(json!({ "a": 5, "b": "wrong" }));
    assert_eq!(
        (record.get("a"), record.get("b")),
        (Some(&number("5")), None),
        "a wrong answer is not replaced"
    );
}

#[test]
fn a_proposed_amount_is_in_whole_cents() {
    let interview = with_questions(
        "{{ rent }}{{ guarantee }}{{ fee }}",
        json!([
            { "name": "rent", "type": "money" },
            { "name": "guarantee", "type": "money", "default": "rent * 1.21 / 4" },
            { "name": "fee", "type": "money", "default": "rent / 8" },
        ]),
    );
    let (record, errors) = interview.read(&map(json!({ "rent": { "amount": "112725.13" } })), &settings());
    assert!(errors.is_empty(), "{errors:?}");
    let amount = |name| match record.get(name) {
        Some(Value::Record(money)) => money.get("amount").cloned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(amount("guarantee"), Some(number("34099.35")), "of 34099.351825");
    assert_eq!(amount("fee"), Some(number("14090.64")), "of 14090.64125");
    let (record, _) = interview.read(&map(json!({ "rent": { "amount": "10.20" } })), &settings());
    let Some(Value::Record(fee)) = record.get("fee") else { panic!("{record:?}") };
    assert_eq!(fee.get("amount"), Some(&number("1.28")), "of 1.275: half away from zero");
}

#[test]
fn being_required_may_depend_on_answers() {
    let interview = with_questions(
        "{{ vat }}{{ seat.city }}",
        json!([
            { "name": "vat", "type": "text", "required": "company" },
            { "name": "seat", "type": "address", "required": "company" },
            { "name": "company", "type": "yes_no" },
        ]),
    );
    let seat = |answers| interview.read(&map(answers), &settings()).0;
    let city = "seat.city".parse().unwrap();
    assert_eq!(seat(json!({ "company": false })).get("vat"), Some(&Value::None));
    assert_eq!(seat(json!({ "company": false })).get("seat"), Some(&Value::None));
    assert_eq!(seat(json!({ "company": true })).get("vat"), None);
    assert_eq!(seat(json!({})).get("vat"), None);
    let partly = seat(json!({ "company": false, "seat": { "street": "Dam" } }));
    assert_eq!(lookup(&partly, &city), None);
    assert_eq!(lookup(&partly, &"seat.street".parse().unwrap()), Some(&"Dam".into()));
}

#[test]
fn values_and_json_are_each_others_inverse() {
    for answer in [
        json!(5),
        json!(0.25),
        json!("2026-01-31"),
        json!(true),
        json!(["a"]),
        json!({ "amount": 10.5, "currency": "EUR" }),
    ] {
        let kind = match &answer {
            Json::Number(_) => of("number"),
            Json::Bool(_) => of("yes_no"),
            Json::Array(_) => json!({ "type": "multiple_choice", "options": ["a"] }),
            Json::Object(_) => of("money"),
            _ => of("date"),
        };
        let value = read_one(kind, answer.clone()).unwrap().unwrap();
        assert_eq!(json(&value), answer);
    }
    let long: Decimal = "12345678901234567890.12".parse().unwrap();
    assert_eq!(json(&Value::Number(long)), json!("12345678901234567890.12"));
}

#[test]
fn any_json_gives_a_record() {
    let interview = with_questions(
        "{{ client.name.full() }}{% for p in list %}{{ p.x }}{% endfor %}",
        json!([{ "name": "client", "type": "person" },
               { "name": "list", "type": "list", "item": { "type": "group", "questions": [{ "name": "x", "type": "money" }] } }]),
    );
    let deep = (0..100).fold(json!(1), |inner, _| json!({ "client": inner }));
    let odd = [
        json!({ "client": [1], "list": "x" }),
        json!({ "client": { "name": 5 }, "list": [1, null, [], { "x": [] }] }),
        json!({ "": 1, "\u{0}": 1, "a.b": 1, "client": { "": {} } }),
        json!({ "client": { "name": { "first": { "x": 1 } } } }),
        deep,
    ];
    for answers in odd {
        let (record, errors) = interview.read(&map(answers), &settings());
        assert!(record.get("client").is_some() && record.get("list").is_some());
        assert!(!errors.is_empty());
    }
}
