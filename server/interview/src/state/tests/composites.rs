//! Records and lists: the fields and items that are asked.

use serde_json::{Value as Json, json};

use super::{asked, find, missing, sequence};
use crate::testing::{interview, map, state, with_questions};
use crate::{Change, apply};

#[test]
fn items_ask_for_what_each_of_them_needs() {
    let template =
        "{% for p in parties %}{{ p.name }}{% if p.kind == 'company' %}{{ p.kvk }}{% endif %}{% endfor %}";
    let questions = json!([{ "name": "parties", "type": "list", "min": 1, "item": { "type": "group", "questions": [
        { "name": "kind", "type": "choice", "options": ["person", "company"] },
        { "name": "name", "type": "text" },
        { "name": "kvk", "type": "kvk" },
    ] } }]);
    sequence(
        &with_questions(template, questions),
        &[
            ("", json!(null), "parties(parties[0](parties[0].kind parties[0].name))"),
            (
                "parties[0].kind",
                json!("company"),
                "parties(parties[0](parties[0].kind parties[0].name parties[0].kvk))",
            ),
            (
                "parties[1]",
                json!({ "kind": "person" }),
                "parties(parties[0](parties[0].kind parties[0].name parties[0].kvk) parties[1](parties[1].kind parties[1].name))",
            ),
            ("parties[0]", json!(null), "parties(parties[0](parties[0].kind parties[0].name))"),
            ("parties[0]", json!(null), "parties(parties[0](parties[0].kind parties[0].name))"),
        ],
    );
}

#[test]
fn an_inferred_list_starts_with_an_item_that_can_be_taken_out() {
    let (interview, _) = interview("{% for party in parties %}{{ party.name }}{% endfor %}", Json::Null);
    let first = state(&interview, json!({}));
    assert_eq!(
        (asked(&first), missing(&first)),
        ("parties(parties[0](parties[0].name))".into(), "parties[0].name".into())
    );
    let mut answers = map(json!({}));
    apply(&mut answers, &[Change { name: "parties[0]".parse().unwrap(), value: json!(null) }]).unwrap();
    let none = state(&interview, Json::Object(answers));
    assert_eq!((asked(&none), none.complete), ("parties()".into(), true));
}

#[test]
fn only_the_fields_that_are_needed_are_asked() {
    let template = "{{ client.name.full() }}{% if formal %}{{ client.address.on_one_line() }}{% endif %}";
    let questions = json!([{ "name": "client", "type": "person", "label": "Client" }, { "name": "formal", "type": "yes_no" }]);
    let interview = with_questions(template, questions);
    let informal = asked(&state(&interview, json!({ "formal": false })));
    assert_eq!(informal, "client(client.name.first client.name.prefix client.name.last) formal");
    let formal =
        state(&interview, json!({ "formal": true, "client": { "name": { "first": "Ada", "last": "L" } } }));
    assert!(asked(&formal).contains("client.address(client.address.street"), "{}", asked(&formal));
    assert!(find(&formal, "client.address.street").required);
    assert!(missing(&formal).contains("client.address.street"));
    assert!(!missing(&formal).contains("client.address.addition"));
    let street = formal.missing.iter().find(|m| m.name.to_string() == "client.address.street").unwrap();
    assert_eq!(street.label, "Client: Address: Street");
}

#[test]
fn a_bare_record_asks_for_its_name() {
    let interview = with_questions("{{ client }}", json!([{ "name": "client", "type": "organisation" }]));
    let empty = state(&interview, json!({}));
    assert_eq!((asked(&empty), missing(&empty)), ("client(client.name)".into(), "client.name".into()));
    assert!(state(&interview, json!({ "client": { "name": "X" } })).complete);
}

#[test]
fn composites_that_are_always_asked_are_asked_whole() {
    let interview = with_questions(
        "{{ x }}",
        json!([
            { "name": "x", "type": "text" },
            { "name": "file", "type": "group", "ask": "always", "questions": [{ "name": "number", "type": "text" }, { "name": "date", "type": "date" }] },
            { "name": "who", "type": "organisation", "ask": "always" },
            { "name": "tags", "type": "list", "ask": "always", "min": 1, "item": { "type": "text" } },
        ]),
    );
    let state = state(&interview, json!({}));
    assert_eq!(asked(&state), "x file(file.number file.date) who(who.name) tags(tags[0])");
    assert_eq!(missing(&state), "x file.number file.date who.name tags[0]");
}

#[test]
fn what_lies_in_a_name_is_asked_when_the_name_is_used_whole() {
    let (interview, diagnostics) =
        interview("{% if spouse %}{{ spouse.name }}{{ spouse.age }}{% endif %}", Json::Null);
    assert!(diagnostics.iter().any(|d| d.code == akte_expr::Code::TypeConflict));
    assert_eq!(asked(&state(&interview, json!({}))), "spouse.name spouse.age");
}

#[test]
fn what_is_printed_and_has_fields_asks_for_its_name() {
    let (interview, diagnostics) = interview("{{ court }}, {{ court.seat }}", Json::Null);
    assert_eq!(diagnostics, []);
    assert_eq!(missing(&state(&interview, json!({}))), "court.seat court.name");
    assert!(state(&interview, json!({ "court": { "name": "X", "seat": "Y" } })).complete);
    let questions =
        json!([{ "name": "home", "type": "address" }, { "name": "court", "type": "group", "questions": [] }]);
    let interview = with_questions("{{ home }}{{ home.city }}{{ court }}{{ court.seat }}", questions);
    assert!(!missing(&state(&interview, json!({}))).contains("home.name"), "an address prints by itself");
    assert!(missing(&state(&interview, json!({}))).contains("court.name"));
}

#[test]
fn a_date_of_birth_is_asked_by_the_name_that_the_document_uses() {
    let (interview, diagnostics) =
        interview("{{ child.birthdate | date }}{{ child.age_in_years() }}", Json::Null);
    assert_eq!(diagnostics, []);
    assert_eq!(missing(&state(&interview, json!({}))), "child.birthdate");
}

#[test]
fn an_optional_list_may_be_empty_but_its_items_may_not() {
    let interview = with_questions(
        "{% for p in ps %}{{ p.fee | money }}{% endfor %}",
        json!([{ "name": "ps", "type": "list", "required": false, "item": { "type": "group", "questions": [{ "name": "fee", "type": "money" }] } }]),
    );
    assert!(state(&interview, json!({})).complete);
    let open = state(&interview, json!({ "ps": [{}] }));
    assert_eq!((missing(&open).as_str(), open.problems.len()), ("ps[0].fee", 0));
    assert!(find(&open, "ps[0].fee").required);
}

#[test]
fn what_is_missing_in_an_item_is_called_as_everywhere() {
    let interview = with_questions(
        "{% for p in ps %}{{ p.fee | money }}{% endfor %}{% for t in tags %}{{ t }}{% endfor %}",
        json!([
            { "name": "ps", "type": "list", "label": "People", "item": { "type": "group", "label": "Person", "questions": [
                { "name": "fee", "type": "money", "label": "Fee" }] } },
            { "name": "tags", "type": "list", "label": "Tags", "min": 2, "item": { "type": "text", "label": "Tag" } },
        ]),
    );
    let open = state(&interview, json!({}));
    let labels: Vec<&str> = open.missing.iter().map(|missing| missing.label.as_str()).collect();
    assert_eq!(labels, ["People 1: Fee", "Tags 1", "Tags 2"]);
    for missing in &open.missing {
        assert_eq!(missing.label, interview.label(&missing.name, akte_expr::Language::En));
    }
}
