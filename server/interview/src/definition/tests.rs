use akte_expr::{Code, Language, Severity};
use serde_json::{Value as Json, json};

use super::Definition;
use crate::testing::definition;
use crate::tree::Node;

/// A question as it stands in the tree, by the way to it.
fn question<'d>(definition: &'d Definition, name: &str) -> &'d crate::question::Question {
    let node = definition.root.find(&name.parse().unwrap());
    node.and_then(|node: &Node| node.question.as_ref()).unwrap()
}

fn refused(definition: &Json) -> Vec<(Code, String, Option<String>)> {
    let diagnostics = Definition::read(&definition.to_string()).unwrap_err();
    diagnostics.into_iter().map(|d| (d.code, d.message, d.suggestion)).collect()
}

#[test]
fn reads_everything_that_schema_1_has() {
    let text = json!({
        "schema": 1,
        "title": { "en": "Mutual NDA", "nl": "Wederzijdse geheimhouding" },
        "language": "en",
        "empty_paragraphs": "keep",
        "anchors": "opaque",
        "repeats": [{ "over": "people", "numbering": "restart" }],
        "pages": [
            { "id": "parties", "title": "Parties", "when": null, "questions": [
                { "name": "client", "type": "organisation", "label": { "en": "Client", "nl": "Cliënt" } },
                { "name": "fee", "type": "money", "label": "Fee", "min": 0, "max": 1000.5, "required": false },
                { "name": "kind", "type": "choice", "label": "Kind", "default": "'b'", "ask": "always",
                  "options": ["a", { "value": "b", "label": { "en": "Bee", "nl": "Bij" } }],
                  "checks": [{ "expr": "kind != 'c'", "message": "No" }] },
            ] },
            { "id": "more", "title": "More", "when": "client.kvk == '12345678'", "questions": [
                { "name": "people", "type": "list", "label": "People", "min": 2, "item":
                    { "type": "group", "label": "Person", "questions": [
                        { "name": "name", "type": "text", "label": "Name", "help": "H", "placeholder": "P" },
                        { "name": "children", "type": "list", "required": false, "item": { "type": "text", "label": "Child" } },
                    ] } },
                { "name": "place", "type": "group", "required": "fee.amount > 5", "questions": [
                    { "name": "where.exactly", "type": "address" } ] },
            ] },
        ],
        "rules": [{ "name": "is_b", "expr": "kind == 'b'", "label": "It is a bee" }],
        "tests": [{ "name": "t", "answers": { "kind": "a" }, "expect": [{ "contains": "x" }] }]
    });
    let definition = Definition::read(&text.to_string()).unwrap();
    assert_eq!(definition.language(), Some(Language::En));
    assert_eq!(definition.title(Language::Nl), Some("Wederzijdse geheimhouding"));
    assert_eq!(definition.title(Language::Fr), Some("Mutual NDA"));
    assert_eq!(definition.rules().get("is_b").unwrap().to_string(), "kind == 'b'");
    assert_eq!(definition.tests().len(), 1);
    let names: Vec<String> =
        definition.pages.iter().flat_map(|page| &page.questions).map(ToString::to_string).collect();
    assert_eq!(names, ["client", "fee", "kind", "people", "place"]);
    assert_eq!(question(&definition, "kind").options[1].label.get(Language::Nl), "Bij");
    assert_eq!(question(&definition, "people[0].name").label.get(Language::En), "Name");
    assert_eq!(question(&definition, "people").shown_items, 2);
    assert_eq!(question(&definition, "people[0].children").shown_items, 0);
    assert_eq!(question(&definition, "place.where.exactly").label.get(Language::En), "Where: exactly");
    assert_eq!(question(&definition, "client.address.city").label.get(Language::Nl), "Plaats");
    assert!(question(&definition, "kind").always);
}

#[test]
fn names_of_items_are_resolved() {
    let definition = definition(json!([
        { "name": "parties", "type": "list", "item": { "type": "group", "questions": [
            { "name": "name", "type": "text", "default": "  other ~ name ~ 'name' ~ x.name" },
            { "name": "shares", "type": "list", "item": { "type": "group", "questions": [
                { "name": "count", "type": "number", "checks": [
                    { "expr": "count > 0 and (name) != '' and item.count < total and loop.first", "message": "m" }] },
            ] } },
            { "name": "tags", "type": "list", "item": { "type": "text", "checks": [{ "expr": "item|length > 1", "message": "m" }] } },
        ] } },
    ]));
    let definition = Definition::read(&definition.to_string()).unwrap();
    let check = |name| question(&definition, name).checks[0].expr.to_string();
    let default = question(&definition, "parties[0].name").default.as_ref().unwrap();
    assert_eq!(default.to_string(), "other ~ item.name ~ 'name' ~ x.name");
    assert_eq!(
        check("parties[0].shares[0].count"),
        "item_2.count > 0 and item.name != '' and item_2.count < total and loop.first"
    );
    assert_eq!(check("parties[0].tags[0]"), "item_2 | length > 1");
}

