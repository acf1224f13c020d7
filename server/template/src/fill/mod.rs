//! Answers into a program: bytes out.

mod blank;
mod breaks;
mod direction;
mod headers;
mod identities;
mod links;
mod markers;
mod mistake;
mod outcome;
mod output;
mod pictures;
mod table;

use std::collections::BTreeMap;
use std::sync::Arc;

use akte_expr::{EvalError, Needs, Path, Place, Printed, Repeat, Scope, Truth, Unsettled, World};
use akte_ooxml::{Package, PartName};

use self::headers::Copies;
pub(crate) use self::headers::Copy;
use self::identities::Identities;
use self::links::Links;
pub use self::mistake::{Fault, Mistake};
pub(crate) use self::outcome::Findings;
pub use self::outcome::{FillError, Filled, Missing, MissingAnswer};
use self::output::Output;
use self::pictures::{Drawing, Used};
pub(crate) use self::pictures::{Media, is_strict, relationship_type, relationships};
use crate::identity;
use crate::identity::Table;
use crate::numbering::Restart;
use crate::picture::Pictures;
use crate::plan::SectionId;
use crate::program::{Inline, Mentioned, Node, Note, NoteAt, Program};
use crate::room::Room;
use crate::texts;

/// What all of these lie in, such as the address of its parts; the one itself when there is one.
fn around(needs: &Needs) -> Option<Path> {
    let mut paths = needs.iter();
    let mut around = paths.next()?.clone();
    for path in paths {
        while !path.starts_with(&around) {
            around = around.parent()?;
        }
    }
    Some(around)
}

/// What filling makes of a template.
#[derive(Default)]
pub(crate) struct Made {
    /// What became of each part: nothing, itself, or itself and copies.
    pub parts: Vec<Vec<Copy>>,
    /// The numbering instances that begin anew.
    pub restarts: Vec<Restart>,
    /// What bound controls show, by their numbers.
    pub bound: BTreeMap<usize, Vec<u8>>,
    /// The pictures that it shows.
    pub media: Vec<Media>,
}

/// Fills the parts of a template, in order; headers come behind the body, and parts with notes behind those that refer to
/// them.
pub(crate) fn fill(
    (package, parts): (&Package, &[(PartName, Program)]),
    table: &Table,
    world: &World<'_>,
    pictures: &Pictures,
    missing: Missing,
    findings: &mut Findings<'_>,
) -> Made {
    let Some((_, first)) = parts.first() else { return Made::default() };
    let mut filler = Filler {
        missing,
        findings,
        package,
        parts,
        part: 0,
        links: parts.iter().map(|_| Links::default()).collect(),
        output: Output::new(first, 0),
        identities: Identities::new(table),
        notes: BTreeMap::new(),
        headers: Copies::new(package, parts),
        pictures: Used::new(package, pictures),
        note_id: String::new(),
        scratch: String::new(),
    };
    let (mut made, mut bound) = (Vec::new(), BTreeMap::new());
    for (index, (part, program)) in parts.iter().enumerate() {
        if program.frame.is_some() {
            made.push(filler.headers.of(index));
            continue;
        }
        filler.part = index;
        filler.output = Output::new(program, program.literals.len() + program.literals.len() / 4);
        filler.nodes(&program.nodes, &mut Scope::untracked(world));
        let bytes = std::mem::take(&mut filler.output.bytes);
        let links = std::mem::take(&mut filler.links[index]);
        made.push(vec![Copy { part: part.clone(), id: String::new(), bytes, links }]);
        bound.append(&mut filler.output.bound);
    }
    Made { parts: made, restarts: filler.identities.restarts, bound, media: filler.pictures.media }
}

struct Filler<'p, 'f, 'l> {
    missing: Missing,
    findings: &'f mut Findings<'l>,
    package: &'p Package,
    parts: &'p [(PartName, Program)],
    /// The part that is being written.
    part: usize,
    /// By part.
    links: Vec<Links>,
    output: Output<'p>,
    identities: Identities<'p>,
    /// The copies of notes that were made.
    notes: BTreeMap<NoteAt, Vec<Vec<u8>>>,
    /// The copies of headers and footers that were made.
    headers: Copies<'p>,
    pictures: Used<'p>,
    /// The id of the note that is being made.
    note_id: String,
    scratch: String,
}

