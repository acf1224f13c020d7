//! Headers, the definition part, parts that nobody touches.

use akte_ooxml::{Limits, Package};
use serde_json::json;

use super::support::{compiled, docx, fill, fill_again, p, package, part, shown};
use crate::{Missing, Template};

#[test]
fn headers_are_filled() {
    let bytes = package(&p("{{ a }}"), Some(&p("Re: {{ a }}")), None);
    let filled = fill(&bytes, json!({ "a": "Anna" }), Missing::Error).unwrap();
    assert_eq!(shown(&filled.bytes, "/word/header1.xml"), ["Re: Anna"]);
    assert_eq!(shown(&filled.bytes, "/word/document.xml"), ["Anna"]);
}

#[test]
fn the_definition_is_read_and_left_out() {
    let json = r#"{"schema": 1, "title": "a < b"}"#;
    let bytes = package(&p("{{ a }}"), None, Some(json));
    assert_eq!(compiled(&bytes).template.unwrap().definition(), Some(json));
    let filled = fill(&bytes, json!({ "a": "x" }), Missing::Error).unwrap();
    let text = String::from_utf8_lossy(&filled.bytes);
    assert!(!text.contains("customXml"));
    assert!(!part(&filled.bytes, "/word/document.xml").contains("{{"));
}

#[test]
fn a_document_without_markup_comes_back_byte_for_byte() {
    let bytes = docx(&p("plain"));
    assert_eq!(fill(&bytes, json!({}), Missing::Error).unwrap().bytes, bytes.to_vec());
}

#[test]
fn a_dotx_makes_a_docx() {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let bytes =
        super::support::package_of_kind(&p("{{ a }}"), &kind.replace("document.main", "template.main"));
    let filled = fill(&bytes, json!({ "a": "x" }), Missing::Error).unwrap();
    let package = Package::read(filled.bytes.into(), &Limits::default()).unwrap();
    assert_eq!(package.content_type(package.main_document()), Some(kind));
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let bytes = docx(&p("{{ a }}"));
    let once = fill(&bytes, json!({ "a": "x" }), Missing::Error).unwrap().bytes;
    assert_eq!(once, fill(&bytes, json!({ "a": "x" }), Missing::Error).unwrap().bytes);
}

/// A template is shared between threads, or this does not compile.
const fn shared<T: Send + Sync>() {}
const _: () = shared::<Template>();

#[test]
fn many_threads_fill_one_template() {
    let body = p("{{ name }}") + &p("{% for n in numbers %}") + &p("{{ n }}") + &p("{% endfor %}");
    let template = &compiled(&docx(&body)).template.unwrap();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            scope.spawn(move || {
                for turn in 0..25 {
                    let name = format!("{thread}, {turn}");
                    let answers = json!({ "name": name, "numbers": [thread, turn] });
                    let filled = fill_again(template, &answers, Missing::Error).unwrap();
                    let expected = [name, thread.to_string(), turn.to_string()];
                    assert_eq!(shown(&filled.bytes, "/word/document.xml"), expected);
                }
            });
        }
    });
}

#[test]
fn everything_outside_the_mark_up_is_copied_byte_for_byte() {
    let document = |inner: &str| {
        format!(
            "<?xml version='1.0' encoding=\"UTF-8\" standalone='yes'?>\r\n<!-- made by hand --><w:document  xmlns:w='{}' \
             xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:w14=\"urn:w14\" xmlns:x9='urn:nobody' \
             mc:Ignorable=\"w14 x9\"><w:body >\n  <w:p w14:paraId='00000001'><?keep me?><w:r ><w:t>a &#x41;&amp;<![CDATA[<b>]]></w:t\n></w:r></w:p>\
             {inner}<w:tbl><w:tblPr/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p><x9:odd  a='\"'/></w:p><w:sectPr/></w:body></w:document>\n",
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        )
    };
    let filled =
        fill(&super::support::document(&document(&p("{{ a }}"))), json!({ "a": "x" }), Missing::Error);
    assert_eq!(part(&filled.unwrap().bytes, "/word/document.xml"), document(&p("x")));
    let rows = [p("{% if yes %}"), p("kept"), p("{% endif %}")].concat();
    let filled = fill(&super::support::document(&document(&rows)), json!({ "yes": true }), Missing::Error);
    assert_eq!(part(&filled.unwrap().bytes, "/word/document.xml"), document(&p("kept")));
}
