//! Every refusal, on a package that deserves it and is made here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use std::io::{Cursor, Write};

use akte_ooxml::{Error, Limit, Limits, Package, PartName, Refusal};
use support::raw::{self, headers};
use support::{DOCUMENT, DOCUMENT_RELS, Docx, OFFICE, RELS, TYPES, read, rels, types};
use zip::write::{SimpleFileOptions, ZipWriter};

/// The refusal of `bytes`. Whoever meets it is told what, and what to do.
#[track_caller]
fn refused(bytes: Vec<u8>) -> Error {
    explained(read(bytes).expect_err("this should be refused"))
}

#[track_caller]
fn explained(error: Error) -> Error {
    let text = error.to_string();
    assert!(text.ends_with('.') && text.matches(". ").count() >= 1, "what, and what to do: {text}");
    error
}

#[track_caller]
fn assert_refused(bytes: Vec<u8>, refusal: Refusal) {
    assert_eq!(*refused(bytes).refusal(), refusal);
}

#[track_caller]
fn assert_damaged(bytes: Vec<u8>, what: &str) {
    match refused(bytes).refusal() {
        Refusal::Damaged(found) if found.contains(what) => {}
        other => panic!("{other:?}"),
    }
}

fn part(name: &str) -> PartName {
    name.parse().unwrap()
}

#[test]
fn the_document_that_the_others_are_made_of_is_accepted() {
    assert_eq!(read(Docx::new().zip()).unwrap().main_document().as_str(), "/word/document.xml");
}

#[test]
fn not_a_zip() {
    assert_refused(b"Dear Sirs,".to_vec(), Refusal::NotZip);
    assert_refused(vec![], Refusal::NotZip);
    let text = refused(b"%PDF-1.7".to_vec()).to_string();
    assert_eq!(
        text,
        "This file is not a Word document. Open it in Word, save it as a Word document (.docx) and use that file."
    );
}

#[test]
fn word_97_and_documents_with_a_password() {
    let mut old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    old.resize(2048, 0);
    assert_refused(old.clone(), Refusal::OldFormat);
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_refused(old, Refusal::Encrypted);
}

#[test]
fn a_zip_that_is_cut_off_anywhere() {
    let zip = Docx::new().zip();
    for length in (4..zip.len()).step_by(7) {
        assert!(matches!(refused(zip[..length].to_vec()).refusal(), Refusal::Damaged(_)), "at {length}");
    }
}

#[test]
fn a_zip_with_more_before_or_behind_it() {
    let mut behind = Docx::new().zip();
    behind.extend(b"more");
    assert_damaged(behind, "behind its end");
    let mut before = b"PK\x03\x04".to_vec();
    before.extend(Docx::new().zip());
    assert_damaged(before, "before its beginning");
    let mut between = Docx::new().zip();
    let end = between.len() - raw::END;
    between.splice(end..end, *b"more");
    assert_damaged(between, "behind its directory");
}

#[test]
fn a_zip_that_is_no_document() {
    assert_refused(Docx(vec![]).zip(), Refusal::NotDocument);
    assert_refused(Docx(vec![]).with("letter.txt", "Dear Sirs").zip(), Refusal::NotDocument);
    assert_refused(Docx::new().without(RELS).zip(), Refusal::NotDocument);
    assert_refused(Docx::new().without(TYPES).zip(), Refusal::NotDocument);
    assert_refused(Docx::new().with(RELS, rels(&[])).zip(), Refusal::NotDocument);
}

#[test]
fn a_main_document_that_is_not_there_or_not_the_only_one() {
    let missing = refused(Docx::new().without(DOCUMENT).zip());
    assert_eq!((missing.refusal(), missing.part()), (&Refusal::Missing, Some(&part("/word/document.xml"))));
    let kind = format!("{OFFICE}/officeDocument");
    let two = rels(&[("a", &kind, "word/document.xml"), ("b", &kind, "word/other.xml")]);
    assert!(matches!(refused(Docx::new().with(RELS, two).zip()).refusal(), Refusal::Index(_)));
}

#[test]
fn another_kind_of_office_document() {
    let excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    assert_refused(Docx::new().with(TYPES, types(excel, "")).zip(), Refusal::OtherKind(excel.into()));
}

