//! What a reader sees, line by line.

use akte_ooxml::xml::{NodeId, Ns, Tree};
use akte_ooxml::{Limits, Package};

/// A line for each paragraph that is not blank: of the body, then of headers and footers.
pub fn lines(docx: Vec<u8>) -> Vec<String> {
    let package = Package::read(docx.into(), &Limits::default()).expect("a Word document");
    let is_text = |name: &str| ["document", "header", "footer"].iter().any(|kind| name.starts_with(kind));
    let mut parts: Vec<_> = package
        .names()
        .filter(|name| name.as_str().strip_prefix("/word/").is_some_and(is_text))
        .filter(|name| name.as_str().ends_with(".xml"))
        .collect();
    parts.sort();
    let mut lines = Vec::new();
    for part in parts {
        let bytes = package.part(part).expect("a part that is there");
        let tree = Tree::parse(bytes, &Limits::default()).expect("well-formed XML");
        let paragraphs = tree.descendants(tree.root()).filter(|&node| tree.is(node, Ns::W, "p"));
        lines.extend(
            paragraphs.map(|paragraph| text(&tree, paragraph)).filter(|line| !line.trim().is_empty()),
        );
    }
    lines
}

fn text(tree: &Tree, paragraph: NodeId) -> String {
    let texts = tree.descendants(paragraph).filter(|&node| tree.is(node, Ns::W, "t"));
    texts.flat_map(|text| tree.children(text)).flat_map(|node| tree.chars(node)).map(|(c, _)| c).collect()
}

/// The first line that differs, with its number from 1.
pub fn difference(ours: &[String], theirs: &[String]) -> Option<String> {
    let longest = ours.len().max(theirs.len());
    let at = (0..longest).find(|&at| ours.get(at) != theirs.get(at))?;
    let line = |lines: &[String]| lines.get(at).cloned().unwrap_or_else(|| "(the end)".to_owned());
    Some(format!("line {}: ours “{}”, theirs “{}”", at + 1, line(ours), line(theirs)))
}
