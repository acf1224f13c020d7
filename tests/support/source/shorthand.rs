//! Shorthand written out as WordprocessingML.

use akte_ooxml::xml::{Kind, NodeId, Ns, Tree};

/// What text means where it stands.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mode {
    /// A paragraph.
    Block,
    /// A run.
    Inline,
    /// A run of deleted text.
    Deleted,
    /// Text of a run.
    Run,
    /// Itself.
    Raw,
}

/// Writes nodes of one source.
pub(super) struct Writer<'t> {
    tree: &'t Tree,
}

impl<'t> Writer<'t> {
    pub fn new(tree: &'t Tree) -> Self {
        Self { tree }
    }

    pub fn children(&self, node: NodeId, mode: Mode) -> Result<String, String> {
        self.tree.children(node).map(|child| self.node(child, mode)).collect()
    }

    fn source(&self, range: std::ops::Range<usize>) -> &'t str {
        std::str::from_utf8(&self.tree.source()[range]).unwrap_or_default()
    }

    fn get(&self, node: NodeId, name: &str) -> Option<String> {
        self.tree.attribute(node, Ns::None, name).map(std::borrow::Cow::into_owned)
    }

    fn need(&self, node: NodeId, name: &str) -> Result<String, String> {
        let (_, element) = self.tree.name(node);
        self.get(node, name).map(|value| escape(&value)).ok_or_else(|| format!("<{element}> without {name}"))
    }

    fn node(&self, node: NodeId, mode: Mode) -> Result<String, String> {
        match self.tree.kind(node) {
            Kind::Text => Ok(self.text(self.source(self.tree.span(node)), mode)),
            Kind::CData => Ok(self.source(self.tree.span(node)).to_owned()),
            Kind::Comment | Kind::Instruction => Ok(String::new()),
            Kind::Element if self.tree.prefix(node).is_empty() => self.shorthand(node, mode),
            Kind::Element => {
                let inner = self.children(node, self.mode_in(node))?;
                Ok([self.source(self.tree.open(node)), &inner, self.source(self.tree.close(node))].concat())
            }
        }
    }

    /// A line break in the source, with the indentation behind it, is no text.
    fn text(&self, source: &str, mode: Mode) -> String {
        let text: String = source
            .split('\n')
            .enumerate()
            .map(|(line, text)| if line == 0 { text } else { text.trim_start() })
            .collect();
        match mode {
            Mode::Raw if text.trim().is_empty() && source.contains('\n') => String::new(),
            Mode::Raw => source.to_owned(),
            _ if text.is_empty() || (mode == Mode::Block && text.trim().is_empty()) => String::new(),
            Mode::Block => format!("<w:p>{}</w:p>", run("", &text_element("t", &text))),
            Mode::Inline => run("", &text_element("t", &text)),
            Mode::Deleted => run("", &text_element("delText", &text)),
            Mode::Run => text_element("t", &text),
        }
    }

    /// What text means inside an element that is WordprocessingML already.
    fn mode_in(&self, node: NodeId) -> Mode {
        let block = |node: NodeId| matches!(self.tree.name(node).1, "p" | "tbl" | "tr" | "td" | "tc" | "sdt");
        match self.tree.name(node) {
            (Ns::W, "sdtContent") if self.tree.children(node).any(block) => Mode::Block,
            (Ns::W, "txbxContent" | "tc") => Mode::Block,
            (Ns::W, "p" | "ins" | "moveTo" | "hyperlink" | "smartTag" | "fldSimple" | "sdtContent") => {
                Mode::Inline
            }
            (Ns::W, "del" | "moveFrom") => Mode::Deleted,
            (Ns::W, "r") => Mode::Run,
            _ => Mode::Raw,
        }
    }

    fn shorthand(&self, node: NodeId, mode: Mode) -> Result<String, String> {
        let in_run = |content: String| if mode == Mode::Run { content } else { run("", &content) };
        Ok(match self.tree.name(node).1 {
            "p" => self.paragraph(node)?,
            "r" => run(&self.run_properties(node), &self.children(node, self.run_mode(mode))?),
            "b" => run("<w:b/>", &self.children(node, Mode::Run)?),
            "i" => run("<w:i/>", &self.children(node, Mode::Run)?),
            "br" => in_run("<w:br/>".into()),
            "tab" => in_run("<w:tab/>".into()),
            "page" => in_run("<w:br w:type=\"page\"/>".into()),
            "footnote-ref" => run("", &format!("<w:footnoteReference w:id=\"{}\"/>", self.need(node, "id")?)),
            "endnote-ref" => run("", &format!("<w:endnoteReference w:id=\"{}\"/>", self.need(node, "id")?)),
            "field" => self.field(node)?,
            "bookmark" => format!(
                "<w:bookmarkStart w:id=\"{id}\" w:name=\"{}\"/>{}<w:bookmarkEnd w:id=\"{id}\"/>",
                self.need(node, "name")?,
                self.children(node, mode)?,
                id = self.need(node, "id")?,
            ),
            "comment" => format!(
                "<w:commentRangeStart w:id=\"{id}\"/>{}<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>",
                self.children(node, mode)?,
                id = self.need(node, "id")?,
            ),
            "image" => run(
                "",
                &drawing::picture(
                    &self.need(node, "ref")?,
                    &self.need(node, "id")?,
                    &self.get(node, "descr").map(|d| escape(&d)).unwrap_or_default(),
                ),
            ),
            "textbox" => {
                run("", &drawing::text_box(&self.need(node, "id")?, &self.children(node, Mode::Block)?))
            }
            "tbl" => self.table(node)?,
            "tr" => format!("<w:tr>{}</w:tr>", self.children(node, Mode::Raw)?),
            "td" => self.cell(node)?,
            "repeat" => {
                let times = self.need(node, "times")?.parse().map_err(|_| "times is a number".to_owned())?;
                self.children(node, mode)?.repeat(times)
            }
            other => return Err(format!("<{other}> does not exist")),
        })
    }

    fn run_mode(&self, around: Mode) -> Mode {
        if around == Mode::Deleted { Mode::Raw } else { Mode::Run }
    }

    fn run_properties(&self, node: NodeId) -> String {
        let style = self.get(node, "style").map(|style| format!("<w:rStyle w:val=\"{style}\"/>"));
        let flag = |name: &str| self.get(node, name).map(|_| format!("<w:{name}/>")).unwrap_or_default();
        [style.unwrap_or_default(), flag("b"), flag("i"), flag("rtl")].concat()
    }

    fn paragraph(&self, node: NodeId) -> Result<String, String> {
        let style = self.get(node, "style").map(|style| format!("<w:pStyle w:val=\"{style}\"/>"));
        let list = self
            .get(node, "list")
            .map(|list| format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr>"));
        let bidi = self.get(node, "bidi").map(|_| "<w:bidi/>".to_owned());
        let section = self
            .get(node, "section")
            .map(|kind| format!("<w:sectPr><w:type w:val=\"{kind}\"/>{}</w:sectPr>", super::package::PAGE));
        let properties = [style, list, bidi, section].into_iter().flatten().collect::<String>();
        let properties =
            if properties.is_empty() { properties } else { format!("<w:pPr>{properties}</w:pPr>") };
        let id = self.tree.attribute(node, Ns::W14, "paraId");
        let id = id.map(|id| format!(" w14:paraId=\"{id}\" w14:textId=\"77777777\"")).unwrap_or_default();
        Ok(format!("<w:p{id}>{properties}{}</w:p>", self.children(node, Mode::Inline)?))
    }

    fn field(&self, node: NodeId) -> Result<String, String> {
        let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        let code = run("", &text_element("instrText", &format!(" {} ", self.need(node, "code")?)));
        let result = self.children(node, Mode::Inline)?;
        Ok([mark("begin"), code, mark("separate"), result, mark("end")].concat())
    }

    fn table(&self, node: NodeId) -> Result<String, String> {
        let width = |row: NodeId| -> usize {
            let cells = self.tree.descendants(row).filter(|&cell| self.tree.name(cell) == (Ns::None, "td"));
            cells.map(|cell| self.get(cell, "span").and_then(|span| span.parse().ok()).unwrap_or(1)).sum()
        };
        let rows = self.tree.descendants(node).filter(|&row| self.tree.name(row) == (Ns::None, "tr"));
        let columns = rows.map(width).max().unwrap_or(1);
        let grid = "<w:gridCol w:w=\"2000\"/>".repeat(columns);
        let rows = self.children(node, Mode::Raw)?;
        Ok(format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        ))
    }

    fn cell(&self, node: NodeId) -> Result<String, String> {
        let span = self.get(node, "span").map(|span| format!("<w:gridSpan w:val=\"{span}\"/>"));
        let merge = self.get(node, "merge").map(|merge| format!("<w:vMerge w:val=\"{merge}\"/>"));
        let content = self.children(node, Mode::Block)?;
        let content = if content.is_empty() { "<w:p/>".to_owned() } else { content };
        Ok(format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"2000\" w:type=\"dxa\"/>{}{}</w:tcPr>{content}</w:tc>",
            span.unwrap_or_default(),
            merge.unwrap_or_default()
        ))
    }
}

