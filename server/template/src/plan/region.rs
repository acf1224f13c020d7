//! What a condition or repeat covers besides text: fields and ranges that would come apart.

use std::collections::BTreeMap;
use std::ops::Range;

use akte_expr::{Code, Diagnostic, Severity};
use akte_ooxml::xml::{NodeId, Ns, Tree};

use super::cut::{Cut, whole};
use super::pair::{Group, GroupKind};
use crate::scan::Scan;

/// Things that come in halves or exist once, in the order of the source.
struct Landmark {
    at: usize,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    FieldBegin,
    FieldEnd,
    RangeStart,
    RangeEnd,
    FieldSeparate,
}

/// Reports what the branches of groups would tear apart or copy.
pub(crate) fn check(
    tree: &Tree,
    scan: &Scan,
    groups: &[Group],
    cuts: &[Cut],
    diagnostics: &mut Vec<Diagnostic>,
) {
    if groups.is_empty() {
        return;
    }
    beside(tree, scan, cuts, diagnostics);
    let landmarks: Vec<Landmark> = tree
        .descendants(tree.root())
        .filter_map(|node| Some(Landmark { at: tree.span(node).start, kind: kind(tree, node)? }))
        .collect();
    for group in groups.iter().filter(|group| group.kind != GroupKind::Macro) {
        let tags: Vec<usize> = group.tags().collect();
        for pair in tags.windows(2) {
            let range = covered(tree, scan, cuts, pair[0], pair[1]);
            let first = landmarks.partition_point(|landmark| landmark.at < range.start);
            let inside: Vec<Kind> = landmarks[first..]
                .iter()
                .take_while(|landmark| landmark.at < range.end)
                .map(|landmark| landmark.kind)
                .collect();
            for (code, severity, message) in problems(&inside) {
                let place = Some((*scan.tags[pair[0]].place).clone());
                let message = message.to_owned();
                diagnostics.push(Diagnostic {
                    code,
                    severity,
                    message,
                    place,
                    related: Vec::new(),
                    suggestion: None,
                });
            }
        }
    }
}

fn kind(tree: &Tree, node: NodeId) -> Option<Kind> {
    let (ns, name) = tree.name(node);
    match (ns, name) {
        (Ns::W, "fldChar") => match tree.attribute(node, Ns::W, "fldCharType").as_deref() {
            Some("begin") => Some(Kind::FieldBegin),
            Some("separate") => Some(Kind::FieldSeparate),
            Some("end") => Some(Kind::FieldEnd),
            _ => None,
        },
        (Ns::W, "bookmarkStart" | "commentRangeStart" | "permStart") => Some(Kind::RangeStart),
        (Ns::W, "bookmarkEnd" | "commentRangeEnd" | "permEnd") => Some(Kind::RangeEnd),
        _ => None,
    }
}

/// What stands between two tags of a group.
pub(crate) fn covered(tree: &Tree, scan: &Scan, cuts: &[Cut], from: usize, to: usize) -> Range<usize> {
    end(tree, scan, cuts, from)..start(tree, scan, cuts, to)
}

/// Where what a tag covers begins: after the tag, or after what vanishes with it.
pub(super) fn end(tree: &Tree, scan: &Scan, cuts: &[Cut], index: usize) -> usize {
    match cuts[index] {
        Cut::Whole(node) => whole(tree, scan, index, node).end,
        Cut::Before(node) => tree.span(node).start,
        Cut::After(node) => tree.span(node).end,
        _ => bytes(scan, index).end,
    }
}

pub(super) fn start(tree: &Tree, scan: &Scan, cuts: &[Cut], index: usize) -> usize {
    match cuts[index] {
        Cut::Whole(node) => whole(tree, scan, index, node).start,
        Cut::Before(node) => tree.span(node).start,
        Cut::After(node) => tree.span(node).end,
        _ => bytes(scan, index).start,
    }
}

fn bytes(scan: &Scan, index: usize) -> Range<usize> {
    let tag = &scan.tags[index];
    let atoms = &scan.paragraphs[tag.paragraph].atoms[tag.atoms.clone()];
    atoms.first().map_or(0, |atom| atom.span().start)..atoms.last().map_or(0, |atom| atom.span().end)
}

fn problems(inside: &[Kind]) -> Vec<(Code, Severity, &'static str)> {
    let mut found = Vec::new();
    let balanced = |open: Kind, close: Kind| {
        let mut depth = 0_isize;
        inside.iter().all(|&kind| {
            depth += isize::from(kind == open) - isize::from(kind == close);
            let split = open == Kind::FieldBegin && kind == Kind::FieldSeparate && depth == 0;
            depth >= 0 && !split
        }) && depth_at_end(inside, open, close) == 0
    };
    if !balanced(Kind::FieldBegin, Kind::FieldEnd) {
        found.push((
            Code::FieldCrossesRegion,
            Severity::Error,
            "A Word field begins inside this condition or repeat and ends outside it, or the other way round. Move the tags so that the whole field is inside or outside.",
        ));
    }
    if !balanced(Kind::RangeStart, Kind::RangeEnd) {
        found.push((
            Code::BookmarkInRepeat,
            Severity::Warning,
            "A bookmark or comment begins inside this condition or repeat and ends outside it. In the document a bookmark covers the whole condition or repeat; a comment stands where it is referred to.",
        ));
    }
    found
}

fn depth_at_end(inside: &[Kind], open: Kind, close: Kind) -> isize {
    inside.iter().map(|&kind| isize::from(kind == open) - isize::from(kind == close)).sum()
}

/// Reports text that goes with a paragraph, row or cell that vanishes with its tags.
fn beside(tree: &Tree, scan: &Scan, cuts: &[Cut], diagnostics: &mut Vec<Diagnostic>) {
    let mut vanishing: BTreeMap<usize, (NodeId, usize, usize)> = BTreeMap::new();
    for (index, cut) in cuts.iter().enumerate() {
        if let Cut::Whole(node) = *cut {
            vanishing.entry(tree.span(node).start).or_insert((node, index, 0));
        }
    }
    for (index, tag) in scan.tags.iter().enumerate() {
        let at = bytes(scan, index).start;
        if let Some((_, (node, _, in_tags))) = vanishing.range_mut(..=at).next_back()
            && at < tree.span(*node).end
        {
            let atoms = &scan.paragraphs[tag.paragraph].atoms[tag.atoms.clone()];
            *in_tags += atoms.iter().filter(|atom| !atom.ch.is_whitespace()).count();
        }
    }
    let mut found: Vec<(usize, Diagnostic)> = Vec::new();
    for (node, index, in_tags) in vanishing.into_values() {
        let texts = tree.descendants(node).filter(|&text| tree.is(text, Ns::W, "t"));
        let chars = texts.flat_map(|text| tree.children(text)).flat_map(|text| tree.chars(text));
        if chars.filter(|(ch, _)| !ch.is_whitespace()).count() > in_tags {
            let message =
                "This tag takes its whole paragraph, row or cell away, and with it the text beside it.";
            let diagnostic = Diagnostic::warning(Code::TextBesideParagraphTag, message)
                .at((*scan.tags[index].place).clone())
                .suggest(Some(
                    "Put the text into a place of its own, or remove the prefix (p, tr, tc) from the tag.",
                ));
            found.push((index, diagnostic));
        }
    }
    found.sort_by_key(|(index, _)| *index);
    diagnostics.extend(found.into_iter().map(|(_, diagnostic)| diagnostic));
}
