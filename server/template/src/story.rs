//! The parts of a package that carry text we evaluate.

use akte_ooxml::xml::Tree;
use akte_ooxml::{Limits, Package, PartName, Target, refuse_active_fields};

use crate::identity::Kind;
use crate::mirror::Mirrors;
use crate::{notes, texts};

/// One part with text: the body, a header or footer, notes or comments, document properties.
pub(crate) struct Story {
    /// The part in the package.
    pub part: PartName,
    /// What people call it: `body`, `header 1`, `footer 2`, `footnotes`.
    pub name: String,
    /// Its XML.
    pub tree: Tree,
    /// Its links to addresses that hold a tag: relationship id and target, braces as typed.
    pub links: Vec<(String, String)>,
    /// Its text boxes that stand there twice.
    pub mirrors: Mirrors,
    /// Whether it is a header or footer.
    pub is_header: bool,
    /// What kind of notes it holds; none for other parts.
    pub notes: Option<Kind>,
    /// Whether it is a part with document properties: all its texts are short ones.
    pub is_properties: bool,
}

impl Story {
    /// Whether it is the main document.
    pub fn is_main(&self) -> bool {
        !self.is_header && self.notes.is_none() && !self.is_properties
    }
}

/// The stories in reading order: the body, then headers and footers as the relationships list them; then the notes, which
/// those refer to, and the document properties.
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
            let story = read(package, limits, part, format!("{kind} {number}"))?;
            stories.push(Story { is_header: true, ..story });
        }
    }
    for kind in ["footnotes", "endnotes", "comments"] {
        for relationship in package.relationships(main) {
            let Target::Part(part) = &relationship.target else { continue };
            if is_kind(&relationship.kind, kind) && is_new(package, &stories, part) {
                let story = read(package, limits, part, kind.to_owned())?;
                stories.push(Story { notes: notes::kind(kind), ..story });
            }
        }
    }
    for relationship in package.root_relationships() {
        let kinds = ["core-properties", "extended-properties", "custom-properties"];
        let Target::Part(part) = &relationship.target else { continue };
        if kinds.iter().any(|kind| relationship.kind.ends_with(kind)) && is_new(package, &stories, part) {
            let story = read(package, limits, part, "document properties".into())?;
            stories.push(Story { is_properties: true, ..story });
        }
    }
    Ok(stories)
}

/// Whether a part is there and not among the stories yet.
fn is_new(package: &Package, stories: &[Story], part: &PartName) -> bool {
    package.names().any(|name| name == part) && stories.iter().all(|story| story.part != *part)
}

/// The part that the main document points at as its styles, settings or another of which there is one.
pub(crate) fn related<'p>(package: &'p Package, kind: &str) -> Option<&'p PartName> {
    let all = package.relationships(package.main_document()).iter();
    all.filter(|relationship| is_kind(&relationship.kind, kind)).find_map(|relationship| match &relationship
        .target
    {
        Target::Part(part) => Some(part),
        Target::External(_) => None,
    })
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
    refuse_active_fields(&tree).map_err(|error| error.in_part(part))?;
    let links = package.relationships(part).iter().filter_map(|relationship| match &relationship.target {
        Target::External(target) if is_kind(&relationship.kind, "hyperlink") => {
            let typed = texts::typed_target(target);
            (typed.contains("{{") || typed.contains("{%")).then(|| (relationship.id.clone(), typed))
        }
        _ => None,
    });
    let mirrors = Mirrors::find(&tree);
    Ok(Story {
        part: part.clone(),
        name,
        tree,
        mirrors,
        links: links.collect(),
        is_header: false,
        notes: None,
        is_properties: false,
    })
}
