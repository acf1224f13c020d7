//! Answers taken over from one template, or version of it, to another.

use std::sync::Arc;

use akte_expr::{Path, Step};
use serde_json::{Map, Value as Json};

use crate::answers::fits;
use crate::interview::Interview;
use crate::kind::Kind;
use crate::scoped;
use crate::tree::Node;

/// What came of taking answers over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carried {
    /// The answers that the other template can use.
    pub answers: Map<String, Json>,
    /// The names of the single answers among them.
    pub taken: Vec<Path>,
    /// The names of the answers that were left: not asked there, of another type, or none of its options.
    pub left: Vec<Path>,
}

/// Takes over the answers whose names and types agree. What neither template asks is left.
pub fn carry(from: &Interview, to: &Interview, answers: &Map<String, Json>) -> Carried {
    let mut carrier = Carrier { carried: Carried::default(), at: Vec::new() };
    let answers = carrier.record(Some(&from.root), Some(&to.root), answers);
    Carried { answers, ..carrier.carried }
}

struct Carrier {
    carried: Carried,
    at: Vec<Step>,
}

impl Carrier {
    fn record(
        &mut self,
        from: Option<&Node>,
        to: Option<&Node>,
        json: &Map<String, Json>,
    ) -> Map<String, Json> {
        let mut taken = Map::new();
        for (name, value) in json {
            self.at.push(Step::Name(Arc::from(name.as_str())));
            let inner = self.value(
                from.and_then(|node| node.fields.get(name.as_str())),
                to.and_then(|node| node.fields.get(name.as_str())),
                value,
            );
            taken.extend(inner.map(|inner| (name.clone(), inner)));
            self.at.pop();
        }
        taken
    }

    fn value(&mut self, from: Option<&Node>, to: Option<&Node>, json: &Json) -> Option<Json> {
        if json.is_null() {
            return None;
        }
        let kind =
            |node: Option<&Node>| node.and_then(|node| node.question.as_ref()).map(|question| question.kind);
        let same = kind(from) == kind(to) && from.is_some() && to.is_some();
        match (json, kind(to)) {
            (Json::Object(fields), kind) if same && kind.is_none_or(Kind::is_record) => {
                let taken = self.record(from, to, fields);
                (!taken.is_empty()).then_some(Json::Object(taken))
            }
            (Json::Array(items), Some(Kind::List)) if same => {
                let (from, to) =
                    (from.and_then(|node| node.item.as_deref()), to.and_then(|node| node.item.as_deref()));
                let taken = items.iter().enumerate().map(|(index, item)| {
                    self.at.push(Step::Index(index));
                    let inner = self.value(from, to, item);
                    self.at.pop();
                    inner.unwrap_or(Json::Null)
                });
                Some(taken.collect())
            }
            _ => {
                let question = to.and_then(|node| node.question.as_ref());
                let usable = same && question.is_some_and(|question| fits(question, json));
                let path = scoped::path(&self.at);
                if usable {
                    self.carried.taken.extend(path)
                } else {
                    self.carried.left.extend(path)
                }
                usable.then(|| json.clone())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{map, with_questions};

    #[test]
    fn answers_are_taken_over_where_names_and_types_agree() {
        let group = |questions: Json| json!({ "type": "group", "questions": questions });
        let from = with_questions(
            "{{ a }}{{ b }}{{ c }}{{ k }}{{ old }}{{ client }}{% for p in ps %}{{ p.x }}{{ p.y }}{% endfor %}",
            json!([
                { "name": "a", "type": "text" }, { "name": "b", "type": "date" }, { "name": "c", "type": "number" },
                { "name": "k", "type": "choice", "options": ["x", "y"] }, { "name": "old", "type": "text" },
                { "name": "client", "type": "organisation" },
                { "name": "ps", "type": "list", "item": group(json!([{ "name": "x", "type": "text" }, { "name": "y", "type": "text" }])) },
            ]),
        );
        let to = with_questions(
            "{{ a }}{{ b }}{{ c }}{{ k }}{{ fresh }}{{ client }}{% for p in ps %}{{ p.x }}{{ p.y }}{% endfor %}",
            json!([
                { "name": "a", "type": "text" }, { "name": "b", "type": "text" }, { "name": "c", "type": "number" },
                { "name": "k", "type": "choice", "options": ["y", "z"] }, { "name": "fresh", "type": "text" },
                { "name": "client", "type": "organisation" },
                { "name": "ps", "type": "list", "item": group(json!([{ "name": "x", "type": "text" }, { "name": "y", "type": "date" }])) },
            ]),
        );
        let answers = map(json!({
            "a": "one", "b": "2026-01-01", "c": "not a number", "k": "x", "old": "gone", "unknown": [1], "nothing": null,
            "client": { "name": "X B.V.", "address": { "city": "Delft" } }, "ps": [{ "x": "1", "y": "2" }, { "y": "3" }],
        }));
        let carried = carry(&from, &to, &answers);
        let expected = json!({ "a": "one", "client": { "name": "X B.V.", "address": { "city": "Delft" } }, "ps": [{ "x": "1" }, null] });
        assert_eq!(Json::Object(carried.answers), expected);
        let names = |paths: &[Path]| paths.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(names(&carried.taken), "a client.name client.address.city ps[0].x");
        assert_eq!(names(&carried.left), "b c k old unknown ps[0].y ps[1].y");
        let same = carry(&to, &to, &map(json!({ "k": "z", "a": "two" })));
        assert_eq!((Json::Object(same.answers), same.left), (json!({ "k": "z", "a": "two" }), Vec::new()));
    }
}
