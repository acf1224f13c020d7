//! What changes when something is changed, and what does not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod support;

use std::io::{Cursor, Read, Write};

use akte_ooxml::{Package, PartName, Refusal, Target};
use support::{DOCUMENT, DOCUMENT_RELS, Docx, RELS, TYPES, raw, read, rels, types};
use zip::write::{ExtendedFileOptions, FileOptions, FullFileOptions, SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime, ZipArchive};

fn part(name: &str) -> PartName {
    name.parse().unwrap()
}

fn main() -> PartName {
    part("/word/document.xml")
}

/// An entry's bytes, content types included, by the zip alone.
fn entry(zip: &[u8], name: &str) -> Option<String> {
    let mut zip = ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut text = String::new();
    zip.by_name(name).ok()?.read_to_string(&mut text).unwrap();
    Some(text)
}

/// An entry's name, what the zip says of it besides where it is, and its record: header and compressed data.
type Raw = (String, String, Vec<u8>);

fn raw_entries(bytes: &[u8]) -> Vec<Raw> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|n| {
            let file = zip.by_index_raw(n).unwrap();
            let said = format!(
                "{:?} {:?} {:?} {} {} {} {:?} {:?} {:?}",
                file.compression(),
                file.last_modified(),
                file.system(),
                file.external_attributes(),
                file.crc32(),
                file.size(),
                file.comment_raw(),
                // Where the entry is may stand here too, and that changes.
                file.extra_data().filter(|field| !field.starts_with(&[1, 0, 8, 0])),
                file.unix_mode(),
            );
            let data = file.data_start().unwrap() + file.compressed_size();
            let record = bytes[file.header_start() as usize..data as usize].to_vec();
            (file.name().unwrap().into_owned(), said, record)
        })
        .collect()
}

/// The names in the order of the data.
fn by_place(bytes: &[u8]) -> Vec<String> {
    let zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut entries: Vec<_> = (0..zip.len()).map(|n| zip.by_index_data(n).unwrap()).collect();
    entries.sort_by_key(|entry| entry.header_start());
    entries.iter().map(|entry| entry.name().unwrap().into_owned()).collect()
}

fn without<'a>(entries: &'a [Raw], name: &str) -> Vec<&'a Raw> {
    entries.iter().filter(|(n, ..)| n != name).collect()
}

#[test]
fn without_a_change_the_file_is_the_file() {
    for (n, zip) in ordinary_zips().into_iter().enumerate() {
        let package = read(zip.clone()).unwrap();
        assert_eq!(package.edit().write().unwrap(), zip, "zip {n}");
        let mut same = package.edit();
        same.replace(&main(), package.part(&main()).unwrap());
        same.content_type(&main(), Package::DOCUMENT);
        assert_eq!(same.write().unwrap(), zip, "zip {n}: a change to the same is none");
    }
}

/// Zips as several writers make them: with times, attributes, comments, extra fields, folders, data descriptors, stored
/// entries, and the large format.
fn ordinary_zips() -> Vec<Vec<u8>> {
    let time = DateTime::from_date_and_time(2021, 3, 4, 5, 6, 8).unwrap();
    let plain = SimpleFileOptions::default().last_modified_time(time).unix_permissions(0o640);
    let stored = plain.compression_method(CompressionMethod::Stored);
    let large = plain.large_file(true);
    let mut extra: FullFileOptions = FileOptions::<ExtendedFileOptions>::default()
        .last_modified_time(time)
        .with_file_comment("a comment")
        .with_extended_timestamp(Some(1_600_000_000), Some(1_600_000_001), Some(1_600_000_002))
        .unwrap();
    extra.add_extra_field(0x4242, [1, 2, 3], false).unwrap();
    let ntfs =
        FileOptions::<ExtendedFileOptions>::default().with_ntfs_times(132_000_000_000_000_000, 1, 2).unwrap();

    fn write<W: Write + std::io::Seek>(mut zip: ZipWriter<W>, options: &FullFileOptions) -> W {
        zip.set_comment("of the whole").unwrap();
        zip.add_directory("word", SimpleFileOptions::default()).unwrap();
        for (name, bytes) in Docx::new().with("word/media/a.png", [7; 300]).0 {
            zip.start_file(name, options.clone()).unwrap();
            zip.write_all(&bytes).unwrap();
        }
        zip.finish().unwrap()
    }
    let full = |options: SimpleFileOptions| options.into_full_options();
    let mut zips: Vec<Vec<u8>> = [full(plain), full(stored), full(large), extra, ntfs]
        .iter()
        .map(|options| write(ZipWriter::new(Cursor::new(Vec::new())), options).into_inner())
        .collect();
    let mut streamed = ZipWriter::new_stream(Vec::new());
    for (name, bytes) in Docx::new().with("word/media/a.png", [7; 300]).0 {
        streamed.start_file(name, plain).unwrap();
        streamed.write_all(&bytes).unwrap();
    }
    zips.push(streamed.finish().unwrap().into_inner());
    zips.push(directory_in_another_order());
    zips.push(offset_in_the_large_format());
    zips
}

