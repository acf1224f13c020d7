//! What the examples of the page are evaluated on; the page lists it too.

use akte_expr::{Language, Record, RecordKind, Settings, Value, civil::date};

fn text(text: &str) -> Value {
    Value::from(text)
}

fn person(first: &str, prefix: &str, last: &str, gender: &str) -> Record {
    let name = Record::new(RecordKind::Name)
        .with("first", first)
        .with("prefix", if prefix.is_empty() { Value::None } else { text(prefix) })
        .with("last", last);
    Record::new(RecordKind::Person).with("name", name).with("gender", gender)
}

pub fn answers() -> Record {
    let address = Record::new(RecordKind::Address)
        .with("street", "Herengracht")
        .with("number", "12")
        .with("addition", "A")
        .with("postcode", "1015 BK")
        .with("city", "Amsterdam")
        .with("country", Value::None);
    let client = person("Jan", "de", "Vries", "male")
        .with("birth", Record::new(RecordKind::Plain).with("date", date(1990, 3, 6)))
        .with("address", address)
        .with("phone", "0612345678");
    let heir = |name: &str, age: i64| {
        Value::from(Record::new(RecordKind::Plain).with("name", name).with("age", Value::from(age)))
    };
    Record::new(RecordKind::Plain)
        .with("client", client)
        .with("heirs", Value::list([heir("Anna Bos", 40), heir("Piet Bos", 12), heir("Mia Bos", 30)]))
        .with(
            "fee",
            Record::new(RecordKind::Money).with("amount", Value::from(1250_i64)).with("currency", "EUR"),
        )
        .with("n", Value::from(3_i64))
        .with("price", Value::Number("1234.567".parse().unwrap()))
        .with("delivery", date(2026, 3, 5))
        .with("notice", Value::Period("P3M".parse().unwrap()))
        .with("claims", Record::new(RecordKind::Plain).with("eviction", true).with("repair", false))
        .with("topics", Value::list([text("rent"), text("repair"), text("costs")]))
        .with("goods", text("one boat, one trailer"))
        .with("remark", Value::None)
}

pub fn settings() -> Settings {
    let today = date(2026, 1, 15);
    Settings { language: Language::En, today, now: today.at(14, 30, 0, 0) }
}
