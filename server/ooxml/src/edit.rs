//! A package changed and written back.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use crate::relationships::{self, Target};
use crate::rewrite::Changes;
use crate::xml::{NodeId, Ns, Tree, escape};
use crate::{Error, Package, PartName, Refusal};

/// Changes to a [`Package`], collected until [`Edit::write`]. Of two changes to one part the last one holds.
pub struct Edit<'p> {
    package: &'p Package,
    /// `None`: removed.
    parts: BTreeMap<PartName, Option<Vec<u8>>>,
    content_types: BTreeMap<PartName, String>,
    /// By part and relationship: the targets it becomes, each with its id.
    targets: BTreeMap<PartName, BTreeMap<String, Vec<(String, String)>>>,
}

impl<'p> Edit<'p> {
    pub(crate) fn new(package: &'p Package) -> Self {
        Self { package, parts: BTreeMap::new(), content_types: BTreeMap::new(), targets: BTreeMap::new() }
    }

    /// Gives a part other bytes. It keeps its name, place, time and content type.
    pub fn replace(&mut self, name: &PartName, bytes: Vec<u8>) {
        self.parts.insert(name.clone(), Some(bytes));
    }

    /// Takes a part out, with its content type, its relationships, and the relationships that point at it.
    pub fn remove(&mut self, name: &PartName) {
        self.parts.insert(name.clone(), None);
    }

    /// Gives a relationship of a part other targets, each with the id it then has; without any it goes. Ids must not be
    /// those of other relationships.
    pub fn retarget(&mut self, of: &PartName, id: &str, to: &[(String, String)]) {
        self.targets.entry(of.clone()).or_default().insert(id.to_owned(), to.to_vec());
    }

    /// Says that a part is something else: [`Package::DOCUMENT`] for a template saved as a document.
    pub fn content_type(&mut self, name: &PartName, to: &str) {
        self.content_types.insert(name.clone(), to.to_owned());
    }

    /// Writes the package. Entries that did not change are copied as they are, still compressed, in their order and
    /// with their times; the result depends on nothing but package and changes. Without any change it is the file as
    /// it came.
    ///
    /// # Errors
    /// A changed part is not in the package, or is the main document and was to be removed; or the data of a part that
    /// had to be read is damaged.
    pub fn write(mut self) -> Result<Vec<u8>, Error> {
        let changes = self.changes()?;
        if changes.is_empty() {
            return Ok(self.package.bytes().to_vec());
        }
        self.package.archive().rewrite(&changes)
    }

    /// What becomes of which entry. Takes the bytes of the parts.
    fn changes(&mut self) -> Result<Changes, Error> {
        let archive = self.package.archive();
        let mut changes = Changes::new();
        for (name, bytes) in &mut self.parts {
            let missing = || Error::from(Refusal::Missing).in_part(name);
            let entry = archive.entry(name).ok_or_else(missing)?;
            match bytes {
                Some(bytes) if archive.holds(entry, bytes).map_err(|error| error.in_part(name))? => {}
                None if name == self.package.main_document() => return Err(missing()),
                None => {
                    changes.insert(entry, None);
                    if let Some(own) = archive.entry(&name.relationships()) {
                        changes.insert(own, None);
                    }
                }
                Some(bytes) => {
                    changes.insert(entry, Some(std::mem::take(bytes)));
                }
            }
        }
        self.change_relationships(&mut changes)?;
        self.change_content_types(&mut changes)?;
        Ok(changes)
    }

    fn removed(&self, name: &PartName) -> bool {
        matches!(self.parts.get(name), Some(None))
    }

    /// Takes out the relationships that point at a removed part.
    fn change_relationships(&self, changes: &mut Changes) -> Result<(), Error> {
        if !self.parts.values().any(Option::is_none) && self.targets.is_empty() {
            return Ok(());
        }
        let archive = self.package.archive();
        for (name, entry) in &archive.parts {
            let Some(source) = name.relationships_of() else { continue };
            let bytes = match changes.get(entry) {
                Some(None) => continue,
                Some(Some(bytes)) => bytes.clone(),
                None => archive.read(*entry)?,
            };
            let tree = Tree::parse(bytes, self.package.limits()).map_err(|error| error.in_part(name))?;
            let cuts: Vec<(Range<usize>, Vec<u8>)> = relationships::elements(&tree, source.as_ref())?
                .into_iter()
                .filter_map(|(id, to)| match &to.target {
                    Target::Part(part) if self.removed(part) => Some((tree.span(id), Vec::new())),
                    _ => {
                        let targets = self.targets.get(source.as_ref()?)?.get(&to.id)?;
                        Some((tree.span(id), retargeted(&tree, id, targets)))
                    }
                })
                .collect();
            if !cuts.is_empty() {
                changes.insert(*entry, Some(splice(tree.source(), &cuts)));
            }
        }
        Ok(())
    }

