//! The answers that are files.

use akte_expr::Path;
use serde_json::{Map, Value as Json};

use crate::answers::{Trail, is_blank};
use crate::interview::Interview;
use crate::kind::Kind;
use crate::tree::Node;

/// An answer that is a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileAnswer<'a> {
    /// The name of the question.
    pub name: Path,
    /// Its type: [`Kind::Image`] or [`Kind::File`].
    pub kind: Kind,
    /// Which file.
    pub reference: &'a str,
}

impl Interview {
    /// The answers that are files, whether they matter or not, in the order of the questions. What is no text is none: reading
    /// the answers tells.
    pub fn files<'a>(&self, answers: &'a Map<String, Json>) -> Vec<FileAnswer<'a>> {
        let mut found = Vec::new();
        fields(&self.root, answers, &Trail::Top, &mut found);
        found
    }
}

fn fields<'a>(node: &Node, answers: &'a Map<String, Json>, at: &Trail<'_>, found: &mut Vec<FileAnswer<'a>>) {
    for (name, field) in &node.fields {
        if let Some(json) = answers.get(&**name) {
            each(field, json, &at.name(name), found);
        }
    }
}

fn each<'a>(node: &Node, json: &'a Json, at: &Trail<'_>, found: &mut Vec<FileAnswer<'a>>) {
    match (json, &node.item) {
        (Json::Object(answers), _) => fields(node, answers, at, found),
        (Json::Array(items), Some(item)) => {
            for (index, json) in items.iter().enumerate() {
                each(item, json, &at.item(index), found);
            }
        }
        (Json::String(reference), _) if !is_blank(json) => {
            let kind = node.question.as_ref().map(|question| question.kind).filter(|kind| kind.is_file());
            if let (Some(kind), Some(name)) = (kind, at.path()) {
                found.push(FileAnswer { name, kind, reference });
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{map, with_questions};

    #[test]
    fn files_are_found_wherever_they_are_asked() {
        let interview = with_questions(
            "{{ logo }}{{ firm.seal }}{{ title }}{% for p in people %}{{ p.photo }}{% endfor %}",
            json!([
                { "name": "logo", "type": "image" }, { "name": "title", "type": "text" },
                { "name": "firm", "type": "group", "questions": [{ "name": "seal", "type": "image" }] },
                { "name": "people", "type": "list", "item": { "type": "group", "questions": [
                    { "name": "photo", "type": "image" }, { "name": "deed", "type": "file" }] } },
            ]),
        );
        let answers = map(json!({
            "logo": "a", "title": "b", "firm": { "seal": "c" }, "unknown": "d",
            "people": [{ "photo": "e", "deed": "f" }, null, { "photo": " " }, { "photo": 5 }],
        }));
        let found: Vec<_> = interview
            .files(&answers)
            .iter()
            .map(|file| format!("{} {}", file.name, file.reference))
            .collect();
        assert_eq!(found, ["logo a", "firm.seal c", "people[0].photo e", "people[0].deed f"]);
    }
}
