//! Pictures in documents.

use std::sync::Arc;

use akte_expr::{Language, Path, Record, Rules, Value, World};
use akte_ooxml::{Limits, Package, Target};

use super::support::{compiled, docx, p, package, part, run, settings, table};
use crate::{FillError, Filled, Missing, Picture, Pictures};

/// The bytes of a PNG of that size, and so many points in a metre; its pixels are nobody's business here.
pub(crate) fn png(width: u32, height: u32, density: Option<u32>) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8], check: [u8; 4]| {
        bytes.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        bytes.extend(kind);
        bytes.extend(data);
        bytes.extend(check);
    };
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    chunk(b"IHDR", &head, [0; 4]);
    if let Some(density) = density {
        chunk(b"pHYs", &[&density.to_be_bytes()[..], &density.to_be_bytes(), &[1]].concat(), [0; 4]);
    }
    chunk(b"IDAT", &[0; 8], [0; 4]);
    chunk(b"IEND", &[], *b"\xae\x42\x60\x82");
    bytes
}

/// The bytes of a JPEG of that size, with the unit and number of its density.
pub(crate) fn jpeg(width: u16, height: u16, density: Option<(u8, u16)>) -> Vec<u8> {
    let mut bytes = b"\xff\xd8".to_vec();
    if let Some((unit, points)) = density {
        bytes.extend(b"\xff\xe0\0\x10JFIF\0\x01\x02");
        bytes.push(unit);
        bytes.extend([points.to_be_bytes(), points.to_be_bytes()].concat());
        bytes.extend([0, 0]);
    }
    bytes.extend(b"\xff\xc0\0\x11\x08");
    bytes.extend([height.to_be_bytes(), width.to_be_bytes()].concat());
    bytes.extend(b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xda\0\x02\xff\xd9");
    bytes
}

fn pictures() -> Pictures {
    let picture = |bytes: Vec<u8>| Picture::read(bytes).unwrap();
    [("small", png(96, 48, None)), ("large", png(2_000, 1_000, None)), ("photo", jpeg(96, 96, None))]
        .into_iter()
        .map(|(name, bytes)| (Arc::from(name), picture(bytes)))
        .collect()
}

fn file(reference: &str) -> Value {
    Value::File(reference.into())
}

fn answers() -> Record {
    let person = |photo: &str| Record::default().with("photo", file(photo));
    Record::default()
        .with("logo", file("small"))
        .with("wide", file("large"))
        .with("letter", file("no picture"))
        .with("empty", Value::None)
        .with("people", Value::list([person("photo").into(), person("small").into(), person("photo").into()]))
}

fn fill(bytes: &Arc<[u8]>) -> Result<Filled, FillError> {
    let compiled = compiled(bytes);
    let template = compiled.template.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics));
    let (answers, rules, settings) = (answers(), Rules::new(), settings());
    let world = World { answers: &answers, rules: &rules, settings: &settings };
    let label = |path: &Path| format!("The <{path}> & \"more\"");
    template.fill_with(&world, Missing::Mark, &label, &pictures(), None)
}

fn filled(bytes: &Arc<[u8]>) -> Vec<u8> {
    fill(bytes).unwrap_or_else(|error| panic!("{error:?}")).bytes
}

fn refused(body: &str) -> String {
    match fill(&docx(body)) {
        Err(FillError::Answers(mistakes)) => {
            mistakes.into_iter().map(|mistake| mistake.message(Language::En)).collect()
        }
        other => panic!("{body}: {other:?}"),
    }
}

/// The values of an attribute in a text, in order.
fn values<'t>(xml: &'t str, before: &str) -> Vec<&'t str> {
    xml.split(before).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// What a part points at with pictures: id, name of the part, its content type.
fn related(bytes: &[u8], of: &str) -> Vec<(String, String, String)> {
    let package = Package::read(bytes.into(), &Limits::default()).unwrap();
    let all = package.relationships(&of.parse().unwrap()).iter();
    all.filter(|one| one.kind.ends_with("/image"))
        .map(|one| match &one.target {
            Target::Part(part) => {
                assert!(package.part(part).is_ok(), "{part} is there");
                (one.id.clone(), part.to_string(), package.content_type(part).unwrap().to_owned())
            }
            Target::External(target) => panic!("{target}"),
        })
        .collect()
}

