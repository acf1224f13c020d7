use akte_expr::{Code, Severity};
use serde_json::{Value as Json, json};

use crate::testing::{definition, interview, with_questions};
use crate::{Interview, Kind};

fn kinds(interview: &Interview) -> Vec<(String, Kind)> {
    interview.questions().into_iter().map(|asked| (asked.name, asked.kind)).collect()
}

#[test]
fn types_follow_from_use() {
    let table: &[(&str, &[(&str, Kind)])] = &[
        ("{{ title }}", &[("title", Kind::Text)]),
        ("{% if penalty %}{% endif %}", &[("penalty", Kind::YesNo)]),
        ("{% if not penalty and urgent %}{% endif %}", &[("penalty", Kind::YesNo), ("urgent", Kind::YesNo)]),
        ("{% if penalty == true %}{% endif %}", &[("penalty", Kind::YesNo)]),
        ("{{ 'x' if penalty else 'y' }}", &[("penalty", Kind::YesNo)]),
        ("{% if note %}{{ note }}{% endif %}", &[("note", Kind::Text)]),
        ("{% if note %}{{ note | upper }}{% endif %}", &[("note", Kind::Text)]),
        ("{% if note %}{{ note.upper() }}{% endif %}", &[("note", Kind::Text)]),
        ("{% if tags | length > 1 %}{% endif %}", &[("tags", Kind::List), ("tags[]", Kind::Text)]),
        ("{{ fee | default(cost) | money }}", &[("fee", Kind::Money), ("cost", Kind::Text)]),
        (
            "{{ nonsense(fee) }}{{ client.nonsense() }}",
            &[("nonsense", Kind::Text), ("fee", Kind::Text), ("client.nonsense", Kind::Text)],
        ),
        ("{{ start | date }}", &[("start", Kind::Date)]),
        ("{{ format_date(start) }}", &[("start", Kind::Date)]),
        ("{% if start > today() %}{% endif %}", &[("start", Kind::Date)]),
        ("{% if start > today %}{% endif %}", &[("start", Kind::Date)]),
        ("{{ fee | money }}", &[("fee", Kind::Money)]),
        ("{{ currency(fee) }}", &[("fee", Kind::Money)]),
        ("{% if kind == 'a' or kind == 'b' %}{% endif %}", &[("kind", Kind::Choice)]),
        ("{% if kind in ['a', 'b'] %}{% endif %}", &[("kind", Kind::Choice)]),
        ("{% if 'a' in rights %}{% endif %}", &[("rights", Kind::MultipleChoice)]),
        ("{% if 'a' in rights.true_values() %}{% endif %}", &[("rights", Kind::MultipleChoice)]),
        ("{{ rights.true_values() }}", &[("rights", Kind::List), ("rights[]", Kind::Text)]),
        ("{% if fee > 1000 %}{% endif %}", &[("fee", Kind::Number)]),
        ("{{ fee * 1.21 }}", &[("fee", Kind::Number)]),
        ("{{ rent + costs }}", &[("rent", Kind::Number), ("costs", Kind::Number)]),
        ("{{ first ~ last }}", &[("first", Kind::Text), ("last", Kind::Text)]),
        ("{{ first + ' ' + last }}", &[("first", Kind::Text), ("last", Kind::Text)]),
        ("{% for tag in tags %}{{ tag }}{% endfor %}", &[("tags", Kind::List), ("tags[]", Kind::Text)]),
        (
            "{% for p in parties %}{{ p.name }}{{ p.born | date }}{% endfor %}",
            &[
                ("parties", Kind::List),
                ("parties[]", Kind::Group),
                ("parties[].name", Kind::Text),
                ("parties[].born", Kind::Date),
            ],
        ),
        (
            "{% for p in parties | sort %}{% for c in p.children %}{{ c.age + 1 }}{% endfor %}{% endfor %}",
            &[
                ("parties", Kind::List),
                ("parties[]", Kind::Group),
                ("parties[].children", Kind::List),
                ("parties[].children[]", Kind::Group),
                ("parties[].children[].age", Kind::Number),
            ],
        ),
        (
            "{{ parties[0].name }}",
            &[("parties", Kind::List), ("parties[]", Kind::Group), ("parties[].name", Kind::Text)],
        ),
        ("{{ client.name.full() }}", &[("client", Kind::Person)]),
        ("{{ client.address.block() }}", &[("client.address", Kind::Address)]),
        (
            "{% for p in parties %}{{ p.name.full() }}{% endfor %}",
            &[("parties", Kind::List), ("parties[]", Kind::Person)],
        ),
        ("{{ client.name }}{{ client.seat }}", &[("client.name", Kind::Text), ("client.seat", Kind::Text)]),
        ("{{ court['name'] }}", &[("court.name", Kind::Text)]),
        ("{% set x = fee * 2 %}{{ x }}", &[("fee", Kind::Number)]),
        ("{% set c = client %}{{ c.born | date }}", &[("client.born", Kind::Date)]),
        (
            "{% for p in parties %}{{ loop.index }}{% endfor %}",
            &[("parties", Kind::List), ("parties[]", Kind::Text)],
        ),
        ("{{ defined('a.b') }}{{ showifdef('c') }}", &[("a.b", Kind::Text), ("c", Kind::Text)]),
        ("{% if note %}{{ fix_punctuation(note) }}{% endif %}", &[("note", Kind::Text)]),
        ("{{ tenant.signature_if_final(i) }}", &[("tenant.signature", Kind::Text)]),
        (
            "{% if t.signature and t.phone_number and t.birthdate %}{{ t.show_all() }}{{ t.signature_if_final() }}{% endif %}",
            &[
                ("t.signature", Kind::Text),
                ("t.phone_number", Kind::YesNo),
                ("t.birthdate", Kind::YesNo),
                ("t.show_all", Kind::Text),
            ],
        ),
        ("{{ court }}{{ court.seat }}", &[("court.seat", Kind::Text), ("court.name", Kind::Text)]),
        ("{{ fee }}{{ fee.amount }}", &[("fee.amount", Kind::Text)]),
        (
            "{% for p in parties %}{{ p }} of {{ p.town }}{% endfor %}",
            &[
                ("parties", Kind::List),
                ("parties[]", Kind::Group),
                ("parties[].town", Kind::Text),
                ("parties[].name", Kind::Text),
            ],
        ),
        (
            "{% for h in heirs | selectattr('lives_with', 'equalto', 'aunt') | sort(attribute='born') %}{{ h.born | date }}{% endfor %}",
            &[
                ("heirs", Kind::List),
                ("heirs[]", Kind::Group),
                ("heirs[].lives_with", Kind::Choice),
                ("heirs[].born", Kind::Date),
            ],
        ),
        (
            "{{ heirs | sum('share') }}{{ heirs.filter(kind='heir', minor=true) | map(attribute='name.first') | join(', ') }}",
            &[
                ("heirs", Kind::List),
                ("heirs[]", Kind::Group),
                ("heirs[].share", Kind::Number),
                ("heirs[].kind", Kind::Choice),
                ("heirs[].minor", Kind::YesNo),
                ("heirs[].name.first", Kind::Text),
            ],
        ),
        (
            "{{ heirs | selectattr('minor') | length }}{{ heirs | join(', ', 'town') }}{{ topics | join(', ') }}",
            &[
                ("heirs", Kind::List),
                ("heirs[]", Kind::Group),
                ("heirs[].minor", Kind::YesNo),
                ("heirs[].town", Kind::Text),
                ("topics", Kind::List),
                ("topics[]", Kind::Text),
            ],
        ),
    ];
    for (template, expected) in table {
        let expected: Vec<_> = expected.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
        let (interview, diagnostics) = interview(template, Json::Null);
        assert_eq!(kinds(&interview), expected, "{template}");
        assert_eq!(diagnostics, [], "{template}");
    }
}