fn run(properties: &str, content: &str) -> String {
    let properties =
        if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!("<w:r>{properties}{content}</w:r>")
}

fn text_element(name: &str, text: &str) -> String {
    format!("<w:{name} xml:space=\"preserve\">{text}</w:{name}>")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

mod drawing {
    //! Pictures and text boxes, as Word writes them.

    /// A picture in the line.
    pub(super) fn picture(relationship: &str, id: &str, description: &str) -> String {
        format!(
            "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"360000\" cy=\"360000\"/>\
             <wp:docPr id=\"{id}\" name=\"Picture {id}\" descr=\"{description}\"/>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
             <pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"Picture {id}\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip {relationship}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"360000\" cy=\"360000\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>",
            relationship = match relationship.strip_prefix("link:") {
                Some(id) => format!("r:link=\"{id}\""),
                None => format!("r:embed=\"{relationship}\""),
            },
        )
    }

    /// A text box with both its halves.
    pub(super) fn text_box(id: &str, content: &str) -> String {
        format!(
            "<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>\
             <wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"1800000\" cy=\"720000\"/>\
             <wp:docPr id=\"{id}\" name=\"Text Box {id}\"/>\
             <a:graphic><a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp>\
             <wps:cNvSpPr txBox=\"1\"/><wps:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"1800000\" cy=\"720000\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></wps:spPr>\
             <wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>\
             </wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>\
             <v:shape id=\"_x0000_s{id}\" style=\"width:141pt;height:56pt\"><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape>\
             </w:pict></mc:Fallback></mc:AlternateContent>"
        )
    }
}
