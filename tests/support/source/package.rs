//! The package around the stories: parts, relationships, content types.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::NAMESPACES;

/// Size and margins of a page.
pub(super) const PAGE: &str = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" w:left=\"1440\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/>";

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const MAIN: &str = "/word/document.xml";

/// A decimal list and a bullet list.
const NUMBERING: &str = "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/><w:lvlJc w:val=\"left\"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"-\"/><w:lvlJc w:val=\"left\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>";

/// A picture of one pixel (PNG, ISO/IEC 15948).
const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
    0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0x60, 0, 0, 0,
    2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

/// The document as it grows.
#[derive(Default)]
pub(super) struct Package {
    pub body: String,
    pub numbering: String,
    pub settings: String,
    pub footnotes: Vec<(String, String)>,
    pub endnotes: Vec<(String, String)>,
    pub comments: Vec<(String, String)>,
    /// Headers and footers: their kind and relationship.
    edges: Vec<(String, String)>,
    /// Name, content type, bytes; in the order of the zip.
    parts: Vec<(String, String, Vec<u8>)>,
    /// Entries whose names are there already.
    again: Vec<(String, String)>,
    /// The relationships of each part, as XML.
    relationships: BTreeMap<String, String>,
}

impl Package {
    /// Adds a relationship to a part; `from` is empty for the main document, `/` for the package.
    pub fn relate(&mut self, from: &str, id: &str, kind: &str, target: &str) {
        self.relationship(from, id, kind, target, "");
    }

    /// Adds a relationship to something outside.
    pub fn external(&mut self, from: &str, id: &str, kind: &str, target: &str) {
        self.relationship(from, id, kind, target, " TargetMode=\"External\"");
    }