fn directory_in_another_order() -> Vec<u8> {
    let mut zip = Docx::new().zip();
    let end = zip.len() - raw::END;
    let first = raw::headers(&zip, TYPES).central;
    let second = raw::headers(&zip, RELS).central;
    zip[first..end].rotate_left(second - first);
    zip
}

/// The last entry says where it is in an extra field, as some writers do however small the file is.
fn offset_in_the_large_format() -> Vec<u8> {
    let mut zip = Docx::new().zip();
    let end = zip.len() - raw::END;
    let raw::Headers { local, central, .. } = raw::headers(&zip, DOCUMENT);
    let mut field = vec![1, 0, 8, 0];
    field.extend((local as u64).to_le_bytes());
    let (had, size) = (raw::u16_at(&zip, central + 30), raw::u32_at(&zip, end + 12));
    assert_eq!(had, 0);
    raw::set(&mut zip, central + 30, &12u16.to_le_bytes());
    raw::set(&mut zip, central + 42, &[0xff; 4]);
    raw::set(&mut zip, end + 12, &(size + 12).to_le_bytes());
    zip.splice(end..end, field);
    zip
}

#[test]
fn what_is_not_touched_leaves_as_it_came() {
    for (n, zip) in ordinary_zips().into_iter().enumerate() {
        let package = read(zip.clone()).unwrap_or_else(|error| panic!("zip {n}: {error}"));
        for changed in [DOCUMENT, RELS] {
            assert_only_changes(&format!("zip {n}, {changed}"), &zip, &package, changed);
        }
    }
}

/// Changes one entry and looks at all.
fn assert_only_changes(what: &str, zip: &[u8], package: &Package, changed: &str) {
    let bytes = format!("{}\n<!-- changed -->", entry(zip, changed).unwrap());
    let mut edit = package.edit();
    edit.replace(&part(&format!("/{changed}")), bytes.clone().into());
    let written = edit.write().unwrap_or_else(|error| panic!("{what}: {error}"));

    let (before, after) = (raw_entries(zip), raw_entries(&written));
    let names = |entries: &[Raw]| entries.iter().map(|e| e.0.clone()).collect::<Vec<_>>();
    assert_eq!(names(&before), names(&after), "{what}: order");
    assert_eq!(without(&before, changed), without(&after, changed), "{what}");
    assert_eq!(by_place(zip), by_place(&written), "{what}: order of the data");
    assert_eq!(entry(&written, changed), Some(bytes), "{what}");
    let said = |zip: &[u8]| {
        let mut zip = ZipArchive::new(Cursor::new(zip)).unwrap();
        let comment = zip.comment().to_vec();
        let file = zip.by_name(changed).unwrap();
        (comment, file.last_modified(), file.unix_mode(), file.system())
    };
    assert_eq!(said(zip), said(&written), "{what}: the comment, and the time of what was changed");
    assert!(read(written).is_ok(), "{what}: what is written is accepted again");
}

#[test]
fn the_result_depends_on_package_and_changes_only() {
    let package = read(Docx::new().with("word/a.xml", "<a/>").with("word/b.xml", "<b/>").zip()).unwrap();
    let write = |order: [&str; 2]| {
        let mut edit = package.edit();
        for name in order {
            edit.replace(&part(name), b"<new/>".to_vec());
        }
        edit.write().unwrap()
    };
    assert_eq!(write(["/word/a.xml", "/word/b.xml"]), write(["/word/b.xml", "/word/a.xml"]));
}

