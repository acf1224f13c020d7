//! Tags that cover rows.

use serde_json::json;

use super::support::{docx, fill, filled, p, part, shown, table};
use crate::Missing;

#[test]
fn the_ends_in_the_first_and_last_cell_repeat_the_row() {
    let body = table(&[
        &["Item", "Fee"],
        &["{% for r in rates %}{{ r.what }}", "{{ r.fee }}{% endfor %}"],
        &["Total", ""],
    ]);
    let answers = json!({ "rates": [{ "what": "a", "fee": 1 }, { "what": "b", "fee": 2 }] });
    assert_eq!(filled(&body, answers), ["[Item / Fee]", "[a / 1]", "[b / 2]", "[Total / ]"]);
    assert_eq!(filled(&body, json!({ "rates": [] })), ["[Item / Fee]", "[Total / ]"]);
}

#[test]
fn two_directives_in_one_row() {
    let body =
        table(&[&["{% for r in rates %}{% if r.show %}{{ r.what }}", "{{ r.fee }}{% endif %}{% endfor %}"]]);
    let answers = json!({ "rates": [{ "what": "a", "fee": 1, "show": true }, { "what": "b", "fee": 2, "show": false }] });
    assert_eq!(filled(&body, answers), ["[a / 1]"]);
}

#[test]
fn the_ends_alone_in_their_rows_vanish_with_them() {
    for (open, close) in
        [("{%tr for r in rates %}", "{%tr endfor %}"), ("{% for r in rates %}", "{% endfor %}")]
    {
        let body = table(&[&["Head", ""], &[open, ""], &["{{ r }}", "x"], &[close, ""]]);
        assert_eq!(
            filled(&body, json!({ "rates": ["a", "b"] })),
            ["[Head / ]", "[a / x]", "[b / x]"],
            "{open}"
        );
    }
}

#[test]
fn rows_nest() {
    let body = table(&[
        &["{%tr for a in xs %}", ""],
        &["{{ a.name }}", "{% for t in a.tags %}{{ t }} {% endfor %}"],
        &["{%tr for b in a.ys %}", ""],
        &["", "{{ b }}"],
        &["{%tr endfor %}", ""],
        &["{%tr endfor %}", ""],
    ]);
    let answers = json!({ "xs": [{ "name": "A", "tags": ["t", "u"], "ys": [1, 2] }, { "name": "B", "tags": [], "ys": [3] }] });
    assert_eq!(filled(&body, answers), ["[A / t u ]", "[ / 1]", "[ / 2]", "[B / ]", "[ / 3]"]);
}

#[test]
fn a_row_condition_with_else() {
    let body = table(&[
        &["{%tr if yes %}", ""],
        &["A", "1"],
        &["{%tr else %}", ""],
        &["B", "2"],
        &["{%tr endif %}", ""],
    ]);
    assert_eq!(filled(&body, json!({ "yes": true })), ["[A / 1]"]);
    assert_eq!(filled(&body, json!({ "yes": false })), ["[B / 2]"]);
}

#[test]
fn a_table_that_loses_all_rows_goes() {
    let body = [p("before"), table(&[&["{% for r in rates %}{{ r }}", "{% endfor %}"]]), p("after")].concat();
    let bytes = fill(&docx(&body), json!({ "rates": [] }), Missing::Error).unwrap().bytes;
    assert_eq!(shown(&bytes, "/word/document.xml"), ["before", "after"]);
    assert!(!part(&bytes, "/word/document.xml").contains("w:tbl"));
}

#[test]
fn a_one_column_row_repeats_with_the_prefix_and_within_the_cell_without() {
    let rows = table(&[&["{%tr for r in rates %}{{ r }}{%tr endfor %}"]]);
    assert_eq!(filled(&rows, json!({ "rates": ["a", "b"] })), ["[a]", "[b]"]);
    let inside = table(&[&["{% for r in rates %}{{ r }}{% endfor %}"]]);
    assert_eq!(filled(&inside, json!({ "rates": ["a", "b"] })), ["[ab]"]);
}

#[test]
fn paragraphs_inside_a_cell() {
    let cell = [p("{% for r in rates %}"), p("{{ r }}"), p("{% endfor %}")].concat();
    let body = format!("<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>");
    assert_eq!(filled(&body, json!({ "rates": ["a", "b"] })), ["[a¶b]"]);
    assert_eq!(filled(&body, json!({ "rates": [] })), ["[]"]);
}

#[test]
fn cells_repeat_with_their_prefix() {
    let body = table(&[&["{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}", "last"]]);
    assert_eq!(filled(&body, json!({ "columns": ["a", "b"] })), ["[a / b / last]"]);
}
