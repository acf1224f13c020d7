//! White-space control: `{%-` and `-%}`.

use serde_json::json;

use super::support::{body, docx, fill, filled, p, part, run, table};
use crate::Missing;

#[test]
fn lines_that_are_joined_become_one_paragraph() {
    let lines = [
        p("My house is located"),
        p("{%- if town -%}"),
        p("\u{a0}in urban area"),
        p("{%- else -%}"),
        p("\u{a0}in countryside"),
        p("{%- endif -%}"),
        p("\u{a0}and I love it."),
        p("end"),
    ]
    .concat();
    let shown = |town: bool| filled(&lines, json!({ "town": town }));
    assert_eq!(shown(true), ["My house is located\u{a0}in urban area\u{a0}and I love it.", "end"]);
    assert_eq!(shown(false), ["My house is located\u{a0}in countryside\u{a0}and I love it.", "end"]);
}

#[test]
fn the_first_ones_properties_stay() {
    let first = format!("<w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr>{}</w:p>", run("a"));
    let second = format!("<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr>{}</w:p>", run("{{- x }}"));
    assert_eq!(
        body(&[first, second].concat(), json!({ "x": "b" })),
        format!("<w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr>{}{}</w:p>", run("a"), run("b"))
    );
}

#[test]
fn white_space_and_line_breaks_beside_the_tag_go() {
    assert_eq!(filled(&p("a {%- if yes -%} | b {%- endif %} c"), json!({ "yes": true })), ["ab c"]);
    assert_eq!(filled(&p("a {{- x -}} b"), json!({ "x": 1 })), ["a1b"]);
    assert_eq!(filled(&p("a\u{a0} {{- x -}} \u{a0}b"), json!({ "x": 1 })), ["a\u{a0}1\u{a0}b"]);
    let lines = format!(
        "<w:p>{}<w:r><w:br/></w:r>{}<w:r><w:br/></w:r>{}</w:p>",
        run("a"),
        run("{%- if yes -%}"),
        run("b{% endif %}")
    );
    assert_eq!(filled(&lines, json!({ "yes": true })), ["ab"]);
    let page = format!("<w:p>{}<w:r><w:br w:type=\"page\"/></w:r>{}</w:p>", run("a"), run("{{- x }}"));
    assert_eq!(filled(&page, json!({ "x": 1 })), ["a⏎1"]);
}

#[test]
fn tables_and_cells_are_not_joined() {
    let beside = [table(&[&["c"]]), p("{{- x -}}"), table(&[&["d"]])].concat();
    assert_eq!(filled(&beside, json!({ "x": 1 })), ["[c]", "1", "[d]"]);
    assert_eq!(filled(&table(&[&["c", "{{- x -}}", "d"]]), json!({ "x": 1 })), ["[c / 1 / d]"]);
}

#[test]
fn an_empty_paragraph_beside_it_goes() {
    let body = [p("a"), "<w:p/>".into(), p("{{- x -}}"), "<w:p w:rsidR=\"1\"/>".into(), p("b")].concat();
    assert_eq!(filled(&body, json!({ "x": 1 })), ["a", "1", "b"]);
}

#[test]
fn a_joined_paragraph_without_content_is_dropped() {
    let body = [p("a"), p("{% if no -%}"), p("b"), p("{%- endif %}"), p("c")].concat();
    assert_eq!(filled(&body, json!({ "no": false })), ["a", "c"]);
    assert_eq!(filled(&body, json!({ "no": true })), ["a", "b", "c"]);
}

#[test]
fn white_space_beside_a_tag_whose_paragraph_vanishes_goes_with_it() {
    let head = p("{% if no %}").replacen("<w:p>", "<w:p><w:pPr><w:sectPr/></w:pPr>", 1);
    for end in ["{%- endif -%} ", "{% endif -%} ", " {%- endif %}"] {
        let body = [head.as_str(), &p(end), "<w:sectPr/>"].concat();
        let filled = fill(&docx(&body), json!({ "no": false }), Missing::Error).unwrap();
        let xml = part(&filled.bytes, "/word/document.xml");
        assert!(xml.contains("<w:body><w:p><w:pPr></w:pPr></w:p><w:sectPr/></w:body>"), "{end:?}\n{xml}");
    }
}
