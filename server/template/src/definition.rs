//! The definition part: questions, rules and tests inside the template file.

use akte_ooxml::xml::{Kind, Tree};
use akte_ooxml::{Limits, Package, PartName, Target};

use crate::DEFINITION_NAMESPACE;
use crate::story::is_kind;

/// The definition as it stands in the file.
#[derive(Debug)]
pub(crate) struct DefinitionPart {
    /// The parts that filling leaves out: the item and its properties.
    pub parts: Vec<PartName>,
    /// Its JSON text.
    pub json: String,
}

/// Finds the custom XML part whose root element has our namespace (custom XML: ECMA-376 Part 1, 15.2.5).
pub(crate) fn find(package: &Package, limits: &Limits) -> Option<DefinitionPart> {
    let items =
        package.relationships(package.main_document()).iter().filter(|item| is_kind(&item.kind, "customXml"));
    for item in items {
        let Target::Part(part) = &item.target else { continue };
        // A custom part of somebody else may be anything; what cannot be read is not ours.
        let Ok(tree) = package.part(part).and_then(|bytes| Tree::parse(bytes, limits)) else { continue };
        if tree.namespace(tree.root()) != DEFINITION_NAMESPACE {
            continue;
        }
        let texts =
            tree.descendants(tree.root()).filter(|&node| matches!(tree.kind(node), Kind::Text | Kind::CData));
        let json = texts.flat_map(|node| tree.chars(node)).map(|(ch, _)| ch).collect();
        let properties =
            package.relationships(part).iter().filter_map(|relationship| match &relationship.target {
                Target::Part(name) => Some(name.clone()),
                Target::External(_) => None,
            });
        return Some(DefinitionPart {
            parts: std::iter::once(part.clone()).chain(properties).collect(),
            json,
        });
    }
    None
}
