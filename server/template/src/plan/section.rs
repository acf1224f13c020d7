//! Sections: a break governs the text before it and stands in the last paragraph of its section.
//!
//! Where conditions and repeats may take breaks along, a break is taken out of its paragraph's properties and put
//! back by a step at the paragraph's end. So paragraphs that join take the break of the last one, and a break whose
//! text is left out can move to the paragraph before (ECMA-376 Part 1, 17.6.17 and 17.6.18).

use std::collections::{HashMap, HashSet};

use akte_ooxml::xml::{NodeId, Ns, Tree};

use super::cut::Cut;
use super::pair::{Group, GroupKind};
use super::seam::Seams;
use crate::scan::Scan;

/// The identity of a section within its story.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct SectionId(pub usize);

/// The six kinds of header and footer that a section may have.
pub(crate) const REFERENCES: usize = 6;

/// A section's properties.
pub(crate) struct Section {
    /// The `w:sectPr`.
    pub element: NodeId,
    /// The paragraph that holds it; the last section stands in the body itself.
    pub paragraph: Option<NodeId>,
    /// Its headers and footers, its own or inherited: the `w:headerReference` or `w:footerReference`.
    pub references: [Option<NodeId>; REFERENCES],
    /// Which of them are its own.
    pub own: [bool; REFERENCES],
}

/// Where a paragraph takes a break.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Slot {
    /// Right here, in its properties.
    Here,
    /// In the empty-element tag of properties that ends here.
    EmptyProperties,
    /// In properties that are to be made here.
    NoProperties,
    /// In the empty-element tag of a paragraph that ends here.
    EmptyParagraph,
}

/// The sections of a body whose breaks may move.
pub(crate) struct Sections {
    pub all: Vec<Section>,
    /// Paragraphs that may take a break, with where they do.
    pub slots: Vec<(NodeId, Slot, usize)>,
    /// By the tag that begins a branch or repeat: the first break that goes with it.
    pub first: HashMap<usize, SectionId>,
    /// The body.
    pub body: NodeId,
    /// Text follows the last break.
    pub text_follows: bool,
}

/// The break that a paragraph's own properties hold.
pub(crate) fn own_break(tree: &Tree, paragraph: NodeId) -> Option<NodeId> {
    let properties = tree.child(paragraph, Ns::W, "pPr")?;
    tree.child(properties, Ns::W, "sectPr")
}

/// The sections of a story; none where no break can move.
pub(crate) fn sections(
    tree: &Tree,
    scan: &Scan,
    groups: &[Group],
    cuts: &[Cut],
    seams: &Seams,
) -> Option<Sections> {
    let body = tree.children(tree.root()).find(|&node| tree.is(node, Ns::W, "body"))?;
    if scan.tags.iter().all(|tag| tag.prints() && tag.joins == crate::scan::Joins::default()) {
        return None;
    }
    let paragraphs = paragraphs(tree, body);
    let mut found: Vec<(NodeId, Option<NodeId>)> = Vec::new();
    found.extend(
        paragraphs.iter().filter_map(|&paragraph| Some((own_break(tree, paragraph)?, Some(paragraph)))),
    );
    if found.is_empty() {
        return None;
    }
    found.extend(tree.child(body, Ns::W, "sectPr").map(|element| (element, None)));
    let all = resolve(tree, &found);
    let mut first = HashMap::new();
    for group in groups.iter().filter(|group| group.kind != GroupKind::Macro) {
        let tags: Vec<usize> = group.tags().collect();
        for pair in tags.windows(2) {
            let whole = |tag: usize| matches!(cuts[tag], Cut::Whole(_) | Cut::Before(_) | Cut::After(_));
            let range = super::region::covered(tree, scan, cuts, pair[0], pair[1]);
            // Where paragraphs join, the break of the last one is the only one.
            if whole(pair[0])
                && whole(pair[1])
                && let Some(at) =
                    all.iter().position(|section| range.contains(&tree.span(section.element).start))
            {
                first.insert(pair[0], SectionId(at));
            }
        }
    }
    let slots = slots(tree, scan, cuts, seams, &paragraphs, !first.is_empty());
    let last = tree
        .children(body)
        .filter(|&node| {
            tree.is(node, Ns::W, "p") || tree.is(node, Ns::W, "tbl") || tree.is(node, Ns::W, "sdt")
        })
        .last();
    let text_follows = last.is_some_and(|last| own_break(tree, last).is_none());
    Some(Sections { all, slots, first, body, text_follows })
}