#[test]
fn what_is_not_known_is_refused_by_name() {
    let table = [
        (json!({ "schema": 1, "pagess": [] }), Code::UnknownKey, "“pagess”", Some("pages")),
        (json!({ "schema": 2 }), Code::BadDefinition, "schema 1 only", None),
        (json!({}), Code::BadDefinition, "“schema” is missing", None),
        (json!([]), Code::BadDefinition, "a list, and an object", None),
        (json!({ "schema": 1, "language": "es" }), Code::BadDefinition, "nl, en, de and fr", None),
        (json!({ "schema": 1, "title": { "english": "x" } }), Code::UnknownKey, "“english”", None),
        (json!({ "schema": 1, "title": 5 }), Code::BadDefinition, "a number, and a text", None),
        (json!({ "schema": 1, "empty_paragraphs": "remove" }), Code::BadDefinition, "drop", None),
        (json!({ "schema": 1, "anchors": "clear" }), Code::BadDefinition, "opaque", None),
        (
            json!({ "schema": 1, "repeats": [{ "over": "xs", "numbering": "anew" }] }),
            Code::BadDefinition,
            "restart",
            None,
        ),
        (json!({ "schema": 1, "pages": {} }), Code::BadDefinition, "an object, and a list", None),
        (
            json!({ "schema": 1, "pages": [{ "title": "x" }] }),
            Code::BadDefinition,
            "pages[0]: “id” is missing",
            None,
        ),
        (
            json!({ "schema": 1, "pages": [{ "id": "a" }, { "id": "a" }] }),
            Code::DuplicateName,
            "pages[1]",
            None,
        ),
        (
            json!({ "schema": 1, "pages": [{ "id": "a", "when": "a ==" }] }),
            Code::BadExpression,
            "pages[0].when",
            Some("Add a value."),
        ),
        (
            json!({ "schema": 1, "rules": [{ "name": "a.b", "expr": "1" }] }),
            Code::BadDefinition,
            "rules[0].name",
            None,
        ),
        (json!({ "schema": 1, "rules": [{ "name": "a" }] }), Code::BadDefinition, "“expr” is missing", None),
        (json!({ "schema": 1, "tests": [{ "anwers": {} }] }), Code::UnknownKey, "“anwers”", Some("answers")),
        (definition(json!([{ "name": "a", "type": "txt" }])), Code::UnknownType, "“txt”", Some("text")),
        (definition(json!([{ "name": "a" }])), Code::BadDefinition, "“type” is missing", None),
        (definition(json!([{ "type": "text" }])), Code::BadDefinition, "“name” is missing", None),
        (
            definition(json!([{ "name": "a", "type": "text", "lable": "x" }])),
            Code::UnknownKey,
            "“lable”",
            Some("label"),
        ),
        (
            definition(json!([{ "name": "a[0]", "type": "text" }])),
            Code::BadDefinition,
            "“a[0]” is not a name",
            None,
        ),
        (
            definition(json!([{ "name": "a\u{200B}", "type": "text" }])),
            Code::BadDefinition,
            "is not a name",
            None,
        ),
        (
            definition(json!([{ "name": "a", "type": "text", "options": ["x"] }])),
            Code::UnknownKey,
            "has no “options”",
            None,
        ),
        (
            definition(json!([{ "name": "a", "type": "date", "min": 1 }])),
            Code::UnknownKey,
            "has no “min”",
            None,
        ),
        (
            definition(json!([{ "name": "a", "type": "choice" }])),
            Code::BadDefinition,
            "needs “options”",
            None,
        ),
        (
            definition(json!([{ "name": "a", "type": "choice", "options": [] }])),
            Code::BadDefinition,
            "at least one",
            None,
        ),
        (
            definition(json!([{ "name": "a", "type": "choice", "options": ["x", "x"] }])),
            Code::DuplicateName,
            "twice",
            None,
        ),
        (definition(json!([{ "name": "a", "type": "list" }])), Code::BadDefinition, "needs “item”", None),
        (
            definition(json!([{ "name": "a", "type": "list", "item": { "type": "text", "name": "b" } }])),
            Code::UnknownKey,
            "“name”",
            None,
        ),
        (
            definition(json!([{ "name": "a", "type": "list", "min": -1, "item": { "type": "text" } }])),
            Code::BadDefinition,
            "whole number",
            None,
        ),
        (
            definition(json!([{ "name": "a", "type": "list", "min": 101, "item": { "type": "text" } }])),
            Code::BadDefinition,
            "more than 100",
            None,
        ),
        (
            definition(json!([{ "name": "a", "type": "number", "min": 3, "max": 2 }])),
            Code::BadDefinition,
            "more than “max”",
            None,
        ),
        (
            definition(json!([{ "name": "a", "type": "number", "min": "3" }])),
            Code::BadDefinition,
            "a number is expected",
            None,
        ),
        (
            definition(json!([{ "name": "a", "type": "text", "ask": "never" }])),
            Code::BadDefinition,
            "“never”",
            None,
        ),
        (
            definition(json!([{ "name": "a", "type": "text", "default": true }])),
            Code::BadDefinition,
            "an expression is expected",
            None,
        ),
        (
            definition(json!([{ "name": "a", "type": "text", "checks": [{ "expr": "1" }] }])),
            Code::BadDefinition,
            "“message” is missing",
            None,
        ),
        (
            definition(json!([{ "name": "a", "type": "text" }, { "name": "a", "type": "date" }])),
            Code::DuplicateName,
            "asked twice",
            None,
        ),
        (
            definition(json!([{ "name": "a", "type": "text" }, { "name": "a.b", "type": "text" }])),
            Code::DuplicateName,
            "inside another",
            None,
        ),
        (
            definition(json!([{ "name": "a.b", "type": "text" }, { "name": "a", "type": "text" }])),
            Code::DuplicateName,
            "must be a record",
            None,
        ),
        (
            definition(
                json!([{ "name": "a", "type": "list", "item": { "type": "text" } }, { "name": "a.b", "type": "text" }]),
            ),
            Code::DuplicateName,
            "inside another",
            None,
        ),
    ];
    for (definition, code, message, suggestion) in table {
        let found = refused(&definition);
        let fits = |(c, m, s): &(Code, String, Option<String>)| {
            *c == code && m.contains(message) && s.as_deref() == suggestion
        };
        assert!(
            found.iter().any(fits),
            "{definition}\nexpected {code} {message} {suggestion:?}\ngot {found:?}"
        );
    }
}

