//! A contract as a Word document: runs with direct formatting, as Word saves them, and some tags in two runs.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::shape::{Block, Inline, Shape};
use crate::spelling::Spelling;

/// The template of a shape.
pub fn template(shape: &Shape, spelling: Spelling) -> Vec<u8> {
    let mut writer = Writer { spelling, xml: String::new(), tags: 0, in_item: false };
    shape.body().iter().for_each(|block| writer.block(block));
    let body = writer.xml;
    let header = Writer { spelling, xml: String::new(), tags: 0, in_item: false }
        .paragraph("", &[Inline::Text("Contract of ".into()), Inline::Value("v_1".into())]);
    let reference = r#"<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>"#;
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", PACKAGE_RELATIONSHIPS.to_owned()),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONSHIPS.to_owned()),
        ("word/document.xml", part("document", &format!("<w:body>{body}{reference}</w:body>"))),
        ("word/styles.xml", part("styles", STYLES)),
        ("word/header1.xml", part("hdr", &header)),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a zip in memory");
        zip.write_all(text.as_bytes()).expect("a zip in memory");
    }
    zip.finish().expect("a zip in memory").into_inner()
}

struct Writer {
    spelling: Spelling,
    xml: String,
    /// How many tags came so far.
    tags: usize,
    in_item: bool,
}

impl Writer {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(inlines) => self.push("Heading2", inlines),
            Block::Paragraph(inlines) => self.push("", inlines),
            Block::If(condition, blocks) => {
                let (open, close) = self.spelling.condition("p", condition);
                self.around(&open, &close, blocks);
            }
            Block::Each(list, blocks) => {
                let (open, close) = self.spelling.repeat("p", list);
                self.in_item = true;
                self.around(&open, &close, blocks);
                self.in_item = false;
            }
            Block::Table(list, fields) => self.table(list, fields),
        }
    }

    fn around(&mut self, open: &str, close: &str, blocks: &[Block]) {
        let tag = self.tag(open);
        self.xml += &format!("<w:p>{tag}</w:p>");
        blocks.iter().for_each(|block| self.block(block));
        let tag = self.tag(close);
        self.xml += &format!("<w:p>{tag}</w:p>");
    }

    fn push(&mut self, style: &str, inlines: &[Inline]) {
        let paragraph = self.paragraph(style, inlines);
        self.xml += &paragraph;
    }

    fn paragraph(&mut self, style: &str, inlines: &[Inline]) -> String {
        let style = match style {
            "" => String::new(),
            style => format!(r#"<w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#),
        };
        format!(r#"<w:p w:rsidR="00A11CE0">{style}{}</w:p>"#, self.inlines(inlines))
    }

    fn inlines(&mut self, inlines: &[Inline]) -> String {
        inlines.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&mut self, inline: &Inline) -> String {
        match inline {
            Inline::Text(text) => run("", text),
            Inline::Bold(text) => run("<w:b/>", text),
            Inline::Value(name) => {
                let tag = self.spelling.value(name, self.in_item);
                self.tag(&tag)
            }
            Inline::If(condition, inner) => {
                let (open, close) = self.spelling.condition("", condition);
                [self.tag(&open), self.inlines(inner), self.tag(&close)].concat()
            }
        }
    }

    /// Every fourth tag is split over two runs, with what Word's spelling checker leaves behind between them.
    fn tag(&mut self, tag: &str) -> String {
        self.tags += 1;
        if !self.tags.is_multiple_of(4) {
            return run("", tag);
        }
        let (first, second) = tag.split_at(tag.len() / 2);
        format!(r#"{}<w:proofErr w:type="spellStart"/>{}"#, run("", first), run("", second))
    }

    /// In Jinja the ends of a repeat stand in rows of their own, in Mustache in the first and the last cell.
    fn table(&mut self, list: &str, fields: &[&str]) {
        let head: Vec<String> = fields.iter().map(|field| run("<w:b/>", &field.to_uppercase())).collect();
        self.in_item = true;
        let values = fields.iter().map(|field| self.spelling.value(field, true)).collect::<Vec<_>>();
        let mut cells: Vec<String> = values.iter().map(|value| self.tag(value)).collect();
        self.in_item = false;
        let (open, close) = self.spelling.repeat("tr", list);
        let (open, close) = (self.tag(&open), self.tag(&close));
        let rows = match self.spelling {
            Spelling::Jinja => {
                let end = |tag: String| row(&[vec![tag], vec![String::new(); fields.len() - 1]].concat());
                [row(&head), end(open), row(&cells), end(close)].concat()
            }
            Spelling::Mustache => {
                cells[0].insert_str(0, &open);
                cells[fields.len() - 1] += &close;
                [row(&head), row(&cells)].concat()
            }
        };
        let grid = r#"<w:gridCol w:w="1800"/>"#.repeat(fields.len());
        self.xml += &format!(
            r#"<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p/>"#
        );
    }
}

fn row(cells: &[String]) -> String {
    let cell = |cell: &String| {
        format!(
            r#"<w:tc><w:tcPr><w:tcW w:w="1800" w:type="dxa"/></w:tcPr><w:p w:rsidR="00A11CE0">{cell}</w:p></w:tc>"#
        )
    };
    format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>())
}

/// The text holds nothing that XML would take for mark-up.
fn run(bold: &str, text: &str) -> String {
    format!(
        r#"<w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>{bold}<w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#
    )
}

fn part(root: &str, content: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:{root} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{content}</w:{root}>"#
    )
}

const STYLES: &str = r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>"#;

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>"#;

const PACKAGE_RELATIONSHIPS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const DOCUMENT_RELATIONSHIPS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/></Relationships>"#;