    /// Takes out the overrides of removed parts and writes the changed ones.
    fn change_content_types(&self, changes: &mut Changes) -> Result<(), Error> {
        let archive = self.package.archive();
        let Some(entry) = archive.content_types else { return Ok(()) };
        let tree = Tree::parse(archive.read(entry)?, self.package.limits())?;
        let mut cuts = Vec::new();
        let mut to = self.content_types.clone();
        if let Some(name) = self.content_types.keys().find(|name| archive.entry(name).is_none()) {
            return Err(Error::from(Refusal::Missing).in_part(name));
        }
        to.retain(|name, to| self.package.content_type(name) != Some(to));
        for id in tree.children(tree.root()).filter(|id| tree.is(*id, Ns::ContentTypes, "Override")) {
            let Some(name) = tree.attribute(id, Ns::None, "PartName") else { continue };
            let name: PartName = name.parse()?;
            let own_relationships = name.relationships_of().flatten().is_some_and(|of| self.removed(&of));
            if self.removed(&name) || own_relationships {
                cuts.push((tree.span(id), Vec::new()));
            } else if let Some(to) = to.remove(&name) {
                cuts.push((tree.span(id), override_element(tree.prefix(id), &name, &to)));
            }
        }
        to.retain(|name, _| !self.removed(name));
        if !to.is_empty() {
            let mut added = Vec::new();
            for (name, to) in &to {
                added.extend(override_element(tree.prefix(tree.root()), name, to));
            }
            let end = tree.close(tree.root()).start;
            cuts.push((end..end, added));
        }
        if !cuts.is_empty() {
            changes.insert(entry, Some(splice(tree.source(), &cuts)));
        }
        Ok(())
    }
}

impl fmt::Debug for Edit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<_> = self.parts.keys().collect();
        f.debug_struct("Edit").field("parts", &parts).field("content_types", &self.content_types).finish()
    }
}

fn override_element(prefix: &str, name: &PartName, to: &str) -> Vec<u8> {
    let mut out = vec![b'<'];
    if !prefix.is_empty() {
        out.extend_from_slice(prefix.as_bytes());
        out.push(b':');
    }
    out.extend_from_slice(b"Override PartName=\"");
    escape_quoted(name.as_str(), &mut out);
    out.extend_from_slice(b"\" ContentType=\"");
    escape_quoted(to, &mut out);
    out.extend_from_slice(b"\"/>");
    out
}

/// A relationship once for each target.
fn retargeted(tree: &Tree, element: NodeId, targets: &[(String, String)]) -> Vec<u8> {
    let span = tree.span(element);
    let value = |name: &str| {
        let value = tree.attribute_span(element, Ns::None, name).unwrap_or(span.end..span.end);
        value.start - span.start..value.end - span.start
    };
    let quoted = |text: &str| {
        let mut bytes = Vec::new();
        escape_quoted(text, &mut bytes);
        bytes
    };
    let mut out = Vec::new();
    for (target, id) in targets {
        let mut cuts = [(value("Target"), quoted(target)), (value("Id"), quoted(id))];
        cuts.sort_by_key(|(range, _)| range.start);
        out.extend(splice(&tree.source()[span.clone()], &cuts));
    }
    out
}

fn escape_quoted(text: &str, out: &mut Vec<u8>) {
    for (n, piece) in text.split('"').enumerate() {
        if n > 0 {
            out.extend_from_slice(b"&quot;");
        }
        escape(piece, out);
    }
}

/// `source` with each range, in order, replaced.
fn splice(source: &[u8], cuts: &[(Range<usize>, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::with_capacity(source.len());
    let mut at = 0;
    for (range, with) in cuts {
        out.extend_from_slice(&source[at..range.start]);
        out.extend_from_slice(with);
        at = range.end;
    }
    out.extend_from_slice(&source[at..]);
    out
}
