//! The parts of a package that carry text we evaluate.

use akte_ooxml::xml::Tree;
use akte_ooxml::{Limits, Package, PartName, Target};

/// One part with text: the body, a header or a footer.
pub(crate) struct Story {
    /// The part in the package.
    pub part: PartName,
    /// What people call it: `body`, `header 1`, `footer 2`.
    pub name: String,
    /// Its XML.
    pub tree: Tree,
}

/// The stories in reading order: the body, then headers and footers as the relationships list them.
///
/// Relationship types: ECMA-376 Part 1, 11.3 (header 11.3.9, footer 11.3.6).
pub(crate) fn stories(package: &Package, limits: &Limits) -> Result<Vec<Story>, akte_ooxml::Error> {
    let main = package.main_document();
    let mut stories = vec![read(package, limits, main, "body".into())?];
    for kind in ["header", "footer"] {
        let mut number = 0;
        for relationship in package.relationships(main) {
            let Target::Part(part) = &relationship.target else { continue };
            if !is_kind(&relationship.kind, kind) || stories.iter().any(|story| story.part == *part) {
                continue;
            }
            number += 1;
            stories.push(read(package, limits, part, format!("{kind} {number}"))?);
        }
    }
    Ok(stories)
}

/// Whether a relationship type URI, transitional or strict, ends in this kind.
pub(crate) fn is_kind(uri: &str, kind: &str) -> bool {
    uri.rsplit_once('/').is_some_and(|(base, last)| last == kind && base.ends_with("/relationships"))
}

fn read(
    package: &Package,
    limits: &Limits,
    part: &PartName,
    name: String,
) -> Result<Story, akte_ooxml::Error> {
    let tree = Tree::parse(package.part(part)?, limits)?;
    Ok(Story { part: part.clone(), name, tree })
}
