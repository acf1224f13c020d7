//! What fills a document thousands of times over allocates little.
#![allow(clippy::unwrap_used)]

use akte_expr::{
    Expr, Language, Record, RecordKind, Rules, Scope, Settings, Value, World, civil::date, parse,
};

fn answers() -> Record {
    let name = Record::new(RecordKind::Plain).with("first", "Jan");
    let client = Record::new(RecordKind::Plain).with("name", name).with("kind", "person");
    Record::new(RecordKind::Plain)
        .with("client", client)
        .with("fee", Value::from(1000_i64))
        .with("yes", true)
        .with("notice", Value::Period("P3M".parse().unwrap()))
        .with("parties", Value::list([Value::from("A"), Value::from("B")]))
}

/// Allocations of a second evaluation: the first may still get to know the answers.
fn counted(tracked: bool, text: &str, evaluate: impl Fn(&mut Scope<'_>, &Expr)) -> u64 {
    let (answers, rules) = (answers(), Rules::new());
    let today = date(2026, 1, 1);
    let settings = Settings { language: Language::En, today, now: today.at(0, 0, 0, 0) };
    let world = World { answers: &answers, rules: &rules, settings: &settings };
    let expr = parse(text).unwrap();
    let mut scope = if tracked { Scope::new(&world) } else { Scope::untracked(&world) };
    evaluate(&mut scope, &expr);
    allocation_counter::measure(|| evaluate(&mut scope, &expr)).count_total
}

#[test]
fn names_and_simple_comparisons_allocate_nothing() {
    for tracked in [true, false] {
        for text in [
            "client.name.first",
            "parties[1]",
            "yes",
            "fee > 500",
            "client.kind == 'person'",
            "not yes",
            "notice == none",
            "'a' if yes else 'b'",
        ] {
            let count = counted(tracked, text, |scope, expr| drop(scope.truth(expr).unwrap()));
            assert_eq!(count, 0, "{text}, tracked {tracked}");
        }
    }
}

#[test]
fn what_is_joined_and_printed_allocates_no_more_than_its_texts() {
    for (text, most) in [
        ("client.name.first", 0),
        ("yes and fee > 500", 2),
        ("client.name.first | upper", 6),
        ("client.name.first ~ ' ' ~ client.kind", 10),
        ("fee", 3),
    ] {
        let out = std::cell::RefCell::new(String::with_capacity(1000));
        let count = counted(false, text, |scope, expr| {
            scope.write(expr, &mut out.borrow_mut()).unwrap();
        });
        assert!(count <= most, "{text}: {count}");
    }
}
