//! The smallest container that holds both ends of a group, and with it where each tag cuts the source.
//!
//! The rules are those of "Scope" in the mark-up reference: within one paragraph; whole paragraphs; whole rows;
//! otherwise between two places of the same container; anything else is a mistake.

use std::collections::HashSet;
use std::ops::Range;

use akte_expr::{Code, Diagnostic, Related, Severity};
use akte_ooxml::xml::{NodeId, Ns, Tree};

use super::edit::outermost;
use super::pair::Group;
use super::seam::Seams;
use super::section::own_break;
use crate::EmptyParagraphs;
use crate::scan::{Prefix, Scan, Statement, Tag};

/// Where a tag cuts the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Cut {
    /// Where it stands: values, notes, `set`.
    Here,
    /// Between two children of this element: the paragraph, a run, the text itself.
    Inside(NodeId),
    /// The paragraph, row or cell vanishes with the tag; the cut is in its place.
    Whole(NodeId),
    /// Before this row, or this paragraph that ends a section; the tag's text goes.
    Before(NodeId),
    /// After it; the tag's text goes.
    After(NodeId),
}

/// One cut per tag, in the order of the tags. Groups that cross containers are reported.
pub(crate) fn cuts(
    tree: &Tree,
    scan: &Scan,
    groups: &[Group],
    seams: &Seams,
    empty_paragraphs: EmptyParagraphs,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Cut> {
    let spots: Vec<Spot> = scan.tags.iter().map(|tag| Spot::of(tree, scan, tag)).collect();
    let mut planner = Planner { tree, scan, groups, spots, whole: HashSet::new(), kept: HashSet::new() };
    planner.find_whole(seams, empty_paragraphs);
    loop {
        let cuts = planner.attempt();
        if !planner.give_back(&cuts) {
            return planner.finish(cuts, diagnostics);
        }
    }
}

/// The elements around a tag.
#[derive(Clone, Copy)]
struct Spot {
    /// The `w:t` at which a control tag cuts: an opening one at its end, a closing one at its start.
    text: NodeId,
    paragraph: NodeId,
    container: NodeId,
    cell: Option<NodeId>,
    row: Option<NodeId>,
}

impl Spot {
    fn of(tree: &Tree, scan: &Scan, tag: &Tag) -> Self {
        let paragraph = &scan.paragraphs[tag.paragraph];
        let text = paragraph.atoms[anchor(tag)].holder;
        // A paragraph whose mark is deleted goes on in another element.
        let element = if paragraph.goes_on { ancestor(tree, text, "p") } else { None };
        let element = element.unwrap_or(paragraph.element);
        let container = tree.parent(element).unwrap_or(element);
        // A control between cell and paragraph is the container; its cell is still the one around it.
        let cell = ancestor(tree, element, "tc");
        let row = cell.and_then(|cell| ancestor(tree, cell, "tr"));
        Self { text, paragraph: element, container, cell, row }
    }
}

/// The bytes that vanish with a tag: its paragraph (with those the tag runs over), row or cell.
pub(crate) fn whole(tree: &Tree, scan: &Scan, tag: usize, node: NodeId) -> Range<usize> {
    let paragraph = &scan.paragraphs[scan.tags[tag].paragraph];
    if paragraph.element == node { paragraph.span(tree) } else { tree.span(node) }
}

/// The character of a tag at which it cuts.
pub(crate) fn anchor(tag: &Tag) -> usize {
    let opens = matches!(
        tag.statement,
        Statement::If(_) | Statement::For { .. } | Statement::Macro | Statement::Elif(_) | Statement::Else
    );
    if opens { tag.atoms.end - 1 } else { tag.atoms.start }
}

struct Planner<'a> {
    tree: &'a Tree,
    scan: &'a Scan,
    groups: &'a [Group],
    spots: Vec<Spot>,
    /// Paragraphs and rows that hold nothing but control tags and may vanish.
    whole: HashSet<NodeId>,
    /// Those that turned out to be needed where they stand.
    kept: HashSet<NodeId>,
}

