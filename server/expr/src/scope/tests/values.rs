use super::*;

#[test]
fn arithmetic_is_exact() {
    prints(
        &given("{}").language(Language::En),
        &[
            ("10/2", "5"),
            ("0.1 + 0.2", "0.3"),
            ("1.10 * 3", "3.3"),
            ("7 // 2", "3"),
            ("-7 // 2", "-4"),
            ("7 % 3", "1"),
            ("-7 % 3", "2"),
            ("7 % -3", "-2"),
            ("2 ** 10", "1024"),
            ("2 ** -1", "0.5"),
            ("9 ** 0.5", "3"),
            ("2 ** 3 ** 2", "64"),
            ("-2 ** 2", "4"),
            ("-(1 + 2)", "-3"),
            ("1 ~ 2", "12"),
            ("'a' + 'b'", "ab"),
            ("'_' * 3", "___"),
            ("3 * '_'", "___"),
            ("'_' * -1", ""),
            ("[1] + [2, 3]", "1, 2, and 3"),
            ("1000000 * 1.5", "1500000"),
        ],
    );
}

#[test]
fn values_print_in_the_language() {
    let nl = given(
        r#"{"d": "date:2026-03-05", "p": "period:P3M", "n": 1250.50, "b": true, "e": null, "l": ["A", "B", "C"]}"#,
    );
    prints(
        &nl,
        &[
            ("d", "5 maart 2026"),
            ("p", "3 maanden"),
            ("n", "1250,5"),
            ("b", "ja"),
            ("not b", "nee"),
            ("e", ""),
            ("l", "A, B en C"),
            ("today", "5 maart 2026"),
            ("'x' ~ n", "x1250,5"),
            ("l[0] ~ l[-1]", "AC"),
            ("l[1:]", "B en C"),
            ("l[::-1]", "C, B en A"),
            ("'abcde'[1:-1]", "bcd"),
            ("'abcde'[::-2]", "eca"),
            ("'abc'[5:]", ""),
            ("{'a': 1}.a", "1"),
            ("{'a': 1}['a']", "1"),
            ("[1, 2][5]", ""),
        ],
    );
    prints(&nl.language(Language::En), &[("d", "March 5, 2026"), ("b", "yes"), ("l", "A, B, and C")]);
}

#[test]
fn comparison() {
    let g = given(
        r#"{"d": "date:2026-03-05", "later": "date:2026-04-05", "t": "2026-03-05", "n": 5, "e": null,
            "l": ["A", "B"], "p": {"kind": "person", "name": {"first": "Jan", "last": "Smit"}}}"#,
    );
    prints(
        &g,
        &[
            ("1 < 2 < 3", "ja"),
            ("1 < 2 > 3", "nee"),
            ("n == 5.0", "ja"),
            ("n == '5'", "nee"),
            ("n != '5'", "ja"),
            ("e == none", "ja"),
            ("n == none", "nee"),
            ("e == 5", "nee"),
            ("d < later", "ja"),
            ("d == t", "nee"),
            ("d + period(months=1) == later", "ja"),
            ("(later - d).days", "31"),
            ("period(months=1) < period(years=1)", "ja"),
            ("'A' in l", "ja"),
            ("'C' not in l", "ja"),
            ("'A' in e", "nee"),
            ("'bc' in 'abcd'", "ja"),
            ("'name' in p", "ja"),
            ("'a' < 'b'", "ja"),
            ("p == 'Jan Smit'", "ja"),
        ],
    );
}

