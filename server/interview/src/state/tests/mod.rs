mod reference;

use serde_json::{Value as Json, json};

use super::*;
use crate::testing::{interview, map, settings, state, with_questions};
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
        { "name": "penalty", "type": "yes_no", "label": { "en": "Penalty clause", "nl": "Boetebeding" } },
        { "name": "kind", "type": "choice", "label": "Kind", "options": [{ "value": "x", "label": "An X" }] },
        { "name": "amount", "type": "text" }, { "name": "city", "type": "text" }, { "name": "free", "type": "text" },
    ]);
    let interview = with_questions(
        "{{ free }}{% if penalty %}{{ amount }}{{ free }}{% endif %}{% if kind != 'x' %}{% else %}{{ city }}{% endif %}",
        questions,
    );
    let answers = map(json!({ "penalty": true, "kind": "x" }));
    let state = interview.state(&answers, &settings(), akte_expr::Language::Nl);
    assert_eq!(find(&state, "amount").why.as_deref(), Some("Boetebeding: ja"));
    assert_eq!(find(&state, "city").why.as_deref(), Some("Kind: An X"));
    assert_eq!(find(&state, "free").why, None);
    assert_eq!(find(&state, "penalty").why, None);
}

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
fn what_is_asked_for_by_defined_is_optional() {
    let (interview, _) = interview("{% if defined('note') %}{{ note }}{% endif %}{{ fee }}", Json::Null);
    let empty = state(&interview, json!({ "fee": "5" }));
    assert_eq!((asked(&empty).as_str(), empty.complete), ("note fee", true));
    assert!(!find(&empty, "note").required);
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
fn mistakes_of_the_template_are_problems_and_not_the_end() {
    let questions = json!([{ "name": "a", "type": "text" }, { "name": "b", "type": "number" }, { "name": "c", "type": "text" }]);
    let interview = with_questions("{% if a < b %}{{ c }}{% endif %}{{ c }}", questions);
    let state = state(&interview, json!({ "a": "x", "b": 1, "c": "y" }));
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
    assert_eq!(find(&gone, "lead").error.as_deref(), Some("“Bobby” is none of the options."));
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
