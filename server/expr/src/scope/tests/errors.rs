use super::*;

#[test]
fn mistakes_name_the_expression_and_say_what_to_do() {
    let g = given(r#"{"fee": "veel", "n": 5, "e": null, "l": [1], "d": "date:2026-03-05"}"#);
    for (text, kind, says) in [
        (
            "1 + n / 0",
            EvalErrorKind::DivisionByZero,
            "`n / 0`: This divides by zero. Put it under a condition",
        ),
        ("n % 0", EvalErrorKind::DivisionByZero, "divides by zero"),
        ("0 ** -1", EvalErrorKind::DivisionByZero, "no negative power"),
        ("79228162514264337593543950335 * 10", EvalErrorKind::TooLarge, "too large"),
        ("79228162514264337593543950335 ** 9", EvalErrorKind::TooLarge, "too large"),
        ("d + period(years=10000)", EvalErrorKind::TooLarge, "too large"),
        ("fee > 1000", EvalErrorKind::WrongType, "`fee` is a text and this is a number"),
        ("fee + 1", EvalErrorKind::WrongType, "Join texts with `~`"),
        ("e + 1", EvalErrorKind::WrongType, "`e` was left empty"),
        ("d + 14", EvalErrorKind::WrongType, "period(days=14)"),
        ("-fee", EvalErrorKind::WrongType, "a number is needed"),
        ("n.year", EvalErrorKind::WrongType, "is a number, so it has no `year`"),
        ("n[0]", EvalErrorKind::WrongType, "not a list"),
        ("l[0.5]", EvalErrorKind::BadValue, "whole number"),
        ("l['x']", EvalErrorKind::WrongType, "has no `x`"),
        ("'a'[::0]", EvalErrorKind::BadValue, "cannot be 0"),
        ("n in 5", EvalErrorKind::WrongType, "Put a list after"),
        ("(-8) ** 0.5", EvalErrorKind::BadValue, "below zero"),
        ("fee | round", EvalErrorKind::WrongType, "`fee` is a text"),
        ("fee | date", EvalErrorKind::BadValue, "'veel' is not a date"),
        ("l | map('nonsense')", EvalErrorKind::BadValue, "no filter `nonsense`"),
        ("defined('a b')", EvalErrorKind::BadValue, "not the name of an answer"),
        ("date_interval(days='x')", EvalErrorKind::WrongType, "a number is needed"),
    ] {
        let world = g.world();
        let error = Scope::new(&world).eval(&parse(text).unwrap()).expect_err(text);
        assert_eq!(error.kind, kind, "{text}: {error}");
        assert!(error.to_string().contains(says), "{text}: {error}");
        assert!(!error.expression.is_empty(), "{text}");
    }
}

#[test]
fn the_place_is_the_smallest_part() {
    let g = given(r#"{"n": 5}"#);
    let world = g.world();
    let error = Scope::new(&world).eval(&parse("'é' ~ (1 + n / 0)").unwrap()).expect_err("zero");
    assert_eq!(error.expression, "n / 0");
    assert_eq!(error.range, 11..16);
}

#[test]
fn rules_in_a_circle_are_found() {
    let g = given("{}").rule("a", "b + 1").rule("b", "a + 1").rule("c", "1 / 0");
    let world = g.world();
    let mut scope = Scope::new(&world);
    let error = scope.eval(&parse("a").unwrap()).expect_err("circle");
    assert_eq!(error.kind, EvalErrorKind::RuleCycle);
    assert!(error.to_string().contains("uses itself"));
    // and again, with the same result
    assert_eq!(scope.eval(&parse("a").unwrap()).expect_err("circle").kind, EvalErrorKind::RuleCycle);
    let error = scope.eval(&parse("c").unwrap()).expect_err("zero");
    assert_eq!(error.rule.as_deref(), Some("c"));
    assert!(error.to_string().starts_with("In the rule `c`, `1 / 0`: "));
}

#[test]
fn equality_never_fails() {
    let g = given(r#"{"t": "x", "n": 1, "e": null, "l": [], "d": "date:2026-03-05", "r": {"a": 1}}"#);
    let names = ["t", "n", "e", "l", "d", "r", "true", "none"];
    for a in names {
        for b in names {
            let expected =
                if a == b || [a, b].iter().all(|x| ["e", "none"].contains(x)) { "ja" } else { "nee" };
            assert_eq!(g.print(&format!("{a} == {b}")), expected, "{a} == {b}");
        }
    }
}
