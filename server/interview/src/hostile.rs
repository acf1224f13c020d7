//! Deep and hostile templates and definitions: refused by name, or worked out within bounds. What runs long is in the
//! tests of the state.

use akte_expr::{Code, Language, Severity};
use serde_json::{Value as Json, json};

use crate::testing::{definition, interview, map, settings, state};
use crate::{Definition, Interview, limits};

/// The messages of a definition that is refused.
fn refused(definition: &Json) -> Vec<String> {
    let diagnostics = Definition::read(&definition.to_string()).unwrap_err();
    assert!(diagnostics.iter().any(|found| found.severity == Severity::Error));
    diagnostics.into_iter().map(|found| found.message).collect()
}

/// What an author is told, by its code.
fn told(template: &str, definition: Json, code: Code) -> (Interview, String) {
    let (interview, diagnostics) = interview(template, definition);
    let mut found = diagnostics.into_iter().filter(|found| found.code == code);
    let message = found.next().unwrap_or_else(|| panic!("no {code}")).message;
    (interview, message)
}

#[test]
fn ten_thousand_questions_are_refused_in_a_definition_and_worked_out_in_a_template() {
    let many: Vec<Json> = (0..10_000).map(|i| json!({ "name": format!("q{i}"), "type": "text" })).collect();
    let messages = refused(&definition(json!(many)));
    assert!(messages[0].contains(&format!("{} is the most", limits::QUESTIONS)), "{messages:?}");
    assert_eq!(messages.len(), 1);
    let template: String = (0..10_000).map(|i| format!("{{{{ q{i} }}}}")).collect();
    let (many, _) = interview(&template, Json::Null);
    let open = state(&many, json!({ "q0": "x" }));
    assert_eq!((open.progress.needed, open.missing.len()), (10_000, 9_999));
}

#[test]
fn two_hundred_levels_are_refused_in_a_definition_and_worked_out_in_a_template() {
    let inside = |question: Json| json!({ "name": "g", "type": "group", "questions": [question] });
    let deep = (0..40).fold(json!({ "name": "x", "type": "text" }), |question, _| inside(question));
    assert!(refused(&definition(json!([deep])))[0].contains("8 levels"));
    let deeper = (0..200).fold(json!({ "name": "x", "type": "text" }), |question, _| inside(question));
    assert!(refused(&definition(json!([deeper])))[0].contains("not JSON that can be read"));
    let conditions: String = (0..200).map(|i| format!("{{% if q{i} %}}")).collect();
    let template = format!("{conditions}{{{{ last }}}}{}", "{% endif %}".repeat(200));
    let (deep, _) = interview(&template, Json::Null);
    let asked = |answers: &Json| {
        let state = deep.state(&map(answers.clone()), &settings(), Language::En);
        state.pages.iter().map(|page| page.questions.len()).sum::<usize>()
    };
    assert_eq!(asked(&json!({})), 1);
    let all: serde_json::Map<String, Json> = (0..200).map(|i| (format!("q{i}"), json!(true))).collect();
    assert_eq!(asked(&Json::Object(all)), 201);
}

#[test]
fn rules_in_a_circle_are_named_and_end() {
    let rules = |rules: &[(&str, &str)]| {
        let rules: Vec<Json> =
            rules.iter().map(|(name, expr)| json!({ "name": name, "expr": expr })).collect();
        json!({ "schema": 1, "rules": rules })
    };
    for (rules, expected) in [
        (rules(&[("a", "not a")]), "The rule “a” uses itself."),
        (
            rules(&[("a", "b or x"), ("b", "c"), ("c", "not a")]),
            "The rules “a”, “b”, “c” use each other in a circle.",
        ),
    ] {
        let (circular, message) = told("{% if a %}{{ y }}{% endif %}", rules, Code::RuleCycle);
        assert_eq!(message, expected);
        let state = state(&circular, json!({}));
        assert!(!state.complete && !state.problems.is_empty(), "{state:?}");
    }
    let chain: Vec<(String, String)> =
        (0..900).map(|i| (format!("r{i}"), format!("r{}", (i + 1) % 900))).collect();
    let chain: Vec<(&str, &str)> = chain.iter().map(|(name, expr)| (&**name, &**expr)).collect();
    let (circular, message) = told("{{ r0 }}", rules(&chain), Code::RuleCycle);
    assert!(message.contains("“r899”"));
    assert!(!state(&circular, json!({})).complete);
}

#[test]
fn defaults_that_refer_to_themselves_are_named_and_never_known() {
    for (questions, expected) in [
        (
            json!([{ "name": "a", "type": "number", "default": "a + 1" }]),
            "the default of “a” uses “a” itself",
        ),
        (
            json!([{ "name": "a", "type": "number", "default": "b" }, { "name": "b", "type": "number", "default": "a" }]),
            "the defaults of “a”, “b” use each other in a circle",
        ),
        (
            json!([{ "name": "a", "type": "list", "item": { "type": "group", "questions": [
                { "name": "x", "type": "number", "default": "x" }] } }]),
            "the default of “a[].x” uses “a[].x” itself",
        ),
    ] {
        let template = "{{ b }}{% for i in a %}{{ i.x }}{% endfor %}";
        let template = if expected.contains("[]") { template } else { "{{ a }}{{ b }}" };
        let (circular, message) = told(template, definition(questions), Code::RuleCycle);
        assert!(message.contains(expected), "{message}");
        assert!(!state(&circular, json!({})).complete);
    }
}

#[test]
fn names_that_differ_in_what_nobody_sees_are_refused() {
    let invisible = [
        "\u{200B}",
        "\u{200D}",
        "\u{00AD}",
        "\u{2060}",
        "\u{FEFF}",
        "\u{202E}",
        "\u{FE0F}",
        "\u{3164}",
        "\u{0301}",
        "\u{E0020}",
    ];
    for unseen in invisible {
        let twin = format!("client{unseen}");
        let question = |name: &str| json!({ "name": name, "type": "text" });
        let messages = refused(&definition(json!([question("client"), question(&twin)])));
        assert!(messages.iter().any(|message| message.contains("is not a name")), "{unseen:?}: {messages:?}");
        let in_item = json!([{ "name": "list", "type": "list", "item": { "type": "group", "questions": [question(&twin)] } }]);
        assert!(!refused(&definition(in_item)).is_empty(), "{unseen:?}");
        let rule = json!({ "schema": 1, "rules": [{ "name": twin, "expr": "true" }] });
        assert!(!refused(&rule).is_empty(), "{unseen:?} in a rule");
        // In a template it is no part of a name: what is left is the same name, or a mistake.
        for typed in [&twin, &format!("cli{unseen}ent")] {
            let read = akte_expr::parse(typed).map(|expr| expr.to_string());
            assert!(
                read.as_deref().is_ok_and(|name| name == "client") || read.is_err(),
                "{unseen:?}: {read:?}"
            );
        }
        let (interview, _) = interview("{{ client }}", definition(json!([question("client")])));
        let (record, errors) = interview.read(&map(json!({ twin: "x" })), &settings());
        assert!(record.get("client").is_none() && errors.len() == 1, "{unseen:?} in an answer: {errors:?}");
    }
}
