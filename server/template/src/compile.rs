//! Bytes to a [`Template`].

use std::sync::Arc;

use akte_expr::{Code, Diagnostic, Path, Severity, Usage, World};
use akte_ooxml::{Edit, Limits, Package, PartName};

use crate::assemble::assemble;
use crate::definition::{self, DefinitionPart, EmptyParagraphs};
use crate::fill::{self, FillError, Filled, Findings, Missing};
use crate::key::{Keys, NodeKey};
use crate::program::{self, Program};
use crate::story::{Story, stories};
use crate::{notice, plan, scan, usage};

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
        .or_else(|| definition.as_ref().map(DefinitionPart::empty_paragraphs))
        .unwrap_or_default();
    let mut diagnostics = Vec::new();
    let mut parts = Vec::new();
    let stories = stories(&package, limits)?;
    for story in &stories {
        if let Some(program) = program(story, empty_paragraphs, &mut diagnostics) {
            parts.push((story.part.clone(), program));
        }
    }
    let has_markup = !parts.is_empty() || !diagnostics.is_empty();
    diagnostics.extend(notice::notices(&package, &stories, definition.as_ref()));
    if !has_markup {
        let message = "The document has no mark-up: there is nothing to fill.";
        diagnostics.push(Diagnostic::warning(Code::NoMarkup, message));
    }
    let usage = Usage { nodes: parts.iter().flat_map(|(_, program)| usage::uses(&program.nodes)).collect() };
    let failed = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let template = (!failed).then_some(Template { package, parts, definition, usage });
    Ok(Compiled { template, diagnostics })
}

/// A story's program; none when it has no mark-up or mistakes.
fn program(
    story: &Story,
    empty_paragraphs: EmptyParagraphs,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Program> {
    let before = diagnostics.len();
    let scan = scan::scan(story, diagnostics);
    if scan.tags.is_empty() {
        return None;
    }
    let groups = plan::pair(&scan, diagnostics);
    let seams = plan::seams(&story.tree, &scan);
    let cuts = plan::cuts(&story.tree, &scan, &groups, &seams, empty_paragraphs, diagnostics);
    plan::check(&story.tree, &scan, &groups, &cuts, diagnostics);
    if diagnostics[before..].iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return None;
    }
    let sections = plan::sections(&story.tree, &scan, &groups, &cuts, &seams);
    let (guards, marks) =
        plan::guards(&story.tree, &scan, &cuts, &seams, sections.as_ref(), empty_paragraphs);
    let edits = plan::edits(&story.tree, &scan, &cuts, &guards, &seams, sections.as_ref());
    let keys = Keys::new(&story.part.to_string());
    Some(assemble(&story.tree, &scan, edits, &marks, sections.as_ref(), keys))
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
        for (part, program) in &self.parts {
            edit.replace(part, fill::fill(program, world, missing, &mut findings));
        }
        if !findings.mistakes.is_empty() {
            return Err(FillError::Answers(findings.mistakes));
        }
        if missing == Missing::Error && !findings.missing.is_empty() {
            return Err(FillError::Missing(findings.missing));
        }
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
