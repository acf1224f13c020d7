//! The copies of headers and footers that are evaluated where their sections end.

use std::collections::BTreeMap;

use akte_ooxml::{Package, PartName};

use super::links::Links;
use crate::program::Program;

/// What was made of a part.
pub(crate) struct Copy {
    /// The part itself, or a new one.
    pub part: PartName,
    /// What the main document calls a header; empty for other parts.
    pub id: String,
    pub bytes: Vec<u8>,
    pub links: Links,
}

/// The copies that were made so far.
pub(super) struct Copies<'p> {
    package: &'p Package,
    parts: &'p [(PartName, Program)],
    /// By part; each with what its relationship's id ends with.
    made: BTreeMap<usize, Vec<(Copy, String)>>,
}

impl<'p> Copies<'p> {
    pub fn new(package: &'p Package, parts: &'p [(PartName, Program)]) -> Self {
        Self { package, parts, made: BTreeMap::new() }
    }

    /// Adds a copy of a part that the template calls `id`; what the id of its relationship ends with. The first one keeps
    /// part and relationship; what is the same is written once.
    pub fn add(&mut self, part: usize, id: &str, bytes: Vec<u8>, links: Links) -> String {
        let of = &self.parts[part].0;
        let made = self.made.entry(part).or_default();
        let same = made.iter().find(|(copy, suffix)| {
            copy.bytes == bytes && copy.links == links && copy.id.strip_suffix(suffix.as_str()) == Some(id)
        });
        if let Some((_, suffix)) = same {
            return suffix.clone();
        }
        let (part, suffix) =
            if made.is_empty() { (of.clone(), String::new()) } else { another(self.package, made, of, id) };
        made.push((Copy { part, id: format!("{id}{suffix}"), bytes, links }, suffix.clone()));
        suffix
    }

    /// The copies of a part.
    pub fn of(&mut self, part: usize) -> Vec<Copy> {
        self.made.remove(&part).unwrap_or_default().into_iter().map(|(copy, _)| copy).collect()
    }
}

/// A name for a further copy, which no part has, and what the id of its relationship ends with, which no other one has.
fn another(package: &Package, made: &[(Copy, String)], of: &PartName, id: &str) -> (PartName, String) {
    let (path, file) = of.as_str().split_at(of.as_str().rfind('/').map_or(0, |slash| slash + 1));
    let (stem, extension) = file.split_at(file.rfind('.').unwrap_or(file.len()));
    let mut number = made.len();
    loop {
        number += 1;
        let suffix = format!("_{number}");
        let Ok(name) = format!("{path}{stem}{suffix}{extension}").parse() else { continue };
        let id = format!("{id}{suffix}");
        let mut relationships = package.relationships(package.main_document()).iter();
        let taken = package.names().any(|other| *other == name)
            || made.iter().any(|(copy, _)| copy.part == name)
            || relationships.any(|other| other.id == id);
        if !taken {
            return (name, suffix);
        }
    }
}
