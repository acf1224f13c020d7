//! What is needed and what is looked at: this is how the interview knows what to ask.

use super::*;

#[test]
fn unanswered_names_what_would_settle_it() {
    let g = given(r#"{"no": false, "yes": true, "x": 1}"#);
    for (text, prints, touches) in [
        ("a", "?a", "a"),
        ("x", "1", "x"),
        ("client.name", "?client.name", "client.name"),
        ("parties[0].name", "?parties[0].name", "parties[0].name"),
        (
            "claims['illegal lockout'].date",
            "?claims[\"illegal lockout\"].date",
            "claims[\"illegal lockout\"].date",
        ),
        ("a + b", "?a, b", "a, b"),
        ("a + x", "?a", "a, x"),
        ("a == 'x'", "?a", "a"),
        ("a ~ b", "?a, b", "a, b"),
        ("not a", "?a", "a"),
        ("-a", "?a", "a"),
        ("a | upper", "?a", "a"),
        ("a | round(b)", "?a, b", "a, b"),
        ("f(a)", "?f", "f"),
        ("client.f(a)", "?client.f", "client.f"),
        ("client.signature_if_final(i)", "?client.signature", "client.signature"),
        ("a | f", "?a", "a"),
        ("a[b]", "?b", "b"),
        ("[a, x]", "?a", "a, x"),
        // or
        ("yes or a", "ja", "yes"),
        ("no or a", "?a", "no, a"),
        ("a or yes", "ja", "yes"),
        ("a or no", "?a", "a, no"),
        ("a or b", "?a, b", "a, b"),
        // and
        ("no and a", "nee", "no"),
        ("yes and a", "?a", "yes, a"),
        ("a and no", "nee", "no"),
        ("a and yes", "?a", "a, yes"),
        ("a and b", "?a, b", "a, b"),
        ("x and (a or yes)", "ja", "x, yes"),
        ("(a or yes) and a", "?a", "yes, a"),
        // a mistake that the first may rule out
        ("a and x.y", "?a", "a"),
        // if
        ("b if a else c", "?a", "a"),
        ("b if yes else c", "?b", "yes, b"),
        ("b if no else c", "?c", "no, c"),
        // each once, in order of first need
        ("a ~ b ~ a", "?a, b", "a, b"),
        ("1 < a < b", "?a, b", "a, b"),
        ("2 < 1 < a", "nee", ""),
    ] {
        assert_eq!(g.print(text), prints, "{text}");
        assert_eq!(g.touches(text), touches, "{text}");
    }
}

#[test]
fn a_condition_needs_less_than_a_value() {
    let g = given(r#"{"name": "Jan", "yes": true, "none": null, "l": ["x"], "no": []}"#);
    // What is printed depends on the first, though the second is there.
    for (text, prints) in [
        ("nickname or name", "?nickname"),
        ("nickname or 'the Client'", "?nickname"),
        ("nickname and none", "?nickname"),
        ("(nickname or name) ~ '!'", "?nickname"),
        ("nickname or yes", "ja"),
        ("'a' if nickname or name else 'b'", "a"),
        ("not (nickname or name)", "nee"),
        ("not (nickname and no)", "ja"),
        ("'a' if (nickname or l) and (other or name) else 'b'", "a"),
        ("'a' if nickname and none else 'b'", "b"),
    ] {
        assert_eq!(g.print(text), prints, "{text}");
    }
    let world = g.world();
    let mut scope = Scope::new(&world);
    let mut truth = |text: &str| scope.truth(&parse(text).unwrap()).unwrap();
    assert_eq!(truth("nickname or name"), Truth::Yes);
    assert_eq!(truth("nickname and none"), Truth::No);
    assert!(matches!(truth("nickname or none"), Truth::Unanswered(needs) if names(&needs) == "nickname"));
    assert_eq!(g.touches("'a' if nickname or name else 'b'"), "name");
    assert_eq!(g.touches("nickname or name"), "nickname, name");
}

#[test]
fn an_untracked_scope_evaluates_alike_and_remembers_nothing() {
    let g = given(r#"{"client": {"name": "Jan"}, "l": [1, 2], "yes": true}"#);
    let world = g.world();
    for text in ["client.name", "a or yes", "l | sum", "defined('a')", "a | default(client.name)", "a ~ b"] {
        let mut scope = Scope::untracked(&world);
        assert_eq!(printed(&mut scope, text), g.print(text), "{text}");
        assert_eq!(touches(&scope), "");
    }
}

#[test]
fn what_can_do_without_is_optional_and_never_unanswered() {
    let g = given(r#"{"x": 1, "client": {"kind": "person", "name": {"first": "Jan"}}, "empty": null}"#);
    for (text, prints, touches) in [
        ("defined('a.b')", "nee", "a.b?"),
        ("defined('x')", "ja", "x?"),
        ("defined('empty')", "nee", "empty?"),
        ("defined('client.name.first')", "ja", "client.name.first?"),
        ("defined(a.b)", "nee", "a.b?"),
        ("showifdef('a.b')", "", "a.b?"),
        ("showifdef('x')", "1", "x?"),
        ("showifdef('a', 'none')", "none", "a?"),
        ("a is defined", "nee", "a?"),
        ("a | default('…')", "…", "a?"),
        ("x | default('…')", "1", "x?"),
        ("empty | default('…')", "…", "empty?"),
        (
            "client.name.full() | default('…')",
            "…",
            "client.name.first?, client.name.prefix?, client.name.last?",
        ),
        ("a + 1 | default(2)", "?a", "a"),
        ("(a + 1) | default(2)", "2", "a?"),
        ("defined('a') ~ a", "?a", "a"),
    ] {
        assert_eq!(g.print(text), prints, "{text}");
        assert_eq!(g.touches(text), touches, "{text}");
    }
}

#[test]
fn known_methods_need_the_fields_they_read() {
    let g = given(r#"{"text": "Jan Smit", "org": {"kind": "organisation"}, "p": {"kind": "person"}}"#);
    for (text, prints) in [
        ("client.name.full()", "?client.name.first, client.name.last"),
        ("client.name_full()", "?client.name.first, client.name.last"),
        (
            "client.address.block()",
            "?client.address.city, client.address.number, client.address.postcode, client.address.street",
        ),
        ("client.address.line_one()", "?client.address.number, client.address.street"),
        ("client.address.line_two()", "?client.address.city, client.address.postcode"),
        ("client.age_in_years()", "?client.birth.date"),
        ("client.pronoun()", "?client.gender"),
        ("client.phone_numbers()", "?client.phone"),
        ("clients.number()", "?clients"),
        ("clients.there_are_any", "?clients"),
        ("client.full.x", "?client.full.x"),
        ("text.full()", "Jan Smit"),
        ("text.block()", "Jan Smit"),
        ("text.name_full()", "Jan Smit"),
        // of a known kind
        ("org.name.full()", "?org.name"),
        ("org.name_full()", "?org.name"),
        ("org", "?org.name"),
        ("org.pronoun()", "haar"),
        ("org.address", "?org.address.city, org.address.number, org.address.postcode, org.address.street"),
        ("p", "?p.name.first, p.name.last"),
        ("p.name", "?p.name.first, p.name.last"),
        ("p.name.full()", "?p.name.first, p.name.last"),
        ("p.address", "?p.address.city, p.address.number, p.address.postcode, p.address.street"),
        ("p | upper", "?p.name.first, p.name.last"),
        ("p ~ '!'", "?p.name.first, p.name.last"),
        ("p.email", "?p.email"),
        ("p.birthdate", "?p.birth.date"),
    ] {
        assert_eq!(g.print(text), prints, "{text}");
    }
}

#[test]
fn rules_count_what_they_touch_where_they_are_used() {
    let g = given(r#"{"yes": true}"#)
        .rule("either", "a or yes")
        .rule("sum", "b + c")
        .rule("first_party", "parties[0]");
    assert_eq!(g.touches("either"), "yes");
    assert_eq!(g.print("sum"), "?b, c");
    assert_eq!(g.touches("yes or sum"), "yes");
    assert_eq!(g.touches("sum or yes"), "yes");
    assert_eq!(g.touches("sum ~ sum"), "b, c");
    assert_eq!(g.print("first_party.name.full()"), "?parties[0].name.first, parties[0].name.last");
}

#[test]
fn a_selection_keeps_the_names_of_its_items() {
    let g = given(r#"{"heirs": [{"age": 12}, {"age": 40}]}"#);
    assert_eq!(g.print("(heirs | selectattr('age', 'gt', 17) | first).name"), "?heirs[1].name");
    assert_eq!(g.print("heirs | map(attribute='name') | join(', ')"), "?heirs[0].name, heirs[1].name");
    assert_eq!(g.print("heirs[-1].name"), "?heirs[1].name");
    assert_eq!(g.print("heirs[5].name"), "?heirs[5].name");
}
