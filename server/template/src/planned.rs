//! A story with what it becomes, up to its program.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use akte_expr::Diagnostic;

use crate::assemble::{Source, assemble};
use crate::bound::Stores;
use crate::definition::EmptyParagraphs;
use crate::fetched::Fetched;
use crate::identity::{self, Table};
use crate::key::Keys;
use crate::numbering::Numbering;
use crate::plan::{Change, GroupKind, Patch};
use crate::program::{Frame, Program};
use crate::room::Rooms;
use crate::scan::{self, Scan};
use crate::story::Story;
use crate::texts::{self, Text};
use crate::{notes, plan};

/// What the rest of the package says that a story's program depends on.
pub(crate) struct Around {
    pub notes: LiveNotes,
    pub fetched: Fetched,
    /// None when no repeat begins its numbering anew.
    pub numbering: Option<Numbering>,
    /// What the repeats that do go over.
    pub restarts: HashSet<String>,
    /// For pictures in the main document, and in the parts that stand beside its text.
    pub rooms: Rooms,
    pub rooms_beside: Rooms,
}

/// The notes that filling makes anew, by their kind: the ids that the template refers to.
pub(crate) type LiveNotes = Vec<(identity::Kind, HashSet<String>)>;

/// Notes of a kind are made by their references when one of them holds a tag, or a reference may come more or less
/// than once.
pub(crate) fn live_notes(planned: &[Planned<'_>]) -> LiveNotes {
    let mut live = Vec::new();
    for part in planned {
        let Some(kind) = part.story.notes else { continue };
        let mut referred = HashSet::new();
        let mut moves = part.is_tagged();
        for other in planned.iter().filter(|other| other.refers_to(kind)) {
            for mention in notes::references(&other.story.tree, kind) {
                moves |= other.regions.iter().any(|region| region.contains(&mention.bytes.start));
                referred.insert(mention.value);
            }
        }
        if moves {
            live.push((kind, referred));
        }
    }
    live
}

/// A story, read, with what it becomes.
pub(crate) struct Planned<'s> {
    pub story: &'s Story,
    pub scan: Scan,
    groups: Vec<plan::Group>,
    cuts: Vec<plan::Cut>,
    seams: plan::Seams,
    empty_paragraphs: EmptyParagraphs,
    texts: Vec<(Text, Option<String>)>,
    /// What conditions and repeats cover, roughly: from their first tag to their last.
    regions: Vec<Range<usize>>,
}

impl<'s> Planned<'s> {
    pub fn new(
        story: &'s Story,
        empty_paragraphs: EmptyParagraphs,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let tree = &story.tree;
        let scan = scan::scan(story, diagnostics);
        let texts = texts::find(story, diagnostics);
        let groups = plan::pair(&scan, diagnostics);
        let seams = plan::seams(tree, &scan);
        let cuts = plan::cuts(tree, &scan, &groups, &seams, empty_paragraphs, diagnostics);
        plan::check(tree, &scan, &groups, &cuts, diagnostics);
        let regions =
            groups.iter().map(|group| plan::covered(tree, &scan, &cuts, group.head, group.end)).collect();
        Self { story, scan, groups, cuts, seams, empty_paragraphs, texts, regions }
    }

    pub fn is_tagged(&self) -> bool {
        !self.story.mirrors.pairs.is_empty()
            || !self.scan.tags.is_empty()
            || self.texts.iter().any(|(text, _)| text.is_tagged())
    }

    /// The names that its tags use.
    pub fn names(&self) -> HashSet<Arc<str>> {
        let pieces = self.texts.iter().flat_map(|(text, _)| &text.pieces);
        let in_texts = pieces.filter_map(|piece| match piece {
            texts::Piece::Tag(statement, _) => Some(statement),
            _ => None,
        });
        let statements = self.scan.tags.iter().map(|tag| &tag.statement).chain(in_texts);
        let mut names = HashSet::new();
        statements.filter_map(|statement| statement.expr()).for_each(|expr| {
            expr.walk(&mut |part| {
                if let akte_expr::Node::Name(name) = part.node() {
                    names.insert(Arc::clone(name));
                }
            });
        });
        names
    }

    /// Where its tags begin, in order.
    fn tag_starts(&self) -> Vec<usize> {
        let start = |tag: &scan::Tag| self.scan.paragraphs[tag.paragraph].atoms[tag.atoms.start].span().start;
        self.scan.tags.iter().map(start).collect()
    }

