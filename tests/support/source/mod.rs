//! Word documents from a source that people can read: `template.xml` of a case in `tests/corpus`.
//!
//! Elements without a prefix are shorthand (the table in `tests/corpus/README.md`); elements with a prefix are
//! WordprocessingML as it stands.

mod package;
mod shorthand;

use akte_ooxml::Limits;
use akte_ooxml::xml::{Kind, NodeId, Ns, Tree};

use package::Package;
use shorthand::{Mode, Writer};

/// The namespaces that a source may use without declaring them.
const NAMESPACES: &str = concat!(
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"",
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"",
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"",
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"",
    " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"",
    " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"",
    " xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"",
    " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"",
    " xmlns:v=\"urn:schemas-microsoft-com:vml\"",
    " xmlns:o=\"urn:schemas-microsoft-com:office:office\"",
    " xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"",
    " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"",
    " xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"",
);

/// Makes the .docx that a source describes.
///
/// # Errors
/// The source is not well-formed, or holds shorthand that does not exist.
pub fn build(source: &str) -> Result<Vec<u8>, String> {
    let declared = source.replacen("<docx", &format!("<docx{NAMESPACES}"), 1);
    // A source may hold what the product refuses: the product's limits are not its limits.
    let limits = Limits { depth: 100_000, attributes: 100_000, ..Limits::default() };
    let tree = Tree::parse(declared.into_bytes(), &limits).map_err(|error| error.to_string())?;
    let mut package = Package::default();
    for node in tree.children(tree.root()).filter(|&node| tree.kind(node) == Kind::Element) {
        let attribute = |name: &str| tree.attribute(node, Ns::None, name).unwrap_or_default().into_owned();
        let blocks = || Writer::new(&tree).children(node, Mode::Block);
        match tree.name(node) {
            (Ns::None, "body") => package.body = blocks()?,
            (Ns::None, kind @ ("header" | "footer")) => package.edge(kind, &attribute("id"), &blocks()?),
            (Ns::None, "footnote") => package.footnotes.push((attribute("id"), blocks()?)),
            (Ns::None, "endnote") => package.endnotes.push((attribute("id"), blocks()?)),
            (Ns::None, "comment") => package.comments.push((attribute("id"), blocks()?)),
            (Ns::None, "link") => {
                let kind = Some(attribute("type")).filter(|kind| !kind.is_empty());
                let kind = kind.as_deref().unwrap_or("hyperlink");
                package.external(&attribute("from"), &attribute("id"), kind, &attribute("target"));
            }
            (Ns::None, "image") => package.image(&attribute("id")),
            (Ns::None, "definition") => package.definition(&text(&tree, node)),
            (Ns::None, "numbering") => package.numbering = inner(&tree, node),
            (Ns::None, "settings") => package.settings = inner(&tree, node),
            (Ns::None, "orphan") => {
                package.relate("", &attribute("id"), &attribute("type"), &attribute("target"))
            }
            (Ns::None, "again") => package.again(&attribute("name"), inner(&tree, node).trim()),
            (Ns::None, "part") => {
                let content = inner(&tree, node);
                package.part(
                    &attribute("name"),
                    &attribute("content"),
                    (&attribute("from"), &attribute("id"), &attribute("type")),
                    content.trim(),
                );
            }
            (_, other) => return Err(format!("<{other}> does not exist in <docx>")),
        }
    }
    Ok(package.zip())
}

fn text(tree: &Tree, node: NodeId) -> String {
    tree.descendants(node).flat_map(|node| tree.chars(node)).map(|(ch, _)| ch).collect()
}

fn inner(tree: &Tree, node: NodeId) -> String {
    String::from_utf8_lossy(&tree.source()[tree.open(node).end..tree.close(node).start]).into_owned()
}
