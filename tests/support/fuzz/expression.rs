use std::sync::Arc;

use akte_expr::{Decimal, Language, Record, RecordKind, Rules, Scope, Settings, Value, World, civil, parse};

/// A text as an expression: read, printed, read again, evaluated.
///
/// # Panics
/// The expression means something else after it was printed.
pub fn expression(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(expr) = parse(text) else { return };
    // A printed expression is at most some brackets longer; one at the very limit of depth or length need not fit again.
    let printed = expr.to_string();
    if let Ok(again) = parse(&printed) {
        assert_eq!(again.to_string(), printed, "of {text:?}");
    }
    let answers = answers();
    for language in Language::ALL {
        let today = civil::date(2026, 3, 5);
        let settings = Settings { language, today, now: today.at(9, 0, 0, 0) };
        let rules = Rules::new();
        let world = World { answers: &answers, rules: &rules, settings: &settings };
        let mut out = String::new();
        let _a_mistake_is_fine = Scope::new(&world).write(&expr, &mut out);
        let _a_mistake_is_fine = Scope::new(&world).truth(&expr);
    }
}

/// Answers of every type, under short names.
pub(super) fn answers() -> Record {
    let text = |text: &str| Value::Text(text.into());
    let number = |number: i64| Value::Number(Decimal::from(number));
    let fields =
        |fields: Vec<(&str, Value)>| fields.into_iter().map(|(name, value)| (name.into(), value)).collect();
    let record = |kind, list| Value::Record(Arc::new(Record { kind, fields: fields(list) }));
    Record {
        kind: RecordKind::Plain,
        fields: fields(vec![
            ("a", text("A & <B>\n\u{1}")),
            ("b", text("")),
            ("n", number(3)),
            ("yes", Value::Bool(true)),
            ("no", Value::Bool(false)),
            ("none", Value::None),
            ("xs", Value::List([number(1), text("two"), number(3)].into_iter().collect())),
            ("p", record(RecordKind::Plain, vec![("x", number(-1)), ("y", text("é"))])),
        ]),
    }
}
