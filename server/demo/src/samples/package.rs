//! The parts to a .docx file (ECMA-376-2): the text, the house style and the definition.

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::body::Story;
use super::source::Source;

macro_rules! house_style {
    ($file:literal) => {
        include_str!(concat!("../../samples/house-style/", $file))
    };
}

/// Puts the template together. The definition is an XML part of its own, whose text is the JSON.
pub(super) fn pack(source: &Source, story: &Story, definition: &str) -> Result<Vec<u8>, ZipError> {
    let said = |part: &str| {
        part.replace("$TITLE", &escape(&source.title))
            .replace("$LANGUAGE", &escape(&source.language))
            .into_bytes()
    };
    let item = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<template xmlns=\"urn:akte:template:1\">{}</template>",
        escape(definition)
    );
    let parts: [(&str, Vec<u8>); 15] = [
        ("[Content_Types].xml", house_style!("content-types.xml").into()),
        ("_rels/.rels", house_style!("package.rels").into()),
        ("word/document.xml", story.document.clone()),
        ("word/_rels/document.xml.rels", house_style!("document.rels").into()),
        ("word/header1.xml", story.header.clone()),
        ("word/footer1.xml", story.footer.clone()),
        ("word/styles.xml", said(house_style!("styles.xml"))),
        ("word/numbering.xml", house_style!("numbering.xml").into()),
        ("word/settings.xml", said(house_style!("settings.xml"))),
        ("word/fontTable.xml", house_style!("fontTable.xml").into()),
        ("customXml/item1.xml", item.into_bytes()),
        ("customXml/_rels/item1.xml.rels", house_style!("item1.rels").into()),
        ("customXml/itemProps1.xml", house_style!("itemProps1.xml").into()),
        ("docProps/core.xml", said(house_style!("core.xml"))),
        ("docProps/app.xml", house_style!("app.xml").into()),
    ];
    // A fixed date: building twice gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, options)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
