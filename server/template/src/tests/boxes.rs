//! Text boxes: both halves of AlternateContent come out equal.

use serde_json::json;

use super::support::{compiled, docx, fill, p, part};
use crate::Missing;

const NS: &str = "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"";

fn halves(first: &str, second: &str) -> String {
    format!(
        "<w:p {NS}><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent>{first}</w:txbxContent>\
         </w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{second}</w:txbxContent></w:pict></mc:Fallback>\
         </mc:AlternateContent></w:r></w:p>"
    )
}

/// What the two halves hold after filling.
fn boxes(body: &str, answers: serde_json::Value) -> Vec<String> {
    let filled = fill(&docx(body), answers, Missing::Error).unwrap();
    let xml = part(&filled.bytes, "/word/document.xml");
    let boxes = xml.split("<w:txbxContent>").skip(1);
    boxes.map(|rest| rest.split("</w:txbxContent>").next().unwrap().to_owned()).collect()
}

#[test]
fn a_text_box_is_evaluated_once_and_written_to_both_halves() {
    let content = [p("{% if a %}"), p("{{ a }}"), p("{% endif %}"), p("{{ b }}")].concat();
    let body = halves(&content, &content);
    assert_eq!(compiled(&docx(&body)).template.unwrap().usage().nodes.len(), 2);
    let boxes = boxes(&body, json!({ "a": "x", "b": "y" }));
    assert_eq!(boxes[0], [p("x"), p("y")].concat());
    assert_eq!(boxes[0], boxes[1]);
}

#[test]
fn halves_that_are_out_of_step_are_put_right() {
    for (first, second) in [("{{ a }}", "old"), ("new", "{{ gone }}")] {
        let boxes = boxes(&halves(&p(first), &p(second)), json!({ "a": "x" }));
        assert_eq!(boxes[0], boxes[1]);
    }
}

#[test]
fn a_mistake_in_a_text_box_is_told_once() {
    let diagnostics = compiled(&docx(&halves(&p("{{ a"), &p("{{ a")))).diagnostics;
    assert_eq!(diagnostics.len(), 1, "{diagnostics:#?}");
}

#[test]
fn copies_of_a_text_box_have_equal_paragraph_ids_in_their_halves() {
    let content = "<w:p w14:paraId=\"00000001\"><w:r><w:t>{{ x }}</w:t></w:r></w:p>";
    let body = [p("{% for x in xs %}"), halves(content, content), p("{% endfor %}")].concat();
    let boxes = boxes(&body, json!({ "xs": ["a", "b"] }));
    assert_eq!((&boxes[0], &boxes[2]), (&boxes[1], &boxes[3]));
    assert!(boxes[0].contains("\"00000001\"") && boxes[2].contains("\"00000002\""), "{boxes:?}");
    let plain = content.replace("{{ x }}", "plain");
    let body = [p("{% for x in xs %}"), halves(&plain, &plain), p("{% endfor %}")].concat();
    let boxes = self::boxes(&body, json!({ "xs": ["a", "b"] }));
    assert_eq!((&boxes[0], &boxes[2]), (&boxes[1], &boxes[3]));
    assert!(boxes[2].contains("\"00000002\""), "{boxes:?}");
}

#[test]
fn halves_with_different_boxes_are_said() {
    let two = format!("{}</w:txbxContent><w:txbxContent>{}", p("{{ a }}"), p("b"));
    let diagnostics = compiled(&docx(&halves(&two, &p("{{ a }}")))).diagnostics;
    assert_eq!(diagnostics[0].code.as_str(), "not-yet-supported");
}
