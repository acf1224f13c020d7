//! Bytes to a [`Template`].

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use akte_expr::{Code, Diagnostic, Path, Severity, Usage, World};
use akte_ooxml::{Edit, Limits, Package, PartName};

use crate::assemble::{Source, assemble};
use crate::bound::{Bound, Stores};
use crate::definition::{self, DefinitionPart, EmptyParagraphs};
use crate::fetched::{self, Fetched};
use crate::fill::{self, FillError, Filled, Findings, Missing};
use crate::identity::{self, Table};
use crate::key::{Keys, NodeKey};
use crate::numbering::{self, Numbering};
use crate::plan::{Change, GroupKind, Patch};
use crate::program::{self, Program};
use crate::scan::Scan;
use crate::story::{Story, stories};
use crate::texts::{self, Text};
use crate::{notes, notice, plan, scan, usage};

/// What compiling found.
#[derive(Debug)]
pub struct Compiled {
    /// The template; none when a diagnostic is an error.
    pub template: Option<Template>,
    /// All mistakes and warnings, in the order of the document.
    pub diagnostics: Vec<Diagnostic>,
}

/// A compiled template: immutable, shared between threads, filled any number of times.
#[derive(Debug)]
pub struct Template {
    package: Package,
    parts: Vec<(PartName, Program)>,
    identities: Table,
    /// What repeats that begin their numbering anew write to; none without any.
    numbering: Option<Numbering>,
    /// What controls of other systems show.
    bound: Bound,
    /// What the document would fetch from outside.
    fetched: Fetched,
    /// Links whose target holds a tag: part and relationship id.
    links: Vec<(PartName, String)>,
    definition: Option<DefinitionPart>,
    usage: Usage,
}

/// Compiles a template.
///
/// # Errors
/// Only when the file is not a document within the limits; mistakes in the mark-up are diagnostics.
pub fn compile(bytes: Arc<[u8]>, limits: &Limits) -> Result<Compiled, akte_ooxml::Error> {
    compile_with(bytes, limits, None)
}

/// As [`compile`], with something else than the definition says done about empty paragraphs.
///
/// # Errors
/// As [`compile`].
pub fn compile_with(
    bytes: Arc<[u8]>,
    limits: &Limits,
    empty_paragraphs: Option<EmptyParagraphs>,
) -> Result<Compiled, akte_ooxml::Error> {
    let package = Package::read(bytes, limits)?;
    let definition = definition::find(&package, limits);
    let empty_paragraphs = empty_paragraphs
        .or_else(|| definition.as_ref().and_then(|definition| definition.says.empty_paragraphs))
        .unwrap_or_default();
    let restarts = definition.as_ref().map(|definition| definition.says.restarts()).unwrap_or_default();
    let numbering = if restarts.is_empty() { None } else { numbering::read(&package, limits)? };
    let mut diagnostics = Vec::new();
    let mut parts = Vec::new();
    let mut identities = Table::default();
    let stories = stories(&package, limits)?;
    let planned: Vec<Planned> =
        stories.iter().map(|story| Planned::new(story, empty_paragraphs, &mut diagnostics)).collect();
    diagnostics.extend(numbering::unused(&restarts, planned.iter().map(|planned| &planned.scan)));
    let notes = live_notes(&planned);
    let fetched = if planned.iter().any(Planned::is_tagged) {
        Fetched::find(&package, &stories, limits)?
    } else {
        Fetched::default()
    };
    let mut stores = Stores::new(&package, limits, &stories);
    let mut kinds = Vec::new();
    if diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error) {
        for planned in planned {
            let (part, kind) = (planned.story.part.clone(), planned.story.notes);
            if let Some(program) =
                planned.program(&notes, &fetched, &mut stores, numbering.as_ref(), &restarts, &mut identities)
            {
                parts.push((part, program));
                kinds.push(kind);
            }
        }
    }
    let bound = stores.finish();
    notes::connect(&mut parts, &kinds);
    identify(&stories, &mut parts, numbering.as_ref(), &mut identities);
    let has_markup = !parts.is_empty() || !diagnostics.is_empty();
    diagnostics.extend(fetched::warnings(&package, &stories));
    diagnostics.extend(notice::notices(&package, &stories, definition.as_ref()));
    if !has_markup {
        let message = "The document has no mark-up: there is nothing to fill.";
        diagnostics.push(Diagnostic::warning(Code::NoMarkup, message));
    }
    let links = stories
        .iter()
        .flat_map(|story| story.links.iter().map(|(id, _)| (story.part.clone(), id.clone())))
        .collect();
    let usage =
        Usage { nodes: parts.iter().flat_map(|(_, program)| usage::uses(&program.nodes, &parts)).collect() };
    let failed = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let template = (!failed).then_some(Template {
        package,
        parts,
        identities,
        numbering,
        bound,
        fetched,
        links,
        definition,
        usage,
    });
    Ok(Compiled { template, diagnostics })
}

/// The notes that filling makes anew, by their kind: the ids that the template refers to.
type LiveNotes = Vec<(identity::Kind, HashSet<String>)>;

