//! A compiled template and how it is filled.

use akte_expr::{Path, Usage, World};
use akte_ooxml::{Edit, Package, PartName};

use crate::bound::Bound;
use crate::definition::{Anchors, DefinitionPart};
use crate::fetched::{Fetched, Foreign};
use crate::fill::{self, Copy, FillError, Filled, Findings, Media, Missing, is_strict, relationship_type};
use crate::identity::Table;
use crate::key::NodeKey;
use crate::numbering::Numbering;
use crate::picture::Pictures;
use crate::program::{self, Program};
use crate::stamp::Stamp;

/// A compiled template: immutable, shared between threads, filled any number of times.
#[derive(Debug)]
pub struct Template {
    pub(crate) package: Package,
    pub(crate) parts: Vec<(PartName, Program)>,
    pub(crate) identities: Table,
    /// What repeats that begin their numbering anew write to; none without any.
    pub(crate) numbering: Option<Numbering>,
    /// What controls of other systems show.
    pub(crate) bound: Bound,
    /// What the document would fetch from outside.
    pub(crate) fetched: Fetched,
    pub(crate) foreign: Vec<Foreign>,
    /// Links whose target holds a tag: part and relationship id.
    pub(crate) links: Vec<(PartName, String)>,
    pub(crate) definition: Option<DefinitionPart>,
    /// By what a document was known that this template was.
    pub(crate) stamps: Vec<PartName>,
    pub(crate) usage: Usage,
}

impl Template {
    /// What the template asks of the answers.
    pub fn usage(&self) -> &Usage {
        &self.usage
    }

    /// What of it comes from outside, or is opened by other programs; each once.
    pub fn foreign(&self) -> &[Foreign] {
        &self.foreign
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
        self.fill_with(world, missing, &Path::to_string, &Pictures::new(), None)
    }

    /// Makes a document in which blanks say the label of the answer that is missing, not its name, and that shows these
    /// pictures where they are answers; its label describes each. Where the template has `anchors`, the document carries the stamp.
    ///
    /// # Errors
    /// As [`Template::fill`]. An answer that is a file and not among the pictures cannot be shown.
    pub fn fill_with(
        &self,
        world: &World<'_>,
        missing: Missing,
        label: &dyn Fn(&Path) -> String,
        pictures: &Pictures,
        stamp: Option<&Stamp>,
    ) -> Result<Filled, FillError> {
        let mut findings = Findings::new(label);
        let mut edit = self.package.edit();
        let of = (&self.package, self.parts.as_slice());
        let made = fill::fill(of, &self.identities, world, pictures, missing, &mut findings);
        for ((part, _), copies) in self.parts.iter().zip(made.parts) {
            self.write_part(part, copies, &made.media, &mut edit);
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
        for Media { part, picture } in &made.media {
            edit.attach(part, picture.format().media_type(), picture.bytes().to_vec());
        }
        self.bound.write(&made.bound, &mut edit);
        self.fetched.write(&mut edit);
        self.save_as_document(&mut edit);
        for part in self.definition.iter().flat_map(|definition| &definition.parts).chain(&self.stamps) {
            edit.remove(part);
        }
        if let Some(stamp) = stamp.filter(|_| self.anchors() == Anchors::Opaque) {
            stamp.write(&self.package, &mut edit);
        }
        Ok(Filled { bytes: edit.write()?, missing: findings.missing })
    }

    fn anchors(&self) -> Anchors {
        self.definition.as_ref().and_then(|definition| definition.says.anchors).unwrap_or_default()
    }

    /// Writes what became of a part: as a rule itself, of some headers and footers as many as there are sections.
    fn write_part(&self, part: &PartName, copies: Vec<Copy>, media: &[Media], edit: &mut Edit<'_>) {
        if copies.is_empty() {
            edit.remove(part);
        }
        for Copy { part: to, id, bytes, links } in copies {
            if to == *part {
                edit.replace(part, bytes);
            } else {
                edit.add(&to, part, &id, bytes);
                self.fetched.ids(part).for_each(|id| edit.retarget(&to, id, &[]));
            }
            for (_, id) in self.links.iter().filter(|(of, _)| of == part) {
                edit.retarget(&to, id, links.made.get(id).map_or(&[], Vec::as_slice));
            }
            for (at, id) in &links.pictures {
                edit.relate(&to, id, &relationship_type(is_strict(&self.package)), &media[*at].part);
            }
        }
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