#[test]
fn macros_by_the_main_type() {
    for kind in ["document.macroEnabled.main+xml", "template.macroEnabledTemplate.main+xml"] {
        let main = types(&format!("application/vnd.ms-word.{kind}"), "");
        assert_refused(Docx::new().with(TYPES, main).zip(), Refusal::Macros);
    }
}

#[test]
fn macros_in_a_document_that_says_it_has_none() {
    let more = r#"<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>"#;
    let by_type = Docx::new().with(TYPES, types(Package::DOCUMENT, more)).with("word/vbaProject.bin", "x");
    let error = refused(by_type.zip());
    assert_eq!((error.refusal(), error.part()), (&Refusal::Macros, Some(&part("/word/vbaProject.bin"))));

    let kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject";
    let by_relationship =
        Docx::new().with(DOCUMENT_RELS, rels(&[("a", kind, "image.xml")])).with("word/image.xml", "x");
    assert_refused(by_relationship.zip(), Refusal::Macros);
}

#[test]
fn an_embedded_macro_workbook_sleeps_and_passes() {
    let more = r#"<Default Extension="xlsm" ContentType="application/vnd.ms-excel.sheet.macroEnabled.12"/>"#;
    let docx = Docx::new().with(TYPES, types(Package::DOCUMENT, more)).with("word/embeddings/a.xlsm", "x");
    assert!(read(docx.zip()).is_ok());
}

#[test]
fn imports() {
    for base in [OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"] {
        let docx = Docx::new()
            .with(DOCUMENT_RELS, rels(&[("a", &format!("{base}/aFChunk"), "chunk.html")]))
            .with("word/chunk.html", "x");
        let error = refused(docx.zip());
        assert_eq!((error.refusal(), error.part()), (&Refusal::AltChunk, Some(&part("/word/document.xml"))));
    }
}

#[test]
fn two_entries_of_one_name() {
    let mut zip = Docx::new().with("word/document.xmk", "other").zip();
    raw::rename(&mut zip, "word/document.xmk", DOCUMENT);
    assert_refused(zip, Refusal::DuplicateName(DOCUMENT.into()));
    for other in
        ["WORD/Document.xml", "word/%64ocument.xml", "[content_types].XML", "%5BContent_Types%5D.xml"]
    {
        assert_refused(Docx::new().with(other, "other").zip(), Refusal::DuplicateName(other.into()));
    }
}

#[test]
fn names_that_leave_the_package() {
    for name in [
        "../evil.xml",
        "word/../../evil.xml",
        "word/./evil.xml",
        "/evil.xml",
        "word//evil.xml",
        "word\\evil.xml",
        "C:evil.xml",
        "word/evil.",
        "word/%2e%2e/evil.xml",
        "word/..%2Fevil.xml",
        "word/a%5Cevil.xml",
        "word/a\u{7}.xml",
    ] {
        assert_refused(Docx::new().with(name, "x").zip(), Refusal::UnsafeName(name.into()));
    }
}

#[test]
fn a_relationship_that_leaves_the_package() {
    for target in ["../../etc/passwd", "/../evil.xml", "a\\b.xml", "a%2Fb.xml"] {
        let docx = Docx::new().with(DOCUMENT_RELS, rels(&[("a", "urn:x", target)]));
        let error = refused(docx.zip());
        assert!(matches!(error.refusal(), Refusal::UnsafeName(_)), "{target}: {error:?}");
        assert_eq!(error.part(), Some(&part("/word/_rels/document.xml.rels")));
    }
}

#[test]
fn headers_that_disagree() {
    let zip = Docx::new().zip();
    let local = headers(&zip, DOCUMENT).local;
    // Name, checksum, size, method.
    let changes: [(usize, &[u8]); 4] = [(30, b"W"), (14, b"evil"), (22, b"\x01\0\0\0"), (8, b"\0\0")];
    for (field, bytes) in changes {
        let mut zip = zip.clone();
        raw::set(&mut zip, local + field, bytes);
        assert_refused(zip, Refusal::HeadersDisagree(DOCUMENT.into()));
    }
}

