//! Answers held against what the question asks for: required, checks, defaults, mistakes.

use serde_json::json;

use super::{Progress, asked, find, missing};
use crate::testing::{state, with_questions};

#[test]
fn checks_are_held_against_answers_that_count_and_ask_for_what_they_need() {
    let interview = with_questions(
        "{{ start | date }}{% if long %}{{ end | date }}{% endif %}",
        json!([
            { "name": "start", "type": "date" },
            { "name": "long", "type": "yes_no" },
            { "name": "end", "type": "date", "checks": [{ "expr": "end > start and end <= latest", "message": { "en": "Too late", "nl": "Te laat" } }] },
            { "name": "latest", "type": "date" },
        ]),
    );
    let answers =
        |end: &str| json!({ "start": "2026-01-01", "long": true, "end": end, "latest": "2026-12-31" });
    let late = state(&interview, answers("2027-01-01"));
    assert_eq!((find(&late, "end").error.as_deref(), late.complete), (Some("Too late"), false));
    assert!(state(&interview, answers("2026-12-31")).complete);
    let unanswered = state(&interview, json!({ "start": "2026-01-01", "long": true }));
    assert_eq!(asked(&unanswered), "start long end", "a check on nothing asks nothing");
    let unsettled = state(&interview, json!({ "start": "2026-01-01", "long": true, "end": "2026-02-01" }));
    assert_eq!(
        (asked(&unsettled).as_str(), missing(&unsettled).as_str()),
        ("start long end latest", "latest")
    );
    let short = state(&interview, json!({ "start": "2026-01-01", "long": false, "end": "1999-01-01" }));
    assert_eq!((asked(&short).as_str(), short.complete), ("start long", true));
}

#[test]
fn checks_of_items_are_held_against_each_item() {
    let interview = with_questions(
        "{% for p in parties %}{{ p.name }}{{ p.share }}{% endfor %}",
        json!([{ "name": "parties", "type": "list", "item": { "type": "group", "questions": [
            { "name": "name", "type": "text" },
            { "name": "share", "type": "number", "checks": [{ "expr": "share <= limit", "message": "Too much" }] },
        ] } }, { "name": "limit", "type": "number", "default": "50" }]),
    );
    let state =
        state(&interview, json!({ "parties": [{ "name": "A", "share": 50 }, { "name": "B", "share": 51 }] }));
    assert_eq!(find(&state, "parties[0].share").error, None);
    assert_eq!(find(&state, "parties[1].share").error.as_deref(), Some("Too much"));
    assert_eq!(find(&state, "limit").value, json!(50), "asked by the check, shown with its default");
}

#[test]
fn being_required_is_shown_and_counted() {
    let interview = with_questions(
        "{{ a }}{{ b }}{{ c }}",
        json!([
            { "name": "a", "type": "yes_no" },
            { "name": "b", "type": "text", "required": "a" },
            { "name": "c", "type": "text", "required": false },
        ]),
    );
    let table = [
        (json!({}), "a b", (0, 2)),
        (json!({ "a": false }), "", (1, 1)),
        (json!({ "a": true }), "b", (1, 2)),
        (json!({ "a": true, "b": "x" }), "", (2, 2)),
    ];
    for (answers, expected, (answered, needed)) in table {
        let state = state(&interview, answers.clone());
        assert_eq!(asked(&state), "a b c", "optional questions are asked too");
        assert_eq!(
            (missing(&state).as_str(), state.progress),
            (expected, Progress { answered, needed }),
            "{answers}"
        );
        assert_eq!(state.complete, expected.is_empty());
    }
}

#[test]
fn wrong_answers_are_shown_and_hold_the_document_up() {
    let interview = with_questions(
        "{{ fee }}{{ iban }}",
        json!([{ "name": "fee", "type": "number" }, { "name": "iban", "type": "iban" }]),
    );
    let state = state(&interview, json!({ "fee": "twelve", "iban": "NL91ABNA0417164300", "unknown": 1 }));
    let fee = find(&state, "fee");
    assert_eq!((&fee.value, fee.error.is_some(), fee.required), (&json!("twelve"), true, true));
    assert_eq!((state.complete, state.progress), (false, Progress { answered: 1, needed: 2 }));
    assert_eq!(missing(&state), "", "it is wrong, not missing");
}

#[test]
fn a_default_counts_as_the_answer_until_it_is_changed() {
    let interview = with_questions(
        "{% if country == 'NL' %}{{ kvk }}{% endif %}{{ amount }}",
        json!([
            { "name": "country", "type": "choice", "options": ["NL", "BE"], "default": "'NL'" },
            { "name": "kvk", "type": "kvk" },
            { "name": "amount", "type": "money", "default": "100" },
        ]),
    );
    let prefilled = state(&interview, json!({}));
    assert_eq!(asked(&prefilled), "country kvk amount");
    assert_eq!(find(&prefilled, "country").value, json!("NL"));
    assert_eq!(find(&prefilled, "amount").value, json!({ "amount": 100, "currency": "EUR" }));
    assert_eq!(prefilled.progress, Progress { answered: 2, needed: 3 });
    assert_eq!(asked(&state(&interview, json!({ "country": "BE" }))), "country amount");
}
