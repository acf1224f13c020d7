//! What a part points at (ECMA-376-2, 6.5).

use std::collections::HashSet;

use crate::xml::{NodeId, Ns, Tree};
use crate::{Error, PartName, Refusal};

/// One relationship of a part, or of the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relationship {
    /// What the part calls it, for example in `r:id`.
    pub id: String,
    /// The type, a URI.
    pub kind: String,
    /// What it points at.
    pub target: Target,
}

/// What a [`Relationship`] points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A part of the package. It need not be there: Word too shrugs at a missing picture.
    Part(PartName),
    /// Something outside, as it was written. Nothing external is ever fetched.
    External(String),
}

impl Relationship {
    /// Whether its type is `local` of the Office relationships, Transitional or Strict.
    pub(crate) fn is(&self, local: &str) -> bool {
        const BASES: [&str; 2] = [
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
            "http://purl.oclc.org/ooxml/officeDocument/relationships/",
        ];
        BASES.iter().any(|base| self.kind.strip_prefix(base) == Some(local))
    }

    /// Whether it points at a macro project, or what belongs to one, whatever that part calls itself.
    pub(crate) fn is_macros(&self) -> bool {
        let kind = self.kind.rsplit('/').next().unwrap_or_default();
        kind.eq_ignore_ascii_case("vbaProject") || kind.eq_ignore_ascii_case("wordVbaData")
    }
}

/// The relationships of `source` (`None`: the package) in a `.rels` part.
pub(crate) fn read(tree: &Tree, source: Option<&PartName>) -> Result<Vec<Relationship>, Error> {
    let mut ids = HashSet::new();
    let mut relationships = Vec::new();
    for (_, relationship) in elements(tree, source)? {
        if !ids.insert(relationship.id.clone()) {
            return Err(Refusal::Index(format!("two relationships are called “{}”", relationship.id)).into());
        }
        relationships.push(relationship);
    }
    Ok(relationships)
}

/// The same, each with its element.
pub(crate) fn elements(tree: &Tree, source: Option<&PartName>) -> Result<Vec<(NodeId, Relationship)>, Error> {
    if !tree.is(tree.root(), Ns::Relationships, "Relationships") {
        return Err(Refusal::Index("this part does not list relationships".to_owned()).into());
    }
    tree.children(tree.root())
        .filter(|id| tree.is(*id, Ns::Relationships, "Relationship"))
        .map(|id| Ok((id, relationship(tree, id, source)?)))
        .collect()
}

fn relationship(tree: &Tree, id: NodeId, source: Option<&PartName>) -> Result<Relationship, Error> {
    let attribute = |name: &str| {
        let value = tree.attribute(id, Ns::None, name).map(|value| value.into_owned());
        value.ok_or_else(|| Error::from(Refusal::Index(format!("a relationship without {name}"))))
    };
    let target = attribute("Target")?;
    let external = tree.attribute(id, Ns::None, "TargetMode").is_some_and(|mode| mode == "External");
    let target = if external || has_scheme(&target) {
        Target::External(target)
    } else {
        Target::Part(PartName::resolve(source, &target)?)
    };
    Ok(Relationship { id: attribute("Id")?, kind: attribute("Type")?, target })
}

/// A `mailto:` or `https:` that its writer forgot to call external: it can point at no part (RFC 3986, 4.1).
fn has_scheme(target: &str) -> bool {
    target.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}
