//! Templates and answers that mean harm, or cannot be worked out.

use akte_expr::Language;
use serde_json::json;

use super::asked;
use crate::testing::{interview, map, settings, state, with_questions};

#[test]
fn mistakes_of_the_template_are_problems_and_not_the_end() {
    let questions = json!([{ "name": "a", "type": "text" }, { "name": "b", "type": "number" }, { "name": "c", "type": "text" }]);
    let interview = with_questions("{% if a < b %}{{ c }}{% endif %}{{ c }}", questions);
    let answers = json!({ "a": "x", "b": 1, "c": "y" });
    let dutch = interview.state(&map(answers.clone()), &settings(), Language::Nl);
    let said = "`a < b`: hier hoort een ander soort waarde dan er staat. (hoofdtekst, alinea 1)";
    assert_eq!(dutch.problems, [said]);
    let state = state(&interview, answers);
    assert_eq!(asked(&state), "a b c");
    assert_eq!(state.problems.len(), 1);
    assert!(state.problems[0].ends_with("(body, paragraph 1)"), "{:?}", state.problems);
    assert!(!state.complete);
}

#[test]
fn a_circle_of_rules_is_a_problem_and_no_loop() {
    let text =
        json!({ "schema": 1, "rules": [{ "name": "a", "expr": "not b" }, { "name": "b", "expr": "not a" }] });
    let (interview, _) = interview("{% if a %}x{% endif %}{{ c }}", text);
    let state = state(&interview, json!({ "c": "x" }));
    assert_eq!((asked(&state).as_str(), state.problems.len(), state.complete), ("c", 1, false));
}

#[test]
fn hostile_answers_never_panic() {
    let interview = with_questions(
        "{% for p in list %}{{ p.x }}{{ p.inner[0] }}{% endfor %}{{ client.name.full() }}",
        json!([
            { "name": "client", "type": "person" },
            { "name": "list", "type": "list", "item": { "type": "group", "questions": [
                { "name": "x", "type": "money", "checks": [{ "expr": "x.amount > 0", "message": "m" }] },
                { "name": "inner", "type": "list", "item": { "type": "number" } },
            ] } },
        ]),
    );
    let wide = json!(vec![json!({ "x": { "amount": -1 }, "inner": vec![1; 20] }); 1_000]);
    let odd = [
        json!({ "list": wide }),
        json!({ "list": vec![0; 1_001] }),
        json!({ "list": [[], "x", { "x": [], "inner": {} }], "client": { "name": [] } }),
        json!({ "client": "x", "list": { "0": 1 } }),
    ];
    for answers in odd {
        assert!(!state(&interview, answers).complete);
    }
}

/// One budget holds for all defaults together, one for the rest: a definition cannot keep the server busy.
#[test]
fn what_runs_long_ends_and_is_told() {
    let long = "range(20000) | map('string') | join(',') | upper | lower | length > 1";
    let all = |n: usize| vec![long; n].join(" and ");
    let mut questions =
        vec![json!({ "name": "x", "type": "yes_no", "checks": [{ "expr": all(80), "message": "m" }] })];
    questions
        .extend((0..20).map(|i| json!({ "name": format!("q{i}"), "type": "yes_no", "default": all(80) })));
    let interview = with_questions("{{ x }}", json!(questions));
    let state = state(&interview, json!({ "x": true }));
    assert_eq!(state.problems.len(), 1, "{:?}", state.problems);
    assert!(state.problems[0].contains("too many steps"), "{:?}", state.problems);
    assert!(!state.complete);
}