#[test]
fn a_part_is_replaced_whatever_its_name_is_written_like() {
    let package = read(Docx::new().zip()).unwrap();
    let mut edit = package.edit();
    edit.replace(&part("/WORD/document.xml"), b"<new/>".to_vec());
    let written = edit.write().unwrap();
    assert_eq!(entry(&written, DOCUMENT).as_deref(), Some("<new/>"), "the entry keeps its name");
}

const HEADER: &str = r#"<Override PartName="/word/header1.xml" ContentType="a/header"/>"#;
const HEADER_RELS: &str = r#"<Override PartName="/word/_rels/header1.xml.rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#;
const FOOTER: &str = r#"<Override PartName="/word/footer1.xml" ContentType="a/footer"/>"#;

fn with_header_and_footer() -> Docx {
    let list = rels(&[
        ("rId1", "urn:header", "header1.xml"),
        ("rId2", "urn:footer", "/WORD/footer1.xml"),
        ("rId3", "urn:header", "../word/header1.xml"),
    ]);
    Docx::new()
        .with(TYPES, types(Package::DOCUMENT, &format!("{HEADER}\n  {FOOTER}{HEADER_RELS}")))
        .with(DOCUMENT_RELS, list.replace("><", ">\r\n  <"))
        .with("word/header1.xml", "<h/>")
        .with("word/_rels/header1.xml.rels", rels(&[("a", "urn:footer", "footer1.xml")]))
        .with("word/footer1.xml", "<f/>")
}

#[test]
fn a_removed_part_goes_with_all_that_speaks_of_it_and_the_rest_stays_byte_for_byte() {
    let docx = with_header_and_footer();
    let zip = docx.zip();
    let package = read(zip.clone()).unwrap();
    let mut edit = package.edit();
    edit.remove(&part("/word/header1.xml"));
    let written = edit.write().unwrap();

    assert_eq!(entry(&written, "word/header1.xml"), None);
    assert_eq!(entry(&written, "word/_rels/header1.xml.rels"), None);
    assert_eq!(
        entry(&written, TYPES),
        Some(entry(&zip, TYPES).unwrap().replace(HEADER, "").replace(HEADER_RELS, ""))
    );
    let footer = r#"<Relationship Id="rId2" Type="urn:footer" Target="/WORD/footer1.xml"/>"#;
    let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#;
    let expected = format!("{root}\r\n  \r\n  {footer}\r\n  \r\n  </Relationships>");
    assert_eq!(entry(&written, DOCUMENT_RELS), Some(expected));
    assert_eq!(entry(&written, RELS), entry(&zip, RELS));
    let again = read(written).unwrap();
    assert_eq!(again.relationships(&main()).len(), 1);
}

#[test]
fn a_new_part_is_like_another() {
    let zip = with_header_and_footer().zip();
    let package = read(zip.clone()).unwrap();
    let (like, new) = (part("/word/header1.xml"), part("/word/header1_2.xml"));
    let mut edit = package.edit();
    edit.add(&new, &like, "rId1_2", b"<new/>".to_vec());
    let written = edit.write().unwrap();

    let names: Vec<_> = raw_entries(&zip).into_iter().map(|(name, ..)| name).collect();
    let added = ["word/header1_2.xml", "word/_rels/header1_2.xml.rels"].map(str::to_owned);
    assert_eq!(by_place(&written), [&names[..], &added].concat());
    let untouched = |entries: Vec<Raw>| -> Vec<Raw> {
        let changed = [TYPES, DOCUMENT_RELS, "word/header1_2.xml", "word/_rels/header1_2.xml.rels"];
        entries.into_iter().filter(|(name, ..)| !changed.contains(&name.as_str())).collect()
    };
    assert_eq!(untouched(raw_entries(&zip)), untouched(raw_entries(&written)));
    let again = read(written.clone()).unwrap();
    assert_eq!(again.part(&new).unwrap(), b"<new/>");
    assert_eq!(again.content_type(&new), Some("a/header"));
    assert_eq!(again.relationships(&new), package.relationships(&like));
    let own = rels(&[("rId1", "urn:header", "header1.xml"), ("rId1_2", "urn:header", "header1_2.xml")]);
    let own = own.split("Relationships").nth(1).unwrap().split_once('>').unwrap().1.replace("</", "");
    assert!(entry(&written, DOCUMENT_RELS).unwrap().contains(&own), "beside the one that it is like");
    let override_of_new = HEADER.replace("header1", "header1_2");
    let types = entry(&zip, TYPES).unwrap().replace("</Types>", &format!("{override_of_new}</Types>"));
    assert_eq!(entry(&written, TYPES), Some(types), "an extension says what relationships are");
}