#[test]
fn a_header_that_points_nowhere() {
    let mut zip = Docx::new().zip();
    let central = headers(&zip, DOCUMENT).central;
    raw::set(&mut zip, central + 42, &7u32.to_le_bytes());
    assert_refused(zip, Refusal::HeadersDisagree(DOCUMENT.into()));
}

/// An entry that some readers call `DOCUME~1.XML`, and those that know of extra field 0x7075 `document.xml`.
#[test]
fn an_entry_with_a_second_name() {
    const SHORT: &str = "word/DOCUME~1.XML";
    let mut zip = Docx::new().zip();
    raw::rename(&mut zip, DOCUMENT, SHORT);
    let checksum = SHORT.bytes().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    });
    let mut field = vec![0x75, 0x70, 5 + DOCUMENT.len() as u8, 0, 1];
    field.extend((!checksum).to_le_bytes());
    field.extend(DOCUMENT.as_bytes());
    // In both headers, the directory's first: it lies behind the other, as the last before the end.
    let end = zip.len() - raw::END;
    let raw::Headers { local, central, name_len } = headers(&zip, SHORT);
    let length = (field.len() as u16).to_le_bytes();
    raw::set(&mut zip, local + 28, &length);
    raw::set(&mut zip, central + 30, &length);
    let sizes =
        [raw::u32_at(&zip, end + 12), raw::u32_at(&zip, end + 16)].map(|size| size + field.len() as u32);
    raw::set(&mut zip, end + 12, &sizes[0].to_le_bytes());
    raw::set(&mut zip, end + 16, &sizes[1].to_le_bytes());
    zip.splice(end..end, field.iter().copied());
    let name_end = local + 30 + name_len;
    zip.splice(name_end..name_end, field);
    assert_refused(zip, Refusal::HeadersDisagree(DOCUMENT.into()));
}

