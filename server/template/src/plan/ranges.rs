//! Ranges with one end inside a condition or repeat and the other outside: bookmarks, permissions, moves, comments. The
//! end inside goes to the edge of the condition or repeat, so that it is there, once, whatever becomes of it.

use std::collections::BTreeMap;
use std::ops::Range;

use akte_ooxml::xml::{NodeId, Ns, Tree};

use super::cut::Cut;
use super::pair::{Group, GroupKind};
use super::patch::{Change, Patch};
use super::region;
use crate::identity::Mention;
use crate::scan::Scan;

/// The ends of one range.
#[derive(Default)]
struct Ends {
    opens: Option<NodeId>,
    closes: Option<NodeId>,
    /// Where a comment is referred to.
    reference: Option<NodeId>,
}

/// The patches that keep ranges whole. `mentions`: the identities of the story, in order; those of moved ends go along.
pub(crate) fn ranges(
    tree: &Tree,
    scan: &Scan,
    groups: &[Group],
    cuts: &[Cut],
    mentions: &[Mention],
) -> Vec<Patch> {
    let regions = Regions::new(tree, scan, groups, cuts);
    if regions.branches.is_empty() {
        return Vec::new();
    }
    let mut found: BTreeMap<(&str, String), Ends> = BTreeMap::new();
    for node in tree.descendants(tree.root()) {
        let Some((kind, place)) = end(tree, node) else { continue };
        let Some(id) = tree.attribute(node, Ns::W, "id") else { continue };
        let ends = found.entry((kind, id.into_owned())).or_default();
        match place {
            Place::Opens => ends.opens = ends.opens.or(Some(node)),
            Place::Closes => ends.closes = Some(node),
            Place::Reference => ends.reference = Some(node),
        }
    }
    let mut patches = Vec::new();
    for ends in found.into_values() {
        let (Some(opens), Some(closes)) = (ends.opens, ends.closes) else { continue };
        let at = |node: NodeId| regions.path(tree.span(node).start);
        let (from, to) = (at(opens), at(closes));
        if let Some(reference) = ends.reference {
            // A comment goes with its reference; without its range it is about that place.
            if from != to || from != at(reference) {
                patches.extend([opens, closes].map(|node| Patch::replace(tree.span(node), Change::Gone)));
            }
            continue;
        }
        let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
        for (node, path, opens) in [(opens, from, true), (closes, to, false)] {
            let Some((group, _)) = path.get(common) else { continue };
            let tag = if opens { groups[*group].head } else { groups[*group].end };
            let span = tree.span(node);
            let own = mentions.iter().filter(|mention| is_within(&mention.bytes, &span)).cloned().collect();
            patches.push(Patch::replace(span.clone(), Change::Gone));
            patches.push(Patch::beside(tag, opens, Change::Marker(span, own)));
        }
    }
    patches
}

enum Place {
    Opens,
    Closes,
    Reference,
}

/// What kind of range a node is an end of, and which (ECMA-376 Part 1, EG_RangeMarkupElements).
fn end(tree: &Tree, node: NodeId) -> Option<(&'static str, Place)> {
    let (Ns::W, name) = tree.name(node) else { return None };
    Some(match name {
        "bookmarkStart" => ("bookmark", Place::Opens),
        "bookmarkEnd" => ("bookmark", Place::Closes),
        "permStart" => ("permission", Place::Opens),
        "permEnd" => ("permission", Place::Closes),
        "moveFromRangeStart" => ("move from", Place::Opens),
        "moveFromRangeEnd" => ("move from", Place::Closes),
        "moveToRangeStart" => ("move to", Place::Opens),
        "moveToRangeEnd" => ("move to", Place::Closes),
        "commentRangeStart" => ("comment", Place::Opens),
        "commentRangeEnd" => ("comment", Place::Closes),
        "commentReference" => ("comment", Place::Reference),
        _ => return None,
    })
}

fn is_within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The branches of conditions and repeats, by the bytes they cover.
struct Regions {
    /// Bytes, group and which of its branches; outer ones before inner ones.
    branches: Vec<(Range<usize>, (usize, usize))>,
}

impl Regions {
    fn new(tree: &Tree, scan: &Scan, groups: &[Group], cuts: &[Cut]) -> Self {
        let mut branches = Vec::new();
        for (index, group) in groups.iter().enumerate().filter(|(_, group)| group.kind != GroupKind::Macro) {
            let tags: Vec<usize> = group.tags().collect();
            let last = tags.len() - 2;
            for (branch, pair) in tags.windows(2).enumerate() {
                let start = region::end(tree, scan, cuts, pair[0]);
                // What a vanishing paragraph with `else` leaves behind stands before the `else`.
                let end = if branch == last { region::start } else { region::end };
                branches.push((start..end(tree, scan, cuts, pair[1]), (index, branch)));
            }
        }
        branches.sort_by_key(|(bytes, _)| (bytes.start, std::cmp::Reverse(bytes.end)));
        Self { branches }
    }

    /// The branches around a byte, outermost first.
    fn path(&self, at: usize) -> Vec<(usize, usize)> {
        let around = self.branches.iter().filter(|(bytes, _)| bytes.contains(&at));
        around.map(|(_, branch)| *branch).collect()
    }
}