#[test]
fn a_new_part_has_the_time_and_attributes_of_what_it_is_like() {
    let time = DateTime::from_date_and_time(2021, 3, 4, 5, 6, 8).unwrap();
    let options = SimpleFileOptions::default().last_modified_time(time).unix_permissions(0o640);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in with_header_and_footer().0 {
        zip.start_file(name, options).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    let package = read(zip.finish().unwrap().into_inner()).unwrap();
    let mut edit = package.edit();
    edit.add(&part("/word/new.xml"), &part("/word/footer1.xml"), "n", b"<new/>".to_vec());
    let written = edit.write().unwrap();
    let mut zip = ZipArchive::new(Cursor::new(written)).unwrap();
    let new = zip.by_name("word/new.xml").unwrap();
    assert_eq!((new.last_modified(), new.unix_mode()), (Some(time), Some(0o100_640)));
}

#[test]
fn new_parts_do_not_depend_on_the_order_they_were_added_in_and_may_outlive_what_they_are_like() {
    let package = read(with_header_and_footer().zip()).unwrap();
    let (like, of) = (part("/word/header1.xml"), ["/word/b.xml", "/word/a.xml"]);
    let write = |order: [&str; 2]| {
        let mut edit = package.edit();
        order.into_iter().for_each(|name| edit.add(&part(name), &like, &name[6..7], name.into()));
        edit.remove(&like);
        edit.write().unwrap()
    };
    let written = write(of);
    assert_eq!(written, write([of[1], of[0]]));
    let again = read(written).unwrap();
    let ids: Vec<_> = again.relationships(&main()).iter().map(|r| r.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "rId2"]);
    assert_eq!(again.content_type(&part("/word/a.xml")), Some("a/header"));
}