#[test]
fn a_picture_stands_where_its_tag_stood() {
    let bytes = filled(&docx(&p("before |{{ lo|go }}| after")));
    let xml = part(&bytes, "/word/document.xml");
    let (before, rest) = xml.split_once("</w:t><w:drawing>").unwrap();
    let (drawing, after) = rest.split_once("</w:drawing><w:t xml:space=\"preserve\">").unwrap();
    assert!(before.ends_with("before </w:t></w:r><w:r><w:t xml:space=\"preserve\">"), "{before}");
    assert!(after.contains(" after"), "{after}");
    assert!(drawing.contains("<wp:extent cx=\"914400\" cy=\"457200\"/>"), "{drawing}");
    assert!(drawing.contains("descr=\"The &lt;logo&gt; &amp; &quot;more&quot;\""), "{drawing}");
    let related = related(&bytes, "/word/document.xml");
    let expected = ("picture1".to_owned(), "/word/media/picture1.png".to_owned(), "image/png".to_owned());
    assert_eq!(related, [expected]);
    assert_eq!(values(drawing, "r:embed=\""), ["picture1"]);
    let package = Package::read(bytes.into(), &Limits::default()).unwrap();
    assert_eq!(package.part(&"/word/media/picture1.png".parse().unwrap()).unwrap(), png(96, 48, None));
}

#[test]
fn the_same_answers_give_the_same_bytes() {
    let template = docx(&p("{{ wide }}{{ logo }}{% for x in people %}{{ x.photo }}{% endfor %}"));
    assert_eq!(filled(&template), filled(&template));
}

#[test]
fn a_picture_is_written_once_however_often_it_is_printed() {
    let bytes = filled(&docx(&p("{{ logo }}{% for x in people %}{{ x.photo }}{% endfor %}{{ wide }}")));
    let xml = part(&bytes, "/word/document.xml");
    let names: Vec<_> = related(&bytes, "/word/document.xml").into_iter().map(|one| one.1).collect();
    assert_eq!(names, ["/word/media/picture1.png", "/word/media/picture2.jpeg", "/word/media/picture3.png"]);
    assert_eq!(values(&xml, "r:embed=\""), ["picture1", "picture2", "picture1", "picture2", "picture3"]);
    assert_eq!(values(&xml, "<wp:docPr id=\""), ["1", "2", "3", "4", "5"]);
    assert!(xml.contains("<wp:docPr id=\"5\" name=\"Picture 5\""), "{xml}");
}

#[test]
fn a_picture_that_is_too_wide_or_high_is_made_to_fit() {
    let section = |rest: &str| {
        format!(
            "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:right=\"1466\" w:gutter=\"0\"/>{rest}</w:sectPr>"
        )
    };
    let xml = part(&filled(&docx(&(p("{{ wide }}") + &section("")))), "/word/document.xml");
    assert!(xml.contains("<wp:extent cx=\"5715000\" cy=\"2857500\"/>"), "9000 twips, in proportion: {xml}");
    let extent = |body: &str| {
        let xml = part(&filled(&docx(body)), "/word/document.xml");
        values(&xml, "<wp:extent cx=\"")[0].parse::<u64>().unwrap() / 635
    };
    assert_eq!(extent(&(p("{{ wide }}") + &section("<w:cols w:num=\"2\" w:space=\"1000\"/>"))), 4_000);
    let columns = "<w:cols w:num=\"2\" w:equalWidth=\"0\"><w:col w:w=\"3000\" w:space=\"1\"/><w:col w:w=\"5000\"/></w:cols>";
    assert_eq!(extent(&(p("{{ wide }}") + &section(columns))), 3_000);
    let ends = format!("<w:p><w:pPr>{}</w:pPr>{}</w:p>", section(columns), run("{{ wide }}"));
    assert_eq!(extent(&(ends.clone() + &p("x") + &section(""))), 3_000, "the section it stands in");
    assert_eq!(extent(&(ends.replace("{{ wide }}", "x") + &p("{{ wide }}") + &section(""))), 9_000);
    let cell = table(&[&["{{ wide }}"]])
        .replace("<w:tc>", "<w:tc><w:tcPr><w:tcW w:w=\"2216\" w:type=\"dxa\"/></w:tcPr>");
    assert_eq!(extent(&(cell + &p("x") + &section(""))), 2_000, "the cell it stands in");
    let low = section("").replace("w:h=\"16838\"", "w:h=\"3880\"");
    assert_eq!(extent(&(p("{{ wide }}") + &low)), 2_000, "1000 high");
    assert_eq!(extent(&p("{{ wide }}")), 9_026, "a page that nothing is said of is A4");
    assert_eq!(extent(&(p("{{ logo }}") + &section(""))), 1_440, "a small one stays as it is");
}