impl Planner<'_> {
    fn find_whole(&mut self, seams: &Seams, empty_paragraphs: EmptyParagraphs) {
        let mut tags: Vec<Vec<&Tag>> = self.scan.paragraphs.iter().map(|_| Vec::new()).collect();
        for tag in &self.scan.tags {
            tags[tag.paragraph].push(tag);
        }
        for (paragraph, tags) in self.scan.paragraphs.iter().zip(&tags) {
            let joined = seams.joins(paragraph.element) || paragraph.goes_on;
            if !tags.is_empty() && !joined && holds_only(self.tree, paragraph, tags) {
                self.whole.insert(paragraph.element);
            }
        }
        let rows: HashSet<NodeId> = self.spots.iter().filter_map(|spot| spot.row).collect();
        for row in rows {
            let mut paragraphs = self.tree.descendants(row).filter(|&node| self.tree.is(node, Ns::W, "p"));
            if paragraphs.all(|p| self.whole.contains(&p) || !has_content(self.tree, p)) {
                self.whole.insert(row);
            }
        }
        if empty_paragraphs == EmptyParagraphs::Keep {
            self.whole.retain(|&node| self.tree.is(node, Ns::W, "tr"));
        }
    }

    fn may_vanish(&self, node: NodeId) -> bool {
        self.whole.contains(&node) && !self.kept.contains(&node)
    }

    fn attempt(&self) -> Vec<Option<Cut>> {
        let mut cuts: Vec<Option<Cut>> = vec![None; self.scan.tags.len()];
        for (index, tag) in self.scan.tags.iter().enumerate() {
            if matches!(tag.statement, Statement::Value(_) | Statement::Set { .. } | Statement::Note) {
                cuts[index] = Some(self.alone(index, tag));
            }
        }
        for group in self.groups {
            if let Some(chosen) = self.choose(group) {
                for (tag, cut) in group.tags().zip(chosen) {
                    cuts[tag] = Some(cut);
                }
            }
        }
        cuts
    }

    /// The cut of a tag that belongs to no group.
    fn alone(&self, index: usize, tag: &Tag) -> Cut {
        let spot = self.spots[index];
        let goes = match tag.prefix {
            _ if tag.prints() => None,
            Prefix::Row => spot.row,
            Prefix::Cell => spot.cell,
            Prefix::Paragraph => Some(spot.paragraph),
            Prefix::None | Prefix::Run => self.may_vanish(spot.paragraph).then_some(spot.paragraph),
        };
        goes.filter(|&node| own_break(self.tree, node).is_none()).map_or(Cut::Here, Cut::Whole)
    }

    /// The cut of a tag that takes its paragraph away. One that ends a section stays, on the side of the text it
    /// ends; the tags in it keep their order.
    fn paragraph(&self, tag: usize) -> Cut {
        let paragraph = self.spots[tag].paragraph;
        if own_break(self.tree, paragraph).is_none() {
            return Cut::Whole(paragraph);
        }
        let begins = |tag: usize| {
            let statement = &self.scan.tags[tag].statement;
            matches!(statement, Statement::If(_) | Statement::For { .. } | Statement::Macro)
                || matches!(statement, Statement::Elif(_) | Statement::Else)
        };
        let mut up_to = (0..=tag).rev().take_while(|&tag| self.spots[tag].paragraph == paragraph);
        if up_to.any(begins) { Cut::After(paragraph) } else { Cut::Before(paragraph) }
    }

    /// The cuts of a group's tags; nothing when it crosses containers.
    fn choose(&self, group: &Group) -> Option<Vec<Cut>> {
        let spots: Vec<Spot> = group.tags().map(|tag| self.spots[tag]).collect();
        let prefix = |wanted| group.tags().any(|tag| self.scan.tags[tag].prefix == wanted);
        if prefix(Prefix::Row) {
            let row = spots[0].row?;
            let one_row = spots.len() == 2 && spots[1].row == Some(row);
            return if one_row { Some(vec![Cut::Before(row), Cut::After(row)]) } else { self.rows(&spots) };
        }
        if prefix(Prefix::Cell) {
            let row = spots[0].row?;
            let same_row = spots.iter().all(|spot| spot.row == Some(row));
            return same_row.then(|| spots.iter().filter_map(|spot| spot.cell).map(Cut::Whole).collect());
        }
        let paragraphs = all_same(spots.iter().map(|spot| spot.paragraph));
        let containers = all_same(spots.iter().map(|spot| spot.container));
        if paragraphs && !prefix(Prefix::Paragraph) && !self.may_vanish(spots[0].paragraph) {
            return self.inside(&spots);
        }
        let forced = |index: usize| self.scan.tags[index].prefix == Prefix::Paragraph;
        let whole = |(index, spot): (usize, &Spot)| forced(index) || self.may_vanish(spot.paragraph);
        if containers && group.tags().zip(&spots).all(whole) {
            return Some(group.tags().map(|tag| self.paragraph(tag)).collect());
        }
        if containers {
            return self.inside(&spots);
        }
        self.rows(&spots)
    }

    /// Rule 3: the ends alone in their rows, or in the first and the last cell of one row.
    fn rows(&self, spots: &[Spot]) -> Option<Vec<Cut>> {
        let rows: Vec<NodeId> = spots.iter().map(|spot| spot.row).collect::<Option<_>>()?;
        let table = |row: NodeId| self.tree.parent(row);
        if !all_same(rows.iter().map(|&row| table(row))) {
            return None;
        }
        let (first, last) = (spots.first()?, spots.last()?);
        if all_same(rows.iter().copied()) && spots.len() == 2 {
            let cells = || {
                self.tree.descendants(rows[0]).filter(|&node| {
                    self.tree.is(node, Ns::W, "tc") && ancestor(self.tree, node, "tr") == Some(rows[0])
                })
            };
            let ends = cells().next() == first.cell && cells().last() == last.cell;
            return ends.then(|| vec![Cut::Before(rows[0]), Cut::After(rows[0])]);
        }
        let alone = rows.iter().all(|&row| self.may_vanish(row) || self.is_forced(row));
        let apart = rows.iter().collect::<HashSet<_>>().len() == rows.len()
            || rows.iter().all(|&row| self.may_vanish(row));
        (alone && apart).then(|| rows.into_iter().map(Cut::Whole).collect())
    }

    /// A row with a `{%tr` tag goes whatever else it holds, as with docxtpl.
    fn is_forced(&self, row: NodeId) -> bool {
        self.spots
            .iter()
            .zip(&self.scan.tags)
            .any(|(spot, tag)| spot.row == Some(row) && tag.prefix == Prefix::Row)
    }

    /// Rules 1 and 4: between children of the innermost element that holds all the tags, in the paragraph.
    fn inside(&self, spots: &[Spot]) -> Option<Vec<Cut>> {
        if !all_same(spots.iter().map(|spot| spot.paragraph)) {
            let splits = spots.iter().all(|spot| can_split(self.tree, spot.text, spot.paragraph));
            return splits.then(|| spots.iter().map(|spot| Cut::Inside(spot.paragraph)).collect());
        }
        let mut level = spots[0].text;
        while !spots.iter().all(|spot| spot.text == level || is_inside(self.tree, spot.text, level)) {
            level = self.tree.parent(level)?;
        }
        let splits = spots.iter().all(|spot| can_split(self.tree, spot.text, level));
        splits.then(|| vec![Cut::Inside(level); spots.len()])
    }

    /// A paragraph or row vanishes only if every tag in it agrees. Whether something had to be given back.
    fn give_back(&mut self, cuts: &[Option<Cut>]) -> bool {
        let before = self.kept.len();
        for (index, cut) in self.groups.iter().flat_map(Group::tags).map(|tag| (tag, cuts[tag])) {
            let (Some(cut), spot) = (cut, self.spots[index]) else { continue };
            let agrees = matches!(cut, Cut::Whole(_))
                || [Cut::Before(spot.paragraph), Cut::After(spot.paragraph)].contains(&cut);
            if !agrees && self.may_vanish(spot.paragraph) {
                self.kept.insert(spot.paragraph);
            }
            if let Some(row) = spot.row.filter(|&row| self.may_vanish(row) && cut != Cut::Whole(row)) {
                self.kept.insert(row);
            }
        }
        self.kept.len() > before
    }

    fn finish(&self, cuts: Vec<Option<Cut>>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Cut> {
        let gone = self.gone(&cuts);
        for group in self.groups {
            if cuts[group.head].is_none() {
                diagnostics.push(self.crossing(group));
            } else if let Some(tag) = self.torn(group, &cuts, &gone) {
                diagnostics.push(self.taken_along(group, tag));
            }
        }
        cuts.into_iter().map(|cut| cut.unwrap_or(Cut::Here)).collect()
    }

    /// What goes with its tags, in order and not within one another.
    fn gone(&self, cuts: &[Option<Cut>]) -> Vec<Range<usize>> {
        let whole = cuts.iter().enumerate().filter_map(|(tag, cut)| match *cut {
            Some(Cut::Whole(node)) => Some(whole(self.tree, self.scan, tag, node)),
            _ => None,
        });
        let mut ranges: Vec<Range<usize>> = whole.collect();
        ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        outermost(ranges.into_iter())
    }

    /// A tag that acts in its paragraph, which another tag takes away, while not all of its group goes with it.
    fn torn(&self, group: &Group, cuts: &[Option<Cut>], gone: &[Range<usize>]) -> Option<usize> {
        let place = |tag: usize| {
            let tag = &self.scan.tags[tag];
            let at = self.scan.paragraphs[tag.paragraph].atoms[tag.atoms.start].span().start;
            gone.iter().position(|range| range.contains(&at))
        };
        let acts_within = |tag: usize| !matches!(cuts[tag], Some(Cut::Whole(_)));
        if all_same(group.tags().map(place)) {
            return None;
        }
        group.tags().find(|&tag| acts_within(tag) && place(tag).is_some())
    }

    fn taken_along(&self, group: &Group, tag: usize) -> Diagnostic {
        let other = if tag == group.head { group.end } else { group.head };
        let place = |tag: usize| (*self.scan.tags[tag].place).clone();
        let note = if tag == group.head { "it ends here" } else { "it begins here" };
        Diagnostic {
            code: Code::CrossesContainer,
            severity: Severity::Error,
            message: "This tag stands in a paragraph or row that goes with another tag, and what belongs to it does not."
                .into(),
            place: Some(place(tag)),
            related: vec![Related { place: place(other), note: note.into() }],
            suggestion: Some(
                "Give each {%p … %} a paragraph of its own, and each {%tr … %} a row of its own.".into(),
            ),
        }
    }

    fn crossing(&self, group: &Group) -> Diagnostic {
        let (head, end) = (&self.scan.tags[group.head], &self.scan.tags[group.end]);
        let in_table = |tag: usize| self.spots[tag].row.is_some();
        let (code, message) = if in_table(group.head) || in_table(group.end) {
            let message =
                "This tag and the one that ends it stand in different cells, or only one of them in a table.";
            (Code::CrossesTable, message)
        } else {
            (
                Code::CrossesContainer,
                "This tag and the one that ends it stand in different parts of the document.",
            )
        };
        Diagnostic {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: Some((*head.place).clone()),
            related: vec![Related { place: (*end.place).clone(), note: "it ends here".into() }],
            suggestion: Some(
                "Put both in the same paragraph, the same cell, or each alone in a row of the same table ({%tr … %}).".into(),
            ),
        }
    }
}