#[test]
fn labels_are_readable() {
    let (interview, _) = interview(
        "{{ client.birth_date }}{% for party in contract_parties %}{{ party.home_town }}{% endfor %}{{ fee }}",
        Json::Null,
    );
    let label = |name: &str| {
        let node = interview.root.find(&name.parse().unwrap()).unwrap();
        node.question.as_ref().unwrap().label.get(akte_expr::Language::En).to_owned()
    };
    assert_eq!(label("client.birth_date"), "Client: birth date");
    assert_eq!(label("contract_parties"), "Contract parties");
    assert_eq!(label("contract_parties[0]"), "Party");
    assert_eq!(label("contract_parties[0].home_town"), "Home town");
    assert_eq!(label("fee"), "Fee");
}

#[test]
fn rules_are_gone_through_and_never_asked() {
    let text = json!({ "schema": 1, "rules": [
        { "name": "is_consumer", "expr": "kind == 'person' or small" },
        { "name": "small", "expr": "staff < 10" },
    ] });
    let (interview, diagnostics) = interview("{% if is_consumer %}{{ small }}{% endif %}", text);
    assert_eq!(kinds(&interview), [("kind".to_owned(), Kind::Choice), ("staff".to_owned(), Kind::Number)]);
    assert_eq!(diagnostics, []);
}

