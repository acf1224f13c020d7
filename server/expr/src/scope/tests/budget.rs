use super::*;

fn kind(given: &Given, text: &str) -> EvalErrorKind {
    let world = given.world();
    Scope::new(&world).eval(&parse(text).unwrap()).expect_err(text).kind
}

#[test]
fn long_texts_and_lists_end() {
    let g = given("{}");
    assert_eq!(kind(&g, "'abc' * 1000000"), EvalErrorKind::Output);
    assert_eq!(kind(&g, "range(1000000)"), EvalErrorKind::Output);
    assert_eq!(kind(&g, "('a' * 1000) | replace('a', 'b' * 10000)"), EvalErrorKind::Output);
    assert_eq!(kind(&g, "range(100000) | join('x' * 100000)"), EvalErrorKind::Output);
    assert_eq!(kind(&g, "'{}{}' | format('a' * 600000, 'a' * 600000)"), EvalErrorKind::Output);
    assert_eq!(kind(&g, "range(100000) + range(1)"), EvalErrorKind::Output);
}

#[test]
fn steps_end() {
    let g = given("{}");
    assert_eq!(kind(&g, "range(100000) | unique"), EvalErrorKind::Steps);
    let world = g.world();
    let mut scope = Scope::new(&world);
    let over = parse("range(10000)").unwrap();
    let body = parse("range(1000) | unique").unwrap();
    let result = scope.repeat(&[name("x")], &over, &mut |scope| scope.eval(&body).map(|_| ()));
    assert_eq!(result.unwrap_err().kind, EvalErrorKind::Steps);
}

#[test]
fn what_costs_more_than_it_shows_costs_steps() {
    let texts = || Value::list((0..20_000).map(|n| Value::from(format!("t{n}"))));
    let mut g = given("{}");
    for (name, value) in [
        ("l", texts()),
        ("m", texts()),
        ("t", Value::from("x".repeat(900_000))),
        ("u", Value::from("x".repeat(900_000))),
        ("b", Value::from("{0}".repeat(100_000))),
    ] {
        g.answers = g.answers.with(name, value);
    }
    let world = g.world();
    for body in ["l == m", "[l] != [m]", "l.any_true('a', 'b', 'c')", "t == u", "b.format('')"] {
        let mut scope = Scope::new(&world);
        let body = parse(body).unwrap();
        let over = parse("range(1000)").unwrap();
        let result = scope.repeat(&[name("x")], &over, &mut |scope| scope.eval(&body).map(|_| ()));
        assert_eq!(result.map_err(|error| error.kind), Err(EvalErrorKind::Steps), "{body}");
    }
}

#[test]
fn towers_and_long_numbers_end() {
    let g = given("{}");
    for text in [
        "9 ** 9 ** 9 ** 9",
        "2 ** 96",
        "1.0000000001 ** 999999999999999",
        "0.1 ** -29",
        "99999.9 ** 99.5",
        "9999999999999999999999999999 * 9999999999999999999999999999",
        "79228162514264337593543950335 + 1",
        "-79228162514264337593543950335 - 1",
        "1 / 0.0000000000000000000000000001 * 1000",
        "period(days=10000000) * 10",
        "today + period(years=9000)",
        "[79228162514264337593543950335, 1] | sum",
    ] {
        assert_eq!(kind(&g, text), EvalErrorKind::TooLarge, "{text}");
    }
    assert_eq!(g.print("0.1 ** 28"), format!("0,{}1", "0".repeat(27)));
    assert_eq!(g.print("1 / 3 * 3 == 1 or 1 / 3 * 3 < 1"), "ja");
}

#[test]
fn values_that_grow_in_each_other_end() {
    let g = given("{}");
    let world = g.world();
    let mut scope = Scope::new(&world);
    let list = name("l");
    scope.set(&list, &parse("[1]").unwrap()).unwrap();
    let wrap = parse("[l]").unwrap();
    let error = (0..1000).find_map(|_| scope.set(&list, &wrap).err());
    assert_eq!(error.unwrap().kind, EvalErrorKind::Depth);
    scope.set(&list, &parse("[1]").unwrap()).unwrap();
    let double = parse("[l, l]").unwrap();
    let error = (0..60).find_map(|_| scope.set(&list, &double).err());
    assert_eq!(error.unwrap().kind, EvalErrorKind::Steps);
}

#[test]
fn a_long_chain_of_rules_ends() {
    let mut g = given("{}");
    for n in 0..1000 {
        g = g.rule(&format!("r{n}"), &format!("1 + (1 + (1 + r{}))", n + 1));
    }
    assert_eq!(kind(&g, "r0"), EvalErrorKind::Depth);
    // as deep as an expression can be, in rules that use each other
    let deep = "-".repeat(90) + "s1";
    let g = given("{}").rule("s0", &deep).rule("s1", &deep.replace("s1", "s2")).rule("s2", &deep);
    assert_eq!(kind(&g, "s0"), EvalErrorKind::Depth);
    let chain = (0..95).fold("'x'".to_owned(), |text, _| text + " | upper");
    assert_eq!(g.print(&chain), "X");
}

#[test]
fn the_stack_holds_whatever_is_nested() {
    for part in [
        "[_]",
        "(_ if true else 1)",
        "(_ or 1)",
        "(0 < _)",
        "(_ + 1)",
        "capitalize(_)",
        "(_ | default(1))",
        "(_ is defined)",
        "(_).plus(days=1)",
        "(_)[0]",
        "(_)[1:]",
        "{'a': _}",
        "(not _)",
        "showifdef(_)",
    ] {
        let nest = |inner: &str| (0..30).fold(inner.to_owned(), |text, _| part.replace('_', &text));
        let g = (0..20).fold(given("{}"), |g, n| g.rule(&format!("r{n}"), &nest(&format!("r{}", n + 1))));
        let world = g.world();
        let outcome = Scope::new(&world).eval(&parse("r0").unwrap());
        assert!(outcome.is_err_and(|error| error.kind == EvalErrorKind::Depth), "{part}");
    }
}

#[test]
fn output_ends() {
    let g = given("{}");
    let world = g.world();
    let mut scope = Scope::new(&world);
    let long = parse("'a' * 1000000").unwrap();
    let mut out = String::new();
    let error = (0..100).find_map(|_| scope.write(&long, &mut out).err());
    assert!(matches!(error, Some(Unsettled::Error(error)) if error.kind == EvalErrorKind::Output));
}
