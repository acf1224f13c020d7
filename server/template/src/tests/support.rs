//! Small documents made in the test, and what a reader sees of the result.

use std::io::{Cursor, Write};
use std::sync::Arc;

use akte_expr::{Decimal, Language, Record, RecordKind, Rules, Settings, Value, World, civil};
use akte_ooxml::xml::{NodeId, Ns, Tree};
use akte_ooxml::{Limits, Package};
use serde_json::json;

use crate::{Compiled, FillError, Filled, Missing, Template, compile};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A paragraph of runs; `|` splits runs.
pub fn p(text: &str) -> String {
    let runs: String = text.split('|').map(run).collect();
    format!("<w:p>{runs}</w:p>")
}

/// A run with its text, as typed.
pub fn run(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A table of rows of cells; each cell is one paragraph.
pub fn table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| format!("<w:tc>{}</w:tc>", p(text));
    let row = |cells: &&[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

/// A .docx with this body.
pub fn docx(body: &str) -> Arc<[u8]> {
    package(body, None, None)
}

/// A .docx with this body, header and definition.
pub fn package(body: &str, header: Option<&str>, definition: Option<&str>) -> Arc<[u8]> {
    make(body, header, definition, MAIN)
}

/// A file with this body and this content type of the main part.
pub fn package_of_kind(body: &str, kind: &str) -> Arc<[u8]> {
    make(body, None, None, kind)
}

/// A .docx whose main part is this.
pub fn document(xml: &str) -> Arc<[u8]> {
    packed(xml.to_owned(), None, None, MAIN)
}

/// A .docx with this body and these other parts: relationship type, what it points at, and the part's text. One without
/// text points outside, or at an address in it; one without type is a part that the document does not point at.
pub fn with_parts(body: &str, others: &[(&str, &str, Option<String>)]) -> Arc<[u8]> {
    let mut links = String::new();
    let mut root =
        format!("<Relationship Id=\"rId0\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>");
    let mut parts = Vec::new();
    for (index, (kind, target, text)) in others.iter().enumerate() {
        let mode = if text.is_none() { " TargetMode=\"External\"" } else { "" };
        let kind = if kind.contains("properties") {
            format!("{PACKAGE}/relationships/metadata/{kind}")
        } else {
            format!("{OFFICE}/{kind}")
        };
        let relationship = |target: &str| {
            format!("<Relationship Id=\"rId{}\" Type=\"{kind}\" Target=\"{target}\"{mode}/>", index + 1)
        };
        match target.strip_prefix("/docProps/") {
            _ if kind.ends_with('/') => {}
            Some(_) => root += &relationship(&target[1..]),
            None => links += &relationship(target),
        }
        if let Some(text) = text {
            let name = target.strip_prefix('/').map_or_else(|| format!("word/{target}"), str::to_owned);
            parts.push((name, text.clone()));
        }
    }
    let document =
        format!("<w:document xmlns:w=\"{W}\" xmlns:r=\"{OFFICE}\"><w:body>{body}</w:body></w:document>");
    parts.push(("word/document.xml".into(), document));
    for (name, links) in [("_rels/.rels", root), ("word/_rels/document.xml.rels", links)] {
        parts.push((
            name.into(),
            format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{links}</Relationships>"),
        ));
    }
    parts.push(("[Content_Types].xml".into(), content_types(MAIN)));
    zipped(&parts)
}

fn content_types(main: &str) -> String {
    format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Override PartName=\"/word/document.xml\" ContentType=\"{main}\"/></Types>"
    )
}

fn zipped(parts: &[(String, String)]) -> Arc<[u8]> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner().into()
}

fn make(body: &str, header: Option<&str>, definition: Option<&str>, kind: &str) -> Arc<[u8]> {
    let document = format!("<w:document xmlns:w=\"{W}\"><w:body>{body}</w:body></w:document>");
    packed(document, header, definition, kind)
}

fn packed(document: String, header: Option<&str>, definition: Option<&str>, kind: &str) -> Arc<[u8]> {
    let mut parts = vec![
        ("_rels/.rels", relationships(&[("officeDocument", "word/document.xml")])),
        ("word/document.xml", document),
    ];
    let mut links = Vec::new();
    if let Some(header) = header {
        links.push(("header", "header1.xml"));
        parts.push(("word/header1.xml", format!("<w:hdr xmlns:w=\"{W}\">{header}</w:hdr>")));
    }
    if let Some(definition) = definition {
        links.push(("customXml", "../customXml/item1.xml"));
        let text = definition.replace('&', "&amp;").replace('<', "&lt;");
        parts.push((
            "customXml/item1.xml",
            format!("<definition xmlns=\"urn:akte:template:1\">{text}</definition>"),
        ));
    }
    parts.push(("word/_rels/document.xml.rels", relationships(&links)));
    parts.push(("[Content_Types].xml", content_types(kind)));
    let parts: Vec<_> = parts.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
    zipped(&parts)
}