#[test]
fn a_rule_may_not_take_the_name_of_a_question() {
    let mut definition = definition(json!([{ "name": "fee.amount", "type": "number" }]));
    definition["rules"] =
        json!([{ "name": "fee", "expr": "1" }, { "name": "x", "expr": "1" }, { "name": "x", "expr": "2" }]);
    let found = refused(&definition);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|(code, ..)| *code == Code::DuplicateName));
}

#[test]
fn all_mistakes_are_told_at_once() {
    let found = refused(&definition(json!([{ "name": "a", "type": "txt" }, { "nam": "b", "type": "text" }])));
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn a_record_may_have_questions_of_its_own_on_a_page() {
    let questions = json!([
        { "name": "client.note", "type": "text" },
        { "name": "client", "type": "organisation" },
        { "name": "client.kvk", "type": "text", "label": "Register" },
    ]);
    let definition = Definition::read(&definition(questions).to_string()).unwrap();
    assert_eq!(question(&definition, "client.kvk").label.get(Language::En), "Register");
    assert_eq!(question(&definition, "client.note").label.get(Language::En), "Client: note");
    assert_eq!(question(&definition, "client.seat").label.get(Language::En), "Registered seat");
}

#[test]
fn hostile_definitions_are_refused_by_name() {
    let many: Vec<Json> = (0..10_000).map(|i| json!({ "name": format!("q{i}"), "type": "text" })).collect();
    let deep = (0..200).fold(json!({ "type": "text" }), |item, _| json!({ "type": "list", "item": item }));
    let groups = (0..30).fold(
        json!({ "type": "text", "name": "x" }),
        |q, _| json!({ "name": "g", "type": "group", "questions": [q] }),
    );
    let wide = json!([{ "name": "a", "type": "list", "min": 50, "item":
        { "type": "list", "min": 50, "item": { "type": "list", "min": 50, "item": { "type": "text" } } } }]);
    let table = [
        (definition(json!(many)), "the most"),
        (definition(json!([{ "name": "a", "type": "list", "item": deep }])), "not JSON that can be read"),
        (definition(json!([groups])), "8 levels"),
        (definition(wide), "more than 100 items"),
        (definition(json!([{ "name": "a", "type": "text", "label": "x".repeat(5_000) }])), "too long"),
        (json!({ "schema": 1, "title": "x".repeat(1024 * 1024) }), "larger than 1024 KiB"),
    ];
    for (definition, message) in table {
        let found = refused(&definition);
        assert!(found.iter().any(|(_, m, _)| m.contains(message)), "{message}: {found:?}");
        assert!(found.len() <= 100);
    }
    for text in ["", "{", "nonsense", "\u{0}", &"[".repeat(100_000)] {
        let diagnostics = Definition::read(text).unwrap_err();
        assert!(diagnostics.iter().all(|d| d.severity == Severity::Error));
    }
}