/// A document with a stored entry `outer` whose data is a whole entry `inner`, which also comes by itself.
fn nested() -> Vec<u8> {
    let alone = Docx(vec![]).with("word/inner.xml", "x").zip();
    let record = &alone[..raw::data(&alone, "word/inner.xml").end];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("word/outer.bin", stored).unwrap();
    zip.write_all(record).unwrap();
    for (name, bytes) in Docx::new().with("word/inner.xml", "x").0 {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn entries_that_overlap() {
    let mut zip = nested();
    assert!(read(zip.clone()).is_ok());
    let inside = raw::data(&zip, "word/outer.bin").start as u32;
    let central = headers(&zip, "word/inner.xml").central;
    raw::set(&mut zip, central + 42, &inside.to_le_bytes());
    assert_refused(zip, Refusal::Overlap("word/outer.bin".into()));
}

#[test]
fn an_entry_that_the_directory_does_not_know() {
    let mut zip = Docx::new().with("word/hidden.xml", "x").zip();
    let end = zip.len() - raw::END;
    let header = headers(&zip, "word/hidden.xml").central..end;
    let entries = raw::u16_at(&zip, end + 10) - 1;
    let size = raw::u32_at(&zip, end + 12) - header.len() as u32;
    raw::set(&mut zip, end + 8, &entries.to_le_bytes());
    raw::set(&mut zip, end + 10, &entries.to_le_bytes());
    raw::set(&mut zip, end + 12, &size.to_le_bytes());
    // The directory goes on behind what the end says of it, or it does not and the entry is only in front of it.
    assert_damaged(zip.clone(), "directory");
    zip.drain(header);
    assert_damaged(zip, "an entry that its directory does not know");
}

#[test]
fn encryption() {
    let mut zip = Docx::new().zip();
    raw::set_both(&mut zip, DOCUMENT, 6, b"\x01\0");
    assert_refused(zip, Refusal::Encrypted);
}

#[test]
fn compression_that_office_does_not_use() {
    let mut zip = Docx::new().zip();
    raw::set_both(&mut zip, DOCUMENT, 8, b"\x0c\0");
    assert_refused(zip, Refusal::Compression(DOCUMENT.into()));
}

#[test]
fn a_document_type_definition_in_what_is_read_first() {
    let dtd = |xml: String| {
        format!(
            "<!DOCTYPE x [<!ENTITY e \"e\">]>{}",
            xml.replace("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>", "")
        )
    };
    let kind = format!("{OFFICE}/officeDocument");
    let documents = [
        Docx::new().with(TYPES, dtd(types(Package::DOCUMENT, ""))),
        Docx::new().with(RELS, dtd(rels(&[("a", &kind, "word/document.xml")]))),
        Docx::new().with(DOCUMENT_RELS, dtd(rels(&[]))),
    ];
    for docx in documents {
        assert_refused(docx.zip(), Refusal::Dtd);
    }
}

#[test]
fn contents_that_are_broken() {
    let broken = refused(Docx::new().with(RELS, "<Relationships>").zip());
    assert!(matches!(broken.refusal(), Refusal::Xml { line: 1, column: 1, .. }), "{broken:?}");
    assert_eq!(broken.part(), Some(&part("/_rels/.rels")));
    for docx in [
        Docx::new().with(RELS, "<Relationships/>"),
        Docx::new().with(TYPES, "<Types/>"),
        Docx::new().with(TYPES, types(Package::DOCUMENT, r#"<Default Extension="png"/>"#)),
        Docx::new().with(TYPES, types(Package::DOCUMENT, r#"<Default Extension="XML" ContentType="a/b"/>"#)),
        Docx::new().with(TYPES, types(Package::DOCUMENT, r#"<Override PartName="/WORD/document.xml" ContentType="a/b"/>"#)),
        Docx::new().with(DOCUMENT_RELS, rels(&[("a", "urn:x", "b"), ("a", "urn:x", "c")])),
        Docx::new().with(DOCUMENT_RELS, r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Target="b"/></Relationships>"#),
    ] {
        let error = refused(docx.zip());
        assert!(matches!(error.refusal(), Refusal::Index(_)), "{error:?}");
    }
}

/// The limit that `docx` passes when it is `limits`.
#[track_caller]
fn assert_too_much(docx: &Docx, limits: Limits, limit: Limit) {
    let error = explained(Package::read(docx.zip().into(), &limits).expect_err("this is too much"));
    assert!(matches!(error.refusal(), Refusal::TooMuch(found, _) if *found == limit), "{error:?}");
}

#[test]
fn more_than_the_limits() {
    let docx = Docx::new();
    let size = |name: &str| docx.0.iter().find(|(n, _)| n == name).unwrap().1.len() as u64;
    let total = docx.0.iter().map(|(_, bytes)| bytes.len() as u64).sum::<u64>();
    let largest = docx.0.iter().map(|(_, bytes)| bytes.len() as u64).max().unwrap();
    let exact = Limits {
        entries: 3,
        part_size: largest,
        total_size: total,
        index_size: size(TYPES) + size(RELS),
        ..Limits::default()
    };
    assert!(Package::read(docx.zip().into(), &exact).is_ok());
    assert_too_much(&docx, Limits { entries: 2, ..exact.clone() }, Limit::Entries);
    assert_too_much(&docx, Limits { part_size: largest - 1, ..exact.clone() }, Limit::PartSize);
    assert_too_much(&docx, Limits { total_size: total - 1, ..exact.clone() }, Limit::TotalSize);
    assert_too_much(&docx, Limits { index_size: exact.index_size - 1, ..exact.clone() }, Limit::IndexSize);
    assert_too_much(&docx, Limits { depth: 1, ..exact.clone() }, Limit::Depth);
    assert_too_much(&docx, Limits { attributes: 1, ..exact.clone() }, Limit::Attributes);
    assert_too_much(&docx, Limits { nodes: 3, ..exact }, Limit::Nodes);
}

#[test]
fn a_bomb_by_its_ratio() {
    let bomb = Docx::new().with("word/media/image1.bmp", vec![0; 2 << 20]);
    assert_too_much(&bomb, Limits::default(), Limit::Ratio);
    let small = Docx::new().with("word/media/image1.bmp", vec![0; 1 << 20]);
    assert!(read(small.zip()).is_ok(), "a megabyte of one colour harms nobody");
}

/// A part that unpacks to more, or less, than both of its headers say.
#[test]
fn a_part_that_lies_about_its_size() {
    let long = vec![b'x'; 100_000];
    for said in [10u32, 100_001] {
        let mut zip = Docx::new().with("word/long.xml", &long).zip();
        raw::set_both(&mut zip, "word/long.xml", 22, &said.to_le_bytes());
        let package = read(zip).unwrap();
        let error = explained(package.part(&part("/word/long.xml")).unwrap_err());
        assert!(matches!(error.refusal(), Refusal::Damaged(_)), "{error:?}");
        assert_eq!(error.part(), Some(&part("/word/long.xml")));
    }
}

/// What is not compressed is as long as its data: that is seen before anything is read.
#[test]
fn a_stored_part_that_lies_about_its_size() {
    let mut zip = nested();
    raw::set_both(&mut zip, "word/outer.bin", 22, &5u32.to_le_bytes());
    let error = refused(zip);
    assert!(matches!(error.refusal(), Refusal::Damaged(_)), "{error:?}");
    assert_eq!(error.part(), Some(&part("/word/outer.bin")));
}

#[test]
fn a_part_with_a_wrong_checksum() {
    let mut zip = Docx::new().zip();
    raw::set_both(&mut zip, DOCUMENT, 14, b"evil");
    let error = read(zip).unwrap().part(&part("/word/document.xml")).unwrap_err();
    assert!(matches!(error.refusal(), Refusal::Damaged(_)), "{error:?}");
}

#[test]
fn a_part_that_is_not_there() {
    let error = explained(read(Docx::new().zip()).unwrap().part(&part("/word/styles.xml")).unwrap_err());
    assert_eq!(*error.refusal(), Refusal::Missing);
    assert!(error.to_string().contains("/word/styles.xml"), "{error}");
}

#[test]
fn a_document_type_definition_in_a_part_that_nobody_reads() {
    let sleeping = |name: &str, content: &[u8]| refused(Docx::new().with(name, content).zip());
    let utf_16: Vec<u8> = "\u{feff}<!DOCTYPE x><x/>".encode_utf16().flat_map(u16::to_be_bytes).collect();
    for content in [b"<?xml version='1.0'?><!-- a --><!DOCTYPE x><x/>".as_slice(), &utf_16] {
        let error = sleeping("customXml/item1.xml", content);
        assert_eq!((error.refusal(), error.part()), (&Refusal::Dtd, Some(&part("/customXml/item1.xml"))));
    }
    let late = format!("<!--{}--><!DOCTYPE x><x/>", " ".repeat(100_000));
    assert!(matches!(sleeping("word/styles.xml", late.as_bytes()).refusal(), Refusal::Xml { .. }));
    let text = Docx::new().with("word/notes.bin", "<!DOCTYPE x>").with("word/empty.xml", "");
    assert!(read(text.zip()).is_ok(), "what is no XML is not read as XML");
}

#[test]
fn fields_that_fetch() {
    let refusal = |body: &str| {
        let xml = format!(
            r#"<w:document xmlns:w="{}"><w:body><w:p>{body}</w:p></w:body></w:document>"#,
            support::W
        );
        let tree = akte_ooxml::xml::Tree::parse(xml.into_bytes(), &Limits::default()).unwrap();
        akte_ooxml::refuse_active_fields(&tree).map_err(|error| explained(error).refusal().clone())
    };
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let code = |code: &str| format!("<w:r><w:instrText>{code}</w:instrText></w:r>");
    let field = |codes: &[&str]| {
        let codes: String = codes.iter().map(|text| code(text)).collect();
        [mark("begin"), codes, mark("separate"), mark("end")].concat()
    };
    for (name, body) in [
        ("INCLUDETEXT", field(&[" INCLUDE", "TEXT \"c:\\secret.docx\" "])),
        ("INCLUDEPICTURE", field(&["includepicture &quot;http://example.org/a.png&quot;"])),
        ("DDEAUTO", r#"<w:fldSimple w:instr=" DDEAUTO cmd "/>"#.to_owned()),
        ("DDE", [mark("begin"), code(" D"), field(&[" PAGE "]), code("DE x"), mark("end")].concat()),
        ("INCLUDE", [mark("begin"), code("INCLUDE x")].concat()),
        ("DDE", code("DDE x")),
    ] {
        assert_eq!(refusal(&body), Err(Refusal::ActiveField(name.into())), "{body}");
    }
    assert_eq!(refusal(&field(&[" REF INCLUDETEXT ", "DDE "])), Ok(()));
}