#[test]
fn the_relationships_of_a_new_part_take_other_targets() {
    let list = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="l" Type="urn:link" Target="urn:old" TargetMode="External"/></Relationships>"#;
    let package = read(with_header_and_footer().with("word/_rels/header1.xml.rels", list).zip()).unwrap();
    let (like, new) = (part("/word/header1.xml"), part("/word/header2.xml"));
    let mut edit = package.edit();
    edit.add(&new, &like, "n", b"<new/>".to_vec());
    edit.retarget(&new, "l", &[("urn:new".into(), "l".into())]);
    let again = read(edit.write().unwrap()).unwrap();
    let target = |of| match &again.relationships(of)[0].target {
        Target::External(target) => target.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!([target(&like), target(&new)], ["urn:old", "urn:new"]);
}

#[test]
fn removing_everything_that_points_at_a_part_too() {
    let package = read(with_header_and_footer().zip()).unwrap();
    let mut edit = package.edit();
    edit.remove(&part("/word/footer1.xml"));
    edit.replace(&main(), b"<new/>".to_vec());
    let again = read(edit.write().unwrap()).unwrap();
    assert!(again.relationships(&part("/word/header1.xml")).is_empty(), "of other parts than the main one");
    assert_eq!(again.relationships(&main()).len(), 2);
    assert_eq!(again.part(&main()).unwrap(), b"<new/>");
}

#[test]
fn relationships_that_were_replaced_are_cleaned_as_replaced() {
    let package = read(with_header_and_footer().zip()).unwrap();
    let mut edit = package.edit();
    let new = rels(&[("x", "urn:header", "header1.xml"), ("y", "urn:footer", "footer1.xml")]);
    edit.replace(&part("/word/_rels/document.xml.rels"), new.into());
    edit.remove(&part("/word/header1.xml"));
    let again = read(edit.write().unwrap()).unwrap();
    let ids: Vec<_> = again.relationships(&main()).iter().map(|r| r.id.as_str()).collect();
    assert_eq!(ids, ["y"]);
}

#[test]
fn a_template_becomes_a_document() {
    let more = r#"<Override PartName="/word/a.xml" ContentType="a/b"/>"#;
    let zip = Docx::new().with(TYPES, types(Package::TEMPLATE, more)).zip();
    let package = read(zip.clone()).unwrap();
    let mut edit = package.edit();
    edit.content_type(package.main_document(), Package::DOCUMENT);
    let written = edit.write().unwrap();
    let expected = entry(&zip, TYPES).unwrap().replace(Package::TEMPLATE, Package::DOCUMENT);
    assert_eq!(entry(&written, TYPES), Some(expected));
    assert_eq!(without(&raw_entries(&zip), TYPES), without(&raw_entries(&written), TYPES));
}

#[test]
fn a_content_type_that_came_from_an_extension() {
    let zip = Docx::new().with("word/a.xml", "<a/>").zip();
    let package = read(zip).unwrap();
    let mut edit = package.edit();
    edit.content_type(&part("/word/a.xml"), "a/b; c=\"d\"");
    let again = read(edit.write().unwrap()).unwrap();
    assert_eq!(again.content_type(&part("/word/a.xml")), Some("a/b; c=\"d\""));
    assert_eq!(again.content_type(&main()), Some(Package::DOCUMENT));
}

#[test]
fn content_types_with_a_prefix_keep_it() {
    let prefixed = types(Package::DOCUMENT, "")
        .replace("xmlns=", "xmlns:t=")
        .replace("<Types", "<t:Types")
        .replace("</Types", "</t:Types")
        .replace("<Default", "<t:Default")
        .replace("<Override", "<t:Override");
    let package = read(Docx::new().with(TYPES, prefixed).with("word/a.xml", "<a/>").zip()).unwrap();
    let mut edit = package.edit();
    edit.content_type(&main(), Package::TEMPLATE);
    edit.content_type(&part("/word/a.xml"), "a/b");
    let again = read(edit.write().unwrap()).unwrap();
    assert_eq!(again.content_type(&main()), Some(Package::TEMPLATE));
    assert_eq!(again.content_type(&part("/word/a.xml")), Some("a/b"));
}

#[test]
fn the_last_change_to_a_part_holds() {
    let package = read(Docx::new().with("word/a.xml", "<a/>").zip()).unwrap();
    let name = part("/word/a.xml");
    let mut edit = package.edit();
    edit.remove(&name);
    edit.replace(&name, b"<b/>".to_vec());
    assert_eq!(entry(&edit.write().unwrap(), "word/a.xml").as_deref(), Some("<b/>"));
    let mut edit = package.edit();
    edit.replace(&name, b"<b/>".to_vec());
    edit.remove(&name);
    assert_eq!(entry(&edit.write().unwrap(), "word/a.xml"), None);
}

#[test]
fn what_cannot_be_changed() {
    let package = read(Docx::new().zip()).unwrap();
    type Change = fn(&mut akte_ooxml::Edit<'_>);
    let changes: [(&str, Change); 6] = [
        ("/word/none.xml", |edit| edit.add(&part("/word/new.xml"), &part("/word/none.xml"), "n", vec![])),
        ("/word/none.xml", |edit| edit.replace(&part("/word/none.xml"), vec![])),
        ("/word/none.xml", |edit| edit.remove(&part("/word/none.xml"))),
        ("/word/none.xml", |edit| edit.content_type(&part("/word/none.xml"), "a/b")),
        ("/word/document.xml", |edit| edit.remove(&main())),
        ("/[Content_Types].xml", |edit| edit.remove(&part("/[Content_Types].xml"))),
    ];
    for (name, change) in changes {
        let mut edit = package.edit();
        change(&mut edit);
        let error = edit.write().unwrap_err();
        assert_eq!((error.refusal(), error.part()), (&Refusal::Missing, Some(&part(name))));
    }
}

#[test]
fn what_cannot_be_added() {
    let package = read(with_header_and_footer().with("word/alone.xml", "<a/>").zip()).unwrap();
    let refused = |new: &str, like: &str| {
        let mut edit = package.edit();
        edit.add(&part(new), &part(like), "n", vec![]);
        edit.write().unwrap_err().refusal().clone()
    };
    let there = refused("/WORD/footer1.xml", "/word/header1.xml");
    assert_eq!(there, Refusal::DuplicateName("/WORD/footer1.xml".into()));
    assert_eq!(refused("/word/new.xml", "/word/alone.xml"), Refusal::Missing, "no relationship to copy");
}

#[test]
fn damage_in_a_part_that_is_only_copied_is_left_to_its_reader() {
    let mut zip = Docx::new().with("word/a.xml", "<a/>").zip();
    raw::set_both(&mut zip, "word/a.xml", 14, b"evil");
    let package = read(zip).unwrap();
    let mut edit = package.edit();
    edit.replace(&main(), b"<new/>".to_vec());
    let again = read(edit.write().unwrap()).unwrap();
    assert!(matches!(again.part(&part("/word/a.xml")).unwrap_err().refusal(), Refusal::Damaged(_)));
}

#[test]
fn a_part_is_attached_and_related_to_whatever_relationships_there_are() {
    let empty = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>"#;
    let footer = format!("{}/footer", support::OFFICE);
    for (n, own) in [None, Some(empty.to_owned()), Some(rels(&[("rId1", &footer, "footer1.xml")]))]
        .into_iter()
        .enumerate()
    {
        let docx = Docx::new().with("word/footer1.xml", "<f/>");
        let docx = own.iter().fold(docx, |docx, own| docx.with(DOCUMENT_RELS, own));
        let package = read(docx.zip()).unwrap();
        let (picture, image) = (part("/word/media/a&b.png"), format!("{}/image", support::OFFICE));
        let write = || {
            let mut edit = package.edit();
            edit.attach(&picture, "image/png", vec![0; 100_000]);
            edit.relate(&main(), "p1", &image, &picture);
            edit.relate(&part("/word/footer1.xml"), "p1", &image, &picture);
            edit.write().unwrap()
        };
        let written = write();
        assert_eq!(written, write(), "{n}");
        // Zeros, which would unpack to far more than they are.
        let after = read(written.clone()).unwrap();
        assert!(after.part(&picture).unwrap() == vec![0; 100_000]);
        assert_eq!(after.content_type(&picture), Some("image/png"), "{n}");
        for of in ["/word/document.xml", "/word/footer1.xml"] {
            let all = after.relationships(&part(of));
            let last = all.last().unwrap_or_else(|| panic!("{n}: {of}"));
            assert_eq!(
                (last.id.as_str(), &last.kind, &last.target),
                ("p1", &image, &Target::Part(picture.clone()))
            );
        }
        let kept = after.relationships(&main()).len();
        assert_eq!(kept, if n == 2 { 2 } else { 1 }, "{n}: what was there stays");
        let entry = entry(&written, DOCUMENT_RELS).unwrap();
        assert!(entry.contains("Target=\"media/a&amp;b.png\""), "{n}: {entry}");
    }
}

#[test]
fn a_copy_of_a_part_has_relationships_of_its_own() {
    let footer = format!("{}/footer", support::OFFICE);
    let package = read(
        Docx::new()
            .with("word/footer1.xml", "<f/>")
            .with(DOCUMENT_RELS, rels(&[("rId1", &footer, "footer1.xml")]))
            .zip(),
    )
    .unwrap();
    let (copy, picture) = (part("/word/footer1_2.xml"), part("/word/media/a.png"));
    let mut edit = package.edit();
    edit.add(&copy, &part("/word/footer1.xml"), "rId1_2", b"<f/>".to_vec());
    edit.attach(&picture, "image/png", b"pixels".to_vec());
    edit.relate(&copy, "p1", "x/image", &picture);
    let after = read(edit.write().unwrap()).unwrap();
    assert_eq!(after.relationships(&copy)[0].target, Target::Part(picture));
    assert_eq!(after.relationships(&part("/word/footer1.xml")).len(), 0);
}
