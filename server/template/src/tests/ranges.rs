//! Nothing dangles when content goes: both ends of a range are there, once each, or neither.

use serde_json::json;

use super::support::{docx, fill, p, part, with_parts};
use crate::Missing;

fn filled(body: &str, answers: serde_json::Value) -> String {
    part(&fill(&docx(body), answers, Missing::Error).unwrap().bytes, "/word/document.xml")
}

/// Starts and ends of ranges, by their ids, in the order of the text.
fn ends(xml: &str) -> Vec<String> {
    let elements = xml.split("<w:").filter(|element| {
        ["bookmark", "perm", "moveFromRange", "comment"].iter().any(|kind| element.starts_with(kind))
    });
    elements
        .map(|element| {
            let sign = if element.contains("Start") { "+" } else { "-" };
            let id = element.split("w:id=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            format!("{sign}{id}")
        })
        .collect()
}

const START: &str = "<w:bookmarkStart w:id=\"0\" w:name=\"a\"/>";
const END: &str = "<w:bookmarkEnd w:id=\"0\"/>";

fn with(marker: &str) -> String {
    format!("<w:p>{marker}<w:r><w:t>x</w:t></w:r></w:p>")
}

#[test]
fn a_bookmark_half_in_a_condition_is_whole_whether_it_holds_or_not() {
    let starts_inside = [p("{% if a %}"), with(START), p("{% endif %}"), with(END)].concat();
    let ends_inside = [with(START), p("{% if a %}"), with(END), p("{% endif %}")].concat();
    let inline = format!(
        "<w:p><w:r><w:t>{{% if a %}}x</w:t></w:r>{START}<w:r><w:t>y{{% endif %}}</w:t></w:r></w:p>{}",
        with(END)
    );
    let branches = [p("{% if a %}"), with(START), p("{% else %}"), with(END), p("{% endif %}")].concat();
    for body in [starts_inside, ends_inside, inline, branches] {
        for answer in [true, false] {
            let xml = filled(&body, json!({ "a": answer }));
            assert_eq!(ends(&xml), ["+0", "-0"], "{answer}: {xml}");
        }
    }
}

#[test]
fn a_bookmark_half_in_a_repeat_covers_all_its_copies() {
    let body = [p("{% for x in xs %}"), with(START), p("{% endfor %}"), with(END)].concat();
    for count in [0, 1, 3] {
        let xml = filled(&body, json!({ "xs": vec![1; count] }));
        assert_eq!(ends(&xml), ["+0", "-0"], "{xml}");
        assert!(xml.find("bookmarkStart").unwrap() < xml.find("bookmarkEnd").unwrap());
    }
}

#[test]
fn in_a_repeat_the_moved_end_belongs_to_the_copy() {
    let body = [
        p("{% for x in xs %}"),
        p("{% if x %}"),
        with(START),
        p("{% endif %}"),
        with(END),
        p("{% endfor %}"),
    ];
    let xml = filled(&body.concat(), json!({ "xs": [true, false] }));
    assert_eq!(ends(&xml), ["+0", "-0", "+1", "-1"]);
    assert!(xml.contains("w:name=\"a_2\""));
}

#[test]
fn permissions_and_rows() {
    let row = |cell: &str| format!("<w:tr><w:tc>{cell}</w:tc></w:tr>");
    let table = [
        row(&p("{%tr if a %}")),
        row(&with("<w:permStart w:id=\"3\" w:edGrp=\"everyone\"/>")),
        row(&p("{%tr endif %}")),
    ];
    let body = format!(
        "<w:tbl>{}</w:tbl>{}",
        [table.concat(), row(&p("z"))].concat(),
        with("<w:permEnd w:id=\"3\"/>")
    );
    for answer in [true, false] {
        assert_eq!(ends(&filled(&body, json!({ "a": answer }))), ["+3", "-3"]);
    }
}

#[test]
fn a_comment_whose_range_would_come_apart_keeps_its_reference_only() {
    let comments = "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
                    <w:comment w:id=\"1\"><w:p/></w:comment></w:comments>";
    let reference = "<w:r><w:commentReference w:id=\"1\"/></w:r>";
    let body = [
        with("<w:commentRangeStart w:id=\"1\"/>"),
        p("{% if a %}"),
        format!("<w:p><w:commentRangeEnd w:id=\"1\"/>{reference}</w:p>"),
        p("{% endif %}"),
    ];
    let bytes = with_parts(&body.concat(), &[("comments", "comments.xml", Some(comments.into()))]);
    for (answer, left) in [(true, 1), (false, 0)] {
        let filled = fill(&bytes, json!({ "a": answer }), Missing::Error).unwrap();
        let xml = part(&filled.bytes, "/word/document.xml");
        assert_eq!((xml.matches("commentRange").count(), xml.matches("commentReference").count()), (0, left));
        assert_eq!(part(&filled.bytes, "/word/comments.xml").matches("<w:comment ").count(), left);
    }
}
