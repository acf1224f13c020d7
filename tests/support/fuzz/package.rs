use std::io::{Cursor, Write as _};

use akte_ooxml::xml::Tree;
use akte_ooxml::{Limits, Package};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Bytes as a file: read within limits, every part inflated and parsed, written back.
///
/// Bytes that begin with `entry ` are a zip in writing (the seeds): `entry NAME` and its content up to the next such
/// line; `patch OFFSET HEX` changes bytes of the zip that was made of them.
///
/// # Panics
/// An unchanged package does not come back byte for byte, or a changed one is refused.
pub fn package(data: &[u8]) {
    let bytes = match std::str::from_utf8(data) {
        Ok(text) if text.starts_with("entry ") => zip(text),
        _ => data.to_vec(),
    };
    let limits = Limits { part_size: 1 << 20, total_size: 4 << 20, ..Limits::default() };
    let Ok(package) = Package::read(bytes.into(), &limits) else { return };
    let unchanged = package.edit().write().expect("nothing changed");
    assert_eq!(unchanged, **package.bytes(), "an unchanged package comes back byte for byte");
    for name in package.names() {
        if let Ok(part) = package.part(name) {
            let _no_xml_is_fine = Tree::parse(part, &limits);
        }
    }
    let mut edit = package.edit();
    edit.replace(package.main_document(), b"<other/>".to_vec());
    // Parts that nobody touched may be broken; what is written is a package all the same.
    let changed = edit.write().expect("one part changed");
    let again = Package::read(changed.into(), &limits).expect("what we write, we read");
    assert!(package.names().eq(again.names()), "the same parts in the same order");
}

fn zip(text: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut patches = Vec::new();
    let mut open = false;
    for line in text.split_inclusive('\n') {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["entry", name] => open = zip.start_file(*name, SimpleFileOptions::default()).is_ok(),
            ["patch", at, hex] => {
                patches.extend(at.parse::<usize>().ok().zip(u8::from_str_radix(hex, 16).ok()))
            }
            _ if open => zip.write_all(line.as_bytes()).expect("memory takes it"),
            _ => {}
        }
    }
    let mut bytes = zip.finish().map(Cursor::into_inner).unwrap_or_default();
    for (at, byte) in patches {
        let length = bytes.len().max(1);
        if let Some(place) = bytes.get_mut(at % length) {
            *place = byte;
        }
    }
    bytes
}
