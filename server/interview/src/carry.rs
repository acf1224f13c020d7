//! Answers taken over from one template, or version of it, to another.

use std::collections::HashSet;
use std::sync::Arc;

use akte_expr::{Path, Step};
use serde_json::{Map, Value as Json};

use crate::answers::{is_blank, takes};
use crate::interview::{Asked, Interview};
use crate::kind::Kind;
use crate::scoped;
use crate::tree::{Node, Pattern};

/// What came of taking answers over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carried {
    /// The answers that the other template can use.
    pub answers: Map<String, Json>,
    /// The names of the single answers among them.
    pub taken: Vec<Path>,
    /// The answers that were left.
    pub left: Vec<Left>,
    /// The questions that only the other template asks; of what they are made of nothing more is said.
    pub added: Vec<Asked>,
}

/// An answer that was not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Its name where it came from.
    pub name: Path,
    /// Why not.
    pub because: Because,
    /// What was answered.
    pub answer: Json,
}

/// Why an answer was not taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The other template does not ask it.
    NotAsked,
    /// The question is of another type there.
    OtherType,
    /// The question does not take this answer: it is none of its options, a file that does not come along, or was wrong
    /// already.
    NotAccepted,
}

/// Takes over the answers whose names and types agree, from one version of a template to another or between templates.
/// Pure. From a template to itself it sorts out what the template has no use for. `has_file`: whether the file of that
/// reference comes along, and can answer a question of that type.
pub fn carry(
    from: &Interview,
    to: &Interview,
    answers: &Map<String, Json>,
    has_file: &dyn Fn(Kind, &str) -> bool,
) -> Carried {
    let mut carrier = Carrier { carried: Carried::default(), at: Vec::new(), has_file };
    let answers = carrier.record(Some(&from.root), Some(&to.root), answers);
    Carried { answers, added: added(from, to), ..carrier.carried }
}

/// The outermost questions that `to` asks and `from` does not.
fn added(from: &Interview, to: &Interview) -> Vec<Asked> {
    let known: HashSet<Pattern> = from.questions().into_iter().map(|asked| asked.pattern).collect();
    let mut new: HashSet<Pattern> = HashSet::new();
    let mut added = Vec::new();
    for asked in to.questions() {
        let steps = &asked.pattern.0;
        let inside = (1..steps.len()).any(|length| new.contains(&Pattern(steps[..length].to_vec())));
        if !inside && !known.contains(&asked.pattern) {
            new.insert(asked.pattern.clone());
            added.push(asked);
        }
    }
    added
}

struct Carrier<'f> {
    carried: Carried,
    at: Vec<Step>,
    has_file: &'f dyn Fn(Kind, &str) -> bool,
}

impl Carrier<'_> {
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
        if is_blank(json) {
            return None;
        }
        let (Some(from), Some(to)) = (from, to) else { return self.leave(Because::NotAsked, json) };
        let question = to.question.as_ref();
        let kind = question.map(|question| question.kind);
        if from.question.as_ref().map(|question| question.kind) != kind {
            return self.leave(Because::OtherType, json);
        }
        match (json, kind) {
            (Json::Object(fields), kind) if kind.is_none_or(Kind::is_record) => {
                let taken = self.record(Some(from), Some(to), fields);
                (!taken.is_empty()).then_some(Json::Object(taken))
            }
            (Json::Array(items), Some(Kind::List)) => {
                let (from, to) = (from.item.as_deref(), to.item.as_deref());
                let taken = items.iter().enumerate().map(|(index, item)| {
                    self.at.push(Step::Index(index));
                    let inner = self.value(from, to, item);
                    self.at.pop();
                    inner.unwrap_or(Json::Null)
                });
                Some(taken.collect())
            }
            _ if question.is_some_and(|question| takes(question, json) && self.has(question.kind, json)) => {
                self.carried.taken.extend(scoped::path(&self.at));
                Some(json.clone())
            }
            _ => self.leave(Because::NotAccepted, json),
        }
    }

    /// Whether the file comes along, when the answer is one.
    fn has(&self, kind: Kind, json: &Json) -> bool {
        !kind.is_file() || json.as_str().is_some_and(|reference| (self.has_file)(kind, reference))
    }

    fn leave(&mut self, because: Because, json: &Json) -> Option<Json> {
        let left = |name| Left { name, because, answer: json.clone() };
        self.carried.left.extend(scoped::path(&self.at).map(left));
        None
    }
}

#[cfg(test)]
mod tests {
    use akte_expr::Language;
    use serde_json::json;

    use super::*;
    use crate::testing::{interview, map, with_questions};

    fn group(questions: Json) -> Json {
        json!({ "type": "group", "questions": questions })
    }

    fn before() -> Interview {
        with_questions(
            "{{ a }}{{ b }}{{ c }}{{ k }}{{ old }}{{ client }}{% for p in ps %}{{ p.x }}{{ p.y }}{% endfor %}",
            json!([
                { "name": "a", "type": "text" }, { "name": "b", "type": "date" }, { "name": "c", "type": "number" },
                { "name": "k", "type": "choice", "options": ["x", "y"] }, { "name": "old", "type": "text" },
                { "name": "client", "type": "organisation" },
                { "name": "ps", "type": "list", "item": group(json!([{ "name": "x", "type": "text" }, { "name": "y", "type": "text" }])) },
            ]),
        )
    }