    /// What may come more than once; `is_copied`: everything.
    fn repeats(&self, is_copied: bool) -> Vec<Range<usize>> {
        if is_copied || self.story.notes.is_some() {
            return self
                .regions
                .iter()
                .cloned()
                .chain([self.story.tree.span(self.story.tree.root())])
                .collect();
        }
        let repeats = self.groups.iter().zip(&self.regions);
        repeats.filter(|(group, _)| group.kind == GroupKind::For).map(|(_, region)| region.clone()).collect()
    }

    /// Comments may stand in notes too; notes only in the text itself. So nothing refers to itself.
    fn refers_to(&self, kind: identity::Kind) -> bool {
        match self.story.notes {
            None => true,
            Some(own) => kind == identity::Kind::Comment && own != kind,
        }
    }

    /// The program; none when the part stays as it is. `frame`: what renews its identities, when the whole of it may come
    /// more than once.
    pub fn program(
        self,
        around: &Around,
        frame: Option<Frame>,
        stores: &mut Stores<'_>,
        table: &mut Table,
    ) -> Option<Program> {
        let Around { notes, fetched, numbering, restarts, .. } = around;
        let tree = &self.story.tree;
        let own = notes.iter().find(|(kind, _)| Some(*kind) == self.story.notes);
        let refers =
            notes.iter().any(|(kind, _)| self.refers_to(*kind) && !notes::references(tree, *kind).is_empty());
        let mut patches = fetched.patches(self.story);
        if !self.is_tagged() && own.is_none() && !refers && patches.is_empty() {
            return None;
        }
        let is_copied = frame.is_some();
        let repeats =
            is_copied || own.is_some() || self.groups.iter().any(|group| group.kind == GroupKind::For);
        let mentions = if repeats { identity::identities(tree) } else { Vec::new() };
        patches.extend(stores.patches(tree, &self.tag_starts(), &self.repeats(is_copied)));
        patches.extend(plan::ranges(tree, &self.scan, &self.groups, &self.cuts, &mentions));
        patches.extend(
            mentions
                .into_iter()
                .map(|mention| Patch::replace(mention.bytes.clone(), Change::Identity(mention))),
        );
        if repeats {
            patches.extend(numbering.iter().flat_map(|numbering| numbering.patches(tree)));
        }
        for (kind, _) in notes.iter().filter(|(kind, _)| self.refers_to(*kind)) {
            notes::refer(tree, *kind, &mut patches);
        }
        if let Some((kind, referred)) = own {
            notes::enclose(tree, *kind, referred, &mut patches);
        }
        let (scan, cuts, seams) = (&self.scan, &self.cuts, &self.seams);
        let sections = plan::sections(tree, scan, &self.groups, cuts, seams);
        let (guards, marks) = plan::guards(tree, scan, cuts, seams, sections.as_ref(), self.empty_paragraphs);
        let edits = plan::edits(tree, scan, cuts, &guards, seams, sections.as_ref());
        write_texts(self.texts, &mut patches);
        mirror(self.story, &mut patches);
        plan::take_away(&mut patches);
        patches.sort_by_key(|patch| patch.bytes.start);
        let edits = plan::weave(edits, &patches);
        let keys = Keys::new(&self.story.part.to_string());
        let sections = sections.as_ref();
        let rooms = if self.story.is_main() { &around.rooms } else { &around.rooms_beside };
        let source =
            Source { tree, scan, patches: &patches, marks: &marks, sections, restarts, frame, rooms };
        Some(assemble(&source, edits, keys, table))
    }
}

/// Text boxes that stand there twice are evaluated once. Nothing else is written in the second one.
fn mirror(story: &Story, patches: &mut Vec<Patch>) {
    let tree = &story.tree;
    for (number, (first, second)) in story.mirrors.pairs.iter().enumerate() {
        let span = tree.span(*second);
        patches.retain(|patch| patch.bytes.end <= span.start || span.end <= patch.bytes.start);
        patches.extend(Patch::around(tree, *first, Change::OpenMirrored(number), Change::CloseMirrored));
        patches.push(Patch::replace(span, Change::Mirror(number)));
    }
}

/// Short texts are written into their first piece.
fn write_texts(texts: Vec<(Text, Option<String>)>, patches: &mut Vec<Patch>) {
    for (text, link) in texts {
        let (tagged, bytes) = (text.is_tagged(), text.bytes.clone());
        let mut bytes = bytes.into_iter();
        let change = match link {
            Some(id) => Change::Link(id, text),
            None => Change::Text(text),
        };
        patches.extend(bytes.next().map(|first| Patch::replace(first, change)));
        patches.extend(bytes.map(|rest| Patch::replace(rest, Change::Rest { tagged })));
    }
}
