//! What bound controls show stands in their XML part too.

use std::sync::Arc;

use serde_json::json;

use super::text;
use crate::Missing;
use crate::tests::support::{codes_of, fill, p, part, with_parts};

const ID: &str = "{11111111-2222-3333-4444-555555555555}";

/// A control for plain text that shows an address of the store.
fn control(xpath: &str, content: &str) -> String {
    let binding = format!(
        "<w:dataBinding w:prefixMappings=\"xmlns:n='urn:x'\" w:xpath=\"{xpath}\" w:storeItemID=\"{ID}\"/>"
    );
    format!("<w:sdt><w:sdtPr>{binding}<w:text/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
}

fn template(body: &str, store: &str) -> Arc<[u8]> {
    let properties = format!(
        "<d:datastoreItem d:itemID=\"{ID}\" xmlns:d=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\"/>"
    );
    let rels = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"p\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps\" \
        Target=\"itemProps1.xml\"/></Relationships>";
    let parts = [
        ("customXml", "/customXml/item1.xml", Some(store.to_owned())),
        ("", "/customXml/itemProps1.xml", Some(properties)),
        ("", "/customXml/_rels/item1.xml.rels", Some(rels.to_owned())),
    ];
    with_parts(body, &parts)
}

/// The store, and whether the document is still bound.
fn filled(body: &str, store: &str, answers: serde_json::Value) -> (String, usize) {
    let filled = fill(&template(body, store), answers, Missing::Error).unwrap();
    let bindings = part(&filled.bytes, "/word/document.xml").matches("dataBinding").count();
    (part(&filled.bytes, "/customXml/item1.xml"), bindings)
}

#[test]
fn elements_empty_elements_and_attributes_say_what_the_control_shows() {
    let body = [
        control("/n:a[1]/n:b[2]", &p("{{ x }} & co")),
        control("/n:a/n:c", &p("{{ x }}")),
        control("/n:a[1]/n:b[1]/@d", &p("{{ x }}")),
    ]
    .concat();
    let store = "<a xmlns='urn:x'><b d='{{ x }}'>1</b><b>{{ x }}</b><c /></a>";
    let x = "\"A\" < 'B'\nC";
    let expected = "<a xmlns='urn:x'><b d='&quot;A&quot; &lt; &apos;B&apos;&#10;C'>1</b><b>\"A\" &lt; 'B'\nC &amp; co</b><c >\"A\" &lt; 'B'\nC</c></a>";
    assert_eq!(filled(&body, store, json!({ "x": x })), (expected.to_owned(), 3));
    assert!(codes_of(&template(&body, store)).is_empty());
}

#[test]
fn a_control_that_does_not_come_leaves_nothing_behind() {
    let body = [&p("{% if yes %}"), &*control("/n:a", &p("{{ x }}")), &p("{% endif %}"), &p("end")].concat();
    let store = "<a xmlns='urn:x'>{{ x }}</a>";
    let answers = |yes: bool| json!({ "yes": yes, "x": 5 });
    assert_eq!(filled(&body, store, answers(true)), ("<a xmlns='urn:x'>5</a>".to_owned(), 1));
    assert_eq!(filled(&body, store, answers(false)), ("<a xmlns='urn:x'></a>".to_owned(), 0));
}

#[test]
fn where_the_part_cannot_follow_the_binding_goes() {
    let store = "<a xmlns='urn:x'><b/></a>";
    let repeated =
        [&p("{% for y in ys %}"), &*control("/n:a/n:b", &p("{{ y }}")), &p("{% endfor %}")].concat();
    let date = control("/n:a/n:b", &p("{{ x }}")).replace("<w:text/>", "<w:date/>");
    for body in [
        repeated,
        date,
        control("/n:a", &p("{{ x }}")),
        control("//n:b", &p("{{ x }}")),
        control("/n:a/n:b[last()]", &p("{{ x }}")),
        control("/m:a/n:b", &p("{{ x }}")),
        control("/n:a/n:b/@c", &p("{{ x }}")),
    ] {
        let answers = json!({ "x": 5, "ys": [1, 2] });
        assert_eq!(filled(&body, store, answers), (store.to_owned(), 0), "{body}");
    }
    let untagged = [control("//n:b", &p("text")), p("{{ x }}")].concat();
    assert_eq!(filled(&untagged, store, json!({ "x": 5 })), (store.to_owned(), 1));
}

#[test]
fn the_first_control_that_came_counts_for_a_place() {
    let store = "<a xmlns='urn:x'/>";
    let shown = |name: &str| control("/n:a", &p(&format!("{{{{ {name} }}}}")));
    let body = [p("{% if no %}"), shown("x"), p("{% endif %}"), shown("y"), shown("z")].concat();
    let answers = json!({ "no": false, "x": 1, "y": 2, "z": 3 });
    assert_eq!(filled(&body, store, answers).0, "<a xmlns='urn:x'>2</a>");
}

#[test]
fn the_text_of_runs_breaks_and_paragraphs() {
    let xml = "<w:sdtContent><w:p w:x=\"1\"><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t xml:space=\"preserve\">a &amp; </w:t><w:tab/><w:t>b</w:t><w:br/><w:t/></w:r></w:p><w:p><w:r><w:t>c</w:t></w:r></w:p>";
    assert_eq!(String::from_utf8(text(xml.as_bytes(), "w:")).unwrap(), "a &amp; \tb\nc");
}