/// Notes of a kind are made by their references when one of them holds a tag, or a reference may come more or less
/// than once.
fn live_notes(planned: &[Planned<'_>]) -> LiveNotes {
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
struct Planned<'s> {
    story: &'s Story,
    scan: Scan,
    groups: Vec<plan::Group>,
    cuts: Vec<plan::Cut>,
    seams: plan::Seams,
    empty_paragraphs: EmptyParagraphs,
    texts: Vec<(Text, Option<String>)>,
    /// What conditions and repeats cover, roughly: from their first tag to their last.
    regions: Vec<Range<usize>>,
}

impl<'s> Planned<'s> {
    fn new(story: &'s Story, empty_paragraphs: EmptyParagraphs, diagnostics: &mut Vec<Diagnostic>) -> Self {
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

    fn is_tagged(&self) -> bool {
        !self.story.mirrors.pairs.is_empty()
            || !self.scan.tags.is_empty()
            || self.texts.iter().any(|(text, _)| text.is_tagged())
    }

    /// Where its tags begin, in order.
    fn tag_starts(&self) -> Vec<usize> {
        let start = |tag: &scan::Tag| self.scan.paragraphs[tag.paragraph].atoms[tag.atoms.start].span.start;
        self.scan.tags.iter().map(start).collect()
    }

    /// What may come more than once.
    fn repeats(&self) -> Vec<Range<usize>> {
        if self.story.notes.is_some() {
            return vec![0..self.story.tree.source().len()];
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

    /// The program; none when the part stays as it is.
    fn program(
        self,
        notes: &LiveNotes,
        fetched: &Fetched,
        stores: &mut Stores<'_>,
        numbering: Option<&Numbering>,
        restarts: &HashSet<String>,
        table: &mut Table,
    ) -> Option<Program> {
        let tree = &self.story.tree;
        let own = notes.iter().find(|(kind, _)| Some(*kind) == self.story.notes);
        let refers =
            notes.iter().any(|(kind, _)| self.refers_to(*kind) && !notes::references(tree, *kind).is_empty());
        let mut patches = fetched.patches(self.story);
        if !self.is_tagged() && own.is_none() && !refers && patches.is_empty() {
            return None;
        }
        let repeats = own.is_some() || self.groups.iter().any(|group| group.kind == GroupKind::For);
        let mentions = if repeats { identity::identities(tree) } else { Vec::new() };
        patches.extend(stores.patches(tree, &self.tag_starts(), &self.repeats()));
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
        let source = Source { tree, scan, patches: &patches, marks: &marks, sections, restarts };
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

/// Settles which identities there are and what is taken.
fn identify(
    stories: &[Story],
    parts: &mut [(PartName, Program)],
    numbering: Option<&Numbering>,
    table: &mut Table,
) {
    for (_, program) in parts.iter_mut() {
        table.define(&mut program.nodes);
    }
    for (_, program) in parts.iter_mut() {
        table.refer(&mut program.nodes, &[]);
    }
    if !table.slots.is_empty() {
        for story in stories {
            table.take(&identity::identities(&story.tree));
            let kinds = [identity::Kind::Footnote, identity::Kind::Endnote];
            kinds.iter().for_each(|kind| table.take(&notes::references(&story.tree, *kind)));
        }
        let ids = numbering.iter().flat_map(|numbering| numbering.ids());
        ids.for_each(|id| table.reserve(identity::Kind::Numbering, &id));
    }
}

impl Template {
    /// What the template asks of the answers.
    pub fn usage(&self) -> &Usage {
        &self.usage
    }

    /// The identities of its values, conditions and repeats, in document order.
    pub fn keys(&self) -> Vec<NodeKey> {
        let mut found = Vec::new();
        self.parts.iter().for_each(|(_, program)| program::keys(&program.nodes, &mut found));
        found
    }

    /// The JSON text of the definition part, if the file has one.
    pub fn definition(&self) -> Option<&str> {
        self.definition.as_ref().map(|definition| definition.json.as_str())
    }

    /// Makes a document. A .docx without mark-up and definition comes back byte for byte.
    ///
    /// # Errors
    /// [`FillError::Missing`] lists every missing answer that could be found, [`FillError::Answers`] every
    /// expression that the answers do not fit.
    pub fn fill(&self, world: &World<'_>, missing: Missing) -> Result<Filled, FillError> {
        self.fill_labelled(world, missing, &Path::to_string)
    }

    /// Makes a document in which blanks say the label of the answer that is missing, not its name.
    ///
    /// # Errors
    /// As [`Template::fill`].
    pub fn fill_labelled(
        &self,
        world: &World<'_>,
        missing: Missing,
        label: &dyn Fn(&Path) -> String,
    ) -> Result<Filled, FillError> {
        let mut findings = Findings::new(label);
        let mut edit = self.package.edit();
        let made = fill::fill(&self.parts, &self.identities, world, missing, &mut findings);
        for ((part, _), (bytes, links)) in self.parts.iter().zip(made.parts) {
            edit.replace(part, bytes);
            for (_, id) in self.links.iter().filter(|(of, _)| of == part) {
                edit.retarget(part, id, links.made.get(id).map_or(&[], Vec::as_slice));
            }
        }
        if !findings.mistakes.is_empty() {
            return Err(FillError::Answers(findings.mistakes));
        }
        if missing == Missing::Error && !findings.missing.is_empty() {
            return Err(FillError::Missing(findings.missing));
        }
        if let Some(numbering) = self.numbering.as_ref().filter(|_| !made.restarts.is_empty()) {
            numbering.write(&made.restarts, &mut edit);
        }
        self.bound.write(&made.bound, &mut edit);
        self.fetched.write(&mut edit);
        self.save_as_document(&mut edit);
        for part in self.definition.iter().flat_map(|definition| &definition.parts) {
            edit.remove(part);
        }
        Ok(Filled { bytes: edit.write()?, missing: findings.missing })
    }

    /// A .dotx makes a .docx (content types: ECMA-376 Part 1, 11.3.10).
    fn save_as_document(&self, edit: &mut Edit<'_>) {
        let main = self.package.main_document();
        if let Some(kind) =
            self.package.content_type(main).filter(|kind| kind.ends_with(".template.main+xml"))
        {
            edit.content_type(main, &kind.replace(".template.main+xml", ".document.main+xml"));
        }
    }
}
