//! Everything that can be written, on values that it is not for: a text, a need or a mistake, never
//! a panic.

use super::*;
use crate::Kind;
use proptest::prelude::*;

const ANSWERS: &str = r#"{
    "none": null, "yes": true, "zero": 0, "n": -2.5, "big": 9007199254740993000, "t": "é ’x", "empty": "",
    "d": "date:9999-12-31", "p": "period:P10000000M", "l": [1, "a", null, [2]], "no": [],
    "g": {"a": 1, "b": {"c": null}}, "who": {"kind": "person"}, "org": {"kind": "organisation", "name": "X"},
    "at": {"kind": "address", "city": "Y"}, "fee": {"kind": "money", "amount": 5}, "odd": {"kind": "money", "amount": "x"}
}"#;

const VALUES: [&str; 22] = [
    "none",
    "yes",
    "zero",
    "n",
    "big",
    "t",
    "empty",
    "d",
    "p",
    "l",
    "no",
    "g",
    "who",
    "org",
    "at",
    "fee",
    "odd",
    "open",
    "open.field",
    "today",
    "-1",
    "'{:,.3f}{'",
];

#[test]
fn everything_takes_anything() {
    let g = given(ANSWERS);
    let world = g.world();
    let mut counted = 0;
    for entry in crate::reference() {
        for of in VALUES {
            for args in ["", "l", "big", "'nl'", "-1, 0", "'a', 'eq', 1"] {
                let name = entry.name;
                let text = match entry.kind {
                    Kind::Function if args.is_empty() => format!("{name}({of})"),
                    Kind::Function => format!("{name}({of}, {args})"),
                    Kind::Filter => format!("{of} | {name}({args})"),
                    Kind::Method => format!("({of}).{name}({args})"),
                    Kind::Test => format!("{of} is {name}({args})"),
                };
                let mut out = String::new();
                let expr = parse(&text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
                if let Err(Unsettled::Error(error)) = Scope::new(&world).write(&expr, &mut out) {
                    assert!(error.message.ends_with(['.', ')', '`']), "{text}: {error}");
                    assert!(!error.expression.is_empty(), "{text}");
                }
                counted += 1;
            }
        }
    }
    assert!(counted > 20_000);
}

proptest! {
    #[test]
    fn random_expressions_never_panic(
        parts in prop::collection::vec(prop::sample::select(
            VALUES.into_iter().chain([
                "+", "-", "*", "/", "//", "%", "**", "~", "==", "<", ">=", "in", "and", "or", "not", "if", "else",
                "(", ")", "[", "]", ",", "[1:]", "[-1]", "['a']", ".a", ".name", "| sum", "| sort", "| join(t)", "is even",
                "9999999999999999999999999999", "0.0000000000000000000000000001",
            ]).collect::<Vec<_>>()
        ), 1..9),
    ) {
        let g = given(ANSWERS);
        let world = g.world();
        if let Ok(expr) = parse(&parts.join(" ")) {
            let mut out = String::new();
            let _ = Scope::new(&world).write(&expr, &mut out);
        }
    }
}