#[test]
fn a_header_has_its_own_relationship() {
    let bytes = filled(&package(&p("{{ wide }}"), Some(&p("{{ logo }}{{ wide }}")), None));
    let names = |part| {
        related(&bytes, part).into_iter().map(|(id, name, _)| format!("{id} {name}")).collect::<Vec<_>>()
    };
    assert_eq!(names("/word/document.xml"), ["picture1 /word/media/picture1.png"]);
    assert_eq!(
        names("/word/header1.xml"),
        ["picture2 /word/media/picture2.png", "picture1 /word/media/picture1.png"]
    );
    let ids = ["/word/document.xml", "/word/header1.xml"].map(|name| part(&bytes, name));
    let ids: Vec<_> = ids.iter().flat_map(|xml| values(xml, "<wp:docPr id=\"")).collect();
    assert_eq!(ids, ["1", "2", "3"]);
}

#[test]
fn each_copy_of_a_repeated_sections_header_has_its_pictures() {
    let section = |id: &str| {
        format!(
            "<w:p><w:pPr><w:sectPr><w:headerReference xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" w:type=\"default\" r:id=\"{id}\"/></w:sectPr></w:pPr></w:p>"
        )
    };
    let body = p("{% for x in people %}") + &p("text") + &section("rId0") + &p("{% endfor %}") + &p("end");
    let bytes = filled(&package(&body, Some(&p("{{ x.photo }}")), None));
    let names = |part| related(&bytes, part).into_iter().map(|(_, name, _)| name).collect::<Vec<_>>();
    assert_eq!(names("/word/header1.xml"), ["/word/media/picture1.jpeg"]);
    assert_eq!(names("/word/header1_2.xml"), ["/word/media/picture2.png"]);
    assert_eq!(names("/word/header1_3.xml"), ["/word/media/picture1.jpeg"]);
}

#[test]
fn drawings_of_the_template_keep_their_numbers() {
    let own = "<w:p><w:r><w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"><wp:extent cx=\"1\" cy=\"1\"/><wp:docPr id=\"1\" name=\"x\"/></wp:inline></w:drawing></w:r></w:p>";
    let xml = part(&filled(&docx(&(own.to_owned() + &p("{{ logo }}")))), "/word/document.xml");
    assert_eq!(values(&xml, "<wp:docPr id=\""), ["1", "2"]);
}

#[test]
fn whether_there_is_a_picture_decides() {
    let shown = |body: &str| super::support::shown(&filled(&docx(body)), "/word/document.xml");
    let asks = p("{% if logo %}yes{% endif %}{% if empty %}no{% endif %}{% if not empty %}none{% endif %}");
    assert_eq!(shown(&asks), ["yesnone"]);
    assert_eq!(shown(&p("a{{ empty }}b")), ["ab"]);
    assert_eq!(shown(&p("{{ seal }}")), ["[The <seal> & \"more\"]"], "a draft has a blank");
}

#[test]
fn a_paragraph_with_nothing_but_a_picture_stays() {
    let xml = part(&filled(&docx(&p("{% if logo %}{{ logo }}{% endif %}"))), "/word/document.xml");
    assert_eq!(values(&xml, "r:embed=\""), ["picture1"]);
}

#[test]
fn where_a_picture_cannot_stand_it_is_said() {
    for (body, why) in [
        (
            p("{{ letter }}"),
            "`letter` is a file that the document cannot show: only pictures (PNG or JPEG) can stand in it.",
        ),
        (p("{{ 'x' ~ logo }}"), "`logo` is a picture or another file, which has no text."),
    ] {
        let message = refused(&body);
        assert!(message.contains(why), "{message}");
    }
    let place = "A picture cannot stand here";
    let described = "<w:p><w:r><w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"><wp:docPr id=\"1\" name=\"x\" descr=\"{{ logo }}\"/></wp:inline></w:drawing></w:r></w:p>";
    assert!(refused(described).contains(place));
}

#[test]
fn a_document_without_pictures_does_not_change() {
    let template = docx(&p("{{ empty }}x"));
    let compiled = compiled(&template).template.unwrap();
    let (answers, rules, settings) = (answers(), Rules::new(), settings());
    let world = World { answers: &answers, rules: &rules, settings: &settings };
    assert_eq!(compiled.fill(&world, Missing::Error).unwrap().bytes, filled(&template));
}
