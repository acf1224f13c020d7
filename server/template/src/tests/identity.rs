//! Copies have their own identity.

use serde_json::json;

use super::support::{codes, docx, fill, p, part};
use crate::Missing;

const NS: &str = "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\"";

/// A repeat over three items with this content between.
fn copied(content: &str) -> String {
    let body = [&p("{% for x in xs %}"), content, &p("{% endfor %}")].concat();
    let filled = fill(&docx(&body), json!({ "xs": [1, 2, 3] }), Missing::Error).unwrap();
    part(&filled.bytes, "/word/document.xml")
}

/// The values of an attribute in the order of the text.
fn values<'x>(xml: &'x str, attribute: &str) -> Vec<&'x str> {
    let start = format!(" {attribute}=\"");
    xml.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn paragraph_ids_are_fresh_in_copies_and_the_first_copy_keeps_its_own() {
    let xml =
        copied(&format!("<w:p {NS} w14:paraId=\"00000002\" w14:textId=\"77777777\">{}</w:p>", "<w:r/>"));
    assert_eq!(values(&xml, "w14:paraId"), ["00000002", "00000001", "00000004"]);
    assert_eq!(values(&xml, "w14:textId"), ["77777777", "00000003", "00000005"]);
}

#[test]
fn both_ends_of_a_bookmark_and_what_refers_to_it_follow() {
    let long = "A_bookmark_of_forty_characters_in_length";
    let xml = copied(&format!(
        "<w:p><w:bookmarkStart w:id=\"7\" w:name=\"{long}\"/><w:r><w:t>x</w:t></w:r><w:bookmarkEnd w:id=\"7\"/>\
         <w:hyperlink w:anchor=\"{long}\"><w:r><w:t>y</w:t></w:r></w:hyperlink></w:p>"
    ));
    let names = values(&xml, "w:name");
    assert_eq!(
        names,
        [long, "A_bookmark_of_forty_characters_in_leng_2", "A_bookmark_of_forty_characters_in_leng_3"]
    );
    assert_eq!(values(&xml, "w:anchor"), names);
    assert_eq!(values(&xml, "w:id"), ["7", "7", "1", "1", "2", "2"]);
}

#[test]
fn what_refers_from_outside_means_the_first_copy() {
    let body = [
        &p("{% for x in xs %}"),
        "<w:p><w:bookmarkStart w:id=\"0\" w:name=\"a\"/><w:bookmarkEnd w:id=\"0\"/></w:p>",
        &p("{% endfor %}"),
        "<w:p><w:hyperlink w:anchor=\"a\"><w:r><w:t>y</w:t></w:r></w:hyperlink></w:p>",
    ]
    .concat();
    let filled = fill(&docx(&body), json!({ "xs": [1, 2] }), Missing::Error).unwrap();
    let xml = part(&filled.bytes, "/word/document.xml");
    assert_eq!(values(&xml, "w:anchor"), ["a"]);
    assert_eq!(values(&xml, "w:name"), ["a", "a_2"]);
}

#[test]
fn drawings_shapes_and_controls() {
    let xml = copied(&format!(
        "<w:p {NS}><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"n\"/></wp:inline></w:drawing></w:r>\
         <w:r><w:pict><v:shape id=\"s\" type=\"#t\"/></w:pict></w:r></w:p>\
         <w:sdt><w:sdtPr><w:id w:val=\"-5\"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>"
    ));
    assert_eq!(values(&xml, "id"), ["1", "s", "2", "s_2", "3", "s_3"]);
    assert_eq!(values(&xml, "w:val"), ["-5", "1", "2"]);
}

#[test]
fn a_repeat_in_a_repeat_renews_only_what_is_its_own() {
    let mark = |id: &str, name: &str| {
        format!("<w:p><w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{id}\"/></w:p>")
    };
    let inner = "<w:p><w:hyperlink w:anchor=\"outer\"><w:r><w:t>y</w:t></w:r></w:hyperlink></w:p>";
    let body = [
        p("{% for x in xs %}"),
        mark("0", "outer"),
        p("{% for y in x %}"),
        mark("1", "inner"),
        inner.into(),
        p("{% endfor %}"),
        p("{% endfor %}"),
    ]
    .concat();
    let filled = fill(&docx(&body), json!({ "xs": [[1, 2], [3]] }), Missing::Error).unwrap();
    let xml = part(&filled.bytes, "/word/document.xml");
    assert_eq!(values(&xml, "w:name"), ["outer", "inner", "inner_2", "outer_2", "inner_3"]);
    assert_eq!(values(&xml, "w:anchor"), ["outer", "outer", "outer_2"]);
}

#[test]
fn a_marker_in_a_paragraph_that_goes_with_its_tag_follows_too() {
    let body = [
        &p("{% for x in xs %}"),
        "<w:p><w:bookmarkStart w:id=\"0\" w:name=\"a\"/><w:r><w:t>{% if x %}</w:t></w:r></w:p>",
        &p("text"),
        "<w:p><w:r><w:t>{% endif %}</w:t></w:r><w:bookmarkEnd w:id=\"0\"/></w:p>",
        &p("{% endfor %}"),
    ]
    .concat();
    let filled = fill(&docx(&body), json!({ "xs": [1, 2] }), Missing::Error).unwrap();
    let xml = part(&filled.bytes, "/word/document.xml");
    assert_eq!(values(&xml, "w:name"), ["a", "a_2"]);
    assert_eq!(values(&xml, "w:id"), ["0", "0", "1", "1"]);
}

#[test]
fn a_repeat_with_drawings_and_bookmarks_is_no_reason_for_a_warning() {
    let body = [
        &p("{% for x in xs %}"),
        "<w:p><w:bookmarkStart w:id=\"0\" w:name=\"a\"/><w:bookmarkEnd w:id=\"0\"/></w:p>",
        &p("{% endfor %}"),
    ]
    .concat();
    assert!(codes(&body).is_empty());
}
