//! What a part points at anew: the links whose targets hold answers, and pictures.

use std::collections::BTreeMap;

/// What became of the links of one part: by the template's relationship id, each target with the id that it got. And its
/// pictures.
#[derive(Default)]
pub(crate) struct Links {
    pub made: BTreeMap<String, Vec<(String, String)>>,
    /// The pictures that the part shows: which of the media, and the relationship id that it got.
    pub pictures: Vec<(usize, String)>,
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

    /// The relationship id of a picture; a new one is not `taken`.
    pub fn picture(&mut self, media: usize, taken: &dyn Fn(&str) -> bool) -> String {
        if let Some((_, known)) = self.pictures.iter().find(|(other, _)| *other == media) {
            return known.clone();
        }
        // Every number belongs to one of the media; what is in the way is passed by with a letter more.
        let mut name = format!("picture{}", media + 1);
        while taken(&name) {
            name.push('x');
        }
        self.pictures.push((media, name.clone()));
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
