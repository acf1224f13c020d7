//! The copies of headers and footers that are evaluated where their sections end.

use std::collections::BTreeMap;

use akte_ooxml::{Package, PartName};

use super::links::Links;
use crate::program::Program;

/// What was made of a part.
pub(crate) struct Copy {
    /// The part itself, or a new one.
    pub part: PartName,
    /// What the main document calls a new one.
    pub id: String,
    pub bytes: Vec<u8>,
    pub links: Links,
}

/// The copies that were made so far.
pub(super) struct Copies<'p> {
    package: &'p Package,
    parts: &'p [(PartName, Program)],
    /// By part: the copies, and the number of the last one.
    made: BTreeMap<usize, (Vec<Copy>, usize)>,
}

impl<'p> Copies<'p> {
    pub fn new(package: &'p Package, parts: &'p [(PartName, Program)]) -> Self {
        Self { package, parts, made: BTreeMap::new() }
    }

    /// Adds a copy of a part that the template calls `id`; what is added to that for this copy. The first one keeps part
    /// and relationship.
    pub fn add(&mut self, part: usize, id: &str, bytes: Vec<u8>, links: Links) -> String {
        let of = &self.parts[part].0;
        let (made, number) = self.made.entry(part).or_default();
        let (part, suffix) = loop {
            *number += 1;
            if made.is_empty() {
                break (of.clone(), String::new());
            }
            let suffix = format!("_{number}");
            // There are more numbers than names in a package.
            if let Some(part) = free(self.package, of, id, &suffix) {
                break (part, suffix);
            }
        };
        made.push(Copy { part, id: format!("{id}{suffix}"), bytes, links });
        suffix
    }

    /// The copies of a part.
    pub fn of(&mut self, part: usize) -> Vec<Copy> {
        self.made.remove(&part).unwrap_or_default().0
    }
}

/// The name of a copy, when no part has it and no relationship its id.
fn free(package: &Package, of: &PartName, id: &str, suffix: &str) -> Option<PartName> {
    let (path, file) = of.as_str().split_at(of.as_str().rfind('/')? + 1);
    let (stem, extension) = file.split_at(file.rfind('.').unwrap_or(file.len()));
    let name = format!("{path}{stem}{suffix}{extension}").parse().ok()?;
    let id = format!("{id}{suffix}");
    let mut relationships = package.relationships(package.main_document()).iter();
    let taken = package.names().any(|other| *other == name) || relationships.any(|other| other.id == id);
    (!taken).then_some(name)
}
