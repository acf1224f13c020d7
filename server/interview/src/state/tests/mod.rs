mod answers;
mod composites;
mod options;
mod pages;
mod reference;
mod relevance;
mod trouble;

use serde_json::{Value as Json, json};

use super::*;
use crate::testing::{map, settings, state, with_questions};
use crate::{Change, Interview, apply};

/// The names of what is asked, in order; those of fields and items in brackets behind.
fn asked(state: &State) -> String {
    state.pages.iter().flat_map(|page| &page.questions).map(name_of).collect::<Vec<_>>().join(" ")
}

fn name_of(question: &QuestionState) -> String {
    let inner = question.fields.iter().chain(&question.items).flatten().map(name_of).collect::<Vec<_>>();
    match question.fields.is_some() || question.items.is_some() {
        true => format!("{}({})", question.name, inner.join(" ")),
        false => question.name.to_string(),
    }
}

fn missing(state: &State) -> String {
    state.missing.iter().map(|missing| missing.name.to_string()).collect::<Vec<_>>().join(" ")
}

fn find<'s>(state: &'s State, name: &str) -> &'s QuestionState {
    fn within<'s>(questions: &'s [QuestionState], name: &str) -> Option<&'s QuestionState> {
        questions.iter().find_map(|question| {
            let inner =
                || question.fields.iter().chain(&question.items).find_map(|inner| within(inner, name));
            if question.name.to_string() == name { Some(question) } else { inner() }
        })
    }
    let found = state.pages.iter().find_map(|page| within(&page.questions, name));
    found.unwrap_or_else(|| panic!("{name} is not asked: {}", asked(state)))
}

/// What is asked while answers come in one after another.
fn sequence(interview: &Interview, steps: &[(&str, Json, &str)]) {
    let mut answers = map(json!({}));
    for (name, value, expected) in steps {
        if !name.is_empty() {
            apply(&mut answers, &[Change { name: name.parse().unwrap(), value: value.clone() }]).unwrap();
        }
        let state = interview.state(&answers, &settings(), akte_expr::Language::En);
        assert_eq!(asked(&state), *expected, "after {name} = {value}");
        assert_eq!(state.problems, [] as [String; 0]);
    }
}

#[test]
fn state_is_the_json_that_the_pane_reads() {
    let interview = with_questions(
        "{% if kind == 'a' %}{{ client }}{% endif %}{% for t in tags %}{{ t }}{% endfor %}",
        json!([
            { "name": "kind", "type": "choice", "label": "Kind", "help": "H", "options": ["a", "b"] },
            { "name": "client", "type": "organisation", "label": "Client" },
            { "name": "tags", "type": "list", "label": "Tags", "min": 1, "max": 3, "item": { "type": "text", "label": "Tag", "placeholder": "P" } },
        ]),
    );
    let state = serde_json::to_value(state(&interview, json!({ "kind": "a", "tags": ["x", 5] }))).unwrap();
    let expected = json!({
        "pages": [{ "id": "main", "title": "Main", "questions": [
            { "name": "kind", "kind": "choice", "label": "Kind", "help": "H", "required": true, "value": "a",
              "options": [{ "value": "a", "label": "a" }, { "value": "b", "label": "b" }] },
            { "name": "client", "kind": "organisation", "label": "Client", "required": true, "value": null,
              "fields": [{ "name": "client.name", "kind": "text", "label": "Name", "required": true, "value": null }],
              "why": "Kind: a" },
            { "name": "tags", "kind": "list", "label": "Tags", "required": true, "value": ["x", 5], "items": [
                { "name": "tags[0]", "kind": "text", "label": "Tag", "placeholder": "P", "required": true, "value": "x" },
                { "name": "tags[1]", "kind": "text", "label": "Tag", "placeholder": "P", "required": true, "value": 5,
                  "error": "This takes a text, and got a number." },
            ], "min": 1, "max": 3 },
        ] }],
        "progress": { "answered": 2, "needed": 4 },
        "complete": false,
        "missing": [{ "name": "client.name", "label": "Client: Name" }],
    });
    assert_eq!(state, expected);
}
