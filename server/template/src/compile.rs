//! Bytes to a [`Template`].

use std::sync::Arc;

use akte_expr::{Code, Diagnostic, Severity, Usage};
use akte_ooxml::{Limits, Package, PartName};

use crate::bound::Stores;
use crate::definition::{self, EmptyParagraphs};
use crate::fetched::{self, Fetched};
use crate::headers::Headers;
use crate::identity::{self, Table};
use crate::numbering::{self, Numbering};
use crate::planned::{Around, Planned, live_notes};
use crate::program::Program;
use crate::room::Rooms;
use crate::story::{Story, stories};
use crate::template::Template;
use crate::{notes, notice, stamp, usage};

/// What compiling found.
#[derive(Debug)]
pub struct Compiled {
    /// The template; none when a diagnostic is an error.
    pub template: Option<Template>,
    /// All mistakes and warnings, in the order of the document.
    pub diagnostics: Vec<Diagnostic>,
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
    let mut diagnostics = Vec::new();
    let stories = stories(&package, limits)?;
    let planned: Vec<Planned> =
        stories.iter().map(|story| Planned::new(story, empty_paragraphs, &mut diagnostics)).collect();
    let restarts = definition.as_ref().map(|definition| definition.says.restarts()).unwrap_or_default();
    diagnostics.extend(numbering::unused(&restarts, planned.iter().map(|planned| &planned.scan)));
    let is_tagged = planned.iter().any(Planned::is_tagged);
    let main = stories.iter().find(|story| story.is_main());
    let rooms = main.map_or_else(Rooms::default, |main| Rooms::find(&main.tree));
    let around = Around {
        notes: live_notes(&planned),
        fetched: if is_tagged { Fetched::find(&package, &stories, limits)? } else { Fetched::default() },
        numbering: if restarts.is_empty() { None } else { numbering::read(&package, limits)? },
        restarts,
        rooms_beside: rooms.narrowest(),
        rooms,
    };
    let (mut parts, mut kinds) = (Vec::new(), Vec::new());
    let (mut stores, mut identities) = (Stores::new(&package, limits, &stories), Table::default());
    let mut headers = Headers::default();
    if diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error) {
        for planned in planned {
            let (story, kind) = (planned.story, planned.story.notes);
            let frame = headers.is_live(&planned).then(|| identities.frame());
            if let Some(mut program) = planned.program(&around, frame, &mut stores, &mut identities) {
                if story.part == *package.main_document() {
                    headers = Headers::find(&package, &story.tree, &mut program.nodes);
                }
                parts.push((story.part.clone(), program));
                kinds.push(kind);
            }
        }
    }
    let bound = stores.finish();
    notes::connect(&mut parts, &kinds);
    headers.connect(&mut parts);
    identify(&stories, &mut parts, &headers, around.numbering.as_ref(), &mut identities);
    let has_markup = !parts.is_empty() || !diagnostics.is_empty();
    let foreign = fetched::foreign(&package, &stories);
    let kinds = fetched::kinds(&foreign, is_tagged);
    diagnostics.extend(foreign.into_iter().map(|(_, diagnostic)| diagnostic));
    diagnostics.extend(notice::notices(&package, &stories, definition.as_ref()));
    if !has_markup {
        let message = "The document has no mark-up: there is nothing to fill.";
        diagnostics.push(Diagnostic::warning(Code::NoMarkup, message));
    }
    let links = stories
        .iter()
        .flat_map(|story| story.links.iter().map(|(id, _)| (story.part.clone(), id.clone())))
        .collect();
    let programs = parts.iter().map(|(_, program)| program).filter(|program| program.frame.is_none());
    let usage = Usage { nodes: programs.flat_map(|program| usage::uses(&program.nodes, &parts)).collect() };
    let failed = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let stamps = stamp::find(&package, limits);
    let template = (!failed).then_some(Template {
        package,
        parts,
        identities,
        numbering: around.numbering,
        bound,
        fetched: around.fetched,
        foreign: kinds,
        links,
        definition,
        stamps,
        usage,
    });
    Ok(Compiled { template, diagnostics })
}

/// Settles which identities there are and what is taken.
fn identify(
    stories: &[Story],
    parts: &mut [(PartName, Program)],
    headers: &Headers,
    numbering: Option<&Numbering>,
    table: &mut Table,
) {
    for (_, program) in parts.iter_mut() {
        table.define(&mut program.nodes, program.frame);
    }
    for (part, program) in parts.iter_mut() {
        let mut around = headers.around(part).to_vec();
        around.extend(program.frame);
        table.refer(&mut program.nodes, &around);
    }
    if table.slots.is_empty() {
        // A picture may come anew where nothing else does.
        stories.iter().for_each(|story| table.take(&identity::drawings(&story.tree)));
    } else {
        for story in stories {
            table.take(&identity::identities(&story.tree));
            let kinds = [identity::Kind::Footnote, identity::Kind::Endnote];
            kinds.iter().for_each(|kind| table.take(&notes::references(&story.tree, *kind)));
        }
        let ids = numbering.iter().flat_map(|numbering| numbering.ids());
        ids.for_each(|id| table.reserve(identity::Kind::Numbering, &id));
    }
}
