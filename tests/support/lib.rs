//! What tests share: Word documents made for a test, the text of those that came out, a browser.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

pub mod browser;
pub mod fuzz;
pub mod picture;
pub mod read;
pub mod source;
pub mod validity;
pub mod wire;

use std::io::{Cursor, Read as _, Write as _};

use docx_rs::{Docx, Paragraph, Run};
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Limits that no test of something else meets, as the configuration of a server says them.
pub const UNLIMITED: &str = "[limits]\nperson = { per_second = 100000, burst = 100000 }\n\
                             address = { per_second = 100000, burst = 100000 }\n";

/// A Word document with these paragraphs.
pub fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let paragraph = |text: &&str| Paragraph::new().add_run(Run::new().add_text(*text));
    let document = paragraphs.iter().map(paragraph).fold(Docx::new(), Docx::add_paragraph);
    let mut bytes = Cursor::new(Vec::new());
    document.build().pack(&mut bytes).expect("docx-rs writes what it built");
    bytes.into_inner()
}

/// A template with these paragraphs and this definition.
pub fn template(paragraphs: &[&str], definition: &str) -> Vec<u8> {
    let escaped = definition.replace('&', "&amp;").replace('<', "&lt;");
    let item = format!("<definition xmlns=\"urn:akte:template:1\">{escaped}</definition>");
    let relationship = "<Relationship Id=\"rIdDefinition\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml\" Target=\"../customXml/item1.xml\"/></Relationships>";
    let related =
        rewrite(&docx(paragraphs), "word/_rels/document.xml.rels", "</Relationships>", relationship);
    let mut zip = ZipWriter::new_append(Cursor::new(related)).unwrap();
    zip.start_file("customXml/item1.xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(item.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// A zip that is no Word document.
pub fn zip(name: &str, content: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(content).unwrap();
    zip.finish().unwrap().into_inner()
}

/// The parts of a Word document with their bytes, by name.
pub fn parts(docx: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(docx)).expect("a .docx is a zip");
    let mut parts = Vec::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let name = entry.name().unwrap().into_owned();
        parts.push((name, bytes));
    }
    parts.sort();
    parts
}

/// The same document with a text in one of its parts replaced.
pub fn rewrite(docx: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts(docx) {
        zip.start_file(&name, SimpleFileOptions::default()).unwrap();
        if name == part {
            let text = String::from_utf8(bytes).expect("Word writes UTF-8");
            assert!(text.contains(from), "{from:?} is in {part}");
            zip.write_all(text.replace(from, to).as_bytes()).unwrap();
        } else {
            zip.write_all(&bytes).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// The text of the body, a line for each paragraph.
pub fn text(docx: &[u8]) -> String {
    let parts = parts(docx);
    let (_, document) = parts.iter().find(|(name, _)| name == "word/document.xml").expect("a body");
    let document = std::str::from_utf8(document).expect("Word writes UTF-8");
    let mut reader = quick_xml::Reader::from_str(document);
    let (mut text, mut inside) = (String::new(), false);
    loop {
        match reader.read_event().expect("the body is well-formed") {
            Event::Start(start) if start.name().as_ref() == "w:t" => inside = true,
            Event::End(end) if end.name().as_ref() == "w:t" => inside = false,
            Event::End(end) if end.name().as_ref() == "w:p" => text.push('\n'),
            Event::Text(content) if inside => text.push_str(&content),
            Event::GeneralRef(entity) if inside => match &*entity {
                "amp" => text.push('&'),
                "lt" => text.push('<'),
                "gt" => text.push('>'),
                "quot" => text.push('"'),
                "apos" => text.push('\''),
                other => panic!("unexpected entity {other}"),
            },
            Event::Eof => return text,
            _ => {}
        }
    }
}
