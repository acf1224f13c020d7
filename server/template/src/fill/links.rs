//! The links of a part whose targets hold answers.

use std::collections::BTreeMap;

/// What became of the links of one part: by the template's relationship id, each target with the id that it got.
#[derive(Default)]
pub(crate) struct Links {
    pub made: BTreeMap<String, Vec<(String, String)>>,
}

impl Links {
    /// The relationship id for a target. The first one keeps the template's; the same target is written once; no other
    /// one gets an id that is `taken`.
    pub fn id(&mut self, id: &str, target: String, taken: &dyn Fn(&str) -> bool) -> String {
        let made = self.made.entry(id.to_owned()).or_default();
        if let Some((_, known)) = made.iter().find(|(other, _)| *other == target) {
            return known.clone();
        }
        let is_free = |name: &String| !taken(name) && made.iter().all(|(_, other)| other != name);
        let mut names = (made.len() + 1..).map(|number| format!("{id}_{number}")).filter(is_free);
        let name = if made.is_empty() { id.to_owned() } else { names.next().unwrap_or_default() };
        made.push((target, name.clone()));
        name
    }
}

#[cfg(test)]
mod tests {
    use super::Links;

    #[test]
    fn an_id_that_the_template_has_is_left_to_it() {
        let mut links = Links::default();
        let mut id = |target: &str| links.id("r1", target.to_owned(), &|id| id == "r1_2");
        let ids: Vec<String> = ["a", "b", "a", "c"].map(&mut id).into();
        assert_eq!(ids, ["r1", "r1_3", "r1", "r1_4"]);
    }
}
