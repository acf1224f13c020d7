use super::*;

#[test]
fn texts() {
    prints(
        &given(r#"{"t": "jan de Vries", "ij": "ijsland"}"#),
        &[
            ("t | upper", "JAN DE VRIES"),
            ("t | UPPER", "JAN DE VRIES"),
            ("t.upper()", "JAN DE VRIES"),
            ("'ABC' | lower", "abc"),
            ("'jan VRIES' | title", "Jan Vries"),
            ("t | title_case", "Jan de Vries"),
            ("title_case('the law of the land')", "The Law of The Land"),
            ("t | capitalize", "Jan de Vries"),
            ("capitalize(ij)", "IJsland"),
            ("' x ' | trim", "x"),
            ("' x '.strip()", "x"),
            ("fix_punctuation('Ja')", "Ja."),
            ("'Ja!' | fix_punctuation", "Ja!"),
            ("'Ja,' | fix_punctuation", "Ja."),
            ("'Ja.' | strip_end_punctuation", "Ja"),
            ("single_paragraph('a\\n b')", "a b"),
            ("'a-b' | replace('-', '+')", "a+b"),
            ("'a,b'.split(',')[1]", "b"),
            ("'a b'.split() | length", "2"),
            ("t.startswith('jan')", "ja"),
            ("'{} en {0}'.format('x')", "x en x"),
            ("'{:,.2f} {n}'.format(1234.5, n='x')", "1.234,50 x"),
            ("'{{}}'.format()", "{}"),
            ("'{0}{1}{0}'.format('a', 'b')", "aba"),
            ("'%s is %d%%' | format('x', 5.9)", "x is 5%"),
            ("'%(n)s = %(v).2f' | format(n='x', v=1234.5)", "x = 1234,50"),
            ("'%05d|%-4s|%4s|' | format(-42, 'é', 'b')", "-0042|é   |   b|"),
            ("'%s' % 'x'", "x"),
            ("'%s and %s' % ('x', 'y')", "x and y"),
            ("'100 %%' % []", "100 %"),
            ("'{} %'.format(5)", "5 %"),
            ("'abcdef' | truncate(4)", "abc…"),
            ("'👩‍👩‍👧 Dijk' | truncate(2)", "👩‍👩‍👧…"),
            ("'Zoe\u{308}e\u{301}' | truncate(4)", "Zoe\u{308}e\u{301}"),
            ("'Zoe\u{308}' | truncate(0)", "…"),
            ("'a b' | wordcount", "2"),
            ("12 | string ~ 'x'", "12x"),
            ("yesno(true)", "ja"),
            ("false | yesno('wel', 'niet')", "niet"),
            ("output_checkbox(true)", "☒"),
            ("DAEmpty() ~ 'x'", "x"),
            ("'x' | nonsense", "x"),
            ("'x' | markdown", "x"),
        ],
    );
    assert!(given("{}").print("'{'.format(1)").contains("cannot be read"));
    for wrong in [
        "'{}'.format()",
        "'{x}'.format(1)",
        "'}'.format(1)",
        "'%s' | format()",
        "'%' | format(1)",
        "'%q' % 1",
        "'%99s' % 1",
        "'%(x' % 1",
        "'%é' % 1",
    ] {
        assert!(given("{}").print(wrong).contains("cannot be read"), "{wrong}");
    }
}

#[test]
fn numbers() {
    prints(
        &given(r#"{"n": 1234.567}"#),
        &[
            ("n | number", "1.234,567"),
            ("n | number(2)", "1.234,57"),
            ("n | number('en')", "1,234.567"),
            ("n | number(1, language='en')", "1,234.6"),
            ("n | round", "1235"),
            ("n | round(1)", "1234,6"),
            ("2.5 | round", "3"),
            ("n | round(0, 'floor')", "1234"),
            ("n | int", "1234"),
            ("int('12')", "12"),
            ("'1.5' | float + 1", "2,5"),
            ("-3 | abs", "3"),
            ("n | money", "€\u{a0}1.234,57"),
            ("n | money('USD')", "$\u{a0}1.234,57"),
            ("currency(n)", "€\u{a0}1.234,57"),
            ("n | currency(decimals=false)", "€\u{a0}1.235"),
            ("currency(n, symbol='£')", "£\u{a0}1.234,57"),
            ("thousands(1234567)", "1.234.567"),
            ("0.05 | percent", "5%"),
            ("0.2125 | percent(1)", "21,3%"),
            ("3 | ordinal", "3e"),
            ("ordinal_number(3)", "derde"),
            ("ordinal_number(30)", "30e"),
            ("nice_number(3)", "drie"),
            ("nice_number(3, capitalize=true)", "Drie"),
            ("nice_number(12)", "12"),
            ("alpha(0)", "A"),
            ("alpha(27, case='lower')", "ab"),
            ("3 | roman('lower')", "iv"),
            ("roman(3)", "IV"),
            ("range(3)", "0, 1 en 2"),
            ("range(1, 6, 2)", "1, 3 en 5"),
            ("range(3, 0, -1)", "3, 2 en 1"),
            ("1 | plural('dag', 'dagen')", "dag"),
            ("2 | plural('dag', 'dagen')", "dagen"),
            ("1.0 | plural('dag', 'dagen')", "dag"),
            ("1.5 | plural('dag', 'dagen')", "dagen"),
        ],
    );
}

#[test]
fn in_words() {
    let g = given(
        r#"{"fee": {"kind": "money", "amount": 250.25}, "usd": {"kind": "money", "amount": 3, "currency": "USD"},
            "d": "date:2026-03-01", "p": "period:P3M", "e": null, "t": "x"}"#,
    );
    prints(
        &g,
        &[
            ("21 | words", "eenentwintig"),
            ("21 | WORDS('en')", "twenty-one"),
            ("words(21, language='en')", "twenty-one"),
            ("21 | words(ordinal=true)", "eenentwintigste"),
            ("21 | words('en', ordinal=true)", "twenty-first"),
            ("fee | words", "tweehonderdvijftig euro en vijfentwintig cent"),
            ("fee | words('en')", "two hundred and fifty euros and twenty-five cents"),
            ("usd | words", "drie Amerikaanse dollar"),
            ("250.25 | words('eur')", "tweehonderdvijftig euro en vijfentwintig cent"),
            ("250.25 | words('EUR', 'en')", "two hundred and fifty euros and twenty-five cents"),
            ("d | words", "een maart tweeduizend zesentwintig"),
            ("p | words", "drie maanden"),
            ("p | words | upper", "DRIE MAANDEN"),
            ("e | words", ""),
            ("open | words", "?open"),
            ("nice_number(21, use_word=true)", "eenentwintig"),
            ("nice_number(3, use_word=false)", "3"),
            ("nice_number(21, use_word=true, language='en', capitalize=true)", "Twenty-one"),
            ("ordinal_number(21, use_word=true)", "eenentwintigste"),
            ("ordinal_number(3, use_word=false)", "3e"),
            ("ordinal_number(3, capitalize=true)", "Derde"),
        ],
    );
    assert!(g.print("t | words").contains("a number, an amount, a date or a period"));
    assert!(g.print("-1 | words(ordinal=true)").contains("too small"));
    assert!(g.print("21 | words('fr')").contains("Dutch and English"));
    assert!(g.language(Language::De).print("21 | words").contains("words('nl')"));
}

#[test]
fn dates() {
    prints(
        &given(r#"{"d": "date:2026-03-05", "e": null}"#),
        &[
            ("d | date", "5 maart 2026"),
            ("d | date('en')", "March 5, 2026"),
            ("d | date('full')", "donderdag 5 maart 2026"),
            ("d | date('d MMM yyyy')", "5 mrt 2026"),
            ("e | date", ""),
            ("format_date(d, format='dd/MM/yyyy')", "05/03/2026"),
            ("format_date('2026-03-05')", "5 maart 2026"),
            ("d.format_date()", "5 maart 2026"),
            ("d.format('yyyy')", "2026"),
            ("today()", "5 maart 2026"),
            ("today(format='yyyy')", "2026"),
            ("format_time(current_datetime())", "14:30"),
            ("format_datetime(current_datetime())", "5 maart 2026 14:30"),
            ("year_of(d)", "2026"),
            ("month_of(d)", "3"),
            ("month_of(d, as_word=true)", "maart"),
            ("day_of(d)", "5"),
            ("dow_of(d, as_word=true)", "donderdag"),
            ("date_difference(starting='2026-01-01', ending=d).days", "63"),
            ("date_difference(starting='2026-01-01', ending=d).weeks", "9"),
            ("d.plus(months=1)", "5 april 2026"),
            ("d.minus(days=5)", "28 februari 2026"),
            ("d + date_interval(years=1)", "5 maart 2027"),
        ],
    );
    assert!(given("{}").print("'soon' | date").contains("is not a date"));
    assert!(given("{}").print("today() | date('%d')").contains("not a format"));
}

#[test]
fn lists() {
    prints(
        &given(
            r#"{"l": ["b", "a", "É", "a"], "n": [3, 1, 2], "r": [{"name": "X", "age": 20}, {"name": "Y", "age": 10}], "none": null}"#,
        ),
        &[
            ("l | length", "4"),
            ("len(l)", "4"),
            ("l.number()", "4"),
            ("none | length", "0"),
            ("l.there_are_any", "ja"),
            ("l | join(' - ')", "b - a - É - a"),
            ("', '.join(l)", "b, a, É, a"),
            ("r | join(', ', attribute='name')", "X, Y"),
            ("l | first", "b"),
            ("l | last", "a"),
            ("[] | first", ""),
            ("l | sort", "a, a, b en É"),
            ("n | sort(reverse=true)", "3, 2 en 1"),
            ("r | sort(attribute='age') | first", "Y"),
            ("l | unique", "b, a en É"),
            ("n | min", "1"),
            ("n | max", "3"),
            ("r | max(attribute='age')", "X"),
            ("n | sum", "6"),
            ("r | sum(attribute='age')", "30"),
            ("r | map(attribute='name') | list", "X en Y"),
            ("l | map('upper') | join", "BAÉA"),
            ("n | select('odd')", "3 en 1"),
            ("n | reject('odd')", "2"),
            ("r | selectattr('age', 'gt', 15)", "X"),
            ("r | selectattr('age', '==', 10)", "Y"),
            ("r | rejectattr('age', 'gt', 15)", "Y"),
            ("r.filter(age=10)", "Y"),
            ("n | reverse", "2, 1 en 3"),
            ("n | batch(2) | length", "2"),
            ("n | batch(2) | chain | sum", "6"),
            ("[] | chain | length", "0"),
            ("comma_and_list(l)", "b, a, É en a"),
            ("comma_and_list('x', 'y')", "x en y"),
            ("comma_and_list(n, and_string='of')", "3, 1 of 2"),
            ("comma_and_list(n, comma_string='; ')", "3; 1 en 2"),
            ("comma_and_list(n, oxford=true)", "3, 1, en 2"),
            ("l | or_list", "b, a, É of a"),
            ("comma_list(n)", "3, 1, 2"),
            ("n.item(1)", "1"),
            ("n.item(9)", ""),
            ("n | add_separators | join(' ')", "3; 1; 2."),
            ("n.number_as_word()", "drie"),
            ("l.complete_elements() | length", "4"),
        ],
    );
    prints(
        &given(r#"{"heirs": ["A", "B"], "child": ["C"]}"#).language(Language::En),
        &[
            ("heirs.as_noun()", "heirs"),
            ("child.as_noun('child')", "child"),
            ("heirs.as_noun('child')", "children"),
            ("heirs.does_verb('is')", "are"),
            ("child.does_verb('live')", "lives"),
            ("heirs.did_verb('is')", "were"),
            ("quantity_noun(2, 'apple')", "two apples"),
        ],
    );
    assert!(given(r#"{"l": [1, 2]}"#).print("l.as_noun('kind')").contains("Give it too"));
}

#[test]
fn choices_and_groups() {
    prints(
        &given(r#"{"c": ["eviction", "repair"], "g": {"eviction": true, "repair": false}, "e": []}"#),
        &[
            ("c['eviction']", "ja"),
            ("c['rent']", "nee"),
            ("g['repair']", "nee"),
            ("c.true_values()", "eviction en repair"),
            ("g.true_values()", "eviction"),
            ("g.false_values()", "repair"),
            ("c.any_true()", "ja"),
            ("e.any_true()", "nee"),
            ("e.all_false()", "ja"),
            ("g.all_true()", "nee"),
            ("c.any_true('repair', 'rent')", "ja"),
            ("c.all_true('repair', 'rent')", "nee"),
            ("g.get('eviction')", "ja"),
            ("g.keys() | join(',')", "eviction,repair"),
            ("g.values() | join(',')", "ja,nee"),
            ("(g | items)[1][0]", "repair"),
            ("{'b': 1, 'A': 2} | dictsort | map('join', ':') | join(' ')", "A:2 b:1"),
            ("{'a': 1}.get('b', 2)", "2"),
        ],
    );
    assert!(given(r#"{"c": ["a"]}"#).print("c.all_true()").contains("Name the options"));
}

#[test]
fn warnings_name_what_is_read_differently() {
    use crate::Code;
    for (text, code, says) in [
        ("helper(x)", Code::UnknownCall, "read as the field `helper`"),
        ("client.helper(x)", Code::UnknownCall, "read as the field `client.helper`"),
        ("format_dat(x)", Code::UnknownCall, "Did you mean `format_date`?"),
        ("x | uper", Code::UnknownFilter, "Did you mean `upper`?"),
        ("x.signature_if_final(i)", Code::NotYetSupported, "pictures"),
        ("currency(x, symbool='$')", Code::UnknownArgument, "Did you mean `symbol`?"),
        ("x | upper(1)", Code::UnknownArgument, "at most 0"),
        ("comma_and_list(x, and_strng='of')", Code::UnknownArgument, "Did you mean `and_string`?"),
        ("x | map(atribute='a')", Code::UnknownArgument, "Did you mean `attribute`?"),
        ("a.on_one_line(include_unit=true)", Code::UnknownArgument, "no `include_unit=`"),
        ("nice_number(12, use_wrd=true)", Code::UnknownArgument, "Did you mean `use_word`?"),
    ] {
        let warnings = parse(text).unwrap().warnings();
        assert_eq!(warnings.len(), 1, "{text}: {warnings:?}");
        assert_eq!(warnings[0].0, code, "{text}");
        assert!(warnings[0].1.contains(says), "{text}: {warnings:?}");
    }
    for text in [
        "currency(x, symbol='$')",
        "x | map(attribute='a')",
        "l.filter(a=1)",
        "range(1, 2)",
        "client.name.full()",
    ] {
        assert_eq!(parse(text).unwrap().warnings(), [], "{text}");
    }
}

#[test]
fn the_reference_is_complete() {
    let entries = crate::reference();
    assert!(entries.len() > 150);
    for entry in entries {
        assert!(entry.about.ends_with('.') || entry.about.contains(": "), "{entry:?}");
    }
}
