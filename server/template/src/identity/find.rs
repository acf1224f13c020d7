//! Where identities stand in a story.

use akte_ooxml::xml::{NodeId, Ns, Tree};

use super::{Kind, Mention};

/// Every mention of an identity, in the order of the source.
pub(crate) fn identities(tree: &Tree) -> Vec<Mention> {
    let mut found = Vec::new();
    for node in tree.descendants(tree.root()) {
        visit(tree, node, &mut found);
    }
    found.sort_by_key(|mention: &Mention| mention.bytes.start);
    found
}

/// Every drawing's number, in the order of the source.
pub(crate) fn drawings(tree: &Tree) -> Vec<Mention> {
    let mut found = Vec::new();
    for node in tree.descendants(tree.root()).filter(|&node| tree.is(node, Ns::Wp, "docPr")) {
        visit(tree, node, &mut found);
    }
    found
}

fn visit(tree: &Tree, node: NodeId, found: &mut Vec<Mention>) {
    let mut add = |ns: Ns, name: &str, kind: Kind, defines: bool| {
        if let (Some(bytes), Some(value)) =
            (tree.attribute_span(node, ns, name), tree.attribute(node, ns, name))
        {
            found.push(Mention { bytes, kind, value: value.into_owned(), defines });
        }
    };
    match tree.name(node) {
        (Ns::W, "p" | "tr") => {
            add(Ns::W14, "paraId", Kind::Hex, true);
            add(Ns::W14, "textId", Kind::Hex, true);
        }
        (Ns::W, "bookmarkStart") => {
            add(Ns::W, "id", Kind::Bookmark, true);
            add(Ns::W, "name", Kind::BookmarkName, true);
        }
        (Ns::W, "bookmarkEnd") => add(Ns::W, "id", Kind::Bookmark, false),
        (Ns::W, "permStart") => add(Ns::W, "id", Kind::Permission, true),
        (Ns::W, "permEnd") => add(Ns::W, "id", Kind::Permission, false),
        (Ns::W, "moveFromRangeStart" | "moveToRangeStart") => {
            add(Ns::W, "id", Kind::Revision, true);
            add(Ns::W, "name", Kind::MoveName, true);
        }
        (Ns::W, "moveFromRangeEnd" | "moveToRangeEnd") => add(Ns::W, "id", Kind::Revision, false),
        (
            Ns::W,
            "ins" | "del" | "moveFrom" | "moveTo" | "rPrChange" | "pPrChange" | "sectPrChange"
            | "tblPrChange" | "tblGridChange" | "trPrChange" | "tcPrChange" | "tblPrExChange" | "cellIns"
            | "cellDel" | "cellMerge",
        ) => add(Ns::W, "id", Kind::Revision, true),
        (Ns::W, "id") if is_in(tree, node, "sdtPr") => add(Ns::W, "val", Kind::Control, true),
        (Ns::W, "hyperlink") => add(Ns::W, "anchor", Kind::BookmarkName, false),
        (Ns::W, "name") if is_in(tree, node, "ffData") => add(Ns::W, "val", Kind::BookmarkName, false),
        (Ns::Wp, "docPr") => add(Ns::None, "id", Kind::Drawing, true),
        (Ns::Wp, "inline" | "anchor") => {
            add(Ns::Wp14, "anchorId", Kind::Hex, true);
            add(Ns::Wp14, "editId", Kind::Hex, true);
        }
        // The definition of a shape's type is the same in every copy and may stand there twice.
        (Ns::V, name) if name != "shapetype" => {
            add(Ns::None, "id", Kind::Shape, true);
            add(Ns::O, "spid", Kind::Shape, true);
        }
        (Ns::O, "OLEObject") => add(Ns::None, "ShapeID", Kind::Shape, false),
        _ => {}
    }
}

fn is_in(tree: &Tree, node: NodeId, name: &str) -> bool {
    tree.parent(node).is_some_and(|parent| tree.is(parent, Ns::W, name))
}