fn relationships(links: &[(&str, &str)]) -> String {
    let link = |(index, (kind, target)): (usize, &(&str, &str))| {
        format!("<Relationship Id=\"rId{index}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let links: String = links.iter().enumerate().map(link).collect();
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{links}</Relationships>")
}

/// Compiles; the test goes on with whatever came out.
pub fn compiled(bytes: &Arc<[u8]>) -> Compiled {
    compile(Arc::clone(bytes), &Limits::default()).unwrap()
}

/// The codes of all diagnostics of a body.
pub fn codes(body: &str) -> Vec<&'static str> {
    codes_of(&docx(body))
}

/// The codes of all diagnostics of a template.
pub fn codes_of(bytes: &Arc<[u8]>) -> Vec<&'static str> {
    compiled(bytes).diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect()
}

/// Fills and gives the whole result.
pub fn fill(bytes: &Arc<[u8]>, answers: serde_json::Value, missing: Missing) -> Result<Filled, FillError> {
    let compiled = compiled(bytes);
    let template = compiled.template.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics));
    fill_again(&template, &answers, missing)
}

/// Fills a template that was compiled before.
pub fn fill_again(
    template: &Template,
    answers: &serde_json::Value,
    missing: Missing,
) -> Result<Filled, FillError> {
    let settings = settings();
    let Value::Record(answers) = value(answers) else { panic!("answers are an object") };
    let rules = Rules::new();
    template.fill(&World { answers: &answers, rules: &rules, settings: &settings }, missing)
}

/// In English, on 5 March 2026.
pub fn settings() -> Settings {
    let today = civil::date(2026, 3, 5);
    Settings { language: Language::En, today, now: today.at(9, 0, 0, 0) }
}

/// Fills a body and gives what is in its `w:body`.
pub fn body(body: &str, answers: serde_json::Value) -> String {
    let filled = fill(&docx(body), answers, Missing::Error).unwrap();
    let xml = part(&filled.bytes, "/word/document.xml");
    let (_, inner) = xml.split_once("<w:body>").unwrap();
    inner.strip_suffix("</w:body></w:document>").unwrap().to_owned()
}

/// Fills a body and shows what a reader sees: a line per paragraph, `[a / b]` per row.
pub fn filled(body: &str, answers: serde_json::Value) -> Vec<String> {
    let filled = fill(&docx(body), answers, Missing::Error).unwrap();
    shown(&filled.bytes, "/word/document.xml")
}

/// The XML of a part of a filled document.
pub fn part(bytes: &[u8], name: &str) -> String {
    let package = Package::read(bytes.into(), &Limits::default()).unwrap();
    String::from_utf8(package.part(&name.parse().unwrap()).unwrap()).unwrap()
}

/// What a reader sees of a part.
pub fn shown(bytes: &[u8], name: &str) -> Vec<String> {
    let tree = Tree::parse(part(bytes, name).into_bytes(), &Limits::default()).unwrap();
    let root = tree.children(tree.root()).find(|&node| tree.is(node, Ns::W, "body")).unwrap_or(tree.root());
    blocks(&tree, root)
}

fn blocks(tree: &Tree, container: NodeId) -> Vec<String> {
    let mut lines = Vec::new();
    for block in tree.children(container) {
        match tree.name(block) {
            (Ns::W, "p") => lines.push(text(tree, block)),
            (Ns::W, "tbl") => {
                let rows = tree.children(block).filter(|&row| tree.is(row, Ns::W, "tr"));
                lines.extend(rows.map(|row| {
                    let cells = tree.children(row).filter(|&cell| tree.is(cell, Ns::W, "tc"));
                    let cells: Vec<String> = cells.map(|cell| blocks(tree, cell).join("¶")).collect();
                    format!("[{}]", cells.join(" / "))
                }));
            }
            (Ns::W, "sdt") => {
                let content = tree.child(block, Ns::W, "sdtContent").unwrap();
                lines.extend(blocks(tree, content));
            }
            _ => {}
        }
    }
    lines
}

fn text(tree: &Tree, paragraph: NodeId) -> String {
    let mut text = String::new();
    for node in tree.descendants(paragraph) {
        match tree.name(node) {
            (Ns::W, "t") => {
                text.extend(tree.children(node).flat_map(|node| tree.chars(node)).map(|(ch, _)| ch))
            }
            (Ns::W, "br") => text.push('⏎'),
            (Ns::W, "tab") => text.push('→'),
            _ => {}
        }
    }
    text
}

/// JSON as the engine's values; texts stay texts.
pub fn value(json: &serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::None,
        serde_json::Value::Bool(yes) => Value::Bool(*yes),
        serde_json::Value::Number(number) => Value::Number(number.to_string().parse::<Decimal>().unwrap()),
        serde_json::Value::String(text) => Value::Text(text.as_str().into()),
        serde_json::Value::Array(items) => Value::List(items.iter().map(value).collect()),
        serde_json::Value::Object(fields) => Value::Record(Arc::new(Record {
            kind: RecordKind::Plain,
            fields: fields.iter().map(|(name, field)| (name.as_str().into(), value(field))).collect(),
        })),
    }
}

/// No answers.
pub fn nothing() -> serde_json::Value {
    json!({})
}
