//! What a reader sees of a Word document, as plain text: the `expected.txt` of a case in `tests/corpus`.
//!
//! The signs are listed in `tests/corpus/README.md`. Ids never show: notes and lists are numbered as Word would.

use std::collections::HashMap;

use akte_ooxml::xml::{NodeId, Ns, Tree};
use akte_ooxml::{Limits, Package, PartName, Target};

/// The text of the whole document: the body, and every other part that has text, under its name.
///
/// # Panics
/// It is no Word document, or a part of it is not well-formed.
pub fn read(docx: &[u8]) -> String {
    let package = Package::read(docx.into(), &Limits::default()).expect("a Word document");
    let main = package.main_document().clone();
    let mut reader = Reader { package: &package, notes: Vec::new(), counts: HashMap::new(), bold: false };
    let mut text = reader.part(&main);
    let mut names: Vec<PartName> = package.names().filter(|name| **name != main).cloned().collect();
    names.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    for name in names {
        let shown = match name.as_str().rsplit('/').next().unwrap_or_default() {
            file if file.starts_with("header") || file.starts_with("footer") => reader.part(&name),
            "footnotes.xml" => reader.notes(&name, "footnote"),
            "endnotes.xml" => reader.notes(&name, "endnote"),
            "comments.xml" => reader.notes(&name, "comment"),
            _ if name.as_str().starts_with("/docProps") || name.as_str().starts_with("/customXml") => {
                reader.values(&name)
            }
            _ => continue,
        };
        text.push_str(&format!("— {}\n{shown}", &name.as_str()[1..]));
    }
    text
}

struct Reader<'p> {
    package: &'p Package,
    /// The notes in the order in which the text refers to them: kind and id.
    notes: Vec<(&'static str, String)>,
    /// How far each list has counted.
    counts: HashMap<String, usize>,
    bold: bool,
}

