//! A package changed and written back.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use crate::relationships::{self, Target};
use crate::rewrite::{Changes, Entry};
use crate::xml::{NodeId, Ns, Tree, escape};
use crate::{Error, Package, PartName, Refusal};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The namespace of `.rels` parts (ECMA-376-2, 6.5.3).
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// What they are.
const RELATIONSHIPS_TYPE: &str = "application/vnd.openxmlformats-package.relationships+xml";

/// Changes to a [`Package`], collected until [`Edit::write`]. Of two changes to one part the last one holds.
pub struct Edit<'p> {
    package: &'p Package,
    /// `None`: removed.
    parts: BTreeMap<PartName, Option<Vec<u8>>>,
    /// New parts that are like others.
    added: BTreeMap<PartName, Added>,
    /// New parts that are not: what each is, and its bytes.
    attached: BTreeMap<PartName, (&'static str, Vec<u8>)>,
    /// New relationships, by the part that has them.
    related: BTreeMap<PartName, Vec<Related>>,
    content_types: BTreeMap<PartName, String>,
    /// By part and relationship: the targets it becomes, each with its id.
    targets: BTreeMap<PartName, BTreeMap<String, Vec<(String, String)>>>,
}

/// A new part.
struct Added {
    /// The part that it is like.
    like: PartName,
    /// What the main document calls it.
    id: String,
    bytes: Vec<u8>,
}

/// A new relationship to a part.
struct Related {
    id: String,
    kind: String,
    to: PartName,
}

impl<'p> Edit<'p> {
    pub(crate) fn new(package: &'p Package) -> Self {
        Self {
            package,
            parts: BTreeMap::new(),
            added: BTreeMap::new(),
            attached: BTreeMap::new(),
            related: BTreeMap::new(),
            content_types: BTreeMap::new(),
            targets: BTreeMap::new(),
        }
    }

    /// Gives a part other bytes. It keeps its name, place, time and content type.
    pub fn replace(&mut self, name: &PartName, bytes: Vec<u8>) {
        self.parts.insert(name.clone(), Some(bytes));
    }

    /// Adds a part in the folder of another one and like it: with its content type, time and attributes, a copy of what the
    /// package says of its relationships, and a relationship from the main document of the same type with this id. New
    /// parts come behind the others, by their names.
    pub fn add(&mut self, name: &PartName, like: &PartName, id: &str, bytes: Vec<u8>) {
        self.added.insert(name.clone(), Added { like: like.clone(), id: id.to_owned(), bytes });
    }

    /// Adds a part that is of this content type, such as a picture: as it is, not compressed again, with the time and attributes
    /// of the main document, and without relationships. Such parts come last, by their names.
    pub fn attach(&mut self, name: &PartName, content_type: &'static str, bytes: Vec<u8>) {
        self.attached.insert(name.clone(), (content_type, bytes));
    }

    /// Adds a relationship of a part, new ones too, to another part. The id must not be that of another one.
    pub fn relate(&mut self, of: &PartName, id: &str, kind: &str, to: &PartName) {
        let related = Related { id: id.to_owned(), kind: kind.to_owned(), to: to.clone() };
        self.related.entry(of.clone()).or_default().push(related);
    }

    /// Takes a part out, with its content type, its relationships, and the relationships that point at it.
    pub fn remove(&mut self, name: &PartName) {
        self.parts.insert(name.clone(), None);
    }

    /// Gives a relationship of a part, new ones too, other targets, each with the id it then has; without any it goes. Ids must not be
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
    /// A changed part, or one that a new one is to be like, is not in the package; a new one is there already; the main
    /// document was to be removed; or the data of a part that had to be read is damaged.
    pub fn write(mut self) -> Result<Vec<u8>, Error> {
        let changes = self.changes()?;
        let entries = self.entries()?;
        if changes.is_empty() && entries.is_empty() {
            return Ok(self.package.bytes().to_vec());
        }
        self.package.archive().rewrite(&changes, &entries)
    }