fn all_same<T: PartialEq>(items: impl IntoIterator<Item = T>) -> bool {
    let mut items = items.into_iter();
    let first = items.next();
    items.all(|item| Some(item) == first)
}

/// The nearest `w:` element of this name around a node.
pub(crate) fn ancestor(tree: &Tree, node: NodeId, name: &str) -> Option<NodeId> {
    let mut at = tree.parent(node)?;
    while !tree.is(at, Ns::W, name) {
        at = tree.parent(at)?;
    }
    Some(at)
}

fn is_inside(tree: &Tree, node: NodeId, around: NodeId) -> bool {
    let (inner, outer) = (tree.span(node), tree.span(around));
    outer.start <= inner.start && inner.end <= outer.end
}

/// Whether everything between a text and a level above it can be closed and opened again without changing what
/// it means: runs, hyperlinks, insertions; not controls or fields.
fn can_split(tree: &Tree, text: NodeId, level: NodeId) -> bool {
    let mut at = text;
    while at != level {
        let splits = ["t", "r", "hyperlink", "ins", "moveTo", "smartTag", "dir", "bdo"];
        if !splits.iter().any(|name| tree.is(at, Ns::W, name)) {
            return false;
        }
        let Some(parent) = tree.parent(at) else { return false };
        at = parent;
    }
    true
}

/// Whether a paragraph holds control tags and white space, and nothing else.
fn holds_only(tree: &Tree, paragraph: &crate::scan::Paragraph, tags: &[&Tag]) -> bool {
    let in_tag = |at: usize| tags.iter().any(|tag| tag.atoms.contains(&at));
    let only_space =
        || paragraph.atoms.iter().enumerate().all(|(at, atom)| atom.ch.is_whitespace() || in_tag(at));
    !tags.iter().any(|tag| tag.prints() || matches!(tag.statement, Statement::Unknown))
        && only_space()
        && !std::iter::once(&paragraph.element)
            .chain(&paragraph.more)
            .flat_map(|&element| tree.descendants(element))
            .any(|node| super::guard::is_content(tree, node) && !tree.is(node, Ns::W, "sectPr"))
}

/// Whether a paragraph shows anything at all.
fn has_content(tree: &Tree, paragraph: NodeId) -> bool {
    tree.descendants(paragraph).any(|node| {
        super::guard::is_content(tree, node)
            || (tree.is(node, Ns::W, "t")
                && tree.children(node).flat_map(|text| tree.chars(text)).any(|(ch, _)| !ch.is_whitespace()))
    })
}
