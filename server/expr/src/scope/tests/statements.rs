use super::*;

/// Prints an expression for each item.
fn each(given: &Given, targets: &[&str], over: &str, body: &str) -> (String, Repeat, String) {
    let world = given.world();
    let mut scope = Scope::new(&world);
    let targets: Vec<_> = targets.iter().map(|t| name(t)).collect();
    let mut out = Vec::new();
    let over = parse(over).unwrap();
    let repeat = scope
        .repeat::<EvalError>(&targets, &over, &mut |scope| {
            out.push(printed(scope, body));
            Ok(())
        })
        .unwrap();
    (out.join(" | "), repeat, touches(&scope))
}

#[test]
fn items_carry_their_names() {
    let g = given(r#"{"parties": [{"name": "A"}, {"city": "Leiden"}]}"#);
    let (text, repeat, touched) = each(&g, &["p"], "parties", "p.name");
    assert_eq!(text, "A | ?parties[1].name");
    assert_eq!(repeat, Repeat::Done);
    assert_eq!(touched, "parties, parties[0].name, parties[1].name");
}

#[test]
fn loop_says_where_it_is() {
    let g = given(r#"{"l": ["a", "b", "c"]}"#);
    let body =
        "loop.index ~ loop.index0 ~ loop.revindex ~ loop.length ~ ('f' if loop.first else 'l' if loop.last)";
    assert_eq!(each(&g, &["x"], "l", body).0, "1033f | 2123 | 3213l");
    assert_eq!(each(&g, &["x"], "l", "loop.cycle('odd', 'even')").0, "odd | even | odd");
    let around = "loop.previtem ~ loop.nextitem ~ loop.depth ~ loop.depth0 ~ loop.revindex0";
    assert_eq!(each(&g, &["x"], "l", around).0, "b102 | ac101 | b100");
    assert_eq!(each(&g, &["loop"], "l", "loop").0, "a | b | c");
    assert!(each(&g, &["x"], "l", "loop.indx").0.contains("Did you mean `index`?"));
    assert!(g.print("loop.index").contains("outside any repeat"));
    let world = g.world();
    let mut scope = Scope::new(&world);
    let over = parse("l").unwrap();
    let mut depths = String::new();
    scope
        .repeat::<EvalError>(&[name("x")], &over, &mut |scope| {
            scope.repeat(&[name("y")], &over, &mut |scope| {
                depths.push_str(&printed(scope, "loop.depth"));
                Ok(())
            })?;
            Ok(())
        })
        .unwrap();
    assert_eq!(depths, "222222222");
}

#[test]
fn an_unanswered_list_does_not_repeat() {
    let g = given(r#"{"none": null, "empty": []}"#);
    let (text, repeat, touched) = each(&g, &["p"], "parties", "p");
    assert_eq!((text.as_str(), touched.as_str()), ("", "parties"));
    assert!(matches!(repeat, Repeat::Unanswered(needs) if names(&needs) == "parties"));
    assert_eq!(each(&g, &["p"], "none", "p").0, "");
    assert_eq!(each(&g, &["p"], "empty", "p").1, Repeat::Done);
}

#[test]
fn pairs_are_taken_apart() {
    let g = given(r#"{"claims": {"eviction": true, "repair": false}, "l": [[1, 2], [3, 4]]}"#);
    assert_eq!(each(&g, &["k", "v"], "claims.items()", "k ~ v").0, "evictionja | repairnee");
    assert_eq!(each(&g, &["k"], "claims", "k").0, "eviction | repair");
    assert_eq!(each(&g, &["a", "b"], "l", "a + b").0, "3 | 7");
    let world = g.world();
    let over = parse("[1]").unwrap();
    let result = Scope::new(&world).repeat::<EvalError>(&[name("a"), name("b")], &over, &mut |_| Ok(()));
    assert!(result.unwrap_err().message.contains("2 parts for a, b"));
}

#[test]
fn set_is_block_local_and_touches_where_it_is_used() {
    let g = given(r#"{"fee": 100}"#);
    let world = g.world();
    let mut scope = Scope::new(&world);
    let set = |scope: &mut Scope<'_>, text: &str| {
        let (name, expr) = crate::parse_set(text).unwrap();
        scope.set(&name, &expr).unwrap();
    };
    set(&mut scope, "total = fee * factor");
    assert_eq!(touches(&scope), "");
    scope
        .block::<EvalError>(&mut |scope| {
            set(scope, "total = 1");
            assert_eq!(printed(scope, "total"), "1");
            Ok(())
        })
        .unwrap();
    assert_eq!(touches(&scope), "");
    assert_eq!(printed(&mut scope, "total"), "?factor");
    assert_eq!(touches(&scope), "fee, factor");
}

#[test]
fn rules_do_not_see_block_local_names() {
    let g = given(r#"{"fee": 100}"#).rule("double", "fee * 2");
    let world = g.world();
    let mut scope = Scope::new(&world);
    scope.set(&name("fee"), &parse("1").unwrap()).unwrap();
    assert_eq!(printed(&mut scope, "fee ~ '-' ~ double"), "1-200");
}

#[test]
fn a_mistake_in_the_body_ends_the_frame() {
    let g = given(r#"{"l": [1]}"#);
    let world = g.world();
    let mut scope = Scope::new(&world);
    let over = parse("l").unwrap();
    let wrong = parse("x / 0").unwrap();
    let result = scope.repeat(&[name("x")], &over, &mut |scope| scope.eval(&wrong).map(|_| ()));
    assert_eq!(result.unwrap_err().kind, EvalErrorKind::DivisionByZero);
    assert_eq!(printed(&mut scope, "x"), "?x");
}

#[test]
fn truth_of_conditions() {
    let g = given(r#"{"yes": true, "no": "", "p": {"kind": "person"}}"#);
    let world = g.world();
    let mut scope = Scope::new(&world);
    let mut truth = |text: &str| scope.truth(&parse(text).unwrap()).unwrap();
    assert_eq!(truth("yes"), Truth::Yes);
    assert_eq!(truth("no"), Truth::No);
    assert_eq!(truth("p"), Truth::Yes);
    assert!(matches!(truth("a"), Truth::Unanswered(needs) if names(&needs) == "a"));
}