    /// The entries of new parts. Takes their bytes.
    fn entries(&mut self) -> Result<Vec<Entry>, Error> {
        let archive = self.package.archive();
        let mut entries = Vec::new();
        let mut new = |name: &PartName, like: usize, bytes: Vec<u8>| match archive.entry(name) {
            None => {
                let name = name.as_str()[1..].to_owned();
                entries.push(Entry { name, like, bytes, is_stored: false });
                Ok(())
            }
            Some(_) => Err(Error::from(Refusal::DuplicateName(name.to_string()))),
        };
        for (name, added) in std::mem::take(&mut self.added) {
            let missing = || Error::from(Refusal::Missing).in_part(&added.like);
            new(&name, archive.entry(&added.like).ok_or_else(missing)?, added.bytes)?;
            let own = added.like.relationships();
            if let Some(like) = archive.entry(&own) {
                let bytes = archive.read(like).map_err(|error| error.in_part(&own))?;
                let tree = Tree::parse(bytes, self.package.limits()).map_err(|error| error.in_part(&own))?;
                let bytes = splice(tree.source(), &self.relationship_cuts(&tree, Some(&name))?);
                new(&name.relationships(), like, bytes)?;
            }
        }
        let main = self.package.main_document();
        let like = archive.entry(main).ok_or_else(|| Error::from(Refusal::Missing).in_part(main))?;
        for (of, related) in &self.related {
            let own = of.relationships();
            let is_written = archive.entry(&own).is_some() || entries.iter().any(|entry| entry.is(&own));
            if !is_written {
                let elements = related_elements("", of, related);
                let text = format!(
                    "{DECLARATION}<Relationships xmlns=\"{RELATIONSHIPS}\">{elements}</Relationships>"
                );
                let (name, bytes) = (own.as_str()[1..].to_owned(), text.into_bytes());
                entries.push(Entry { name, like, bytes, is_stored: false });
            }
        }
        for (name, (_, bytes)) in &mut self.attached {
            if archive.entry(name).is_some() {
                return Err(Refusal::DuplicateName(name.to_string()).into());
            }
            let bytes = std::mem::take(bytes);
            entries.push(Entry { name: name.as_str()[1..].to_owned(), like, bytes, is_stored: true });
        }
        Ok(entries)
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

    /// Takes out the relationships that point at a removed part, and writes those to new ones.
    fn change_relationships(&self, changes: &mut Changes) -> Result<(), Error> {
        let removes = self.parts.values().any(Option::is_none);
        if !removes && self.targets.is_empty() && self.added.is_empty() && self.related.is_empty() {
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
            let cuts = self.relationship_cuts(&tree, source.as_ref())?;
            if !cuts.is_empty() {
                changes.insert(*entry, Some(splice(tree.source(), &cuts)));
            }
        }
        Ok(())
    }

    /// What becomes of the relationships of `source`.
    fn relationship_cuts(&self, tree: &Tree, source: Option<&PartName>) -> Result<Vec<Cut>, Error> {
        let is_main = source == Some(self.package.main_document());
        let mut new: Vec<(&PartName, &Added)> = self.added.iter().filter(|_| is_main).collect();
        let mut cuts = Vec::new();
        for (element, to) in relationships::elements(tree, source)? {
            let span = tree.span(element);
            let targets = source.and_then(|source| self.targets.get(source)?.get(&to.id));
            let mut bytes = match (&to.target, targets) {
                (Target::Part(part), _) if self.removed(part) => Vec::new(),
                (_, Some(targets)) => retargeted(tree, element, targets),
                _ => tree.source()[span.clone()].to_vec(),
            };
            if let Target::Part(part) = &to.target {
                let like = new.extract_if(.., |(_, added)| added.like == *part);
                let beside: Vec<_> =
                    like.map(|(name, added)| (beside(tree, element, name), added.id.clone())).collect();
                bytes.extend(retargeted(tree, element, &beside));
            }
            if bytes != tree.source()[span.clone()] {
                cuts.push((span, bytes));
            }
        }
        if let Some((_, added)) = new.first() {
            return Err(Error::from(Refusal::Missing).in_part(&added.like));
        }
        if let Some((of, related)) = source.and_then(|of| Some((of, self.related.get(of)?))) {
            cuts.push(appended(tree, &related_elements(&tree.prefix_and_colon(tree.root()), of, related)));
        }
        Ok(cuts)
    }

    /// Takes out the overrides of removed parts, writes the changed ones and those of new parts.
    fn change_content_types(&self, changes: &mut Changes) -> Result<(), Error> {
        let archive = self.package.archive();
        let Some(entry) = archive.content_types else { return Ok(()) };
        let tree = Tree::parse(archive.read(entry)?, self.package.limits())?;
        let mut cuts = Vec::new();
        let mut to = self.content_types.clone();
        if let Some(name) = self.content_types.keys().find(|name| archive.entry(name).is_none()) {
            return Err(Error::from(Refusal::Missing).in_part(name));
        }
        for (name, Added { like, .. }) in &self.added {
            for (name, like) in [(name.clone(), like.clone()), (name.relationships(), like.relationships())] {
                to.extend(self.package.content_type(&like).map(|kind| (name, kind.to_owned())));
            }
        }
        to.extend(self.attached.iter().map(|(name, (kind, _))| (name.clone(), (*kind).to_owned())));
        for own in self.related.keys().map(PartName::relationships) {
            to.entry(own).or_insert_with(|| RELATIONSHIPS_TYPE.to_owned());
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
        let parts: Vec<_> = self.parts.keys().chain(self.added.keys()).collect();
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

/// The target of a relationship with the file of another part in the same folder.
fn beside(tree: &Tree, element: NodeId, name: &PartName) -> String {
    let target = tree.attribute(element, Ns::None, "Target").unwrap_or_default();
    let folder = target.rsplit_once('/').map_or("", |(folder, _)| folder);
    let file = name.as_str().rsplit('/').next().unwrap_or_default();
    if folder.is_empty() && !target.starts_with('/') { file.to_owned() } else { format!("{folder}/{file}") }
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

/// Elements for new relationships.
fn related_elements(prefix: &str, of: &PartName, related: &[Related]) -> String {
    let folder = of.as_str().rfind('/').map_or("", |end| &of.as_str()[..=end]);
    let mut out = Vec::new();
    for Related { id, kind, to } in related {
        let target = to.as_str().strip_prefix(folder).unwrap_or(to.as_str());
        out.extend_from_slice(format!("<{prefix}Relationship").as_bytes());
        for (name, value) in [("Id", id.as_str()), ("Type", kind.as_str()), ("Target", target)] {
            out.extend_from_slice(format!(" {name}=\"").as_bytes());
            escape_quoted(value, &mut out);
            out.push(b'"');
        }
        out.extend_from_slice(b"/>");
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Something more at the end of the outermost element, which may be an empty-element tag.
fn appended(tree: &Tree, elements: &str) -> Cut {
    let (root, source) = (tree.root(), tree.source());
    let close = tree.close(root);
    if !close.is_empty() {
        return (close.start..close.start, elements.as_bytes().to_vec());
    }
    let span = tree.span(root);
    let name = format!("{}{}", tree.prefix_and_colon(root), tree.name(root).1);
    let mut bytes = source[span.start..span.end - 2].to_vec();
    bytes.extend_from_slice(format!(">{elements}</{name}>").as_bytes());
    (span, bytes)
}

fn escape_quoted(text: &str, out: &mut Vec<u8>) {
    for (n, piece) in text.split('"').enumerate() {
        if n > 0 {
            out.extend_from_slice(b"&quot;");
        }
        escape(piece, out);
    }
}

/// Bytes that stand in the place of others.
type Cut = (Range<usize>, Vec<u8>);

/// `source` with each range, in order, replaced.
fn splice(source: &[u8], cuts: &[Cut]) -> Vec<u8> {
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