impl<'p> Filler<'p, '_, '_> {
    fn nodes(&mut self, nodes: &'p [Node], scope: &mut Scope<'_>) {
        for node in nodes {
            match node {
                Node::Text(segment) => self.output.segment(*segment),
                Node::Guard(guard) => self.output.guard(guard),
                Node::Value { expr, place, room, .. } => {
                    self.scratch.clear();
                    match scope.write(expr, &mut self.scratch) {
                        Ok(Printed::Text) => self.output.value(&self.scratch),
                        Ok(Printed::File { reference, of }) => {
                            self.picture(&reference, of.as_ref(), *room, place);
                        }
                        Err(Unsettled::Unanswered(needs)) => self.blank(&needs, place),
                        Err(Unsettled::Error(error)) => self.mistake(Fault::Expression(error), place),
                    }
                }
                Node::Set { name, expr, place } => {
                    if let Err(error) = scope.set(name, expr) {
                        self.mistake(Fault::Expression(error), place);
                    }
                }
                Node::Identity(mentioned) | Node::Numbering { num: mentioned, .. } => match mentioned.slot {
                    Some(slot) => self.output.plain(self.identities.name(slot)),
                    None => self.output.plain(&mentioned.original),
                },
                Node::NoteReference { id, note } => self.note(id, *note, scope),
                Node::HeaderReference { id, header, .. } => self.header(id, *header, scope),
                Node::Note(note) => self.copies(note),
                Node::Mirrored { number, nodes } => {
                    let start = self.output.bytes.len();
                    self.nodes(nodes, scope);
                    self.output.keep(*number, start);
                }
                Node::Mirror(number) => self.output.again(*number),
                Node::NoteId => self.output.plain(&self.note_id),
                Node::First { of, nodes } => {
                    if of.slot.is_none_or(|slot| self.identities.is_first(slot)) {
                        self.nodes(nodes, scope);
                    }
                }
                Node::Inline(text) => {
                    let written = self.text(text, scope);
                    self.output.plain(&written);
                }
                Node::Link { id, target } => {
                    let written = self.text(target, scope);
                    let others = self.package.relationships(&self.parts[self.part].0);
                    let taken = |name: &str| others.iter().any(|other| other.id == name);
                    let id = self.links[self.part].id(id, written, &taken);
                    self.output.plain(&id);
                }
                Node::If(node) => self.condition(node, scope),
                Node::For(node) => self.repeat(node, scope),
            }
        }
    }

    /// Shows a picture, the answer `of`, here.
    fn picture(&mut self, reference: &Arc<str>, of: Option<&Path>, room: Room, place: &Arc<Place>) {
        if !self.output.is_in_run() {
            return self.mistake(Fault::PictureHere(of.cloned()), place);
        }
        let Some((media, picture)) = self.pictures.of(reference) else {
            return self.mistake(Fault::NoPicture(of.cloned()), place);
        };
        let others = self.package.relationships(&self.parts[self.part].0);
        let taken = |name: &str| others.iter().any(|other| other.id == name);
        let relationship = self.links[self.part].picture(media, &taken);
        let drawing = Drawing {
            strict: is_strict(self.package),
            number: &self.identities.number(identity::Kind::Drawing),
            relationship: &relationship,
            description: &of.map(|path| (self.findings.label)(path)).unwrap_or_default(),
            size: room.fit(picture.size()),
        };
        self.output.picture(&drawing);
    }

    /// Writes the id of a note here, and the note, as it is seen from here, into its own part later.
    fn note(&mut self, id: &Mentioned, at: Option<NoteAt>, scope: &mut Scope<'_>) {
        let name = match id.slot {
            Some(slot) => self.identities.name(slot).to_owned(),
            None => id.original.clone(),
        };
        self.output.plain(&name);
        let Some(at) = at else { return };
        let parts = self.parts;
        let Some(Node::Note(note)) = parts.get(at.part).and_then(|(_, program)| program.nodes.get(at.node))
        else {
            return;
        };
        self.identities.enter(note.frame);
        let outer = std::mem::replace(&mut self.note_id, name);
        let made = self.elsewhere(at.part, &note.nodes, scope);
        self.note_id = outer;
        self.notes.entry(at).or_default().push(made);
    }

    /// Makes a copy of a header or footer, as it is seen from here, for the section that ends here.
    fn header(&mut self, id: &str, header: Option<usize>, scope: &mut Scope<'_>) {
        let parts = self.parts;
        let Some((header, (_, program))) = header.and_then(|at| Some((at, parts.get(at)?))) else { return };
        program.frame.into_iter().for_each(|frame| self.identities.enter(frame));
        let bytes = self.elsewhere(header, &program.nodes, scope);
        let links = std::mem::take(&mut self.links[header]);
        let suffix = self.headers.add(header, id, bytes, links);
        self.output.header(id, suffix);
    }

    /// What nodes of another part write, as seen from here.
    fn elsewhere(&mut self, part: usize, nodes: &'p [Node], scope: &mut Scope<'_>) -> Vec<u8> {
        let output = Output::new(&self.parts[part].1, 0);
        let (here, output) = (self.part, std::mem::replace(&mut self.output, output));
        self.part = part;
        self.block(nodes, scope);
        self.part = here;
        std::mem::replace(&mut self.output, output).bytes
    }