/// The paragraphs of the body that may end a section: not those in tables and text boxes.
fn paragraphs(tree: &Tree, body: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut inside = 0;
    for node in tree.descendants(body) {
        let span = tree.span(node);
        if span.start < inside {
            continue;
        }
        if tree.is(node, Ns::W, "p") {
            found.push(node);
        }
        if tree.is(node, Ns::W, "p") || tree.is(node, Ns::W, "tbl") {
            inside = span.end;
        }
    }
    found
}

/// What each section has of headers and footers, inherited ones included (ECMA-376 Part 1, 17.10.1).
fn resolve(tree: &Tree, found: &[(NodeId, Option<NodeId>)]) -> Vec<Section> {
    let mut inherited = [None; REFERENCES];
    let mut all = Vec::new();
    for &(element, paragraph) in found {
        let mut own = [false; REFERENCES];
        for child in tree.children(element) {
            if let Some(kind) = reference(tree, child) {
                inherited[kind] = Some(child);
                own[kind] = true;
            }
        }
        all.push(Section { element, paragraph, references: inherited, own });
    }
    all
}

fn reference(tree: &Tree, node: NodeId) -> Option<usize> {
    let base = match tree.name(node) {
        (Ns::W, "headerReference") => 0,
        (Ns::W, "footerReference") => 3,
        _ => return None,
    };
    Some(
        base + match tree.attribute(node, Ns::W, "type").as_deref() {
            Some("first") => 1,
            Some("even") => 2,
            _ => 0,
        },
    )
}

fn slots(
    tree: &Tree,
    scan: &Scan,
    cuts: &[Cut],
    seams: &Seams,
    paragraphs: &[NodeId],
    moves: bool,
) -> Vec<(NodeId, Slot, usize)> {
    let mut wanted: HashSet<NodeId> = HashSet::new();
    for (tag, cut) in scan.tags.iter().zip(cuts) {
        if let Cut::Inside(level) = cut
            && tree.is(*level, Ns::W, "p")
        {
            wanted.insert(scan.paragraphs[tag.paragraph].element);
        }
    }
    wanted.extend(seams.pairs().map(|(before, _)| before));
    let vanished: HashSet<NodeId> =
        cuts.iter().filter_map(|cut| if let Cut::Whole(node) = cut { Some(*node) } else { None }).collect();
    let is_wanted =
        |paragraph: NodeId| moves || wanted.contains(&paragraph) || own_break(tree, paragraph).is_some();
    paragraphs
        .iter()
        .copied()
        .filter(|&paragraph| {
            is_wanted(paragraph) && !vanished.contains(&paragraph) && seams.head(paragraph) == paragraph
        })
        .map(|paragraph| {
            let (slot, at) = slot(tree, paragraph);
            (paragraph, slot, at)
        })
        .collect()
}

/// Where a paragraph takes a break: after its mark's run properties, before what was changed in it (ECMA-376 Part 1,
/// 17.3.1.26, CT_PPr).
fn slot(tree: &Tree, paragraph: NodeId) -> (Slot, usize) {
    let end = tree.open(paragraph).end;
    if tree.close(paragraph).is_empty() {
        return (Slot::EmptyParagraph, end);
    }
    let Some(properties) = tree.child(paragraph, Ns::W, "pPr") else {
        return (Slot::NoProperties, end);
    };
    if tree.close(properties).is_empty() {
        return (Slot::EmptyProperties, tree.span(properties).end);
    }
    let here = tree
        .children(properties)
        .find(|&child| tree.is(child, Ns::W, "sectPr") || tree.is(child, Ns::W, "pPrChange"))
        .map_or(tree.close(properties).start, |child| tree.span(child).start);
    (Slot::Here, here)
}
