//! The definition part: questions, rules and tests inside the template file.

use std::collections::HashSet;

use akte_ooxml::xml::{Kind, Tree};
use akte_ooxml::{Limits, Package, PartName, Target};
use serde::Deserialize;

use crate::DEFINITION_NAMESPACE;
use crate::story::is_kind;

/// What becomes of a paragraph that held a condition, repeat, set or note and comes out without content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EmptyParagraphs {
    /// It goes, unless something needs it where it stands.
    #[default]
    Drop,
    /// It stays, as with docxtpl; only the prefixes (`{%p`) take paragraphs away.
    Keep,
}

/// What a document keeps by which Akte knows it again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Anchors {
    /// Nothing: a document goes to the other side.
    #[default]
    None,
    /// Ids that mean nothing to anybody else.
    Opaque,
}

/// The definition as it stands in the file.
#[derive(Debug)]
pub(crate) struct DefinitionPart {
    /// The parts that filling leaves out: the item and its properties.
    pub parts: Vec<PartName>,
    /// Its JSON text.
    pub json: String,
    /// What it says of filling.
    pub says: Says,
}

/// What a definition says of filling. Its mistakes are for whoever reads the whole of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Says {
    pub empty_paragraphs: Option<EmptyParagraphs>,
    pub anchors: Option<Anchors>,
    repeats: Option<Vec<RepeatSays>>,
}

#[derive(Debug, Deserialize)]
struct RepeatSays {
    over: String,
    numbering: Option<RepeatNumbering>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RepeatNumbering {
    Restart,
}

impl Says {
    /// What the repeats go over that begin their numbering anew, written in the one way of [`akte_expr::Expr`].
    pub fn restarts(&self) -> HashSet<String> {
        let restarting =
            self.repeats.iter().flatten().filter(|says| says.numbering == Some(RepeatNumbering::Restart));
        restarting.filter_map(|says| Some(akte_expr::parse(&says.over).ok()?.to_string())).collect()
    }
}

/// Finds the custom XML part with the definition.
pub(crate) fn find(package: &Package, limits: &Limits) -> Option<DefinitionPart> {
    let (part, tree) = with_namespace(package, limits, DEFINITION_NAMESPACE).next()?;
    let texts =
        tree.descendants(tree.root()).filter(|&node| matches!(tree.kind(node), Kind::Text | Kind::CData));
    let json: String = texts.flat_map(|node| tree.chars(node)).map(|(ch, _)| ch).collect();
    Some(DefinitionPart {
        parts: parts_of(package, part),
        says: serde_json::from_str(&json).unwrap_or_default(),
        json,
    })
}

/// The custom XML parts whose root element has this namespace (ECMA-376 Part 1, 15.2.5).
pub(crate) fn with_namespace<'p>(
    package: &'p Package,
    limits: &'p Limits,
    namespace: &'static str,
) -> impl Iterator<Item = (&'p PartName, Tree)> {
    let related = package.relationships(package.main_document()).iter();
    related.filter(|item| is_kind(&item.kind, "customXml")).filter_map(move |item| {
        let Target::Part(part) = &item.target else { return None };
        // A custom part of somebody else may be anything; what cannot be read is not ours.
        let tree = Tree::parse(package.part(part).ok()?, limits).ok()?;
        (tree.namespace(tree.root()) == namespace).then_some((part, tree))
    })
}

/// A custom XML part and its properties.
pub(crate) fn parts_of(package: &Package, part: &PartName) -> Vec<PartName> {
    let properties =
        package.relationships(part).iter().filter_map(|relationship| match &relationship.target {
            Target::Part(name) => Some(name.clone()),
            Target::External(_) => None,
        });
    std::iter::once(part.clone()).chain(properties).collect()
}
