//! Tables, cells, controls and text boxes as Word wants them.

use akte_ooxml::xml::{NodeId, Ns};

use super::{Part, Problems};

pub(super) fn check(part: &Part, found: &mut Problems) {
    for node in part.elements() {
        match part.tree.name(node) {
            (Ns::W, "tbl") if !holds(part, node, "tr") => found.add("table without rows", part, "a table"),
            (Ns::W, "tr") if !holds(part, node, "tc") => found.add("row without cells", part, "a row"),
            (Ns::W, "tc") if !ends_with_paragraph(part, node) => {
                found.add("cell that does not end with a paragraph", part, part.text(node));
            }
            (Ns::W, "sdtContent") if part.children(node).next().is_none() => {
                found.add("empty control", part, "a control");
            }
            (Ns::Mc, "AlternateContent") => halves(part, node, found),
            (Ns::W, "t") => spaces(part, node, found),
            _ => {}
        }
        let names: Vec<_> = part.children(node).map(|child| part.tree.name(child)).collect();
        if names.windows(2).any(|pair| pair == [(Ns::W, "tbl"), (Ns::W, "tbl")]) {
            found.add("adjacent tables", part, "two tables");
        }
    }
}

/// Whether an element holds another one, controls and revision marks between them aside.
fn holds(part: &Part, node: NodeId, wanted: &str) -> bool {
    part.children(node).any(|child| match part.tree.name(child) {
        (Ns::W, name) if name == wanted => true,
        (Ns::W, "sdt" | "sdtContent" | "customXml" | "ins" | "del") => holds(part, child, wanted),
        _ => false,
    })
}

/// ECMA-376 Part 1, 17.4.65; a control at the end of a cell counts by its content.
fn ends_with_paragraph(part: &Part, node: NodeId) -> bool {
    let range = |node: &NodeId| {
        part.tree.name(*node).1.ends_with("End") || part.tree.name(*node).1.ends_with("Start")
    };
    match part.children(node).filter(|node| !range(node)).last() {
        Some(last) => match part.tree.name(last) {
            (Ns::W, "p") => true,
            (Ns::W, "sdt" | "sdtContent" | "customXml") => ends_with_paragraph(part, last),
            _ => false,
        },
        None => false,
    }
}

/// Both halves of a text box say the same.
fn halves(part: &Part, node: NodeId, found: &mut Problems) {
    let boxes = |node| {
        let all = part.tree.descendants(node).filter(|&node| part.tree.is(node, Ns::W, "txbxContent"));
        all.map(|node| part.text(node)).collect::<Vec<_>>()
    };
    let half = |name| part.children(node).find(|&half| part.tree.is(half, Ns::Mc, name)).map(boxes);
    if let (Some(choice), Some(fallback)) = (half("Choice"), half("Fallback"))
        && choice != fallback
    {
        found.add("text box out of step", part, format!("{choice:?} and {fallback:?}"));
    }
}

/// White space at the edges of a text is lost without `xml:space` (XML 1.0, 2.10).
fn spaces(part: &Part, node: NodeId, found: &mut Problems) {
    let text =
        part.tree.children(node).flat_map(|node| part.tree.chars(node)).map(|(ch, _)| ch).collect::<String>();
    let edge = |ch: Option<char>| ch.is_some_and(|ch| matches!(ch, ' ' | '\t' | '\n'));
    if (edge(text.chars().next()) || edge(text.chars().last()))
        && part.get(node, Ns::Xml, "space") != "preserve"
    {
        found.add("lost space", part, format!("{text:?}"));
    }
}
