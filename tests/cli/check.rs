//! `akte check`

use akte_tests::docx;
use serde_json::Value;

use crate::workshop::Workshop;

#[test]
fn names_are_shown_with_their_types() {
    let workshop = Workshop::new();
    let template = [
        "{{ client.name }}",
        "{% if paid %}{{ until | date }}{% endif %}",
        "{% for p in parties %}{{ p }}{% endfor %}",
    ];
    workshop.put("letter.docx", docx(&template));
    let done = workshop.run(&["check", "letter.docx"]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
    let line = |name: &str| {
        let found = done.out.lines().find(|line| line.split_whitespace().next() == Some(name));
        found
            .unwrap_or_else(|| panic!("{name} in:\n{}", done.out))
            .split_whitespace()
            .nth(1)
            .unwrap()
            .to_owned()
    };
    assert_eq!(line("paid"), "yes_no");
    assert_eq!(line("until"), "date");
    assert_eq!(line("parties"), "list");
    assert!(done.out.contains("letter.docx: 0 mistakes"), "{}", done.out);
}

#[test]
fn every_mistake_is_shown_in_the_words_of_the_document() {
    let workshop = Workshop::new();
    workshop.put("letter.docx", docx(&["Beste {{ a + }}", "{% endif %}", "{% if b %}"]));
    let done = workshop.run(&["check", "letter.docx"]);
    assert_eq!(done.code, 1);
    let shown = [
        "error[bad-expression]",
        "error[endif-without-if]",
        "error[unclosed-if]",
        "Beste",
        "^",
        "3 mistakes",
    ];
    for text in shown {
        assert!(done.out.contains(text), "{text} in:\n{}", done.out);
    }
}

#[test]
fn programs_get_json() {
    let workshop = Workshop::new();
    workshop
        .put("good.docx", docx(&["{{ fee | money }}"]))
        .put("bad.docx", docx(&["{% if b %}"]))
        .put("no.docx", "x");
    let json = |file: &str, code: i32| -> Value {
        let done = workshop.run(&["check", file, "--format", "json"]);
        assert_eq!(done.code, code, "{}{}", done.out, done.err);
        serde_json::from_str(&done.out).unwrap_or_else(|error| panic!("{error} in:\n{}", done.out))
    };
    let good = json("good.docx", 0);
    assert_eq!(good["ok"], true);
    assert_eq!(good["names"][0]["name"], "fee");
    assert_eq!(good["names"][0]["type"], "money");
    assert_eq!(good["names"][0]["inferred"], true);
    let bad = json("bad.docx", 1);
    assert_eq!(bad["ok"], false);
    assert_eq!(bad["diagnostics"][0]["code"], "unclosed-if");
    assert_eq!(bad["diagnostics"][0]["place"]["paragraph"], 1);
    let no = json("no.docx", 1);
    assert!(no["refused"].as_str().unwrap().contains("not a Word document"), "{no}");
}

#[test]
fn a_file_that_is_not_there_is_trouble() {
    Workshop::new().run(&["check", "none.docx"]).complains(2, &["none.docx cannot be read"]);
}
