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
        let json: String = texts.flat_map(|node| tree.chars(node)).map(|(ch, _)| ch).collect();
        let properties =
            package.relationships(part).iter().filter_map(|relationship| match &relationship.target {
                Target::Part(name) => Some(name.clone()),
                Target::External(_) => None,
            });
        return Some(DefinitionPart {
            parts: std::iter::once(part.clone()).chain(properties).collect(),
            says: serde_json::from_str(&json).unwrap_or_default(),
            json,
        });
    }
    None
}