    /// Writes the copies that references made of a note.
    fn copies(&mut self, note: &Note) {
        let here = self.parts[self.part]
            .1
            .nodes
            .iter()
            .position(|node| matches!(node, Node::Note(other) if std::ptr::eq(other, note)));
        let Some(node) = here else { return };
        for copy in self.notes.remove(&NoteAt { part: self.part, node }).unwrap_or_default() {
            self.output.bytes.extend_from_slice(&copy);
        }
    }

    fn text(&mut self, text: &'p Inline, scope: &mut Scope<'_>) -> String {
        self.output.enter_text(text.kind);
        self.block(&text.nodes, scope);
        let written = self.output.leave_text();
        let own = matches!(text.nodes.first(), Some(Node::Text(segment)) if self.output.is_address(*segment));
        let target = match text.kind {
            texts::Kind::Target => Some((written.as_str(), own)),
            texts::Kind::Instruction => texts::link_target(&written).map(|target| (target, false)),
            texts::Kind::Plain => None,
        };
        if let Some((target, own)) = target
            && !texts::is_safe(target, own)
        {
            self.mistake(Fault::Link, &text.place);
        }
        written
    }

    fn condition(&mut self, node: &'p crate::program::If, scope: &mut Scope<'_>) {
        for (index, branch) in node.branches.iter().enumerate() {
            match scope.truth(&branch.condition) {
                Ok(Truth::Yes) => {
                    self.block(&branch.nodes, scope);
                    for branch in &node.branches[index + 1..] {
                        self.leave_out(branch.first_break, &branch.nodes, scope);
                    }
                    return self.leave_out(node.otherwise_break, &node.otherwise, scope);
                }
                Ok(Truth::No) => {}
                Ok(Truth::Unanswered(needs)) => self.need(&needs, &branch.place),
                Err(error) => self.mistake(Fault::Expression(error), &branch.place),
            }
            self.leave_out(branch.first_break, &branch.nodes, scope);
        }
        self.block(&node.otherwise, scope);
    }

    /// What was left out has this first section break. Where that moves here, so do its headers and footers.
    fn leave_out(&mut self, first_break: Option<SectionId>, nodes: &'p [Node], scope: &mut Scope<'_>) {
        let Some(section) = first_break else { return };
        if self.output.takes_breaks() {
            crate::headers::of(section, nodes)
                .into_iter()
                .for_each(|node| self.nodes(std::slice::from_ref(node), scope));
        }
        self.output.leave_out(section);
    }

    fn repeat(&mut self, node: &'p crate::program::For, scope: &mut Scope<'_>) {
        let mut is_empty = true;
        let done = scope.repeat(&node.targets, &node.over, &mut |scope: &mut Scope<'_>| {
            is_empty = false;
            self.identities.enter(node.frame);
            self.nodes(&node.body, scope);
            Ok::<(), EvalError>(())
        });
        match done {
            Ok(Repeat::Done) => {}
            Ok(Repeat::Unanswered(needs)) => self.need(&needs, &node.place),
            Err(error) => self.mistake(Fault::Expression(error), &node.place),
        }
        if is_empty {
            // Its headers speak of items, and there are none.
            self.leave_out(node.first_break, &[], scope);
        }
    }

    /// A frame of its own for what is `set` inside.
    fn block(&mut self, nodes: &'p [Node], scope: &mut Scope<'_>) {
        let done: Result<(), EvalError> = scope.block(&mut |scope: &mut Scope<'_>| {
            self.nodes(nodes, scope);
            Ok(())
        });
        debug_assert!(done.is_ok(), "the body never fails");
    }

    fn blank(&mut self, needs: &Needs, place: &Arc<Place>) {
        self.need(needs, place);
        if self.missing == Missing::Mark {
            let labels: Vec<String> = match around(needs) {
                Some(path) => vec![(self.findings.label)(&path)],
                None => needs.iter().map(self.findings.label).collect(),
            };
            self.output.blank(&format!("[{}]", labels.join(", ")));
        }
    }

    fn need(&mut self, needs: &Needs, place: &Arc<Place>) {
        for path in needs.iter() {
            if self.findings.seen.insert(path.clone()) {
                self.findings.missing.push(MissingAnswer { path: path.clone(), place: Arc::clone(place) });
            }
        }
    }

    fn mistake(&mut self, fault: Fault, place: &Arc<Place>) {
        self.findings.mistakes.push(Mistake { fault, place: Arc::clone(place) });
    }
}
