//! Options that come from answers.

use serde_json::json;

use super::{State, asked, find, missing};
use crate::testing::{state, with_questions};

#[test]
fn options_may_come_from_earlier_answers() {
    let interview = with_questions(
        "{{ lead }}",
        json!([
            { "name": "lead", "type": "choice", "options": "parties | map(attribute='name')" },
            { "name": "parties", "type": "list", "min": 2, "item": { "type": "group", "questions": [{ "name": "name", "type": "text" }] } },
        ]),
    );
    let options = |state: &State| {
        let options = find(state, "lead").options.clone().unwrap();
        options.into_iter().map(|option| option.value).collect::<Vec<_>>().join(" ")
    };
    let nothing = state(&interview, json!({}));
    assert_eq!(asked(&nothing), "lead parties(parties[0](parties[0].name) parties[1](parties[1].name))");
    assert_eq!(options(&nothing), "");
    let parties = json!([{ "name": "Ada" }, { "name": "Bob" }]);
    let known = state(&interview, json!({ "parties": parties }));
    assert_eq!((options(&known).as_str(), missing(&known).as_str()), ("Ada Bob", "lead"));
    assert!(state(&interview, json!({ "parties": parties, "lead": "Bob" })).complete);
    let gone = state(&interview, json!({ "parties": parties, "lead": "Bobby" }));
    assert_eq!(
        find(&gone, "lead").error.as_deref(),
        Some("“Bobby” is none of the options. Did you mean “Bob”?")
    );
    assert_eq!((gone.complete, &find(&gone, "lead").value), (false, &json!("Bobby")));
    let early = state(&interview, json!({ "lead": "Bob" }));
    assert_eq!(find(&early, "lead").error, None, "not known yet is not wrong");
}

#[test]
fn options_of_items_come_from_the_item() {
    let interview = with_questions(
        "{% for p in people %}{{ p.favourite }}{% endfor %}",
        json!([{ "name": "people", "type": "list", "item": { "type": "group", "questions": [
            { "name": "colours", "type": "multiple_choice", "options": ["red", "green", "blue"] },
            { "name": "favourite", "type": "choice", "options": "colours", "default": "colours[0]" },
        ] } }]),
    );
    let state = state(
        &interview,
        json!({ "people": [{ "colours": ["green", "blue"] }, { "colours": ["red"], "favourite": "blue" }] }),
    );
    assert_eq!(find(&state, "people[0].favourite").value, json!("green"));
    assert_eq!(find(&state, "people[0].favourite").options.as_ref().unwrap().len(), 2);
    assert!(find(&state, "people[1].favourite").error.is_some());
}

#[test]
fn options_that_are_no_list_are_a_problem() {
    let interview = with_questions(
        "{{ a }}",
        json!([{ "name": "a", "type": "choice", "options": "b" }, { "name": "b", "type": "text" }]),
    );
    let problems = state(&interview, json!({ "b": "x" })).problems;
    assert!(problems[0].starts_with("The options of “a” are not a list of texts: "), "{problems:?}");
}