#[test]
fn pages_group_what_belongs_together_in_the_order_of_first_need() {
    let (interview, _) = interview(
        "{{ title }}{{ tenant.name }}{% if fee > 1 %}{{ client.name }}{% endif %}{{ tenant.seat }}{{ place }}",
        Json::Null,
    );
    let pages: Vec<_> = interview
        .pages
        .iter()
        .map(|page| {
            (page.id.as_str(), page.questions.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
        })
        .collect();
    let expected =
        [("general", "title fee place"), ("tenant", "tenant.name tenant.seat"), ("client", "client.name")];
    assert_eq!(pages, expected.map(|(id, names)| (id, names.to_owned())));
}

#[test]
fn the_definition_is_added_to_and_not_replaced() {
    let interview = with_questions(
        "{{ client.name }}{{ client.nickname }}{% for p in parties %}{{ p.name }}{{ p.role }}{% endfor %}{{ note }}",
        json!([
            { "name": "client", "type": "organisation" },
            { "name": "parties", "type": "list", "item": { "type": "group", "questions": [{ "name": "name", "type": "paragraph" }] } },
        ]),
    );
    let asked = interview.questions();
    let found: Vec<_> = asked.iter().map(|a| (a.name.as_str(), a.kind, a.inferred)).collect();
    let expected = [
        ("client", Kind::Organisation, false),
        ("client.nickname", Kind::Text, true),
        ("parties", Kind::List, false),
        ("parties[]", Kind::Group, false),
        ("parties[].name", Kind::Paragraph, false),
        ("parties[].role", Kind::Text, true),
        ("note", Kind::Text, true),
    ];
    assert_eq!(found, expected);
}

#[test]
fn conflicts_are_told_with_both_places() {
    let (_, diagnostics) = interview("{{ x | date }}{{ 'between' }}{{ x * 2 }}", Json::Null);
    let [conflict] = diagnostics.as_slice() else { panic!("{diagnostics:?}") };
    assert_eq!((conflict.code, conflict.severity), (Code::TypeConflict, Severity::Warning));
    assert_eq!(conflict.message, "“x” is used as a date and as a number.");
    assert_eq!(conflict.place.as_ref().map(|place| place.paragraph), Some(1));
    assert_eq!(conflict.related.iter().map(|related| related.place.paragraph).collect::<Vec<_>>(), [3]);
}

#[test]
fn uses_that_cannot_go_with_the_definition_are_errors() {
    let table = [
        ("text", "{% for p in q %}{% endfor %}", "is asked as a text, but used as a list"),
        ("text", "{{ q.name }}", "“q.name” of it"),
        ("text", "{{ q | date }}", "used as a date"),
        ("yes_no", "{% if q == 'x' %}{% endif %}", "used as a choice"),
        ("date", "{{ q * 2 }}", "used as a number"),
        ("number", "{{ q | date }}", "used as a date"),
    ];
    for (kind, template, message) in table {
        let (_, diagnostics) = interview(template, definition(json!([{ "name": "q", "type": kind }])));
        let fits = |d: &&akte_expr::Diagnostic| d.code == Code::TypeConflict && d.message.contains(message);
        let found = diagnostics.iter().find(fits).unwrap_or_else(|| panic!("{template}: {diagnostics:?}"));
        assert_eq!(found.severity, Severity::Error);
        assert_eq!(found.place.as_ref().map(|place| place.paragraph), Some(1));
    }
}

#[test]
fn a_text_that_no_option_has_is_told() {
    let question = json!([{ "name": "kind", "type": "choice", "options": ["person", "company"] }]);
    let (_, diagnostics) = interview("{% if kind == 'persn' %}{% endif %}", definition(question));
    let [dead] = diagnostics.as_slice() else { panic!("{diagnostics:?}") };
    assert_eq!((dead.code, dead.suggestion.as_deref()), (Code::DeadClause, Some("person")));
}

#[test]
fn questions_that_nothing_uses_are_told() {
    let questions = json!([
        { "name": "used", "type": "text" },
        { "name": "idle", "type": "text" },
        { "name": "matter", "type": "text", "ask": "always" },
        { "name": "checked", "type": "date", "checks": [{ "expr": "checked > earliest", "message": "m" }] },
        { "name": "earliest", "type": "date" },
        { "name": "group", "type": "group", "questions": [{ "name": "a", "type": "text" }, { "name": "b", "type": "text" }] },
    ]);
    let (_, diagnostics) = interview("{{ used }}{{ checked | date }}{{ group.a }}", definition(questions));
    let found: Vec<_> = diagnostics.iter().map(|d| (d.code, d.message.as_str())).collect();
    let unused =
        |name| (Code::UnusedQuestion, format!("Nothing in the document uses the question “{name}”."));
    let expected = [unused("idle"), unused("group.b")];
    assert_eq!(found, expected.iter().map(|(code, message)| (*code, message.as_str())).collect::<Vec<_>>());
}

#[test]
fn circles_of_rules_are_told_once() {
    let rule = |name: &str, expr: &str| json!({ "name": name, "expr": expr });
    let text = json!({ "schema": 1, "rules": [
        rule("a", "b and x"), rule("b", "c or a"), rule("c", "y"), rule("self", "not self"), rule("user", "a"),
    ] });
    let (_, diagnostics) = interview("{% if a %}{% endif %}", text);
    let found: Vec<_> = diagnostics.iter().map(|d| (d.code, d.message.as_str())).collect();
    let expected = [
        (Code::RuleCycle, "The rules “a”, “b” use each other in a circle."),
        (Code::RuleCycle, "The rule “self” uses itself."),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_page_may_not_wait_for_itself() {
    let text = json!({ "schema": 1, "pages": [{ "id": "p", "when": "later", "questions": [{ "name": "q", "type": "yes_no" }] }],
        "rules": [{ "name": "later", "expr": "not q" }] });
    let (_, diagnostics) = interview("{{ q }}", text);
    assert!(
        diagnostics.iter().any(|d| d.code == Code::BadDefinition && d.message.contains("never shown")),
        "{diagnostics:?}"
    );
}

#[test]
fn a_long_chain_of_rules_is_gone_through() {
    let rules: Vec<Json> = (0..1_000)
        .map(|i| json!({ "name": format!("r{i}"), "expr": if i == 999 { "deep | date".into() } else { format!("r{} and true", i + 1) } }))
        .collect();
    let (interview, _) = interview("{{ r0 }}", json!({ "schema": 1, "rules": rules }));
    assert_eq!(kinds(&interview), [("deep".to_owned(), Kind::Date)]);
}

#[test]
fn circles_of_defaults_are_told() {
    let text = |name: &str, default: &str| json!({ "name": name, "type": "text", "default": default });
    let list = |item: Json| json!({ "name": "people", "type": "list", "item": { "type": "group", "questions": [item] } });
    let rule = json!([{ "name": "r", "expr": "a ~ 'x'" }]);
    let table = [
        (json!([text("a", "a")]), Some("the default of “a” uses “a” itself")),
        (json!([text("a", "r")]), Some("the default of “a” uses “a” itself")),
        (
            json!([text("a", "b"), text("b", "a")]),
            Some("the defaults of “a”, “b” use each other in a circle"),
        ),
        (
            json!([list(text("name", "name"))]),
            Some("the default of “people[].name” uses “people[].name” itself"),
        ),
        (json!([text("a", "'x'"), text("b", "a")]), None),
        (json!([list(text("name", "people | length"))]), None),
        (json!([list(text("name", "people[0].name"))]), None),
    ];
    for (questions, expected) in table {
        let mut definition = definition(questions.clone());
        definition["rules"] = rule.clone();
        let (_, diagnostics) =
            interview("{{ a }}{{ b }}{% for p in people %}{{ p.name }}{% endfor %}", definition);
        let circle = diagnostics.iter().find(|d| d.code == Code::RuleCycle).map(|d| d.message.as_str());
        match expected {
            Some(expected) => assert!(circle.is_some_and(|message| message.contains(expected)), "{circle:?}"),
            None => assert_eq!(circle, None, "{questions}"),
        }
    }
}

#[test]
fn pages_may_not_wait_for_each_other() {
    let page = |id: &str, when: &str, question: &str| json!({ "id": id, "when": when, "questions": [{ "name": question, "type": "yes_no" }] });
    let text =
        json!({ "schema": 1, "pages": [page("p", "b", "a"), page("q", "a", "b"), page("r", "a", "c")] });
    let (_, diagnostics) = interview("{{ a }}{{ b }}{{ c }}", text);
    let found: Vec<_> = diagnostics.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(
        found,
        ["Definition: the pages “p”, “q” each wait for a question of the next to be answered."]
    );
}

#[test]
fn what_is_moved_by_a_period_is_no_number() {
    let text = json!({ "schema": 1, "pages": [{ "id": "p", "questions": [{ "name": "start", "type": "date" }] }],
        "rules": [{ "name": "long", "expr": "end + period(days=1) >= start + period(months=6)" }] });
    let (interview, diagnostics) = interview("{% if long %}{{ start | date }}{% endif %}", text);
    assert_eq!(diagnostics, []);
    assert!(kinds(&interview).contains(&("end".to_owned(), Kind::Date)), "{:?}", kinds(&interview));
}

#[test]
fn a_slip_of_the_pen_in_a_name_is_told() {
    let definition = json!({ "schema": 1, "rules": [{ "name": "is_consumer", "expr": "kind == 'person'" }],
        "pages": [{ "id": "p", "questions": [
            { "name": "kind", "type": "text" },
            { "name": "client", "type": "organisation" },
            { "name": "parties", "type": "list", "item": { "type": "group", "questions": [{ "name": "town", "type": "text" }] } },
        ] }] });
    let table: &[(&str, &[(&str, &str)])] = &[
        ("{{ cleint.name }}", &[("“cleint.name”", "client.name")]),
        ("{{ client.name }}{{ client.nmae }}", &[("“client.nmae”", "client.name")]),
        ("{{ client.address.stret }}", &[("“client.address.stret”", "client.address.street")]),
        ("{% if is_consumr %}{% endif %}", &[("“is_consumr”", "is_consumer")]),
        ("{% for party in partes %}{{ party.town }}{% endfor %}", &[("“partes”", "parties")]),
        ("{% for p in parties %}{{ p.twon }}{% endfor %}", &[("“parties[].twon”", "parties[].town")]),
        ("{% for party in parties %}{{ pary.town }}{% endfor %}", &[("“pary.town”", "party.town")]),
        ("{% set total = 3 %}{{ totl }}", &[("“totl”", "total")]),
        // Another name is a question of its own; a block-local name, `loop` and the clock are no questions.
        ("{{ fee }}{{ today }}{{ client.mascot }}{% for p in parties %}{{ loop.index }}{% endfor %}", &[]),
        ("{% for seller in sellers %}{{ seller.name }}{{ sellers | length }}{% endfor %}", &[]),
    ];
    for (template, expected) in table {
        let (_, diagnostics) = interview(template, definition.clone());
        let slips: Vec<_> = diagnostics.iter().filter(|d| d.code == Code::UnknownName).collect();
        assert_eq!(slips.len(), expected.len(), "{template}: {slips:?}");
        for (slip, (name, meant)) in slips.iter().zip(*expected) {
            assert_eq!(slip.severity, Severity::Warning);
            assert!(slip.message.contains(name), "{template}: {slip:?}");
            assert_eq!(slip.suggestion.as_deref(), Some(&*format!("Did you mean “{meant}”?")));
            assert!(slip.place.is_some(), "{template}: {slip:?}");
        }
    }
    let (_, diagnostics) = interview("{% for party in parties %}{{ pary }}{% endfor %}", Json::Null);
    assert_eq!(diagnostics, [], "without a definition every name is a question");
}

#[test]
fn the_fields_that_a_persons_methods_read_are_what_they_read() {
    let (interview, diagnostics) = interview(
        "{% if t.birthdate and t.phone_number %}{{ t.age_in_years() }}{{ t.phone_numbers() }}{% endif %}",
        Json::Null,
    );
    assert_eq!(diagnostics, []);
    let kind = |name: &str| {
        let node = interview.root.find(&name.parse().unwrap()).unwrap();
        node.question.as_ref().unwrap().kind
    };
    assert_eq!((kind("t.birthdate"), kind("t.phone_number")), (Kind::Date, Kind::Text));
}

#[test]
fn a_gender_that_the_document_knows_can_be_answered() {
    let template = "{{ t.pronoun() }}{% if t.gender == 'nonbinary' or t.gender == 'male' %}{% endif %}";
    let (guessed, diagnostics) = interview(template, Json::Null);
    assert_eq!(diagnostics, []);
    let (record, errors) = guessed
        .read(&crate::testing::map(json!({ "t": { "gender": "nonbinary" } })), &crate::testing::settings());
    assert_eq!(errors, []);
    assert!(record.get("t").is_some());
    let (_, diagnostics) = interview(template, definition(json!([{ "name": "t", "type": "person" }])));
    let codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, [Code::DeadClause], "what is defined is not widened");
}
