//! Footnotes, endnotes and comments, evaluated where they are referred to.

use std::sync::Arc;

use serde_json::json;

use super::support::{compiled, fill, p, part, with_parts};
use crate::Missing;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

fn reference(id: u32) -> String {
    format!("<w:p><w:r><w:t>text</w:t></w:r><w:r><w:footnoteReference w:id=\"{id}\"/></w:r></w:p>")
}

fn notes(notes: &[(i32, &str)]) -> String {
    let note = |(id, text): &(i32, &str)| format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", p(text));
    format!("<w:footnotes {W}>{}</w:footnotes>", notes.iter().map(note).collect::<String>())
}

fn document(body: &str, of: &[(i32, &str)]) -> Arc<[u8]> {
    with_parts(body, &[("footnotes", "footnotes.xml", Some(notes(of)))])
}

/// Ids and texts of the footnotes after filling.
fn footnotes(bytes: &[u8]) -> Vec<(String, String)> {
    let xml = part(bytes, "/word/footnotes.xml");
    let notes = xml.split("<w:footnote w:id=\"").skip(1);
    notes
        .map(|note| {
            let (id, rest) = note.split_once('"').unwrap();
            let texts =
                rest.split("<w:t").skip(1).filter_map(|text| text.split_once('>')?.1.split("</w:t>").next());
            (id.to_owned(), texts.collect())
        })
        .collect()
}

fn owned(notes: &[(&str, &str)]) -> Vec<(String, String)> {
    notes.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn a_note_is_filled() {
    let bytes = document(&reference(2), &[(-1, "separator"), (2, "See {{ a }}")]);
    let compiled = compiled(&bytes);
    assert!(compiled.diagnostics.is_empty(), "{:#?}", compiled.diagnostics);
    assert_eq!(compiled.template.unwrap().usage().nodes.len(), 1);
    let filled = fill(&bytes, json!({ "a": "x" }), Missing::Error).unwrap();
    assert_eq!(footnotes(&filled.bytes), owned(&[("-1", "separator"), ("2", "See x")]));
}

#[test]
fn a_note_in_a_repeat_is_copied_and_sees_the_item() {
    let body = [&p("{% for x in xs %}"), &*reference(2), &p("{% endfor %}"), &reference(3)].concat();
    let bytes = document(&body, &[(2, "{{ x }}"), (3, "plain")]);
    let filled = fill(&bytes, json!({ "xs": ["a", "b", "c"] }), Missing::Error).unwrap();
    assert_eq!(footnotes(&filled.bytes), owned(&[("2", "a"), ("1", "b"), ("4", "c"), ("3", "plain")]));
    let xml = part(&filled.bytes, "/word/document.xml");
    let ids: Vec<_> =
        xml.split("Reference w:id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids, ["2", "1", "4", "3"]);
}

#[test]
fn a_note_that_nothing_refers_to_any_more_goes() {
    let body = [&p("{% if a %}"), &*reference(2), &p("{% endif %}"), &reference(3)].concat();
    let bytes = document(&body, &[(0, "separator"), (2, "{{ never }}"), (3, "plain")]);
    let filled = fill(&bytes, json!({ "a": false }), Missing::Error).unwrap();
    assert_eq!(footnotes(&filled.bytes), owned(&[("0", "separator"), ("3", "plain")]));
}

#[test]
fn a_condition_cannot_reach_into_a_note() {
    let body = [p("{% if a %}"), reference(2)].concat();
    let diagnostics = compiled(&document(&body, &[(2, "{% endif %}")])).diagnostics;
    let codes: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
    assert_eq!(codes, ["unclosed-if", "endif-without-if"]);
}

#[test]
fn a_comment_stays_with_the_first_copy() {
    let commented = "<w:p><w:commentRangeStart w:id=\"5\"/><w:r><w:t>{{ x }}</w:t></w:r><w:commentRangeEnd w:id=\"5\"/>\
                     <w:r><w:commentReference w:id=\"5\"/></w:r></w:p>";
    let comments =
        format!("<w:comments {W}><w:comment w:id=\"5\">{}</w:comment></w:comments>", p("on {{ x }}"));
    let body = [&p("{% for x in xs %}"), commented, &p("{% endfor %}")].concat();
    let bytes = with_parts(&body, &[("comments", "comments.xml", Some(comments))]);
    let filled = fill(&bytes, json!({ "xs": ["a", "b"] }), Missing::Error).unwrap();
    let xml = part(&filled.bytes, "/word/document.xml");
    for element in ["commentRangeStart", "commentRangeEnd", "commentReference"] {
        assert_eq!(xml.matches(element).count(), 1, "{element}");
    }
    let comments = part(&filled.bytes, "/word/comments.xml");
    assert!(comments.contains("on ") && comments.contains(">a<") | comments.contains("on a"), "{comments}");
    let none = fill(&bytes, json!({ "xs": [] }), Missing::Error).unwrap();
    assert!(!part(&none.bytes, "/word/comments.xml").contains("<w:comment "));
}

#[test]
fn a_hostile_note_that_refers_to_itself_ends() {
    let footnotes = format!(
        "<w:footnotes {W}><w:footnote w:id=\"2\">{}{}</w:footnote></w:footnotes>",
        p("{{ a }}"),
        reference(2)
    );
    let bytes = with_parts(&reference(2), &[("footnotes", "footnotes.xml", Some(footnotes))]);
    assert!(fill(&bytes, json!({ "a": "x" }), Missing::Error).is_ok());
}