#[test]
fn dates_are_counted_with_periods() {
    let g = given(r#"{"d": "date:2027-01-31", "notice": "period:P1M", "leap": "date:2028-02-29"}"#);
    prints(
        &g,
        &[
            ("d + notice", "28 februari 2027"),
            ("d - notice", "31 december 2026"),
            ("d + notice * 2", "31 maart 2027"),
            ("d + period(days=14)", "14 februari 2027"),
            ("d + period('P1W')", "7 februari 2027"),
            ("d.year + 1", "2028"),
            ("d - today()", "332 dagen"),
            ("notice + period(days=3)", "1 maand en 3 dagen"),
            ("notice.months", "1"),
            ("now() - d", "-332 dagen"),
            ("(d - now()).days", "332"),
            ("now() + period(days=1)", "6 maart 2026 14:30"),
            ("leap + period(years=1)", "28 februari 2029"),
            ("leap + period(years=4)", "29 februari 2032"),
            ("leap - period(months=12)", "28 februari 2027"),
            ("leap + period(years=1, days=1)", "1 maart 2029"),
            ("d + notice - notice", "28 januari 2027"),
            ("today < leap and leap <= leap", "ja"),
            ("now() > today", "ja"),
            ("period(days=14) == period('P2W')", "ja"),
            ("period(years=1) in [period(months=12)]", "ja"),
            ("period(months=1) == period(days=30)", "nee"),
            ("period(days=14) <= period('P2W') and period(days=14) >= period('P2W')", "ja"),
        ],
    );
}

#[test]
fn money_keeps_its_currency() {
    let g = given(
        r#"{"fee": {"kind": "money", "amount": 1250, "currency": "EUR"}, "usd": {"kind": "money", "amount": 5, "currency": "USD"}}"#,
    );
    prints(
        &g,
        &[
            ("fee", "€\u{a0}1.250,00"),
            ("fee * 1.21", "€\u{a0}1.512,50"),
            ("fee + fee", "€\u{a0}2.500,00"),
            ("fee / fee", "1"),
            ("fee > 1000", "ja"),
            ("fee == 1250", "ja"),
            ("fee | money('en')", "€1,250.00"),
            ("usd", "$\u{a0}5,00"),
            ("fee.amount", "1250"),
            ("[fee, fee] | sum", "€\u{a0}2.500,00"),
            ("'due' if fee else 'free'", "due"),
            ("'due' if fee * 0 else 'free'", "free"),
            ("fee / 3", "€\u{a0}416,67"),
            ("fee * 0.0036", "€\u{a0}4,50"),
            ("fee * 0.00366", "€\u{a0}4,58"),
        ],
    );
    assert!(g.print("fee + usd").contains("one currency"));
    assert!(g.print("fee < usd").contains("cannot be said"));
}

#[test]
fn logic_gives_an_operand() {
    let g = given(r#"{"a": "x", "e": "", "n": 0, "l": []}"#);
    prints(
        &g,
        &[
            ("a or 'y'", "x"),
            ("e or 'y'", "y"),
            ("a and 'y'", "y"),
            ("e and 'y'", ""),
            ("n or 'none'", "none"),
            ("l or 'none'", "none"),
            ("not a", "nee"),
            ("'y' if a else 'z'", "y"),
            ("'y' if e else 'z'", "z"),
            ("'y' if e", ""),
        ],
    );
}

#[test]
fn tests_of_values() {
    let g = given(r#"{"n": 4, "t": "x", "e": null, "l": [1], "r": {"a": 1}, "p": {"kind": "person"}}"#);
    for (text, holds) in [
        ("n is defined", true),
        ("q is defined", false),
        ("q is undefined", true),
        ("e is defined", false),
        ("e is none", true),
        ("n is none", false),
        ("t is string", true),
        ("n is number", true),
        ("n is integer", true),
        ("1.5 is float", true),
        ("l is iterable", true),
        ("r is mapping", true),
        ("l is mapping", false),
        ("n is even", true),
        ("n is odd", false),
        ("n is not odd", true),
        ("n is divisibleby 2", true),
        ("n is in [1, 4]", true),
        ("n is in (1, 2)", false),
        ("n is gt 3", true),
        ("p is person", true),
        ("t is upper", false),
        ("true is boolean", true),
        ("p is defined", false),
    ] {
        assert_eq!(g.print(text), if holds { "ja" } else { "nee" }, "{text}");
    }
}

#[test]
fn a_file_is_there_or_not_and_has_no_text() {
    let given = given(r#"{"logo": "file:f1", "none": null, "photos": ["file:f2", "file:f3"], "x": true}"#)
        .language(Language::En);
    prints(
        &given,
        &[
            ("logo", "file f1 of logo"),
            ("photos[1]", "file f3 of photos[1]"),
            ("logo if x else none", "file f1 of logo"),
            ("'yes' if logo else 'no'", "yes"),
            ("'yes' if none else 'no'", "no"),
            ("logo == logo and logo != photos[0]", "yes"),
            ("photos | length", "2"),
        ],
    );
    for text in ["'A: ' ~ logo", "logo | upper", "photos", "logo < photos[0]"] {
        let printed = given.print(text);
        assert!(printed.starts_with('!'), "{text}: {printed}");
    }
    assert!(given.print("'A: ' ~ logo").contains("`logo` is a picture or another file, which has no text"));
    assert_eq!(given.print("brand"), "?brand");
    assert_eq!(given.touches("logo"), "logo");
}
