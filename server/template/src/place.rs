//! Where something stands in a document, in terms that survive Word's rewriting of ids and runs.

use std::collections::HashMap;
use std::ops::Range;

use akte_expr::Place;
use akte_ooxml::xml::{NodeId, Ns, Tree};

use crate::scan::Paragraph;
use crate::story::Story;

/// How many characters before and after are kept, to tell equal words apart.
const CONTEXT: usize = 30;

/// Makes the places of one story, in the order of the document.
pub(crate) struct Places<'s> {
    story: &'s Story,
    /// How often each words came so far.
    seen: HashMap<String, usize>,
    /// The ordinals of tables, rows and cells among their siblings, once somebody asked.
    ordinals: HashMap<NodeId, usize>,
}

impl<'s> Places<'s> {
    pub fn new(story: &'s Story) -> Self {
        Self { story, seen: HashMap::new(), ordinals: HashMap::new() }
    }

    /// The place of a tag: some characters of a paragraph. All of them are meant.
    pub fn of(&mut self, paragraph: &Paragraph, chars: &[char], range: Range<usize>) -> Place {
        let words = |range: Range<usize>| chars[range].iter().collect::<String>();
        let text = words(range.clone());
        let occurrence = self.seen.entry(text.clone()).or_insert(0);
        *occurrence += 1;
        Place {
            story: self.story.name.clone(),
            occurrence: *occurrence,
            container: self.container(paragraph.element),
            paragraph: paragraph.ordinal,
            text,
            range: 0..range.len(),
            before: words(range.start.saturating_sub(CONTEXT)..range.start),
            after: words(range.end..chars.len().min(range.end + CONTEXT)),
        }
    }

    /// The containers around a node, outermost first: `table 2`, `row 3`, `cell 1`, `text box`.
    fn container(&mut self, node: NodeId) -> Vec<String> {
        let tree = &self.story.tree;
        let mut path = Vec::new();
        let mut at = node;
        while let Some(parent) = tree.parent(at) {
            match tree.name(at) {
                (Ns::W, "tbl") => path.push(format!("table {}", self.ordinal(tree, parent, at))),
                (Ns::W, "tr") => path.push(format!("row {}", self.ordinal(tree, parent, at))),
                (Ns::W, "tc") => path.push(format!("cell {}", self.ordinal(tree, parent, at))),
                (Ns::W, "txbxContent") => path.push("text box".to_owned()),
                (Ns::W, "sdt") => path.push("content control".to_owned()),
                _ => {}
            }
            at = parent;
        }
        path.reverse();
        path
    }

    fn ordinal(&mut self, tree: &Tree, parent: NodeId, node: NodeId) -> usize {
        if !self.ordinals.contains_key(&node) {
            let (mut tables, mut rows, mut cells) = (0, 0, 0);
            for child in tree.children(parent) {
                let count = match tree.name(child) {
                    (Ns::W, "tbl") => &mut tables,
                    (Ns::W, "tr") => &mut rows,
                    (Ns::W, "tc") => &mut cells,
                    _ => continue,
                };
                *count += 1;
                self.ordinals.insert(child, *count);
            }
        }
        self.ordinals.get(&node).copied().unwrap_or_default()
    }
}
