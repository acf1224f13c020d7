//! Tags that cover paragraphs.

use serde_json::json;

use super::support::{filled, p, table};

#[test]
fn tags_alone_in_their_paragraphs_vanish_with_them() {
    let body =
        [p("one"), p("{% if yes %}"), p("two"), p("{% else %}"), p("three"), p("{% endif %}"), p("four")]
            .concat();
    assert_eq!(filled(&body, json!({ "yes": true })), ["one", "two", "four"]);
    assert_eq!(filled(&body, json!({ "yes": false })), ["one", "three", "four"]);
}

#[test]
fn repeats_nest() {
    let body = [
        p("{% for a in xs %}"),
        p("{{ a.name }}:"),
        p("{% for b in a.ys %}"),
        p("- {{ b }}"),
        p("{% endfor %}"),
        p("{% endfor %}"),
        p("end"),
    ]
    .concat();
    let answers = json!({ "xs": [{ "name": "A", "ys": ["1", "2"] }, { "name": "B", "ys": [] }] });
    assert_eq!(filled(&body, answers), ["A:", "- 1", "- 2", "B:", "end"]);
}

#[test]
fn several_tags_may_share_a_paragraph() {
    let body = [
        p("{% if a %}"),
        p("A"),
        p("{% endif %}{% if b %}"),
        p("B"),
        p("{% endif %} {# end of b #}"),
        p("z"),
    ]
    .concat();
    assert_eq!(filled(&body, json!({ "a": true, "b": false })), ["A", "z"]);
    assert_eq!(filled(&body, json!({ "a": false, "b": true })), ["B", "z"]);
}

#[test]
fn paragraphs_join_where_the_content_is_absent() {
    let body = [p("before {% if yes %}first"), p("middle"), p("last{% endif %} after")].concat();
    assert_eq!(filled(&body, json!({ "yes": true })), ["before first", "middle", "last after"]);
    assert_eq!(filled(&body, json!({ "yes": false })), ["before  after"]);
}

#[test]
fn a_repeat_over_parts_of_paragraphs() {
    let body = [p("{% for x in xs %}Name: {{ x }}"), p("{% endfor %}end")].concat();
    assert_eq!(filled(&body, json!({ "xs": ["a", "b"] })), ["Name: a", "Name: b", "end"]);
}

#[test]
fn a_paragraph_that_comes_out_empty_is_dropped() {
    let body = [
        p("one"),
        p("{% if yes %}two{% endif %} "),
        p("{% set x = 1 %}"),
        p("{# note #}"),
        p(""),
        p("three"),
    ]
    .concat();
    assert_eq!(filled(&body, json!({ "yes": false })), ["one", "", "three"]);
    assert_eq!(filled(&body, json!({ "yes": true })), ["one", "two ", "", "three"]);
}

#[test]
fn an_empty_paragraph_stays_when_it_holds_a_break_or_a_value_alone() {
    let break_ =
        "<w:p><w:r><w:t>{% if yes %}x{% endif %}</w:t></w:r><w:r><w:br w:type=\"page\"/></w:r></w:p>";
    assert_eq!(filled(break_, json!({ "yes": false })), ["⏎"]);
    assert_eq!(filled(&[p("a"), p("{{ v }}")].concat(), json!({ "v": "" })), ["a", ""]);
}

#[test]
fn a_prefix_takes_its_whole_paragraph() {
    let body = [p("{%p if yes %}"), p("x"), p("{%p endif %}"), p("y")].concat();
    assert_eq!(filled(&body, json!({ "yes": false })), ["y"]);
    assert_eq!(filled(&body, json!({ "yes": true })), ["x", "y"]);
}

#[test]
fn a_cell_keeps_a_paragraph_and_its_formatting() {
    let body = "<w:tbl><w:tr><w:tc><w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr><w:r><w:t>{% if yes %}x{% endif %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let bytes =
        super::support::fill(&super::support::docx(body), json!({ "yes": false }), crate::Missing::Error)
            .unwrap()
            .bytes;
    let xml = super::support::part(&bytes, "/word/document.xml");
    assert!(xml.contains("<w:tc><w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr><w:r><w:t xml:space=\"preserve\"></w:t></w:r></w:p></w:tc>"), "{xml}");
}

#[test]
fn copies_of_a_table_do_not_touch() {
    let body = [p("{% for x in xs %}"), table(&[&["{{ x }}"]]), p("{% endfor %}"), p("end")].concat();
    assert_eq!(filled(&body, json!({ "xs": ["a", "b"] })), ["[a]", "", "[b]", "end"]);
}

#[test]
fn halves_of_ranges_in_a_vanished_paragraph_stay() {
    let body = format!(
        "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"b\"/><w:r><w:t>{{% if yes %}}</w:t></w:r></w:p>{}{}<w:p><w:bookmarkEnd w:id=\"1\"/><w:r><w:t>end</w:t></w:r></w:p>",
        p("x"),
        p("{% endif %}")
    );
    let bytes =
        super::support::fill(&super::support::docx(&body), json!({ "yes": false }), crate::Missing::Error)
            .unwrap()
            .bytes;
    let xml = super::support::part(&bytes, "/word/document.xml");
    assert!(xml.contains("bookmarkStart") && xml.contains("bookmarkEnd"), "{xml}");
}

#[test]
fn a_tag_may_run_over_paragraphs_that_it_takes_away() {
    let body = [p("{%p if a"), p("or b %}"), p("x"), p("{%p endif %}"), p("y")].concat();
    assert_eq!(filled(&body, json!({ "a": false, "b": true })), ["x", "y"]);
    assert_eq!(filled(&body, json!({ "a": false, "b": false })), ["y"]);
    let beside = [p("text {% if a"), p("or b %}x{% endif %}")].concat();
    assert!(super::support::codes(&beside).contains(&"unclosed-tag"));
}

#[test]
fn empty_paragraphs_are_kept_when_the_definition_or_the_caller_says_so() {
    use crate::{EmptyParagraphs, compile_with};
    let body = [
        p("{% if yes %}"),
        p("one"),
        p("{% endif %}"),
        p("{% if no %}x{% endif %}"),
        p("{%p if yes %}"),
        p("two"),
        p("{%p endif %}"),
    ]
    .concat();
    let keep = r#"{"schema": 1, "empty_paragraphs": "keep"}"#;
    let bytes = super::support::package(&body, None, Some(keep));
    let filled =
        super::support::fill(&bytes, json!({ "yes": true, "no": false }), crate::Missing::Error).unwrap();
    assert_eq!(super::support::shown(&filled.bytes, "/word/document.xml"), ["", "one", "", "", "two"]);
    let dropped = compile_with(bytes, &akte_ooxml::Limits::default(), Some(EmptyParagraphs::Drop)).unwrap();
    let template = dropped.template.unwrap();
    let filled =
        super::support::fill_again(&template, &json!({ "yes": true, "no": false }), crate::Missing::Error)
            .unwrap();
    assert_eq!(super::support::shown(&filled.bytes, "/word/document.xml"), ["one", "two"]);
}
