//! Numbering that begins anew with every copy.

use std::sync::Arc;

use serde_json::json;

use crate::Missing;
use crate::tests::support::{codes_of, fill, p, part, with_parts};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A list of two levels, used by instance 1, and by the style `Clause` at level 0 and `Sub` at level 1.
fn numbering() -> String {
    let level = |level: usize, start: usize, style: &str| {
        format!("<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"{start}\"/><w:pStyle w:val=\"{style}\"/></w:lvl>")
    };
    let levels = [level(0, 1, "Clause"), level(1, 3, "Sub")].concat();
    format!(
        "<w:numbering {W}><w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
         <w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/></w:num><w:numIdMacAtCleanup w:val=\"4\"/></w:numbering>"
    )
}

fn styles() -> String {
    let style = |id: &str, base: &str, inside: &str| {
        format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\">{base}<w:pPr>{inside}</w:pPr></w:style>")
    };
    let numbered = "<w:numPr><w:numId w:val=\"1\"/></w:numPr>";
    let based = "<w:basedOn w:val=\"Clause\"/>";
    format!("<w:styles {W}>{}{}</w:styles>", style("Clause", "", numbered), style("Sub", based, ""))
}

fn template(body: &str, definition: &str) -> Arc<[u8]> {
    let definition = format!("<definition xmlns=\"urn:akte:template:1\">{definition}</definition>");
    let parts = [
        ("numbering", "numbering.xml", Some(numbering())),
        ("styles", "styles.xml", Some(styles())),
        ("customXml", "/customXml/item1.xml", Some(definition)),
    ];
    with_parts(body, &parts)
}

const RESTART: &str = r#"{"schema": 1, "repeats": [{"over": "xs", "numbering": "restart"}]}"#;

fn numbered(num: usize, level: usize) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{num}\"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"
    )
}

fn repeated(content: &str) -> String {
    [&p("{% for x in xs %}"), content, &p("{% endfor %}")].concat()
}

/// The instance of each numbered paragraph, and the instances that were added.
fn filled(bytes: &Arc<[u8]>) -> (Vec<String>, String) {
    let filled = fill(bytes, json!({ "xs": [1, 2] }), Missing::Error).unwrap();
    let document = part(&filled.bytes, "/word/document.xml");
    let ids = document.split("<w:numId w:val=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let before = numbering();
    let (kept, end) = before.split_at(before.find("<w:numIdMac").unwrap());
    let after = part(&filled.bytes, "/word/numbering.xml");
    let added = after.strip_prefix(kept).and_then(|rest| rest.strip_suffix(end)).unwrap();
    (ids.map(str::to_owned).collect(), added.to_owned())
}

fn num(id: usize, overrides: &[(usize, usize)]) -> String {
    let one = |(level, start): &(usize, usize)| {
        format!("<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>")
    };
    let overrides: String = overrides.iter().map(one).collect();
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"0\"/>{overrides}</w:num>")
}

#[test]
fn every_copy_has_an_instance_of_its_own_and_what_stands_outside_keeps_its() {
    let body =
        [numbered(1, 0), repeated(&[numbered(1, 0), numbered(1, 1)].concat()), numbered(1, 0)].concat();
    let (ids, added) = filled(&template(&body, RESTART));
    assert_eq!(ids, ["1", "3", "3", "4", "4", "1"]);
    assert_eq!(added, [num(3, &[(0, 1), (1, 3)]), num(4, &[(0, 1), (1, 3)])].concat());
}

#[test]
fn levels_above_those_of_the_repeat_go_on() {
    let (ids, added) = filled(&template(&[numbered(2, 0), repeated(&numbered(2, 1))].concat(), RESTART));
    assert_eq!(ids, ["2", "3", "4"]);
    assert_eq!(added, [num(3, &[(1, 3)]), num(4, &[(1, 3)])].concat());
}

#[test]
fn numbers_that_come_from_a_style_are_written_at_the_paragraph() {
    let styled = "<w:p><w:pPr><w:pStyle w:val=\"Sub\"/><w:keepNext/><w:jc w:val=\"left\"/></w:pPr></w:p>";
    let bytes = template(&repeated(styled), RESTART);
    let (ids, added) = filled(&bytes);
    assert_eq!(ids, ["3", "4"]);
    assert_eq!(added, [num(3, &[(1, 3)]), num(4, &[(1, 3)])].concat());
    let made = fill(&bytes, json!({ "xs": [1] }), Missing::Error).unwrap();
    let expected = "<w:pStyle w:val=\"Sub\"/><w:keepNext/><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"3\"/></w:numPr><w:jc w:val=\"left\"/>";
    assert!(part(&made.bytes, "/word/document.xml").contains(expected));
}

#[test]
fn without_a_word_of_the_definition_numbering_runs_on() {
    let (ids, added) = filled(&template(&repeated(&numbered(1, 0)), r#"{"schema": 1}"#));
    assert_eq!(ids, ["1", "1"]);
    assert_eq!(added, "");
}

#[test]
fn a_repeat_inside_restarts_with_the_one_that_says_so() {
    let inner = [&p("{% for y in ys %}"), &*numbered(1, 0), &p("{% endfor %}")].concat();
    let bytes = template(&repeated(&inner), RESTART);
    let made = fill(&bytes, json!({ "xs": [1, 2], "ys": [1, 2] }), Missing::Error).unwrap();
    let document = part(&made.bytes, "/word/document.xml");
    let ids: Vec<_> = document.split("<w:numId w:val=\"").skip(1).map(|rest| &rest[..1]).collect();
    assert_eq!(ids, ["3", "3", "4", "4"]);
}

#[test]
fn a_repeat_that_is_not_there_is_said() {
    let definition = RESTART.replace("\"xs\"", "\"xz\"");
    assert_eq!(codes_of(&template(&repeated(&numbered(1, 0)), &definition)), ["bad-definition"]);
    assert!(codes_of(&template(&repeated(&numbered(1, 0)), RESTART)).is_empty());
}
