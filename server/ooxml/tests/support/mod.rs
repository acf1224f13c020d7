//! What the tests share: packages made on the spot, and the fixtures where they are.
#![allow(dead_code)]

pub mod raw;

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use akte_ooxml::{Error, Limits, Package};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub const TYPES: &str = "[Content_Types].xml";
pub const RELS: &str = "_rels/.rels";
pub const DOCUMENT: &str = "word/document.xml";
pub const DOCUMENT_RELS: &str = "word/_rels/document.xml.rels";

pub const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Entries of a small document, to be changed and zipped.
#[derive(Clone)]
pub struct Docx(pub Vec<(String, Vec<u8>)>);

impl Docx {
    pub fn new() -> Self {
        Docx(vec![])
            .with(TYPES, types(Package::DOCUMENT, ""))
            .with(RELS, rels(&[("rId1", &format!("{OFFICE}/officeDocument"), "word/document.xml")]))
            .with(DOCUMENT, format!(r#"<w:document xmlns:w="{W}"><w:body><w:p/></w:body></w:document>"#))
    }

    /// Adds an entry, or gives the one of that name other bytes.
    pub fn with(mut self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref().to_vec();
        match self.0.iter_mut().find(|(n, _)| n == name) {
            Some(entry) => entry.1 = bytes,
            None => self.0.push((name.to_owned(), bytes)),
        }
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(n, _)| n != name);
        self
    }

    pub fn zip(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.0 {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

/// Content types with the main document's, and whatever else.
pub fn types(main: &str, more: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{main}"/>{more}</Types>"#
    )
}

/// Relationships of (id, type, target).
pub fn rels(relationships: &[(&str, &str, &str)]) -> String {
    let list: String = relationships
        .iter()
        .map(|(id, kind, target)| format!(r#"<Relationship Id="{id}" Type="{kind}" Target="{target}"/>"#))
        .collect();
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{list}</Relationships>"#
    )
}

pub fn read(bytes: Vec<u8>) -> Result<Package, Error> {
    Package::read(bytes.into(), &Limits::default())
}

/// The .docx fixtures, which are no part of the project: named by `AKTE_SHARED`, or beside the project. Empty, with a
/// line that says so, where there are none.
pub fn fixtures() -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("AKTE_SHARED").map_or(beside, PathBuf::from);
    let mut found: Vec<PathBuf> = ["contracts", "docassemble"]
        .iter()
        .filter_map(|folder| std::fs::read_dir(shared.join("fixtures").join(folder)).ok())
        .flatten()
        .filter_map(|file| Some(file.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "docx"))
        .collect();
    found.sort();
    if found.is_empty() {
        println!("skipped: no fixtures (set AKTE_SHARED to the folder that holds them)");
    }
    found
}
