//! What comes from outside a document when Word opens it: an attached template, linked pictures, linked objects. A
//! filled document goes to somebody else and fetches nothing; a document without mark-up passes as it is.

use std::collections::HashSet;

use akte_expr::{Code, Diagnostic};
use akte_ooxml::xml::{Kind, NodeId, Ns, Tree};
use akte_ooxml::{Edit, Limits, Package, PartName, Relationship, Target};

use crate::plan::{Change, Patch};
use crate::story::{Story, is_kind, related};

/// The kinds of relationships to outside that Word follows by itself (ECMA-376 Part 1, 15.2.14 and 11.3; the attached
/// template: 17.15.1.6).
const FETCHED: [&str; 3] = ["image", "oleObject", "attachedTemplate"];

/// The links by which a document fetches something.
#[derive(Debug, Default)]
pub(crate) struct Fetched {
    /// By part and relationship id.
    links: Vec<(PartName, String)>,
    /// The settings without their attached template.
    settings: Option<(PartName, Vec<u8>)>,
}

impl Fetched {
    /// What a package fetches by its stories and its settings.
    pub fn find(package: &Package, stories: &[Story], limits: &Limits) -> Result<Self, akte_ooxml::Error> {
        let mut found = Self::default();
        let settings = related(package, "settings");
        let parts = stories.iter().map(|story| &story.part).chain(settings);
        for part in parts {
            let links = external(package, part);
            found.links.extend(links.map(|(relationship, _)| (part.clone(), relationship.id.clone())));
        }
        if let Some(part) = settings.filter(|settings| found.ids(settings).next().is_some()) {
            let tree = Tree::parse(package.part(part)?, limits)?;
            let mut attached = tree.children(tree.root());
            let attached = attached.find(|&node| tree.is(node, Ns::W, "attachedTemplate"));
            let mut bytes = tree.source().to_vec();
            attached.into_iter().for_each(|node| drop(bytes.drain(tree.span(node))));
            found.settings = Some((part.clone(), bytes));
        }
        Ok(found)
    }

    /// The links of a part.
    pub fn ids<'f>(&'f self, part: &'f PartName) -> impl Iterator<Item = &'f str> {
        self.links.iter().filter(move |(of, _)| of == part).map(|(_, id)| id.as_str())
    }

    /// What has to go in a story.
    pub fn patches(&self, story: &Story) -> Vec<Patch> {
        let ids: HashSet<&str> = self.ids(&story.part).collect();
        if ids.is_empty() {
            return Vec::new();
        }
        let tree = &story.tree;
        let elements = tree.descendants(tree.root()).filter(|&node| tree.kind(node) == Kind::Element);
        elements.flat_map(|node| gone(tree, node, &ids)).collect()
    }

    /// Takes the links away.
    pub fn write(&self, edit: &mut Edit<'_>) {
        if let Some((part, bytes)) = &self.settings {
            edit.replace(part, bytes.clone());
        }
        self.links.iter().for_each(|(part, id)| edit.retarget(part, id, &[]));
    }
}

/// A linked object goes and leaves its picture; of a picture, the link.
fn gone(tree: &Tree, node: NodeId, ids: &HashSet<&str>) -> Vec<Patch> {
    let is_link = |name: &&str| tree.attribute(node, Ns::R, name).is_some_and(|id| ids.contains(id.as_ref()));
    let links = ["id", "link", "embed", "href", "pict"].into_iter().filter(is_link);
    if tree.is(node, Ns::O, "OLEObject") {
        return links.take(1).map(|_| Patch::replace(tree.span(node), Change::Gone)).collect();
    }
    let attributes = links.filter_map(|name| tree.attribute_whole(node, Ns::R, name));
    attributes.map(|bytes| Patch::replace(bytes, Change::Gone)).collect()
}

fn external<'p>(package: &'p Package, part: &PartName) -> impl Iterator<Item = (&'p Relationship, &'p str)> {
    package.relationships(part).iter().filter_map(|relationship| match &relationship.target {
        Target::External(target) if FETCHED.iter().any(|kind| is_kind(&relationship.kind, kind)) => {
            Some((relationship, target.as_str()))
        }
        _ => None,
    })
}

/// Something in a template that comes from outside, or that another program opens, and what filling makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Foreign {
    /// It is attached to another template: a document is not.
    AttachedTemplate,
    /// A picture from outside: a document has no link to it.
    LinkedPicture,
    /// An object from outside: a document has its picture, and no link to it.
    LinkedObject,
    /// An object of another program, which a document has as well.
    EmbeddedObject,
    /// One of the first three, in a document without mark-up: it passes as it is.
    Untouched,
}

/// What comes from outside, and objects that other programs open; each with what its author is told.
pub(crate) fn foreign(package: &Package, stories: &[Story]) -> Vec<(Foreign, Diagnostic)> {
    let mut found = Vec::new();
    let mut tell = |what: Foreign, message: String| {
        found.push((what, Diagnostic::warning(Code::ExternalContent, message)));
    };
    for story in stories {
        let name = &story.name;
        for (relationship, target) in external(package, &story.part) {
            let (what, called) = if is_kind(&relationship.kind, "image") {
                (Foreign::LinkedPicture, "a picture")
            } else {
                (Foreign::LinkedObject, "an object")
            };
            tell(
                what,
                format!(
                    "The {name} shows {called} from outside the document ({target}), which Word fetches when the document is opened. Filling takes the link away: put {called} itself into the document."
                ),
            );
        }
        let embedded = |relationship: &&Relationship| {
            let is = |kind| is_kind(&relationship.kind, kind);
            matches!(relationship.target, Target::Part(_)) && (is("oleObject") || is("package"))
        };
        if package.relationships(&story.part).iter().any(|relationship| embedded(&relationship)) {
            tell(
                Foreign::EmbeddedObject,
                format!(
                    "The {name} holds an object of another program. It stays as it is, and whoever gets the document can open it: put a picture in its place if it should only be seen."
                ),
            );
        }
    }
    for (_, target) in related(package, "settings").into_iter().flat_map(|part| external(package, part)) {
        tell(
            Foreign::AttachedTemplate,
            format!(
                "The document is attached to a template elsewhere ({target}), which Word fetches when the document is opened. Filling takes the attachment away; styles stay as they are."
            ),
        );
    }
    found
}

/// Each of them once, as filling makes of them.
pub(crate) fn kinds(found: &[(Foreign, Diagnostic)], is_tagged: bool) -> Vec<Foreign> {
    let mut kinds = Vec::new();
    for (what, _) in found {
        let what = if is_tagged || *what == Foreign::EmbeddedObject { *what } else { Foreign::Untouched };
        if !kinds.contains(&what) {
            kinds.push(what);
        }
    }
    kinds
}
