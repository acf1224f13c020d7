//! Where something stands in a document, in terms that survive Word's rewriting of ids and runs.

use std::ops::Range;

use akte_expr::Place;
use akte_ooxml::xml::{NodeId, Ns, Tree};

use crate::scan::Paragraph;
use crate::story::Story;

/// How many characters before and after are kept, to tell equal words apart.
const CONTEXT: usize = 30;

/// The place of some characters of a paragraph; `occurrence` counts equal words in the story from 1.
pub(crate) fn of(story: &Story, paragraph: &Paragraph, chars: &[char], range: Range<usize>, occurrence: usize) -> Place {
    let text = |range: Range<usize>| chars[range].iter().collect::<String>();
    Place {
        story: story.name.clone(),
        container: container(&story.tree, paragraph.element),
        paragraph: paragraph.ordinal,
        before: text(range.start.saturating_sub(CONTEXT)..range.start),
        after: text(range.end..chars.len().min(range.end + CONTEXT)),
        text: text(0..chars.len()),
        range,
        occurrence,
    }
}

/// The containers around a node, outermost first: `table 2`, `row 3`, `cell 1`, `text box`.
fn container(tree: &Tree, node: NodeId) -> Vec<String> {
    let mut path = Vec::new();
    let mut at = node;
    while let Some(parent) = tree.parent(at) {
        let (ns, name) = tree.name(at);
        match (ns, name) {
            (Ns::W, "tbl") => path.push(format!("table {}", ordinal(tree, parent, at, "tbl"))),
            (Ns::W, "tr") => path.push(format!("row {}", ordinal(tree, parent, at, "tr"))),
            (Ns::W, "tc") => path.push(format!("cell {}", ordinal(tree, parent, at, "tc"))),
            (Ns::W, "txbxContent") => path.push("text box".to_owned()),
            (Ns::W, "sdt") => path.push("content control".to_owned()),
            _ => {}
        }
        at = parent;
    }
    path.reverse();
    path
}

fn ordinal(tree: &Tree, parent: NodeId, node: NodeId, name: &str) -> usize {
    let start = tree.span(node).start;
    tree.children(parent)
        .take_while(|&child| tree.span(child).start <= start)
        .filter(|&child| tree.is(child, Ns::W, name))
        .count()
}
