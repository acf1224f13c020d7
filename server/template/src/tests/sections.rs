//! Section breaks inside conditions and repeats.

use serde_json::json;

use super::support::{body, p, run, table};

/// The properties of a section that can be told apart by its name.
fn section(name: &str) -> String {
    format!("<w:sectPr><w:pgSz w:w=\"{name}\"/></w:sectPr>")
}

/// A paragraph that ends a section.
fn ends(text: &str, name: &str) -> String {
    format!("<w:p><w:pPr>{}</w:pPr>{}</w:p>", section(name), run(text))
}

/// A paragraph of properties and no break.
fn bare(text: &str) -> String {
    format!("<w:p><w:pPr></w:pPr>{}</w:p>", run(text))
}

fn when(inner: &[String]) -> String {
    [p("{% if a %}"), inner.concat(), p("{% endif %}")].concat()
}

fn no(parts: &[String]) -> String {
    body(&parts.concat(), json!({ "a": false }))
}

#[test]
fn what_is_there_stays_as_it_is() {
    let inner = [p("two"), ends("three", "2")];
    let parts = [ends("one", "1"), when(&inner), p("four"), section("9")];
    let expected = [ends("one", "1"), inner.concat(), p("four"), section("9")].concat();
    assert_eq!(body(&parts.concat(), json!({ "a": true })), expected);
}

#[test]
fn after_a_break_or_at_the_start_the_breaks_go_along() {
    let inner = when(&[p("two"), ends("three", "2"), ends("four", "3"), p("five")]);
    assert_eq!(
        no(&[ends("one", "1"), inner.clone(), p("six"), section("9")]),
        [ends("one", "1"), p("six"), section("9")].concat()
    );
    assert_eq!(no(&[inner, p("six"), section("9")]), [p("six"), section("9")].concat());
}

#[test]
fn otherwise_the_first_break_moves_to_the_paragraph_before() {
    let inner = when(&[p("two"), ends("three", "2"), ends("four", "3"), p("five")]);
    let after = [p("six"), section("9")].concat();
    assert_eq!(no(&[p("one"), inner.clone(), after.clone()]), [ends("one", "2"), after.clone()].concat());
    let styled = |inner: &str| {
        format!("<w:p><w:pPr><w:jc w:val=\"left\"/>{inner}<w:pPrChange w:id=\"1\"/></w:pPr></w:p>")
    };
    assert_eq!(
        no(&[styled(""), inner.clone(), after.clone()]),
        [styled(&section("2")), after.clone()].concat()
    );
    let made = format!("<w:p><w:pPr>{}</w:pPr></w:p>", section("2"));
    assert_eq!(no(&["<w:p/>".into(), inner.clone(), after.clone()]), [made.clone(), after.clone()].concat());
    let grid = table(&[&["cell"]]);
    assert_eq!(no(&[grid.clone(), inner, after.clone()]), [grid, made, after].concat());
}

#[test]
fn a_break_that_nothing_follows_becomes_the_bodys() {
    let inner = when(&[p("two"), ends("three", "2"), p("four")]);
    assert_eq!(
        no(&[p("one"), inner.clone(), section("9")]),
        [format!("<w:p><w:pPr></w:pPr>{}</w:p>", run("one")), section("2")].concat()
    );
    let last = when(&[p("two")]);
    assert_eq!(no(&[ends("one", "1"), last, section("9")]), [bare("one"), section("1")].concat());
}

#[test]
fn a_dropped_branch_and_the_one_that_is_taken() {
    let parts = [
        p("one"),
        p("{% if a %}"),
        ends("A", "2"),
        p("{% else %}"),
        ends("B", "3"),
        p("{% endif %}"),
        p("end"),
        section("9"),
    ];
    let rest = [p("end"), section("9")].concat();
    assert_eq!(no(&parts), [ends("one", "2"), ends("B", "3"), rest.clone()].concat());
    assert_eq!(body(&parts.concat(), json!({ "a": true })), [p("one"), ends("A", "2"), rest].concat());
}

#[test]
fn a_repeat_copies_its_breaks() {
    let parts = [p("{% for x in xs %}"), ends("{{ x }}", "1"), p("{% endfor %}"), p("end"), section("9")];
    let rest = [p("end"), section("9")].concat();
    assert_eq!(
        body(&parts.concat(), json!({ "xs": [1, 2] })),
        [ends("1", "1"), ends("2", "1"), rest.clone()].concat()
    );
    assert_eq!(body(&parts.concat(), json!({ "xs": [] })), rest);
}

#[test]
fn paragraphs_that_join_have_the_last_ones_break() {
    let first =
        format!("<w:p><w:pPr><w:jc w:val=\"left\"/>{}</w:pPr>{}</w:p>", section("1"), run("x {% if a %}y"));
    let joined = |inner: &str| {
        format!("<w:p><w:pPr><w:jc w:val=\"left\"/>{inner}</w:pPr>{}{}</w:p>", run("x "), run("z"))
    };
    let end = [p("end"), section("9")].concat();
    assert_eq!(no(&[first.clone(), p("{% endif %}z"), end.clone()]), [joined(""), end.clone()].concat());
    let last = ends("{% endif %}z", "2");
    assert_eq!(no(&[first, last, end.clone()]), [joined(&section("2")), end].concat());
}

#[test]
fn a_tag_alone_in_the_paragraph_that_ends_a_section_leaves_the_break() {
    let parts = [p("one"), p("{%p if a %}"), p("two"), ends("{%p endif %}", "1"), p("end"), section("9")];
    let kept = format!("<w:p><w:pPr>{}</w:pPr></w:p>", section("1"));
    let rest = [kept, p("end"), section("9")].concat();
    assert_eq!(no(&parts), [p("one"), rest.clone()].concat());
    assert_eq!(body(&parts.concat(), json!({ "a": true })), [p("one"), p("two"), rest].concat());
}

#[test]
fn headers_that_later_sections_inherited_are_copied_to_them() {
    let header =
        |id: &str| format!("<w:headerReference w:type=\"default\" r:id=\"{id}\" xmlns:r=\"urn:r\"/>");
    let with = |inner: &str, name: &str| format!("<w:sectPr>{inner}<w:pgSz w:w=\"{name}\"/></w:sectPr>");
    let first = format!("<w:p><w:pPr>{}</w:pPr>{}</w:p>", with(&header("h1"), "1"), run("two"));
    assert_eq!(
        no(&[when(std::slice::from_ref(&first)), p("three"), with("", "9")]),
        [p("three"), with(&header("h1"), "9")].concat()
    );
    assert_eq!(
        no(&[when(&[first]), p("three"), "<w:sectPr w:rsidR=\"1\"/>".into()]),
        [p("three"), format!("<w:sectPr w:rsidR=\"1\">{}</w:sectPr>", header("h1"))].concat()
    );
}

#[test]
fn a_whole_condition_in_the_paragraph_that_ends_a_section_leaves_the_break() {
    let left = format!("<w:p><w:pPr>{}</w:pPr></w:p>", section("1"));
    for text in ["{%p if not a %}{% endif %}", "{%p if a %}{% endif %}", "{%p if a %}{% else %}{%- endif -%}"]
    {
        let parts = [ends(text, "1"), p("end"), section("9")];
        assert_eq!(no(&parts), [left.clone(), p("end"), section("9")].concat(), "{text}");
    }
}