    fn relationship(&mut self, from: &str, id: &str, kind: &str, target: &str, mode: &str) {
        let from = if from.is_empty() { MAIN } else { from };
        let kind = if kind.contains(':') { kind.to_owned() } else { format!("{OFFICE}/{kind}") };
        let target = target.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        let list = self.relationships.entry(from.to_owned()).or_default();
        let id =
            if id.is_empty() { format!("rId{}", list.matches("<R").count() + 100) } else { id.to_owned() };
        let _infallible =
            write!(list, "<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"{mode}/>");
    }

    /// Adds a part and what points at it: (part, relationship, type).
    pub fn part(&mut self, name: &str, content: &str, (from, id, kind): (&str, &str, &str), xml: &str) {
        if !kind.is_empty() {
            self.relate(from, id, kind, name);
        }
        let xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{xml}");
        self.parts.push((name.to_owned(), content.to_owned(), xml.into_bytes()));
    }

    /// Adds a second entry of a name to the zip.
    pub fn again(&mut self, name: &str, xml: &str) {
        self.again.push((name[1..].to_owned(), xml.to_owned()));
    }

    /// Adds a part that the main document points at.
    fn word(&mut self, name: &str, kind: &str, id: &str, root: &str, inner: &str) {
        let xml = format!("<w:{root}{NAMESPACES} mc:Ignorable=\"w14 w15\">{inner}</w:{root}>");
        self.part(&format!("/word/{name}.xml"), &format!("{WORD}.{kind}+xml"), ("", id, kind), &xml);
    }

    /// Adds a header or a footer.
    pub fn edge(&mut self, kind: &str, id: &str, blocks: &str) {
        self.edges.push((kind.to_owned(), id.to_owned()));
        let number = self.edges.iter().filter(|(other, _)| other == kind).count();
        self.word(&format!("{kind}{number}"), kind, id, if kind == "header" { "hdr" } else { "ftr" }, blocks);
    }

    /// Adds a picture of one pixel.
    pub fn image(&mut self, id: &str) {
        let name = format!("/word/media/{id}.png");
        self.relate("", id, "image", &name);
        self.parts.push((name, "image/png".into(), PIXEL.to_vec()));
    }

    /// Adds the definition of the template.
    pub fn definition(&mut self, json: &str) {
        let json = json.replace('&', "&amp;").replace('<', "&lt;");
        let xml = format!("<definition xmlns=\"urn:akte:template:1\">{json}</definition>");
        self.part("/customXml/item9.xml", "application/xml", ("", "", "customXml"), &xml);
    }

    fn notes(&mut self, notes: &[(String, String)], kind: &str) {
        if notes.is_empty() {
            return;
        }
        let mark = |id: i8, kind: &str, mark: &str| {
            format!(
                "<w:{{note}} w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{mark}/></w:r></w:p></w:{{note}}>"
            )
        };
        let marks =
            [mark(-1, "separator", "separator"), mark(0, "continuationSeparator", "continuationSeparator")];
        let notes =
            notes.iter().map(|(id, blocks)| format!("<w:{{note}} w:id=\"{id}\">{blocks}</w:{{note}}>"));
        let inner: String = marks.into_iter().chain(notes).collect();
        let inner =
            inner.replace("<w:{note}", &format!("<w:{kind}")).replace("</w:{note}>", &format!("</w:{kind}>"));
        self.word(&format!("{kind}s"), &format!("{kind}s"), "", &format!("{kind}s"), &inner);
    }

    /// The references to headers and footers that the body does not name itself.
    fn references(&self) -> String {
        let unnamed = self.edges.iter().filter(|(_, id)| !self.body.contains(&format!("r:id=\"{id}\"")));
        unnamed.map(|(kind, id)| format!("<w:{kind}Reference w:type=\"default\" r:id=\"{id}\"/>")).collect()
    }

    /// The whole as a .docx.
    pub fn zip(mut self) -> Vec<u8> {
        let (footnotes, endnotes) = (std::mem::take(&mut self.footnotes), std::mem::take(&mut self.endnotes));
        self.notes(&footnotes, "footnote");
        self.notes(&endnotes, "endnote");
        if !self.comments.is_empty() {
            let comments = std::mem::take(&mut self.comments).into_iter().map(|(id, blocks)| {
                format!(
                    "<w:comment w:id=\"{id}\" w:author=\"A. Author\" w:initials=\"A\">{blocks}</w:comment>"
                )
            });
            let inner: String = comments.collect();
            self.word("comments", "comments", "", "comments", &inner);
        }
        let numbering = if self.numbering.is_empty() { NUMBERING.to_owned() } else { self.numbering.clone() };
        self.word("numbering", "numbering", "", "numbering", &numbering);
        let settings = self.settings.clone();
        self.word("settings", "settings", "", "settings", &settings);
        self.word("styles", "styles", "", "styles", STYLES);
        // A body that ends with its own section keeps it.
        let section = if self.body.ends_with("</w:sectPr>") {
            String::new()
        } else {
            format!("<w:sectPr>{}{PAGE}</w:sectPr>", self.references())
        };
        let document = format!(
            "<w:document{NAMESPACES} mc:Ignorable=\"w14 w15\"><w:body>{}{section}</w:body></w:document>",
            self.body
        );
        self.relate("/", "rId1", "officeDocument", MAIN);
        self.part(MAIN, &format!("{WORD}.document.main+xml"), ("", "", ""), &document);
        self.write()
    }

    fn write(self) -> Vec<u8> {
        let mut types = "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>".to_owned();
        for (name, kind, _) in self.parts.iter().filter(|(name, _, _)| name.ends_with(".xml")) {
            let _infallible = write!(types, "<Override PartName=\"{name}\" ContentType=\"{kind}\"/>");
        }
        const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
        let types = format!("<Types xmlns=\"{PACKAGE}/content-types\">{types}</Types>");
        let mut entries = vec![("[Content_Types].xml".to_owned(), types.into_bytes())];
        for (from, list) in &self.relationships {
            let (folder, file) = from.rsplit_once('/').unwrap_or_default();
            let xml = format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{list}</Relationships>");
            entries.push((
                format!("{folder}/_rels/{file}.rels").trim_start_matches('/').to_owned(),
                xml.into_bytes(),
            ));
        }
        entries.extend(self.parts.into_iter().map(|(name, _, bytes)| (name[1..].to_owned(), bytes)));
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            zip.start_file(name, SimpleFileOptions::default()).expect("a name of a test");
            zip.write_all(&bytes).expect("memory takes it");
        }
        // What writes the zip lets no name come twice: another of the same length stands there until the end.
        let stand_in = |name: &str| name.replace('/', "~");
        for (name, xml) in &self.again {
            zip.start_file(stand_in(name), SimpleFileOptions::default()).expect("a name of a test");
            zip.write_all(xml.as_bytes()).expect("memory takes it");
        }
        let mut bytes = zip.finish().expect("memory takes it").into_inner();
        for (name, _) in &self.again {
            let (name, stand_in) = (name.as_bytes(), stand_in(name).into_bytes());
            for at in 0..bytes.len() {
                if bytes[at..].starts_with(&stand_in) {
                    bytes[at..at + name.len()].copy_from_slice(name);
                }
            }
        }
        bytes
    }
}

const STYLES: &str = "<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style><w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/></w:style><w:style w:type=\"character\" w:styleId=\"Emphasis\"><w:name w:val=\"Emphasis\"/><w:rPr><w:i/></w:rPr></w:style><w:style w:type=\"character\" w:styleId=\"PlaceholderText\"><w:name w:val=\"Placeholder Text\"/></w:style><w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/></w:style><w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/></w:style>";
