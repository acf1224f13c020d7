//! The text of a document, paragraph by paragraph.

use akte_ooxml::xml::{Kind, NodeId, Ns, Tree};
use akte_ooxml::{Error, Limits, Package, PartName};

/// The stories, in this order; of headers, notes and footers each part by its name.
const STORIES: [&str; 5] = ["header", "document", "footnotes", "endnotes", "footer"];

/// The paragraphs of headers, body, notes and footers that have text. A tab is `\t`, a line break a space. What was
/// deleted with tracked changes is left out.
pub(super) fn paragraphs(bytes: Vec<u8>) -> Result<Vec<String>, Error> {
    let limits = Limits::default();
    let package = Package::read(bytes.into(), &limits)?;
    let mut paragraphs = Vec::new();
    for story in STORIES {
        let mut parts: Vec<&PartName> =
            package.names().filter(|name| is_story(name, &package, story)).collect();
        parts.sort();
        for part in parts {
            let tree = Tree::parse(package.part(part)?, &limits)?;
            let mut texts = vec![String::new()];
            visit(&tree, tree.root(), &mut texts, &mut paragraphs);
        }
    }
    Ok(paragraphs)
}

fn is_story(name: &PartName, package: &Package, story: &str) -> bool {
    let suffix = format!(".{story}+xml");
    match story {
        "document" => name == package.main_document(),
        _ => package.content_type(name).is_some_and(|kind| kind.ends_with(&suffix)),
    }
}

/// Paragraphs can lie in each other (text boxes): the innermost open one takes the text.
fn visit(tree: &Tree, node: NodeId, open: &mut Vec<String>, done: &mut Vec<String>) {
    if tree.kind(node) == Kind::Text {
        let text = tree.chars(node).map(|(char, _)| char);
        if let Some(paragraph) = open.last_mut() {
            paragraph.extend(text);
        }
        return;
    }
    let left_out = ["del", "moveFrom", "instrText", "delText", "pPr", "rPr"];
    if left_out.iter().any(|name| tree.is(node, Ns::W, name)) || tree.is(node, Ns::Mc, "Fallback") {
        return;
    }
    let alone = match () {
        () if tree.is(node, Ns::W, "tab") => Some('\t'),
        () if tree.is(node, Ns::W, "br") || tree.is(node, Ns::W, "cr") => Some(' '),
        () => None,
    };
    if let (Some(char), Some(paragraph)) = (alone, open.last_mut()) {
        return paragraph.push(char);
    }
    let is_paragraph = tree.is(node, Ns::W, "p");
    if is_paragraph {
        open.push(String::new());
    }
    for child in tree.children(node) {
        visit(tree, child, open, done);
    }
    if is_paragraph {
        done.extend(open.pop().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()));
    }
}
