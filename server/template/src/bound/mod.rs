//! Controls of other systems that show what an XML part of the document says (data binding: ECMA-376 Part 1, 17.5.2.6).
//! Word shows the part's text, whatever stands in the control: a control that is filled gets its value in the part too.
//!
//! Only controls for plain text are written through. Where that cannot be (another kind of control, one in a repeat, an
//! address that is not understood), the binding goes, so that the control keeps what was filled in.

#[cfg(test)]
mod tests;
mod xpath;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use akte_ooxml::xml::{NodeId, Ns, Tree};
use akte_ooxml::{Edit, Limits, Package, PartName, Target};

use self::xpath::Found;
use crate::plan::{Change, Patch};
use crate::story::{Story, is_kind};

/// The places of XML parts that bound controls show.
#[derive(Debug, Default)]
pub(crate) struct Bound {
    /// The parts as they came.
    parts: HashMap<PartName, Vec<u8>>,
    /// By the number of the control.
    places: Vec<(PartName, Found)>,
}

/// The stores of a package while a template is compiled.
pub(crate) struct Stores<'p> {
    package: &'p Package,
    limits: &'p Limits,
    /// Parts that are filled by themselves.
    stories: Vec<&'p PartName>,
    trees: HashMap<PartName, Option<Tree>>,
    bound: Bound,
}

impl<'p> Stores<'p> {
    pub fn new(package: &'p Package, limits: &'p Limits, stories: &'p [Story]) -> Self {
        let stories = stories.iter().map(|story| &story.part).collect();
        Self { package, limits, stories, trees: HashMap::new(), bound: Bound::default() }
    }

    /// What becomes of the bound controls of a story. `tags`: where its tags begin; `repeats`: what comes more than once.
    pub fn patches(&mut self, tree: &Tree, tags: &[usize], repeats: &[Range<usize>]) -> Vec<Patch> {
        let bindings = tree.descendants(tree.root()).filter(|&node| tree.name(node).1 == "dataBinding");
        let mut patches = Vec::new();
        for binding in bindings {
            let Some(content) = content(tree, binding) else { continue };
            let span = tree.span(content);
            let first = tags.partition_point(|tag| *tag < span.start);
            if tags.get(first).is_none_or(|tag| *tag >= span.end) {
                continue;
            }
            let once = !repeats.iter().any(|repeat| repeat.start <= span.start && span.start < repeat.end);
            match self.place(tree, binding).filter(|_| once && is_text(tree, binding)) {
                Some(Place::Filled) => {}
                Some(Place::At(part, found)) => {
                    self.bound.places.push((part, found));
                    let number = self.bound.places.len() - 1;
                    let (opens, closes) = (Change::OpenBound(number), Change::CloseBound(number));
                    patches.extend(Patch::around(tree, content, opens, closes));
                }
                None => patches.push(Patch::replace(tree.span(binding), Change::Gone)),
            }
        }
        patches
    }

    /// Where the text of a binding stands.
    fn place(&mut self, tree: &Tree, binding: NodeId) -> Option<Place> {
        let value = |name: &str| tree.attribute(binding, Ns::W, name);
        let (xpath, store, mappings) = (value("xpath")?, value("storeItemID"), value("prefixMappings"));
        let path = xpath::parse(&xpath, mappings.as_deref().unwrap_or_default())?;
        for part in self.stores(store.as_deref()) {
            let (package, limits) = (self.package, self.limits);
            let read = || Tree::parse(package.part(&part).ok()?, limits).ok();
            let Some(store) = self.trees.entry(part.clone()).or_insert_with(read) else { continue };
            let Some(found) = path.find(store) else { continue };
            if self.stories.contains(&&part) {
                let text = &store.source()[found.bytes()];
                return text.contains(&b'{').then_some(Place::Filled);
            }
            self.bound.parts.entry(part.clone()).or_insert_with(|| store.source().to_vec());
            return Some(Place::At(part, found));
        }
        None
    }