    fn after() -> Interview {
        with_questions(
            "{{ a }}{{ b }}{{ c }}{{ k }}{{ fresh }}{{ client }}{{ lawyer.name.full() }}{% for p in ps %}{{ p.x }}{{ p.y }}{{ p.z }}{% endfor %}",
            json!([
                { "name": "a", "type": "text" }, { "name": "b", "type": "text" }, { "name": "c", "type": "number" },
                { "name": "k", "type": "choice", "options": ["y", "z"] },
                { "name": "fresh", "type": "text", "label": { "en": "Fresh", "nl": "Vers" } },
                { "name": "client", "type": "organisation" },
                { "name": "lawyer", "type": "person", "label": "Lawyer" }, { "name": "lawyer.bar", "type": "text" },
                { "name": "ps", "type": "list", "label": "People", "item": group(json!([
                    { "name": "x", "type": "text" }, { "name": "y", "type": "date" }, { "name": "z", "type": "text", "label": "Zed" }])) },
            ]),
        )
    }

    fn carry(from: &Interview, to: &Interview, answers: &Map<String, Json>) -> Carried {
        super::carry(from, to, answers, &|kind, reference| {
            kind == Kind::File || reference == "a picture of the set"
        })
    }

    /// What was left, a word for why.
    fn left(carried: &Carried) -> Vec<String> {
        let word = |left: &Left| format!("{}: {:?}", left.name, left.because);
        carried.left.iter().map(word).collect()
    }

    #[test]
    fn answers_are_taken_over_where_names_and_types_agree() {
        let answers = map(json!({
            "a": "one", "b": "2026-01-01", "c": "not a number", "k": "x", "old": "gone", "unknown": [1], "nothing": null,
            "client": { "name": "X B.V.", "seat": " ", "address": { "city": "Delft" } }, "ps": [{ "x": "1", "y": "2" }, { "y": "3" }],
        }));
        let carried = carry(&before(), &after(), &answers);
        let expected = json!({ "a": "one", "client": { "name": "X B.V.", "address": { "city": "Delft" } }, "ps": [{ "x": "1" }, null] });
        assert_eq!(Json::Object(carried.answers.clone()), expected);
        let taken: Vec<_> = carried.taken.iter().map(ToString::to_string).collect();
        assert_eq!(taken, ["a", "client.name", "client.address.city", "ps[0].x"]);
        let expected = [
            "b: OtherType",
            "c: NotAccepted",
            "k: NotAccepted",
            "old: NotAsked",
            "ps[0].y: OtherType",
            "ps[1].y: OtherType",
            "unknown: NotAsked",
        ];
        let mut found = left(&carried);
        found.sort();
        assert_eq!(found, expected);
        let date = carried.left.iter().find(|left| left.because == Because::OtherType).unwrap();
        assert_eq!((date.name.to_string().as_str(), &date.answer), ("b", &json!("2026-01-01")));
    }

    #[test]
    fn questions_that_are_new_are_told_by_the_outermost() {
        let (from, to) = (before(), after());
        let carried = carry(&from, &to, &map(json!({})));
        let added: Vec<_> = carried.added.iter().map(|asked| asked.name.as_str()).collect();
        assert_eq!(added, ["fresh", "lawyer", "ps[].z"]);
        let labels: Vec<_> = carried.added.iter().map(|asked| to.label_of(asked, Language::Nl)).collect();
        assert_eq!(labels, ["Vers", "Lawyer", "People: Zed"]);
        assert_eq!(carry(&to, &from, &map(json!({}))).added.len(), 1, "only what is new, not what went");
    }

    #[test]
    fn a_template_takes_everything_of_itself_but_what_it_has_no_use_for() {
        let to = after();
        let answers = map(json!({ "k": "z", "a": "two", "ps": [null, { "y": "2024-02-29" }] }));
        let same = carry(&to, &to, &answers);
        assert_eq!((same.answers, same.left, same.added), (answers, Vec::new(), Vec::new()));
        let odd = carry(&to, &to, &map(json!({ "k": "x", "A": "two", "ps": "none", "client": 5 })));
        assert_eq!(Json::Object(odd.answers.clone()), json!({}));
        let mut found = left(&odd);
        found.sort();
        assert_eq!(found, ["A: NotAsked", "client: NotAccepted", "k: NotAccepted", "ps: NotAccepted"]);
    }

    #[test]
    fn files_come_along_where_the_other_set_has_them() {
        let questions = json!([{ "name": "logo", "type": "image" }, { "name": "photos", "type": "list", "item": { "type": "image" } },
            { "name": "letter", "type": "file" }]);
        let one = with_questions(
            "{{ logo }}{% for p in photos %}{{ p }}{% endfor %}{% if letter %}x{% endif %}",
            questions,
        );
        let answers =
            map(json!({ "logo": "of another", "photos": ["a picture of the set", "x"], "letter": "y" }));
        let carried = carry(&one, &one, &answers);
        assert_eq!(
            Json::Object(carried.answers.clone()),
            json!({ "photos": ["a picture of the set", null], "letter": "y" })
        );
        assert_eq!(left(&carried), ["logo: NotAccepted", "photos[1]: NotAccepted"]);
    }

    #[test]
    fn what_was_only_guessed_takes_what_an_interview_takes() {
        let (guessed, _) = interview("{{ fee }}{{ claims.true_values() }}", Json::Null);
        let answers = map(json!({ "fee": 12.5, "claims": { "rent": true } }));
        let carried = carry(&guessed, &guessed, &answers);
        assert_eq!((left(&carried), carried.answers), (Vec::new(), answers));
    }
}
