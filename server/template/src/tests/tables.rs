//! Tables that rows, cells and paragraphs are left out of.

use serde_json::json;

use super::support::{body, filled, p, table};

/// What is left of a run whose condition does not hold.
const EMPTY: &str = "<w:r><w:t xml:space=\"preserve\"></w:t></w:r>";

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

#[test]
fn a_merged_cell_whose_beginning_vanished_begins_anew() {
    let (begins, goes_on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let rows = [
        row(&[cell("", "{%tr if a %}")]),
        row(&[cell(begins, "label"), cell("", "1")]),
        row(&[cell("", "{%tr endif %}")]),
        row(&[cell(goes_on, ""), cell("", "2")]),
        row(&[cell(goes_on, ""), cell("", "3")]),
    ];
    let grid = format!("<w:tbl>{}</w:tbl>", rows.concat());
    let whole = body(&grid, json!({ "a": true }));
    assert_eq!((whole.matches(begins).count(), whole.matches(goes_on).count()), (1, 2), "{whole}");
    let left = body(&grid, json!({ "a": false }));
    assert_eq!((left.matches(begins).count(), left.matches(goes_on).count()), (1, 1), "{left}");
    assert!(left.find(begins) < left.find(goes_on));
}

fn columns(widths: &[usize]) -> String {
    let column = |width: &usize| format!("<w:gridCol w:w=\"{width}\"/>");
    format!("<w:tblGrid>{}</w:tblGrid>", widths.iter().map(column).collect::<String>())
}

#[test]
fn columns_follow_the_cells() {
    let rows = [
        row(&[cell("<w:tcW w:w=\"4000\" w:type=\"dxa\"/><w:gridSpan w:val=\"4\"/>", "title")]),
        row(&[
            cell("", "{%tc for c in cs %}"),
            cell("", "{{ c }}"),
            cell("", "{%tc endfor %}"),
            cell("", "end"),
        ]),
    ];
    let grid = format!("<w:tbl>{}{}</w:tbl>", columns(&[1000; 4]), rows.concat());
    let two = body(&grid, json!({ "cs": [1] }));
    assert!(two.contains(&columns(&[2000; 2])) && two.contains("<w:gridSpan w:val=\"2\"/>"), "{two}");
    let six = body(&grid, json!({ "cs": [1, 2, 3, 4, 5] }));
    assert!(six.contains(&columns(&[666; 6])) && six.contains("<w:gridSpan w:val=\"6\"/>"), "{six}");
    let one = body(&grid, json!({ "cs": [] }));
    assert!(one.contains(&columns(&[4000])) && !one.contains("gridSpan"), "{one}");
}

#[test]
fn a_row_without_cells_goes_and_a_table_without_rows() {
    let gone = row(&[cell("", "{%tc if a %}"), cell("", "x"), cell("", "{%tc endif %}")]);
    let with = |rows: &str| format!("<w:tbl>{}{rows}</w:tbl>{}", columns(&[10; 3]), p("end"));
    assert_eq!(filled(&with(&gone), json!({ "a": false })), ["end"]);
    let other = row(&[cell("", "b"), cell("", "c"), cell("", "d")]);
    assert_eq!(filled(&with(&[gone, other].concat()), json!({ "a": false })), ["[b / c / d]", "end"]);
}

#[test]
fn a_table_nested_in_a_repeated_row() {
    let inner = table(&[&["{% for y in x.ys %}{{ y }}", "{% endfor %}!"]]);
    let outer = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{inner}{}</w:tc></w:tr></w:tbl>",
        p("{% for x in xs %}{{ x.n }}"),
        p("{% endfor %}")
    );
    let answers = json!({ "xs": [{ "n": "A", "ys": [1, 2] }, { "n": "B", "ys": [] }] });
    assert_eq!(filled(&outer, answers), ["[A / [1 / !]¶[2 / !]¶]", "[B / ]"]);
}

#[test]
fn the_paragraph_after_a_nested_table_stays_and_keeps_its_form() {
    let last =
        "<w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr><w:r><w:t>{% if a %}x{% endif %}</w:t></w:r></w:p>";
    let outer = format!("<w:tbl><w:tr><w:tc>{}{last}</w:tc></w:tr></w:tbl>", table(&[&["i"]]));
    let xml = body(&outer, json!({ "a": false }));
    assert!(
        xml.ends_with(&format!(
            "</w:tbl><w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr>{EMPTY}</w:p></w:tc></w:tr></w:tbl>"
        )),
        "{xml}"
    );
}

#[test]
fn the_paragraph_between_two_tables_stays_while_both_are_there() {
    let between =
        "<w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr><w:r><w:t>{% if a %}x{% endif %}</w:t></w:r></w:p>";
    let gone = table(&[&["{% for x in xs %}{{ x }}", "{% endfor %}"]]);
    let grids = [table(&[&["one"]]), between.to_owned(), gone, p("end")].concat();
    let both = body(&grids, json!({ "a": false, "xs": [1] }));
    assert!(
        both.contains(&format!("</w:tbl><w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr>{EMPTY}</w:p><w:tbl>")),
        "{both}"
    );
    assert_eq!(filled(&grids, json!({ "a": false, "xs": [] })), ["[one]", "end"]);
}

#[test]
fn two_repeats_in_one_row_each_in_its_cell() {
    let grid = table(&[&[
        "{% for x in xs %}{{ x }},{% endfor %}",
        "{% if a %}y{% endif %}",
        "{% for x in xs %}{{ x }};{% endfor %}",
    ]]);
    assert_eq!(filled(&grid, json!({ "a": false, "xs": [1, 2] })), ["[1,2, /  / 1;2;]"]);
}

#[test]
fn a_note_or_set_with_a_prefix_takes_its_row_along() {
    let grid = table(&[&["{#tr a note #}", ""], &["{%tr set n = 2 %}", "x"], &["{{ n }}", ""]]);
    assert_eq!(filled(&grid, json!({})), ["[2 / ]"]);
}
