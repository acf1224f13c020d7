//! Which questions are shown, in which order, and why.

use serde_json::{Value as Json, json};

use super::{asked, find, missing, sequence};
use crate::testing::{interview, map, settings, state, with_questions};

#[test]
fn a_question_appears_when_it_matters_and_goes_when_it_does_not() {
    let (interview, _) =
        interview("{% if penalty %}{{ amount }}{% else %}{{ reason }}{% endif %}{{ place }}", Json::Null);
    sequence(
        &interview,
        &[
            ("", json!(null), "penalty place"),
            ("penalty", json!(true), "penalty amount place"),
            ("amount", json!("5"), "penalty amount place"),
            ("penalty", json!(false), "penalty reason place"),
            ("penalty", json!(true), "penalty amount place"),
            ("penalty", json!(null), "penalty place"),
        ],
    );
}

#[test]
fn conditions_in_conditions_are_asked_from_outside_in() {
    let template = "{% if a %}{% if b == 'x' or b == 'y' %}{{ c }}{% elif d %}{{ e }}{% else %}{{ f }}{% endif %}{% endif %}";
    let questions = json!([
        { "name": "f", "type": "text" }, { "name": "e", "type": "text" }, { "name": "d", "type": "yes_no" },
        { "name": "c", "type": "text" }, { "name": "b", "type": "choice", "options": ["x", "y", "z"] }, { "name": "a", "type": "yes_no" },
    ]);
    sequence(
        &with_questions(template, questions),
        &[
            ("", json!(null), "a"),
            ("a", json!(true), "b a"),
            ("b", json!("x"), "c b a"),
            ("b", json!("z"), "d b a"),
            ("d", json!(true), "e d b a"),
            ("d", json!(false), "f d b a"),
            ("a", json!(false), "a"),
            ("a", json!(true), "f d b a"),
        ],
    );
}

#[test]
fn answers_that_nothing_asks_for_any_more_are_known() {
    let unused = |template: &str, answers: Json| {
        let (interview, _) = interview(template, Json::Null);
        let answers = map(answers);
        let state = interview.state(&answers, &settings(), akte_expr::Language::En);
        state.unused(&answers).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    let either = "{% if penalty %}{{ amount }}{% else %}{{ reason }}{% endif %}{{ place }}";
    let given = |penalty: bool| json!({ "penalty": penalty, "amount": "5", "reason": "x", "place": null });
    assert_eq!(unused(either, given(true)), "reason");
    assert_eq!(unused(either, given(false)), "amount");
    assert_eq!(unused(either, json!({ "amount": null, "penalty": false, "reason": "x" })), "");
    let record = "{{ client.name }}{% if client.foreign %}{{ client.country }}{% endif %}";
    let client = json!({ "client": { "name": "Ada", "foreign": false, "country": "be" } });
    assert_eq!(unused(record, client), "client.country");
    let list = "{% for p in parties %}{{ p.name }}{% if p.legal %}{{ p.seat }}{% endif %}{% endfor %}";
    let party = |legal: bool| json!({ "name": "x", "legal": legal, "seat": "Den Haag" });
    assert_eq!(unused(list, json!({ "parties": [party(true), party(false)] })), "parties[1].seat");
    assert_eq!(unused(list, json!({ "parties": [] })), "");
    let gone = "{% if several %}{% for p in parties %}{{ p.name }}{% endfor %}{% endif %}";
    assert_eq!(unused(gone, json!({ "several": false, "parties": [{ "name": "x" }] })), "parties", "once");
}

#[test]
fn or_and_and_ask_what_can_still_decide() {
    let (either, _) = interview("{% if a or b %}{{ c }}{% endif %}", Json::Null);
    sequence(
        &either,
        &[
            ("", json!(null), "a b"),
            ("a", json!(true), "a c"),
            ("a", json!(false), "a b"),
            ("b", json!(true), "a b c"),
            ("a", json!(null), "b c"),
        ],
    );
    let (both, _) = interview("{% if a and not b %}{{ c }}{% endif %}", Json::Null);
    sequence(
        &both,
        &[
            ("", json!(null), "a b"),
            ("a", json!(false), "a"),
            ("a", json!(true), "a b"),
            ("b", json!(false), "a b c"),
            ("b", json!(true), "a b"),
            ("a", json!(null), "b"),
        ],
    );
}

#[test]
fn a_choice_of_one_text_can_be_answered_otherwise() {
    let (interview, _) =
        interview("{% if kind == 'person' %}{{ born }}{% else %}{{ seat }}{% endif %}", Json::Null);
    sequence(
        &interview,
        &[
            ("", json!(null), "kind"),
            ("kind", json!("person"), "kind born"),
            ("kind", json!("other"), "kind seat"),
        ],
    );
    assert_eq!(missing(&state(&interview, json!({}))), "kind");
}

#[test]
fn rules_ask_for_what_they_need() {
    let text = json!({ "schema": 1, "rules": [
        { "name": "consumer", "expr": "kind == 'person' and not professional", "label": "Client is a consumer" }] });
    let (interview, _) = interview("{% if consumer %}{{ cooling }}{% endif %}", text);
    sequence(
        &interview,
        &[
            ("", json!(null), "kind professional"),
            ("kind", json!("person"), "kind professional"),
            ("professional", json!(false), "kind professional cooling"),
            ("professional", json!(true), "kind professional"),
        ],
    );
    let state = state(&interview, json!({ "kind": "person", "professional": false }));
    assert_eq!(find(&state, "cooling").why.as_deref(), Some("Client is a consumer"));
}

#[test]
fn it_says_why_a_question_is_asked() {
    let questions = json!([
        { "name": "penalty", "type": "yes_no", "label": { "en": "Penalty clause", "nl": "Boetebeding?" } },
        { "name": "kind", "type": "choice", "label": "Kind", "options": [{ "value": "x", "label": "An X" }] },
        { "name": "amount", "type": "text" }, { "name": "city", "type": "text" }, { "name": "free", "type": "text" },
    ]);
    let interview = with_questions(
        "{{ free }}{% if penalty %}{{ amount }}{{ free }}{% endif %}{% if kind != 'x' %}{% else %}{{ city }}{% endif %}",
        questions,
    );
    let answers = map(json!({ "penalty": true, "kind": "x" }));
    let state = interview.state(&answers, &settings(), akte_expr::Language::Nl);
    assert_eq!(find(&state, "amount").why.as_deref(), Some("Boetebeding? ja"));
    assert_eq!(find(&state, "city").why.as_deref(), Some("Kind: An X"));
    assert_eq!(find(&state, "free").why, None);
    assert_eq!(find(&state, "penalty").why, None);
}

#[test]
fn what_is_asked_for_by_defined_is_optional() {
    let (interview, _) = interview("{% if defined('note') %}{{ note }}{% endif %}{{ fee }}", Json::Null);
    let empty = state(&interview, json!({ "fee": "5" }));
    assert_eq!((asked(&empty).as_str(), empty.complete), ("note fee", true));
    assert!(!find(&empty, "note").required);
}
