//! A .docx or .dotx, read within limits.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use crate::archive::Archive;
use crate::content_types::{self, ContentTypes};
use crate::relationships::{self, Relationship, Target};
use crate::xml::Tree;
use crate::{Edit, Error, Limit, Limits, PartName, Refusal};

/// A Word document as the package that it is (ECMA-376-2): parts, what they are, and what they point at. A file that
/// could mean two things, do anything by itself, or cost too much, never becomes one.
pub struct Package {
    archive: Archive,
    limits: Limits,
    content_types: ContentTypes,
    root_relationships: Vec<Relationship>,
    relationships: HashMap<PartName, Vec<Relationship>>,
    main_document: PartName,
}

impl Package {
    /// The content type of the main part of a `.docx`.
    pub const DOCUMENT: &str = content_types::DOCUMENT;
    /// The content type of the main part of a `.dotx`.
    pub const TEMPLATE: &str = content_types::TEMPLATE;

    /// Reads the zip's directory, the content types and all relationships; the other parts are not looked into.
    ///
    /// # Errors
    /// Every [`Refusal`] but those of a part's own XML.
    pub fn read(bytes: Arc<[u8]>, limits: &Limits) -> Result<Self, Error> {
        let archive = Archive::open(bytes, limits)?;
        let mut index = Index { archive: &archive, limits, left: limits.index_size };
        let content_types = ContentTypes::read(&index.tree(archive.content_types)?)?;

        let mut root_relationships = Vec::new();
        let mut by_part = HashMap::new();
        for (name, entry) in &archive.parts {
            let Some(source) = name.relationships_of() else { continue };
            let read = index.tree(Some(*entry)).and_then(|tree| relationships::read(&tree, source.as_ref()));
            let read = read.map_err(|error| error.in_part(name))?;
            match source {
                None => root_relationships = read,
                Some(source) => {
                    by_part.insert(source, read);
                }
            }
        }
        let main_document = main_document(&archive, &content_types, &root_relationships)?;
        let package = Self {
            archive,
            limits: limits.clone(),
            content_types,
            root_relationships,
            relationships: by_part,
            main_document,
        };
        package.refuse_active()?;
        package.refuse_dtd()?;
        Ok(package)
    }

    /// Macros and imports: what runs or is merged when Word opens the document. A macro-enabled workbook that is
    /// embedded is neither: it sleeps until somebody opens it.
    fn refuse_active(&self) -> Result<(), Error> {
        let macros = |name: &&PartName| self.content_type(name).is_some_and(content_types::is_macros);
        if let Some(part) = self.names().find(macros) {
            return Err(Error::from(Refusal::Macros).in_part(part));
        }
        for (source, relationships) in &self.relationships {
            for relationship in relationships {
                let refusal = match () {
                    () if relationship.is("aFChunk") => Refusal::AltChunk,
                    () if relationship.is_macros() => Refusal::Macros,
                    () => continue,
                };
                return Err(Error::from(refusal).in_part(source));
            }
        }
        Ok(())
    }

    /// A document type definition in any part that is XML, also in those that nobody here will ever read. Relationships
    /// have been read.
    fn refuse_dtd(&self) -> Result<(), Error> {
        for (name, entry) in self.archive.parts.iter().filter(|(name, _)| name.relationships_of().is_none()) {
            let xml = matches!(name.extension(), "xml" | "rels" | "vml")
                || self.content_type(name).is_some_and(|kind| kind.to_ascii_lowercase().ends_with("xml"));
            if xml {
                self.archive.refuse_dtd(*entry).map_err(|error| error.in_part(name))?;
            }
        }
        Ok(())
    }

    /// The parts in the order of the zip, without `[Content_Types].xml`, which is no part.
    pub fn names(&self) -> impl Iterator<Item = &PartName> {
        self.archive.parts.iter().map(|(name, _)| name)
    }

    /// The file as it came.
    pub fn bytes(&self) -> &Arc<[u8]> {
        self.archive.bytes()
    }

    /// A part's bytes, inflated.
    ///
    /// # Errors
    /// The part is not there, or its data is not what the zip says of it; no more is inflated than that.
    pub fn part(&self, name: &PartName) -> Result<Vec<u8>, Error> {
        let read = match self.archive.entry(name) {
            Some(entry) => self.archive.read(entry),
            None => Err(Refusal::Missing.into()),
        };
        read.map_err(|error| error.in_part(name))
    }

    /// What a part is: its override, or what its extension stands for.
    pub fn content_type(&self, name: &PartName) -> Option<&str> {
        self.content_types.of(name)
    }

    /// The main document part, by the package's `officeDocument` relationship; it is there.
    pub fn main_document(&self) -> &PartName {
        &self.main_document
    }

    /// What a part points at; nothing when it has no relationships.
    pub fn relationships(&self, of: &PartName) -> &[Relationship] {
        self.relationships.get(of).map_or(&[], Vec::as_slice)
    }

    /// What the package itself points at.
    pub fn root_relationships(&self) -> &[Relationship] {
        &self.root_relationships
    }

    /// Starts a change. The package itself stays as it is.
    pub fn edit(&self) -> Edit<'_> {
        Edit::new(self)
    }

    pub(crate) fn archive(&self) -> &Archive {
        &self.archive
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }
}

/// Never the content: what a firm writes does not belong in a log.
impl fmt::Debug for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<_> = self.names().collect();
        f.debug_struct("Package").field("parts", &parts).finish_non_exhaustive()
    }
}

/// Reads the parts about the package, on one budget.
struct Index<'a> {
    archive: &'a Archive,
    limits: &'a Limits,
    left: u64,
}

impl Index<'_> {
    fn tree(&mut self, entry: Option<usize>) -> Result<Tree, Error> {
        let entry = entry.ok_or(Refusal::NotDocument)?;
        let left = self.left.checked_sub(self.archive.header(entry)?.size());
        self.left = left.ok_or(Refusal::TooMuch(Limit::IndexSize, self.limits.index_size))?;
        Tree::parse(self.archive.read(entry)?, self.limits)
    }
}

fn main_document(archive: &Archive, types: &ContentTypes, root: &[Relationship]) -> Result<PartName, Error> {
    let mut found = root.iter().filter(|relationship| relationship.is("officeDocument"));
    let main = match (found.next(), found.next()) {
        (Some(Relationship { target: Target::Part(name), .. }), None) => name,
        (Some(_), Some(_)) => {
            return Err(Refusal::Index("it names two main documents".to_owned()).into());
        }
        _ => return Err(Refusal::NotDocument.into()),
    };
    if archive.entry(main).is_none() {
        return Err(Error::from(Refusal::Missing).in_part(main));
    }
    let content_type = types.of(main).unwrap_or_default();
    if content_types::is_macro_enabled(content_type) {
        return Err(Error::from(Refusal::Macros).in_part(main));
    }
    if [Package::DOCUMENT, Package::TEMPLATE].iter().any(|known| content_type.eq_ignore_ascii_case(known)) {
        return Ok(main.clone());
    }
    Err(Error::from(Refusal::OtherKind(content_type.to_owned())).in_part(main))
}
