//! What reads as what, and what is said about what does not.

use super::*;
use proptest::prelude::*;

/// The normalised text of an expression, with the brackets that show how it was read.
fn normal(text: &str) -> String {
    parse(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}")).to_string()
}

#[test]
fn reads_jinja_and_prints_it_normalised() {
    for (typed, expected) in [
        ("client.name", "client.name"),
        ("a['x']", "a['x']"),
        ("a [ 0 ] . b", "a[0].b"),
        ("a.0.b", "a[0].b"),
        ("l[1:3]", "l[1:3]"),
        ("l[:]", "l[:]"),
        ("l[::2]", "l[::2]"),
        ("l[-1]", "l[-1]"),
        ("f(1, b=2,)", "f(1, b=2)"),
        ("a.f('x')", "a.f('x')"),
        ("x|upper|default('a', true)", "x | upper | default('a', true)"),
        ("x is defined", "x is defined"),
        ("x is not none", "x is not none"),
        ("not x is defined", "x is not defined"),
        ("x is divisibleby 3", "x is divisibleby(3)"),
        ("x is in [1,2]", "x is in([1, 2])"),
        ("not a and b or c", "not a and b or c"),
        ("not (a and b)", "not (a and b)"),
        ("a or b and c", "a or b and c"),
        ("(a or b) and c", "(a or b) and c"),
        ("1 < x <= 3", "1 < x <= 3"),
        ("a not in b", "a not in b"),
        ("not a in b", "not a in b"),
        ("1+2*3", "1 + 2 * 3"),
        ("(1+2)*3", "(1 + 2) * 3"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("1-2-3", "1 - 2 - 3"),
        ("a ~ b + c ~ d", "a ~ b + c ~ d"),
        ("2**3**2", "2 ** 3 ** 2"),
        ("-x | abs", "-x | abs"),
        ("-(x | abs)", "-(x | abs)"),
        ("--x", "--x"),
        ("+x", "x"),
        ("7//2%3", "7 // 2 % 3"),
        ("a if b else c if d else e", "a if b else c if d else e"),
        ("(a if b else c) if d", "(a if b else c) if d"),
        ("a if b", "a if b"),
        ("[1, 'a', [true]]", "[1, 'a', [true]]"),
        ("(1, 2)", "[1, 2]"),
        ("()", "[]"),
        ("(1,)", "[1]"),
        ("{'a': 1, 'b': x.y}", "{'a': 1, 'b': x.y}"),
        ("True and False or None", "true and false or none"),
        ("1_000.50", "1000.5"),
        ("1e3", "1000"),
        ("'a' 'b'", "'ab'"),
        (r"'it\'s'", r"'it\'s'"),
        (r#""it's""#, r"'it\'s'"),
        (r"'a\nb'", r"'a\nb'"),
        ("x\u{a0}==\u{a0}1", "x == 1"),
    ] {
        assert_eq!(normal(typed), expected, "{typed}");
    }
}

#[test]
fn the_tree_is_jinjas() {
    for (plain, bracketed) in [
        ("a or b and not c", "a or (b and (not c))"),
        ("not a == b", "not (a == b)"),
        ("a + b ~ c", "a + (b ~ c)"),
        ("a ~ b * c", "a ~ (b * c)"),
        ("a * b ** c", "a * (b ** c)"),
        ("-a ** b", "(-a) ** b"),
        ("a + b | f", "a + (b | f)"),
        ("a + b is odd", "a + (b is odd)"),
        ("-a | f", "(-a) | f"),
        ("a == b in c", "a == b in c"),
        ("a or b if c else d or e", "(a or b) if c else (d or e)"),
    ] {
        assert_eq!(parse(plain), parse(bracketed), "{plain}");
    }
    assert_ne!(parse("(a == b) == c"), parse("a == b == c"));
    assert_ne!(parse("a - b - c"), parse("a - (b - c)"));
}

#[test]
fn what_word_makes_of_typing_reads_as_typed() {
    for (word, typed) in [
        ("x == “yes”", "x == 'yes'"),
        ("x == ‘yes’", "x == 'yes'"),
        ("x == „ja“", "x == 'ja'"),
        ("x == ‟ja”", "x == 'ja'"),
        ("x == \"yes”", "x == 'yes'"),
        ("x == “yes\"", "x == 'yes'"),
        ("x == ’yes’ or y == ’no’", "x == 'yes' or y == 'no'"),
        ("“it’s”", r#""it’s""#),
        ("‘it’s’", r#""it’s""#),
        ("'it’s'", r#""it’s""#),
        ("\"he said “hi” to me\"", r#"'he said “hi” to me'"#),
        ("a\u{a0}–\u{a0}b", "a - b"),
        ("a − 1", "a - 1"),
        ("a\u{200b} + b", "a + b"),
    ] {
        assert_eq!(parse(word), parse(typed), "{word}");
        assert!(parse(word).is_ok(), "{word}");
    }
}

#[test]
fn mistakes_have_a_place_and_a_suggestion() {
    for (text, range, message, suggestion) in [
        ("", 0..0, "nothing between", "name of an answer"),
        ("a = b", 2..3, "compared with `==`", "`==`"),
        ("a && b", 2..4, "joined with `and`", "`and`"),
        ("a || b", 2..4, "joined with `or`", "`or`"),
        ("!a", 0..1, "written `not`", "`not`"),
        ("a ≥ 3", 2..3, "At least", "`>=`"),
        ("a <> 3", 2..4, "compared with `!=`", "`!=`"),
        ("é == 'x", 5..7, "no closing quote", "Put a ' after"),
        ("a b", 2..3, "`b` cannot follow", "operator"),
        ("a AND b", 2..5, "`AND` cannot follow", "`and`"),
        ("f(a", 3..3, "stops where `,` or `)`", "Add"),
        ("(a", 2..2, "stops where", "Add"),
        ("a)", 1..2, "closes nothing", "Take it out"),
        ("a +", 3..3, "stops where a value", "Add a value"),
        ("a.", 2..2, "a name after the dot", "Add"),
        ("a | ", 4..4, "name of a filter", "Add"),
        ("a is defned", 5..11, "`defned` is not a test", "`defined`"),
        ("f(a=1, 2)", 7..8, "without a name", "Put it first"),
        ("f(*a)", 2..3, "spread", "one by one"),
        ("a[0](1)", 4..5, "Only a function", "operator"),
        ("1,000", 1..2, "Only one value", "1000.50"),
        ("a $ b", 2..3, "`$` has no meaning", "Take it out"),
        ("a[]", 2..3, "`]` stands where", "Put a number"),
        ("99999999999999999999999999999999", 0..32, "too long", "28 digits"),
    ] {
        let errors = parse(text).expect_err(text);
        let error = &errors[0];
        assert_eq!(error.range, range, "{text}: {error:?}");
        assert!(error.message.contains(message), "{text}: {error:?}");
        let given = error.suggestion.as_deref().unwrap_or_default();
        assert!(given.contains(suggestion), "{text}: {error:?}");
    }
}

#[test]
fn every_unreadable_character_is_named() {
    let errors = parse("a $ b # c").expect_err("two mistakes");
    let ranges: Vec<_> = errors.iter().map(|e| e.range.clone()).collect();
    assert_eq!(ranges, [2..3, 6..7]);
}

#[test]
fn parts_know_where_they_stand() {
    let expr = parse("é + client.name | upper").unwrap();
    let crate::Node::Binary { right, .. } = expr.node() else { panic!("{expr:?}") };
    assert_eq!(right.span(), 4..23);
    let crate::Node::Filter { of, .. } = right.node() else { panic!("{right:?}") };
    assert_eq!(of.span(), 4..15);
    assert_eq!(of.path().unwrap().to_string(), "client.name");
}

#[test]
fn heads_of_statements() {
    let (targets, over) = parse_repeat("key, value in claims.items()").unwrap();
    assert_eq!(targets, ["key".into(), "value".into()]);
    assert_eq!(over.to_string(), "claims.items()");
    assert_eq!(over.span(), 14..28);
    assert!(parse_repeat("parties").is_err());
    assert!(parse_repeat("p in parties if p.signs").is_err());
    assert!(parse_repeat("p in (a if b else c)").is_ok());
    let (name, expr) = parse_set("total = fee * 1.21").unwrap();
    assert_eq!((&*name, expr.to_string().as_str()), ("total", "fee * 1.21"));
    assert!(parse_set("total").is_err());
}

#[test]
fn depth_and_length_are_bounded() {
    for text in [
        "(".repeat(5000),
        "[".repeat(5000),
        "-".repeat(5000) + "a",
        "not ".repeat(2000) + "a",
        "a".to_owned() + &"+a".repeat(2000),
        "a".to_owned() + &".b".repeat(2000),
        "a".to_owned() + &"|b".repeat(2000),
        "a if b else ".repeat(500) + "c",
        "a".to_owned() + &"[a".repeat(2000),
        "a".repeat(10_001),
    ] {
        let errors = parse(&text).expect_err("too much");
        assert!(errors[0].suggestion.as_deref().unwrap().contains("rules"), "{errors:?}");
    }
    assert!(parse(&("(".repeat(40) + "a" + &")".repeat(40))).is_ok());
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = parse(&text);
    }

    #[test]
    fn no_likely_text_panics_and_what_reads_prints_and_reads_again(
        parts in prop::collection::vec(prop::sample::select(vec![
            "a", "b.c", "1", "2.5", "'x'", "“y”", "‘", "'", "(", ")", "[", "]", "{", "}", ",", ":", ".",
            "|", "upper", "is", "not", "defined", "and", "or", "if", "else", "in", "==", "<", "+", "-",
            "~", "*", "**", "//", "%", "=", "true", "none", "f(", "–", "’", "\\", " ", "0",
        ]), 0..24),
    ) {
        if let Ok(expr) = parse(&parts.join(" ")) {
            let printed = expr.to_string();
            prop_assert_eq!(parse(&printed), Ok(expr), "{}", printed);
        }
    }
}
