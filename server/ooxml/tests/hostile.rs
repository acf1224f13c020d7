//! Hostile files are refused by name, and small: at most 64 MiB at any time. How long each takes is printed
//! (`--release --no-capture`); it should stay under 250 ms.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use std::io::{Cursor, Write as _};
use std::sync::Arc;
use std::time::Instant;

use akte_ooxml::xml::Tree;
use akte_ooxml::{Error, Limit, Limits, Package, Refusal};
use allocation_counter::measure;
use support::raw::{self, headers};
use support::{DOCUMENT, Docx, TYPES, W, types};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MIB: u64 = 1024 * 1024;

/// What a server does with an upload before it looks at the mark-up: the package, and the XML of its main part.
fn open(bytes: Arc<[u8]>) -> Result<Tree, Error> {
    let limits = Limits::default();
    let package = Package::read(bytes, &limits)?;
    Tree::parse(package.part(package.main_document())?, &limits)
}

fn document(body: &str) -> Vec<u8> {
    Docx::new()
        .with(DOCUMENT, format!(r#"<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>"#))
        .zip()
}

fn lying() -> Vec<u8> {
    let mut zip = document("<w:p/>");
    let central = headers(&zip, DOCUMENT).central;
    raw::set(&mut zip, central + 24, &1_000_000u32.to_le_bytes());
    zip
}

fn twice(name: &str, other: &str) -> Vec<u8> {
    let mut zip = Docx::new().with(other, "x").zip();
    raw::rename(&mut zip, other, name);
    zip
}

/// Every entry the same compressed data: many entries, few bytes.
fn overlapping() -> Vec<u8> {
    let mut docx = Docx::new();
    for number in 0..200 {
        docx = docx.with(&format!("word/media/{number:03}.bin"), "x");
    }
    let mut zip = docx.zip();
    let first = headers(&zip, "word/media/000.bin").local as u32;
    for number in 1..200 {
        let central = headers(&zip, &format!("word/media/{number:03}.bin")).central;
        raw::set(&mut zip, central + 42, &first.to_le_bytes());
    }
    zip
}

/// A part of zeros, as small as deflate makes it.
fn bomb(size: u64) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in Docx::new().without(DOCUMENT).0 {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.start_file(DOCUMENT, SimpleFileOptions::default()).unwrap();
    let zeros = vec![b' '; MIB as usize];
    for _ in 0..size / MIB {
        zip.write_all(&zeros).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The largest main part that the limits let through, of so many elements that they do not.
fn nodes() -> Vec<u8> {
    let mut body = String::new();
    let mut number = 0u32;
    while body.len() < 31 * MIB as usize {
        // Something that does not compress, or it would be taken for a bomb.
        number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        body.push_str(&format!("<a{number:08x}/>"));
    }
    document(&body)
}

fn encrypted() -> Vec<u8> {
    let mut zip = document("<w:p/>");
    raw::set_both(&mut zip, DOCUMENT, 6, b"\x01\0");
    zip
}

type Expected = fn(&Refusal) -> bool;

fn hostile() -> Vec<(&'static str, Vec<u8>, Expected)> {
    let attributes: String = (0..80_000).map(|number| format!(" a{number}=\"\"")).collect();
    let same: String = (0..200).map(|_| " a=\"\"").collect();
    let namespaces: String = (0..80_000).map(|number| format!(" xmlns:a{number}=\"u\"")).collect();
    let macros = types("application/vnd.ms-word.document.macroEnabled.main+xml", "");
    vec![
        ("two entries of one name", twice(DOCUMENT, "word/document.xmk"), |r| {
            matches!(r, Refusal::DuplicateName(_))
        }),
        ("names that differ in case", Docx::new().with("WORD/Document.xml", "x").zip(), |r| {
            matches!(r, Refusal::DuplicateName(_))
        }),
        ("a name that leaves the package", Docx::new().with("../../evil", "x").zip(), |r| {
            matches!(r, Refusal::UnsafeName(_))
        }),
        ("entries that overlap", overlapping(), |r| {
            matches!(r, Refusal::HeadersDisagree(_) | Refusal::Overlap(_))
        }),
        ("a size that lies", lying(), |r| matches!(r, Refusal::HeadersDisagree(_))),
        ("a bomb of 256 MiB", bomb(256 * MIB), |r| matches!(r, Refusal::TooMuch(Limit::PartSize, _))),
        ("a bomb within the limit of size", bomb(31 * MIB), |r| {
            matches!(r, Refusal::TooMuch(Limit::Ratio, _))
        }),
        ("encryption", encrypted(), |r| *r == Refusal::Encrypted),
        ("macros", Docx::new().with(TYPES, macros).zip(), |r| *r == Refusal::Macros),
        ("a DTD", Docx::new().with(DOCUMENT, "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>").zip(), |r| {
            *r == Refusal::Dtd
        }),
        ("20,000 levels", document(&["<w:p>".repeat(20_000), "</w:p>".repeat(20_000)].concat()), |r| {
            matches!(r, Refusal::TooMuch(Limit::Depth, _))
        }),
        ("80,000 attributes", document(&format!("<w:p{attributes}/>")), |r| {
            matches!(r, Refusal::TooMuch(Limit::Attributes, _))
        }),
        ("80,000 namespaces", document(&format!("<w:p{namespaces}/>")), |r| {
            matches!(r, Refusal::TooMuch(..))
        }),
        ("one attribute 200 times", document(&format!("<w:p{same}/>")), |r| matches!(r, Refusal::Xml { .. })),
        ("millions of elements", nodes(), |r| matches!(r, Refusal::TooMuch(Limit::Nodes, _))),
    ]
}

#[test]
fn hostile_files_are_refused_by_name_within_64_mib() {
    for (what, bytes, expected) in hostile() {
        let bytes: Arc<[u8]> = bytes.into();
        let mut refusal = None;
        let begun = Instant::now();
        let spent = measure(|| refusal = open(Arc::clone(&bytes)).err());
        let took = begun.elapsed();
        println!("{what}: {} KiB, {} ms", spent.bytes_max / 1024, took.as_millis());
        let refusal = refusal.unwrap_or_else(|| panic!("{what} should be refused"));
        assert!(expected(refusal.refusal()), "{what}: {refusal:?}");
        assert!(spent.bytes_max <= 64 * MIB, "{what}: {} MiB", spent.bytes_max / MIB);
    }
}
