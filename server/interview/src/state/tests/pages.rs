//! Pages, their order and their conditions.

use serde_json::json;

use super::{Missing, PageState, asked, name_of, sequence};
use crate::testing::{interview, map, settings, state};

#[test]
fn pages_keep_the_authors_order_and_may_have_a_condition() {
    let text = json!({ "schema": 1, "pages": [
        { "id": "first", "title": { "en": "First", "nl": "Eerst" }, "questions": [
            { "name": "z", "type": "text" }, { "name": "more", "type": "yes_no", "label": "More" } ] },
        { "id": "second", "title": "Second", "when": "more", "questions": [
            { "name": "matter", "type": "text", "ask": "always" }, { "name": "a", "type": "text" } ] },
    ] });
    let (interview, _) = interview("{{ late }}{% if more %}{{ a }}{% endif %}{{ z }}", text);
    let pages = |answers| {
        let state = state(&interview, answers);
        let pages: Vec<_> =
            state.pages.iter().map(|page| format!("{}: {}", page.title, asked_on(page))).collect();
        pages.join("; ")
    };
    assert_eq!(pages(json!({})), "First: z more; General: late");
    assert_eq!(pages(json!({ "more": true })), "First: z more; Second: matter a; General: late");
    assert_eq!(pages(json!({ "more": false })), "First: z more; General: late");
    let dutch = interview.state(&map(json!({})), &settings(), akte_expr::Language::Nl);
    assert_eq!(dutch.pages.iter().map(|page| page.title.as_str()).collect::<Vec<_>>(), ["Eerst", "Algemeen"]);
}

fn asked_on(page: &PageState) -> String {
    page.questions.iter().map(name_of).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_condition_of_a_page_is_only_asked_for_when_the_page_matters() {
    let text = json!({ "schema": 1, "pages": [
        { "id": "p", "when": "wanted", "questions": [{ "name": "a", "type": "text" }] },
        { "id": "q", "questions": [{ "name": "wanted", "type": "yes_no" }, { "name": "b", "type": "yes_no" }] },
    ] });
    let (interview, _) = interview("{% if b %}{{ a }}{% endif %}", text);
    sequence(
        &interview,
        &[
            ("", json!(null), "b"),
            ("b", json!(true), "wanted b"),
            ("wanted", json!(true), "a wanted b"),
            ("b", json!(false), "b"),
        ],
    );
}

#[test]
fn what_a_hidden_page_keeps_back_is_still_missing() {
    let text = json!({ "schema": 1, "pages": [{ "id": "p", "when": "false", "questions": [{ "name": "a", "type": "text", "label": "The a" }] }] });
    let (interview, _) = interview("{{ a }}", text);
    let state = state(&interview, json!({}));
    assert_eq!((asked(&state), state.complete), (String::new(), false));
    assert_eq!(state.missing, [Missing { name: "a".parse().unwrap(), label: "The a".into() }]);
}
