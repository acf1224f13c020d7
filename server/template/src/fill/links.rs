//! The links of a part whose targets hold answers.

use std::collections::BTreeMap;

/// What became of the links of one part: by the template's relationship id, each target with the id that it got.
#[derive(Default)]
pub(crate) struct Links {
    pub made: BTreeMap<String, Vec<(String, String)>>,
}

impl Links {
    /// The relationship id for a target. The first one keeps the template's; the same target is written once.
    pub fn id(&mut self, id: &str, target: String) -> String {
        let made = self.made.entry(id.to_owned()).or_default();
        if let Some((_, known)) = made.iter().find(|(other, _)| *other == target) {
            return known.clone();
        }
        let name = if made.is_empty() { id.to_owned() } else { format!("{id}_{}", made.len() + 1) };
        made.push((target, name.clone()));
        name
    }
}
