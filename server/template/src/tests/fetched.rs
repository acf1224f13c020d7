//! A filled document fetches nothing.

use std::sync::Arc;

use akte_ooxml::{Limits, Package, Target};
use serde_json::json;

use super::support::{codes_of, fill, p, part, with_parts};
use crate::{Foreign, Missing, compile};

const NS: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:v=\"urn:schemas-microsoft-com:vml\" \
    xmlns:o=\"urn:schemas-microsoft-com:office:office\"";
const SETTINGS: &str = "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:zoom w:percent=\"100\"/>";

/// A template with this text, whose relationships 1 to 4 point outside, and which is attached to a template.
fn template(text: &str) -> Arc<[u8]> {
    let linked = format!(
        "<w:p {NS}><w:r><w:drawing><a:blip r:embed=\"rId9\"  r:link=\"rId1\"/><a:blip r:link='rId2'/></w:drawing></w:r>\
         <w:r><w:object><v:shape><v:imagedata r:id=\"rId9\"/></v:shape><o:OLEObject Type=\"Link\" r:id=\"rId3\"/></w:object></w:r>\
         <w:hyperlink r:id=\"rId4\"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>"
    );
    let rels = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"t\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate\" \
        Target=\"file:///C:/firm.dotm\" TargetMode=\"External\"/></Relationships>";
    let settings = format!("{SETTINGS}<w:attachedTemplate r:id=\"t\"/></w:settings>");
    with_parts(
        &[p(text), linked].concat(),
        &[
            ("image", "https://example.org/a.png", None),
            ("image", "https://example.org/b.png", None),
            ("oleObject", "file:///C:/a.xlsx", None),
            ("hyperlink", "https://example.org/", None),
            ("settings", "settings.xml", Some(settings)),
            ("", "_rels/settings.xml.rels", Some(rels.to_owned())),
        ],
    )
}

fn foreign(bytes: &Arc<[u8]>) -> Vec<Foreign> {
    compile(bytes.clone(), &Limits::default()).unwrap().template.unwrap().foreign().to_vec()
}

fn external(bytes: &[u8]) -> Vec<String> {
    let package = Package::read(bytes.into(), &Limits::default()).unwrap();
    let all = package.names().flat_map(|name| package.relationships(name));
    let mut targets: Vec<String> = all
        .filter_map(|relationship| match &relationship.target {
            Target::External(target) => Some(target.clone()),
            Target::Part(_) => None,
        })
        .collect();
    targets.sort();
    targets
}

#[test]
fn pictures_objects_and_the_attached_template_lose_their_links_and_hyperlinks_stay() {
    let filled = fill(&template("{{ a }}"), json!({ "a": "b" }), Missing::Error).unwrap();
    assert_eq!(external(&filled.bytes), ["https://example.org/"]);
    let document = part(&filled.bytes, "/word/document.xml");
    assert!(document.contains("<a:blip r:embed=\"rId9\"/><a:blip/>"), "{document}");
    assert!(document.contains("</v:shape></w:object>"), "{document}");
    assert!(document.contains("<w:hyperlink r:id=\"rId4\">"), "{document}");
    assert_eq!(part(&filled.bytes, "/word/settings.xml"), format!("{SETTINGS}</w:settings>"));
}

#[test]
fn each_is_said_and_a_document_without_mark_up_passes_unchanged() {
    let warning = "external-content";
    assert_eq!(codes_of(&template("{{ a }}")), [warning; 4]);
    let taken = [Foreign::LinkedPicture, Foreign::LinkedObject, Foreign::AttachedTemplate];
    assert_eq!(foreign(&template("{{ a }}")), taken, "each once");
    let plain = template("text");
    assert_eq!(codes_of(&plain), [warning, warning, warning, warning, "no-markup"]);
    assert_eq!(foreign(&plain), [Foreign::Untouched]);
    assert_eq!(fill(&plain, json!({}), Missing::Error).unwrap().bytes, plain.to_vec());
}

#[test]
fn an_embedded_object_stays_and_is_said() {
    let bytes = with_parts(&p("{{ a }}"), &[("oleObject", "embeddings/a.bin", Some("x".to_owned()))]);
    assert_eq!(codes_of(&bytes), ["external-content"]);
    assert_eq!(foreign(&bytes), [Foreign::EmbeddedObject]);
    let filled = fill(&bytes, json!({ "a": "b" }), Missing::Error).unwrap();
    assert_eq!(part(&filled.bytes, "/word/embeddings/a.bin"), "x");
}
