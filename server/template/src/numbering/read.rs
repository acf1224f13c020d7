//! The numbering part, and the styles that number.

use std::collections::HashMap;

use akte_ooxml::xml::{Ns, Tree};
use akte_ooxml::{Limits, Package};

use super::{LEVELS, Numbering, at_level, value};
use crate::story::related;

/// Reads what a package says of numbering; none when it numbers nothing.
pub(crate) fn read(package: &Package, limits: &Limits) -> Result<Option<Numbering>, akte_ooxml::Error> {
    let Some(part) = related(package, "numbering") else { return Ok(None) };
    let tree = Tree::parse(package.part(part)?, limits)?;
    let styles = match related(package, "styles") {
        Some(styles) => Styles::read(&Tree::parse(package.part(styles)?, limits)?),
        None => Styles::default(),
    };
    Ok(Some(Numbering { part: part.clone(), tree, styles }))
}

/// Styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

#[derive(Debug)]
struct Style {
    based_on: Option<String>,
    num: Option<String>,
    level: Option<usize>,
}

/// Styles based on each other in a circle are a mistake of the file; so deep none is.
const DEEPEST: usize = 64;

impl Styles {
    fn read(tree: &Tree) -> Self {
        let styles = tree.children(tree.root()).filter(|&node| tree.is(node, Ns::W, "style"));
        let styles = styles.filter_map(|style| {
            let id = tree.attribute(style, Ns::W, "styleId")?.into_owned();
            let based_on = tree.child(style, Ns::W, "basedOn").and_then(|on| value(tree, on));
            let numbering =
                tree.child(style, Ns::W, "pPr").and_then(|properties| tree.child(properties, Ns::W, "numPr"));
            let of = |name: &str| value(tree, tree.child(numbering?, Ns::W, name)?);
            Some((
                id,
                Style { based_on, num: of("numId"), level: of("ilvl").and_then(|level| level.parse().ok()) },
            ))
        });
        Self(styles.collect())
    }

    /// The instance and level of paragraphs with a style. A level that names the style is the one
    /// (ECMA-376 Part 1, 17.9.23).
    pub fn numbering(&self, numbering: &Tree, style: &str) -> Option<(String, usize)> {
        let mut chain = Vec::new();
        let mut at = self.0.get_key_value(style);
        while let Some((id, style)) = at.filter(|_| chain.len() < DEEPEST) {
            chain.push((id, style));
            at = style.based_on.as_ref().and_then(|base| self.0.get_key_value(base));
        }
        let num = chain.iter().find_map(|(_, style)| style.num.clone())?;
        let named = chain.iter().find_map(|(id, _)| level_of_style(numbering, &num, id));
        let level = named.or_else(|| chain.iter().find_map(|(_, style)| style.level));
        Some((num, level.unwrap_or(0)))
    }
}

fn level_of_style(tree: &Tree, num: &str, style: &str) -> Option<usize> {
    let all = |name: &'static str| tree.children(tree.root()).filter(move |&node| tree.is(node, Ns::W, name));
    let num = all("num").find(|&node| tree.attribute(node, Ns::W, "numId").as_deref() == Some(num))?;
    let list = value(tree, tree.child(num, Ns::W, "abstractNumId")?)?;
    let list = all("abstractNum")
        .find(|&node| tree.attribute(node, Ns::W, "abstractNumId").as_deref() == Some(&list))?;
    (0..LEVELS).find(|&level| {
        let named = at_level(tree, list, "lvl", level).and_then(|level| tree.child(level, Ns::W, "pStyle"));
        named.and_then(|named| value(tree, named)).as_deref() == Some(style)
    })
}