impl Reader<'_> {
    fn tree(&self, part: &PartName) -> Tree {
        let bytes = self.package.part(part).expect("the part is there");
        Tree::parse(bytes, &Limits::default()).unwrap_or_else(|error| panic!("{part}: {error}"))
    }

    fn part(&mut self, part: &PartName) -> String {
        let tree = self.tree(part);
        let root = tree.children(tree.root()).find(|&node| tree.is(node, Ns::W, "body"));
        self.blocks(&tree, part, root.unwrap_or(tree.root())).iter().map(|line| format!("{line}\n")).collect()
    }

    fn notes(&mut self, part: &PartName, kind: &str) -> String {
        let tree = self.tree(part);
        let get = |node, name| tree.attribute(node, Ns::W, name).unwrap_or_default().into_owned();
        let mut shown = Vec::new();
        for note in tree.children(tree.root()).filter(|&note| tree.is(note, Ns::W, kind)) {
            if tree.attribute(note, Ns::W, "type").is_some() {
                continue;
            }
            let id = get(note, "id");
            let number = self.notes.iter().position(|(of, known)| *of == kind && *known == id);
            let lines = self.blocks(&tree, part, note).join("¶");
            shown.push((number.unwrap_or(usize::MAX), lines));
        }
        shown.sort();
        let label = |number: usize| {
            if number == usize::MAX { "nobody refers to".into() } else { (number + 1).to_string() }
        };
        shown.into_iter().map(|(number, lines)| format!("[^{}] {lines}\n", label(number))).collect()
    }

    /// The texts of the elements of properties and custom data.
    fn values(&self, part: &PartName) -> String {
        let tree = self.tree(part);
        let leaf = |node: NodeId| -> Option<String> {
            let text: String =
                tree.children(node).flat_map(|text| tree.chars(text)).map(|(ch, _)| ch).collect();
            (!text.trim().is_empty()).then(|| format!("{text}\n"))
        };
        tree.descendants(tree.root()).filter_map(leaf).collect()
    }

    fn blocks(&mut self, tree: &Tree, part: &PartName, container: NodeId) -> Vec<String> {
        let mut lines = Vec::new();
        for block in tree.children(container) {
            match tree.name(block) {
                (Ns::W, "p") => lines.push(self.paragraph(tree, part, block)),
                (Ns::W, "tbl") => self.rows(tree, part, block, &mut lines),
                (Ns::W, "sdt" | "sdtContent" | "customXml" | "ins") => {
                    lines.extend(self.blocks(tree, part, block))
                }
                _ => {}
            }
        }
        lines
    }

    fn rows(&mut self, tree: &Tree, part: &PartName, table: NodeId, lines: &mut Vec<String>) {
        for row in tree.children(table) {
            match tree.name(row) {
                (Ns::W, "tr") => {
                    let mut cells = Vec::new();
                    self.cells(tree, part, row, &mut cells);
                    lines.push(format!("[{}]", cells.join(" / ")));
                }
                (Ns::W, "sdt" | "sdtContent") => self.rows(tree, part, row, lines),
                _ => {}
            }
        }
    }

    fn cells(&mut self, tree: &Tree, part: &PartName, row: NodeId, cells: &mut Vec<String>) {
        for cell in tree.children(row) {
            match tree.name(cell) {
                (Ns::W, "tc") => cells.push(self.blocks(tree, part, cell).join("¶")),
                (Ns::W, "sdt" | "sdtContent") => self.cells(tree, part, cell, cells),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, tree: &Tree, part: &PartName, paragraph: NodeId) -> String {
        let mut line = self.label(tree, paragraph);
        self.bold = false;
        self.inline(tree, part, paragraph, &mut line);
        if self.bold {
            line.push_str("**");
        }
        let section = tree.descendants(paragraph).any(|node| tree.is(node, Ns::W, "sectPr"));
        if section {
            line.push('§');
        }
        line
    }

    /// The number of a paragraph in a decimal list, a dash in another one.
    fn label(&mut self, tree: &Tree, paragraph: NodeId) -> String {
        let id = tree.descendants(paragraph).find(|&node| tree.is(node, Ns::W, "numId"));
        let Some(id) = id.and_then(|id| tree.attribute(id, Ns::W, "val")) else { return String::new() };
        let numbering: PartName = "/word/numbering.xml".parse().expect("a name");
        let numbers = self.tree(&numbering);
        let get = |node, name| numbers.attribute(node, Ns::W, name).unwrap_or_default().into_owned();
        let all = || numbers.descendants(numbers.root());
        let Some(num) = all().find(|&node| numbers.is(node, Ns::W, "num") && get(node, "numId") == *id)
        else {
            return "(no list) ".to_owned();
        };
        let inside = |node, name| numbers.descendants(node).find(|&node| numbers.is(node, Ns::W, name));
        let list = inside(num, "abstractNumId").map(|node| get(node, "val")).unwrap_or_default();
        let first_use = self.counts.insert(format!("num {id}"), 1).is_none();
        if first_use && inside(num, "startOverride").is_some() {
            self.counts.insert(list.clone(), 0);
        }
        let of =
            all().find(|&node| numbers.is(node, Ns::W, "abstractNum") && get(node, "abstractNumId") == list);
        let format = of.and_then(|of| inside(of, "numFmt")).map(|node| get(node, "val")).unwrap_or_default();
        if format != "decimal" {
            return "- ".to_owned();
        }
        let count = self.counts.entry(list).or_insert(0);
        *count += 1;
        format!("{count}. ")
    }

    fn inline(&mut self, tree: &Tree, part: &PartName, node: NodeId, line: &mut String) {
        for child in tree.children(node) {
            let get = |ns, name| tree.attribute(child, ns, name).unwrap_or_default().into_owned();
            match tree.name(child) {
                (Ns::W, "pPr" | "rPr" | "sdtPr") | (Ns::Mc, "Fallback") => {}
                (Ns::W, "r") => {
                    let properties = tree.children(child).find(|&node| tree.is(node, Ns::W, "rPr"));
                    let bold = properties
                        .is_some_and(|node| tree.children(node).any(|node| tree.is(node, Ns::W, "b")));
                    let visible =
                        tree.children(child).any(|node| matches!(tree.name(node).1, "t" | "tab" | "br"));
                    if visible && bold != self.bold {
                        line.push_str("**");
                        self.bold = bold;
                    }
                    self.inline(tree, part, child, line);
                }
                (Ns::W, "t") => line.push_str(&chars(tree, child)),
                (Ns::W, "delText") => line.push_str(&format!("{{-{}-}}", chars(tree, child))),
                (Ns::W, "instrText") => line.push_str(&format!("‹{}›", chars(tree, child).trim())),
                (Ns::W, "br") => line.push(match get(Ns::W, "type").as_str() {
                    "page" => '⇟',
                    _ => '⏎',
                }),
                (Ns::W, "tab") => line.push('→'),
                (Ns::W, "noBreakHyphen") => line.push('\u{2011}'),
                (Ns::W, kind @ ("footnoteReference" | "endnoteReference" | "commentReference")) => {
                    let kind = match kind {
                        "footnoteReference" => "footnote",
                        "endnoteReference" => "endnote",
                        _ => "comment",
                    };
                    self.notes.push((kind, get(Ns::W, "id")));
                    line.push_str(&format!("[^{}]", self.notes.len()));
                }
                (Ns::W, "hyperlink") => {
                    let id = get(Ns::R, "id");
                    line.push('[');
                    self.inline(tree, part, child, line);
                    let target = self.package.relationships(part).iter().find(|link| link.id == id);
                    match target.map(|link| &link.target) {
                        Some(Target::External(address)) => line.push_str(&format!("]({address})")),
                        Some(Target::Part(part)) => line.push_str(&format!("]({part})")),
                        None => line.push_str(&format!("](#{})", get(Ns::W, "anchor"))),
                    }
                }
                (Ns::Wp, "docPr") if !get(Ns::None, "descr").is_empty() => {
                    line.push_str(&format!("▣({})", get(Ns::None, "descr")));
                }
                (Ns::Wp, "docPr") => line.push('▣'),
                (Ns::W, "txbxContent") => {
                    let bold = std::mem::take(&mut self.bold);
                    line.push_str(&format!("{{{}}}", self.blocks(tree, part, child).join("¶")));
                    self.bold = bold;
                }
                _ => self.inline(tree, part, child, line),
            }
        }
    }
}

fn chars(tree: &Tree, node: NodeId) -> String {
    tree.children(node).flat_map(|text| tree.chars(text)).map(|(ch, _)| ch).collect()
}
