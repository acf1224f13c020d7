//! Headers and footers of sections: one that uses a name which a repeat around its sections gives is *live*: it is evaluated
//! where they end, once for every copy of such a section. Every other one is written once.
//!
//! The first copy keeps part and relationship of the template. A live header that was never evaluated goes.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use akte_ooxml::xml::{NodeId, Ns, Tree};
use akte_ooxml::{Package, PartName, Target};

use crate::notes::each;
use crate::plan::SectionId;
use crate::planned::Planned;
use crate::program::{Frame, Node, Program};
use crate::story::is_kind;

/// The headers and footers of sections that end in a paragraph, all their sections.
#[derive(Default)]
pub(crate) struct Headers {
    /// By relationship.
    parts: HashMap<String, PartName>,
    ends: HashMap<PartName, Ends>,
}

/// Where the sections of a header end.
struct Ends {
    /// The names that the repeats around give.
    names: HashSet<Arc<str>>,
    /// The repeats around, outermost first.
    around: Vec<Frame>,
}

/// The names of parts may have 1024 characters (`PartName`), and those of copies are longer than their own.
const LONGEST_NAME: usize = 1000;

impl Headers {
    /// Finds them in the main document: its source and its program.
    pub fn find(package: &Package, tree: &Tree, nodes: &mut [Node]) -> Self {
        let mut walk = Walk::default();
        walk.nodes(nodes);
        if walk.found.iter().all(|(_, ends)| ends.names.is_empty()) {
            return Self::default();
        }
        let mut parts = HashMap::new();
        for relationship in package.relationships(package.main_document()) {
            let is_header = ["header", "footer"].iter().any(|kind| is_kind(&relationship.kind, kind));
            if let (Target::Part(part), true) = (&relationship.target, is_header) {
                parts.insert(relationship.id.clone(), part.clone());
            }
        }
        let mut found: HashMap<PartName, (usize, Ends)> = HashMap::new();
        for (id, ends) in walk.found {
            let Some(part) = parts.get(&id).filter(|part| part.as_str().len() <= LONGEST_NAME) else {
                continue;
            };
            match found.get_mut(part) {
                Some((count, known)) => {
                    *count += 1;
                    known.names.extend(ends.names);
                    let shared =
                        known.around.iter().zip(&ends.around).take_while(|(one, other)| one == other);
                    known.around.truncate(shared.count());
                }
                None => {
                    found.insert(part.clone(), (1, ends));
                }
            }
        }
        // A section that refers to one and does not end in a paragraph has no end to evaluate it at.
        let all = references(tree);
        let of = |part: &PartName| all.iter().filter(|(_, id)| parts.get(id) == Some(part)).count();
        found.retain(|part, (count, _)| *count == of(part));
        Self { ends: found.into_iter().map(|(part, (_, ends))| (part, ends)).collect(), parts }
    }

    /// Whether a story is evaluated where its sections end.
    pub fn is_live(&self, planned: &Planned<'_>) -> bool {
        let ends = self.ends.get(&planned.story.part).filter(|_| planned.story.is_header);
        ends.is_some_and(|ends| planned.names().iter().any(|name| ends.names.contains(name)))
    }

    /// The repeats around all sections of a header, outermost first.
    pub fn around(&self, part: &PartName) -> &[Frame] {
        self.ends.get(part).map_or(&[], |ends| &ends.around)
    }

    /// Tells the references where their headers are, once all programs are there.
    pub fn connect(&self, parts: &mut [(PartName, Program)]) {
        let live: Vec<Option<PartName>> =
            parts.iter().map(|(part, program)| program.frame.map(|_| part.clone())).collect();
        // Only the body's references were found, and it comes first.
        let Some((_, body)) = parts.first_mut().filter(|_| live.iter().any(Option::is_some)) else { return };
        let header = |id: &str| {
            let part = self.parts.get(id)?;
            live.iter().position(|live| live.as_ref() == Some(part))
        };
        each(&mut body.nodes, &mut |node| {
            if let Node::HeaderReference { id, header: at, .. } = node {
                *at = header(id);
            }
        });
        for section in &mut body.sections {
            for reference in section.references.iter_mut().flatten() {
                reference.is_live = header(&reference.id).is_some();
            }
        }
    }
}

/// The references to headers of a section among these nodes, outside the repeats in them.
pub(crate) fn of(section: SectionId, nodes: &[Node]) -> Vec<&Node> {
    let mut found = Vec::new();
    for node in nodes {
        match node {
            Node::HeaderReference { section: other, .. } if *other == section => found.push(node),
            Node::If(node) => {
                node.branches.iter().for_each(|branch| found.extend(of(section, &branch.nodes)));
                found.extend(of(section, &node.otherwise));
            }
            _ => {}
        }
    }
    found
}

/// Every section's references by the relationship, each once.
fn references(tree: &Tree) -> HashSet<(Option<NodeId>, String)> {
    let nodes = tree
        .descendants(tree.root())
        .filter(|&node| tree.is(node, Ns::W, "headerReference") || tree.is(node, Ns::W, "footerReference"));
    nodes
        .filter_map(|node| Some((tree.parent(node), tree.attribute(node, Ns::R, "id")?.into_owned())))
        .collect()
}

/// Goes through a program with the names and repeats that hold at each node.
#[derive(Default)]
struct Walk {
    names: Vec<Arc<str>>,
    around: Vec<Frame>,
    found: Vec<(String, Ends)>,
}

impl Walk {
    fn nodes(&mut self, nodes: &mut [Node]) {
        let names = self.names.len();
        for node in nodes {
            match node {
                // What is set outside of repeats, no header sees: the last section ends in the body itself.
                Node::Set { name, .. } if !self.around.is_empty() => self.names.push(Arc::clone(name)),
                Node::HeaderReference { id, .. } => {
                    let names = self.names.iter().cloned().collect();
                    self.found.push((id.clone(), Ends { names, around: self.around.clone() }));
                }
                Node::For(node) => {
                    let before = self.names.len();
                    self.names.extend(node.targets.iter().cloned().chain(["loop".into()]));
                    self.around.push(node.frame);
                    self.nodes(&mut node.body);
                    self.around.pop();
                    self.names.truncate(before);
                }
                node => node.blocks().into_iter().for_each(|nodes| self.nodes(nodes)),
            }
        }
        self.names.truncate(names);
    }
}
