//! What a good package says of itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use akte_ooxml::{Package, PartName, Target};
use support::{DOCUMENT, DOCUMENT_RELS, Docx, OFFICE, RELS, TYPES, read, rels, types};

fn part(name: &str) -> PartName {
    name.parse().unwrap()
}

#[track_caller]
fn targets(docx: Docx, of: &str) -> Vec<Target> {
    let package = read(docx.zip()).unwrap_or_else(|error| panic!("{error}"));
    package.relationships(&part(of)).iter().map(|r| r.target.clone()).collect()
}

#[test]
fn parts_come_in_zip_order_without_folders_and_content_types() {
    let docx = Docx::new().with("word/", "").with("word/a.png", [1, 2, 3]);
    let package = read(docx.zip()).unwrap();
    let names: Vec<_> = package.names().map(PartName::as_str).collect();
    assert_eq!(names, ["/_rels/.rels", "/word/document.xml", "/word/a.png"]);
    assert_eq!(package.part(&part("/word/A.PNG")).unwrap(), [1, 2, 3]);
    assert!(package.part(&part("/word")).is_err() && package.part(&part("/[Content_Types].xml")).is_err());
}

#[test]
fn content_types_need_not_come_first() {
    let mut docx = Docx::new();
    docx.0.rotate_left(1);
    assert_eq!(docx.0.last().unwrap().0, TYPES);
    assert!(read(docx.zip()).is_ok());
}

#[test]
fn a_template_is_a_document_too() {
    let package = read(Docx::new().with(TYPES, types(Package::TEMPLATE, "")).zip()).unwrap();
    assert_eq!(package.content_type(package.main_document()), Some(Package::TEMPLATE));
}

#[test]
fn an_override_goes_before_an_extension_and_letter_case_means_nothing() {
    let more = r#"<Default Extension="PNG" ContentType="image/png"/><Override PartName="/Word/Odd.png" ContentType="a/b"/>"#;
    let package = read(Docx::new().with(TYPES, types(Package::DOCUMENT, more)).zip()).unwrap();
    let content_type = |name: &str| package.content_type(&part(name)).map(str::to_owned);
    assert_eq!(content_type("/word/even.png").as_deref(), Some("image/png"));
    assert_eq!(content_type("/word/odd.PNG").as_deref(), Some("a/b"));
    assert_eq!(content_type("/word/none.gif"), None);
    assert_eq!(content_type("/word/png"), None);
}

#[test]
fn a_strict_document() {
    let strict = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument";
    let package = read(Docx::new().with(RELS, rels(&[("a", strict, "/word/document.xml")])).zip()).unwrap();
    assert_eq!(package.main_document(), &part("/word/document.xml"));
    assert_eq!(package.root_relationships()[0].kind, strict);
}

#[test]
fn a_main_document_of_another_name() {
    let docx = Docx::new()
        .without(DOCUMENT)
        .with("Doc/Main.xml", "<a/>")
        .with("Doc/_rels/Main.xml.rels", rels(&[("a", "urn:x", "b.xml")]))
        .with(TYPES, types(Package::DOCUMENT, "").replace("/word/document.xml", "/doc/main.xml"))
        .with(RELS, rels(&[("a", &format!("{OFFICE}/officeDocument"), "doc/MAIN.xml")]));
    let package = read(docx.zip()).unwrap();
    assert_eq!(package.part(package.main_document()).unwrap(), b"<a/>");
    assert_eq!(package.relationships(package.main_document())[0].target, Target::Part(part("/doc/b.xml")));
}

#[test]
fn targets_are_resolved_against_their_part() {
    let cases = [
        ("styles.xml", "/word/styles.xml"),
        ("./media/./a.png", "/word/media/a.png"),
        ("/docProps/core.xml", "/docProps/core.xml"),
        ("../customXml/item1.xml", "/customXml/item1.xml"),
        ("media/../styles.xml", "/word/styles.xml"),
        ("/word/../customXml/item1.xml", "/customXml/item1.xml"),
        ("Media/A.PNG", "/word/media/a.png"),
        ("media/image%201.png", "/word/media/image 1.png"),
        ("media/caf%C3%A9.png", "/word/media/café.png"),
        ("media/100%.png", "/word/media/100%.png"),
        ("document.xml#bookmark", "/word/document.xml"),
        ("#bookmark", "/word/document.xml"),
        (" styles.xml ", "/word/styles.xml"),
    ];
    for (target, expected) in cases {
        let docx = Docx::new().with(DOCUMENT_RELS, rels(&[("a", "urn:x", target)]));
        assert_eq!(targets(docx, "/word/document.xml"), [Target::Part(part(expected))], "{target}");
    }
}

#[test]
fn a_part_is_found_however_its_name_is_written() {
    let package = read(Docx::new().with("word/media/Image 1.png", "x").zip()).unwrap();
    for name in ["/word/media/Image 1.png", "/word/media/image%201.png", "/WORD/MEDIA/IMAGE%201.PNG"] {
        assert_eq!(package.part(&part(name)).unwrap(), b"x", "{name}");
    }
}

#[test]
fn what_is_outside_stays_as_it_was_written() {
    let external = |target: &str, mode: &str| {
        let list = rels(&[("a", &format!("{OFFICE}/attachedTemplate"), target)]);
        let list = list.replace("/></", &format!("{mode}/></"));
        targets(Docx::new().with(DOCUMENT_RELS, list), "/word/document.xml")
    };
    let mode = r#" TargetMode="External""#;
    for target in ["file:///C:\\Firm\\letter.dotm", "https://example.com/?a=1", "..\\odd path"] {
        assert_eq!(external(target, mode), [Target::External(target.into())]);
    }
    assert_eq!(external("mailto:a@example.com", ""), [Target::External("mailto:a@example.com".into())]);
}

#[test]
fn relationships_of_other_parts_and_with_other_prefixes() {
    let prefixed = "\u{feff}<x:Relationships xmlns:x='http://schemas.openxmlformats.org/package/2006/relationships'>\
         <x:Relationship Target='item1.xml' Type='urn:a&amp;b' Id='a'/></x:Relationships>";
    let package = read(Docx::new().with("word/_rels/header1.xml.rels", prefixed).zip()).unwrap();
    let [relationship] = package.relationships(&part("/word/header1.xml")) else { panic!("one") };
    assert_eq!((relationship.id.as_str(), relationship.kind.as_str()), ("a", "urn:a&b"));
    assert_eq!(relationship.target, Target::Part(part("/word/item1.xml")));
    assert!(package.relationships(&part("/word/document.xml")).is_empty());
}

#[test]
fn names_are_kept_as_written_and_compared_as_word_does() {
    let name = part("/Word/Caf%C3%A9.xml");
    assert_eq!(name.to_string(), "/Word/Caf%C3%A9.xml");
    assert_eq!(name, part("/word/CAFé.xml"));
    assert_ne!(name, part("/word/CAFÉ.xml"), "only ASCII letters have no case");
    for wrong in
        ["", "/", "word/a.xml", "/word/", "/a//b", "/a/../b", "/a/%2E/b", "/a%2Fb", "/a\\b", "/a.", "/a:b"]
    {
        assert!(wrong.parse::<PartName>().is_err(), "{wrong}");
    }
    assert!(format!("/{}", "a".repeat(1024)).parse::<PartName>().is_err());
}

#[test]
fn debugging_shows_names_and_no_content() {
    let package = read(Docx::new().with("word/a.txt", "secret").zip()).unwrap();
    let shown = format!("{package:?} {:?}", package.edit());
    assert!(shown.contains("/word/a.txt") && !shown.contains("secret"), "{shown}");
}
