//! White-space control: `{%-` and `-%}` take white space away, and the paragraph mark beyond it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use akte_ooxml::xml::{Kind, NodeId, Ns, Tree};

use crate::scan::{Atom, Joins, Paragraph, Prefix, Scan};

/// What the tags of a story take away of their surroundings.
#[derive(Default)]
pub(crate) struct Seams {
    /// White space that goes, by its bytes, with the element that holds it.
    pub spaces: BTreeSet<(usize, usize, NodeId)>,
    /// Empty paragraphs that go: nothing of them is left when they join.
    pub gone: Vec<NodeId>,
    /// For a paragraph that continues another one: that other one.
    previous: HashMap<NodeId, NodeId>,
    next: HashMap<NodeId, NodeId>,
}

impl Seams {
    /// The paragraph that a joined one begins in.
    pub fn head(&self, mut paragraph: NodeId) -> NodeId {
        while let Some(&before) = self.previous.get(&paragraph) {
            paragraph = before;
        }
        paragraph
    }

    /// The paragraph that a joined one ends in.
    pub fn tail(&self, mut paragraph: NodeId) -> NodeId {
        while let Some(&after) = self.next.get(&paragraph) {
            paragraph = after;
        }
        paragraph
    }

    /// A joined paragraph's parts, from its head on.
    pub fn parts(&self, head: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(head), |part| self.next.get(part).copied())
    }

    /// Whether a paragraph is part of a joined one.
    pub fn joins(&self, paragraph: NodeId) -> bool {
        self.previous.contains_key(&paragraph) || self.next.contains_key(&paragraph)
    }

    /// The paragraphs before and after each seam.
    pub fn pairs(&self) -> impl Iterator<Item = (NodeId, NodeId)> + '_ {
        self.next.iter().map(|(&before, &after)| (before, after))
    }

    fn add(&mut self, tree: &Tree, before: NodeId, after: NodeId) {
        for paragraph in [before, after] {
            if tree.close(paragraph).is_empty() {
                return self.gone.push(paragraph);
            }
        }
        self.next.insert(before, after);
        self.previous.insert(after, before);
    }
}

/// The seams of a story.
pub(crate) fn seams(tree: &Tree, scan: &Scan) -> Seams {
    let mut seams = Seams::default();
    // A paragraph that goes as a whole, or that a tag runs over, is nobody's neighbour.
    let mut apart: HashSet<NodeId> = HashSet::new();
    for tag in scan.tags.iter().filter(|tag| !matches!(tag.prefix, Prefix::None | Prefix::Run)) {
        apart.insert(scan.paragraphs[tag.paragraph].element);
    }
    for paragraph in scan.paragraphs.iter().filter(|paragraph| !paragraph.more.is_empty()) {
        apart.extend(std::iter::once(paragraph.element).chain(paragraph.more.iter().copied()));
    }
    let mut siblings = Siblings { tree, by_parent: HashMap::new() };
    for tag in scan.tags.iter().filter(|tag| tag.joins != Joins::default()) {
        let paragraph = &scan.paragraphs[tag.paragraph];
        let element = paragraph.element;
        if apart.contains(&element) {
            continue;
        }
        let atoms = &paragraph.atoms;
        let joinable = |node: &NodeId| !apart.contains(node);
        if tag.joins.before && seams.strip(tree, atoms[..tag.atoms.start].iter().rev()) {
            let head = tree.open(element).end..atoms[tag.atoms.start].span().start;
            let before = siblings.beside(element, false).filter(joinable);
            if let Some(before) =
                before.filter(|&before| !breaks(tree, before) && is_bare(tree, paragraph, head))
            {
                seams.add(tree, before, element);
            }
        }
        if tag.joins.after && seams.strip(tree, atoms[tag.atoms.end..].iter()) {
            let tail = atoms[tag.atoms.end - 1].span().end..tree.span(element).end;
            let after = siblings.beside(element, true).filter(joinable);
            if let Some(after) = after.filter(|_| !breaks(tree, element) && is_bare(tree, paragraph, tail)) {
                seams.add(tree, element, after);
            }
        }
    }
    seams
}

impl Seams {
    /// Takes white space away, nearest to the tag first. Whether nothing else was met.
    fn strip<'a>(&mut self, tree: &Tree, atoms: impl Iterator<Item = &'a Atom>) -> bool {
        for atom in atoms {
            let is_page_break =
                tree.attribute(atom.holder, Ns::W, "type").is_some_and(|kind| kind != "textWrapping");
            // A non-breaking space is wanted where it stands, as with docxtpl.
            let is_kept = matches!(atom.ch, '\u{a0}' | '\u{2007}' | '\u{202f}');
            if !atom.ch.is_whitespace() || is_kept || is_page_break {
                return false;
            }
            self.spaces.insert((atom.span().start, atom.span().end, atom.holder));
        }
        true
    }
}

/// Whether a stretch of a paragraph shows nothing but what the seams took away.
fn is_bare(tree: &Tree, paragraph: &Paragraph, stretch: Range<usize>) -> bool {
    let stripped = |node: NodeId| paragraph.atoms.iter().any(|atom| atom.holder == node);
    tree.descendants(paragraph.element)
        .filter(|&node| stretch.contains(&tree.span(node).start))
        .all(|node| !super::guard::is_content(tree, node) || tree.is(node, Ns::W, "sectPr") || stripped(node))
}

/// Whether a section ends with this paragraph: then its mark is more than the end of a line.
fn breaks(tree: &Tree, paragraph: NodeId) -> bool {
    super::section::own_break(tree, paragraph).is_some()
}

struct Siblings<'t> {
    tree: &'t Tree,
    by_parent: HashMap<NodeId, Vec<NodeId>>,
}

impl Siblings<'_> {
    /// The paragraph right before or after this one, with nothing but markers between.
    fn beside(&mut self, paragraph: NodeId, after: bool) -> Option<NodeId> {
        let tree = self.tree;
        let parent = tree.parent(paragraph)?;
        let blocks = self.by_parent.entry(parent).or_insert_with(|| {
            let blocks = tree.children(parent).filter(|&node| tree.kind(node) == Kind::Element);
            blocks
                .filter(|&node| {
                    !super::edit::is_range_marker(tree, node) && !tree.is(node, Ns::W, "proofErr")
                })
                .collect()
        });
        let at = blocks.binary_search(&paragraph).ok()?;
        let at = if after { at + 1 } else { at.checked_sub(1)? };
        blocks.get(at).copied().filter(|&node| tree.is(node, Ns::W, "p"))
    }
}
