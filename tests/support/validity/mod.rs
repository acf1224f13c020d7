//! What Word stumbles over and the Open XML SDK's validator does not see.
//!
//! A document is judged against the template that it came from: what was wrong there before is not our doing.

mod ids;
mod notes;
mod ranges;
mod references;
mod structure;

use std::collections::BTreeSet;

use akte_ooxml::xml::{Kind, NodeId, Ns, Tree};
use akte_ooxml::{Limits, Package, PartName};

/// Everything that is wrong with a document, each as `kind: details`.
///
/// # Errors
/// The document is refused as a whole, or a part of it is not well-formed.
pub fn problems(docx: &[u8]) -> Result<BTreeSet<String>, String> {
    let document = Document::read(docx)?;
    let mut found = Problems::default();
    for part in &document.parts {
        structure::check(part, &mut found);
        ranges::check(part, &mut found);
        references::check(part, &document, &mut found);
    }
    ids::check(&document, &mut found);
    notes::check(&document, &mut found);
    Ok(found.0)
}

/// The problems of a document whose kind its template did not have.
///
/// # Errors
/// As [`problems`], of the document.
pub fn new_problems(template: &[u8], docx: &[u8]) -> Result<Vec<String>, String> {
    let kind = |problem: &String| problem.split(':').next().unwrap_or_default().to_owned();
    let before: BTreeSet<String> = problems(template).unwrap_or_default().iter().map(kind).collect();
    Ok(problems(docx)?.into_iter().filter(|problem| !before.contains(&kind(problem))).collect())
}

/// The WordprocessingML parts of a package.
struct Document {
    package: Package,
    parts: Vec<Part>,
}

/// One part with its XML.
struct Part {
    name: PartName,
    tree: Tree,
}

/// What was found so far, without repetitions.
#[derive(Default)]
struct Problems(BTreeSet<String>);

impl Problems {
    fn add(&mut self, kind: &str, part: &Part, details: impl std::fmt::Display) {
        self.0.insert(format!("{kind}: {details} in {}", part.name));
    }
}

impl Document {
    fn read(docx: &[u8]) -> Result<Self, String> {
        let package = Package::read(docx.into(), &Limits::default()).map_err(|error| error.to_string())?;
        let mut parts = Vec::new();
        for name in package.names() {
            let word = package
                .content_type(name)
                .is_some_and(|kind| kind.contains("wordprocessingml") && kind.ends_with("+xml"));
            if word {
                let bytes = package.part(name).map_err(|error| error.to_string())?;
                let tree =
                    Tree::parse(bytes, &Limits::default()).map_err(|error| format!("{name}: {error}"))?;
                parts.push(Part { name: name.clone(), tree });
            }
        }
        Ok(Self { package, parts })
    }

    /// A part by the end of its name, such as `styles.xml`.
    fn part(&self, file: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name.as_str().rsplit('/').next() == Some(file))
    }
}

impl Part {
    fn elements(&self) -> impl Iterator<Item = NodeId> {
        let all = self.tree.descendants(self.tree.root());
        all.filter(|&node| self.tree.kind(node) == Kind::Element)
    }

    /// All elements of a name in WordprocessingML.
    fn all(&self, local: &'static str) -> impl Iterator<Item = NodeId> {
        self.elements().filter(move |&node| self.tree.is(node, Ns::W, local))
    }

    /// The same without those in the second half of an AlternateContent, which repeats the first.
    fn once(&self, ns: Ns, local: &'static str) -> impl Iterator<Item = NodeId> {
        self.elements().filter(move |&node| self.tree.is(node, ns, local) && !self.in_fallback(node))
    }

    fn in_fallback(&self, node: NodeId) -> bool {
        self.ancestors(node).any(|around| self.tree.is(around, Ns::Mc, "Fallback"))
    }

    fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.tree.parent(node), |&around| self.tree.parent(around))
    }

    fn get(&self, node: NodeId, ns: Ns, name: &str) -> String {
        self.tree.attribute(node, ns, name).unwrap_or_default().into_owned()
    }

    fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        self.tree.children(node).filter(|&node| self.tree.kind(node) == Kind::Element)
    }

    fn text(&self, node: NodeId) -> String {
        let texts = self.tree.descendants(node).filter(|&node| self.tree.is(node, Ns::W, "t"));
        texts
            .flat_map(|node| self.tree.children(node))
            .flat_map(|node| self.tree.chars(node))
            .map(|(ch, _)| ch)
            .collect()
    }
}