    /// The parts that a binding may mean: the one with this id, or without an id all.
    fn stores(&self, id: Option<&str>) -> Vec<PartName> {
        /// Document properties as a store (MS-OE376 2.1.510).
        const CORE: &str = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}";
        let core = self.package.root_relationships().iter().filter(|of| of.kind.ends_with("core-properties"));
        let custom = self.package.relationships(self.package.main_document()).iter();
        let custom = custom.filter(|of| is_kind(&of.kind, "customXml"));
        let part = |target: &Target| match target {
            Target::Part(part) => Some(part.clone()),
            Target::External(_) => None,
        };
        match id {
            Some(id) if id.eq_ignore_ascii_case(CORE) => core.filter_map(|of| part(&of.target)).collect(),
            id => custom
                .filter_map(|of| part(&of.target))
                .filter(|store| id.is_none_or(|id| self.has_id(store, id)))
                .collect(),
        }
    }

    /// Whether the properties of a custom XML part say that this is its id (15.2.6).
    fn has_id(&self, store: &PartName, id: &str) -> bool {
        self.package.relationships(store).iter().any(|of| {
            let Target::Part(properties) = &of.target else { return false };
            let Ok(bytes) = self.package.part(properties) else { return false };
            let Ok(tree) = Tree::parse(bytes, self.limits) else { return false };
            let found = tree.attribute(tree.root(), Ns::Other, "itemID");
            found.is_some_and(|found| found.eq_ignore_ascii_case(id))
        })
    }

    pub fn finish(self) -> Bound {
        self.bound
    }
}

enum Place {
    /// In a part that has tags of its own there.
    Filled,
    At(PartName, Found),
}

impl Bound {
    /// Writes what the controls show; a control that did not come shows nothing.
    pub fn write(&self, shown: &BTreeMap<usize, Vec<u8>>, edit: &mut Edit<'_>) {
        for (part, source) in &self.parts {
            let places = self.places.iter().enumerate().filter(|(_, (of, _))| of == part);
            // Of controls that show the same place, the first that came counts.
            let mut values: BTreeMap<usize, (&Found, &[u8])> = BTreeMap::new();
            for (number, (_, found)) in places {
                let value = shown.get(&number).map_or(&[][..], Vec::as_slice);
                let entry = values.entry(found.bytes().start).or_insert((found, value));
                if entry.1.is_empty() {
                    entry.1 = value;
                }
            }
            let (mut bytes, mut at) = (Vec::with_capacity(source.len()), 0);
            for (found, value) in values.into_values() {
                bytes.extend_from_slice(&source[at..found.bytes().start]);
                found.write(value, &mut bytes);
                at = found.bytes().end;
            }
            bytes.extend_from_slice(&source[at..]);
            edit.replace(part, bytes);
        }
    }
}

/// The content of the control that a binding belongs to.
fn content(tree: &Tree, binding: NodeId) -> Option<NodeId> {
    let control = tree.parent(tree.parent(binding)?)?;
    tree.child(control, Ns::W, "sdtContent")
}

/// Whether a binding is a plain text control's; other kinds keep something else in the part than they show.
fn is_text(tree: &Tree, binding: NodeId) -> bool {
    let siblings = tree.parent(binding).into_iter().flat_map(|properties| tree.children(properties));
    tree.name(binding).0 == Ns::W && siblings.into_iter().any(|node| tree.is(node, Ns::W, "text"))
}

/// The text of written XML as it stands there, escaped; `w`: the prefix of its elements. Lines and paragraphs are parted
/// by line breaks.
pub(crate) fn text(xml: &[u8], w: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = xml;
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        rest = &rest[at + 1..];
        let Some(end) = rest.iter().position(|byte| *byte == b'>') else { break };
        let (tag, after) = (&rest[..end], &rest[end + 1..]);
        rest = after;
        let name = tag.strip_prefix(w.as_bytes()).unwrap_or_default();
        let length = name.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(name.len());
        match &name[..length] {
            b"t" if !tag.ends_with(b"/") => {
                let end = after.iter().position(|byte| *byte == b'<').unwrap_or(after.len());
                out.extend_from_slice(&after[..end]);
            }
            // One with attributes is a tab stop.
            b"tab" if name[length..].trim_ascii() == b"/" => out.push(b'\t'),
            b"br" | b"cr" => out.push(b'\n'),
            b"p" if !out.is_empty() && !out.ends_with(b"\n") => out.push(b'\n'),
            _ => {}
        }
    }
    out
}
