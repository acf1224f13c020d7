//! Answers into records and lists, by the tree of questions.

use std::sync::Arc;

use akte_expr::{Record, RecordKind, Value, suggest};
use serde_json::{Map, Value as Json};

use super::trail::Trail;
use super::wrong::{Expected, Wrong};
use super::{AnswerError, is_blank};
use super::{leaf, shape};
use crate::definition::shorten;
use crate::kind::Kind;
use crate::known;
use crate::limits;
use crate::question::{Origin, Question, Required};
use crate::tree::Node;

/// Reads all answers. What is wrong is left out of the record and told; questions that are made of others are there
/// with their kind even when nothing is answered; optional questions without an answer are left empty.
pub(crate) fn read(root: &Node, answers: &Map<String, Json>) -> (Record, Vec<AnswerError>) {
    let mut reader = Reader { errors: Vec::new() };
    let record = reader.record(RecordKind::Plain, root, Some(answers), &Trail::Top, false);
    (record, reader.errors)
}

/// Whether the kind of a question was only guessed, and does not hold for this answer (decision 4).
pub(super) fn is_guess(question: &Question, json: &Json) -> bool {
    question.origin == Origin::Inferred && !shape::fits(question.kind, json)
}

struct Reader {
    errors: Vec<AnswerError>,
}

impl Reader {
    /// More errors than this help nobody.
    const MOST: usize = 1_000;

    fn error(&mut self, at: &Trail<'_>, wrong: Wrong) {
        if let Some(name) = at.path().filter(|_| self.errors.len() < Reader::MOST) {
            self.errors.push(AnswerError { name, wrong });
        }
    }

    fn record(
        &mut self,
        kind: RecordKind,
        node: &Node,
        json: Option<&Map<String, Json>>,
        at: &Trail<'_>,
        optional: bool,
    ) -> Record {
        let mut record = Record::new(kind);
        for (name, field) in &node.fields {
            let json = json.and_then(|json| json.get(&**name));
            let at = at.name(name);
            let unanswered = || at.path().filter(|_| is_looked_for(kind, name, field)).map(Value::unanswered);
            if let Some(value) = self.value(field, json, &at, optional).or_else(unanswered) {
                record.fields.insert(Arc::clone(name), value);
            }
        }
        for name in
            json.into_iter().flat_map(Map::keys).filter(|name| !node.fields.contains_key(name.as_str()))
        {
            let near = suggest(name, node.fields.keys().map(|known| &**known));
            let named: Arc<str> = shorten(name).into();
            let wrong = Wrong::UnknownName { name: named.to_string(), near: near.map(str::to_owned) };
            self.error(&at.name(&named), wrong);
        }
        record
    }

    /// The value of a name; none when it is not known.
    fn value(&mut self, node: &Node, json: Option<&Json>, at: &Trail<'_>, optional: bool) -> Option<Value> {
        let json = json.filter(|json| !json.is_null());
        let Some(question) = &node.question else {
            let fields = self.object(json, at);
            let record = self.record(RecordKind::Plain, node, fields, at, optional);
            return (!record.fields.is_empty() || fields.is_some()).then(|| record.into());
        };
        if let Some(json) = json.filter(|json| is_guess(question, json)) {
            return match shape::value(json) {
                Ok(value) => Some(value),
                Err(wrong) => {
                    self.error(at, wrong);
                    None
                }
            };
        }
        let optional = optional || matches!(question.required, Required::No);
        match question.kind {
            kind if kind.is_record() => {
                let fields = self.object(json, at);
                Some(self.record(known::record_kind(kind), node, fields, at, optional).into())
            }
            Kind::List => Some(self.list(node, question, json, at, optional)),
            _ => self.leaf(question, json, at, optional),
        }
    }

    fn object<'j>(&mut self, json: Option<&'j Json>, at: &Trail<'_>) -> Option<&'j Map<String, Json>> {
        match json? {
            Json::Object(map) => Some(map),
            other => {
                self.error(at, Wrong::type_of(Expected::Parts, other));
                None
            }
        }
    }

    /// A list has at least its least number of items; those that are not answered yet are empty.
    fn list(
        &mut self,
        node: &Node,
        question: &Question,
        json: Option<&Json>,
        at: &Trail<'_>,
        optional: bool,
    ) -> Value {
        let items: Option<&[Json]> = match json {
            Some(Json::Array(items)) if items.len() > limits::LIST_ITEMS => {
                self.error(at, Wrong::ListTooLong(items.len()));
                None
            }
            Some(Json::Array(items)) => Some(items),
            Some(other) => {
                self.error(at, Wrong::type_of(Expected::List, other));
                None
            }
            None => None,
        };
        let least = if optional { 0 } else { question.min_items() };
        if let (Some(items), Some(max)) = (items, &question.max)
            && items.len() > max.items()
        {
            self.error(at, Wrong::TooManyItems { most: max.items(), given: items.len() });
        }
        let length = items.map_or(question.shown_items, <[Json]>::len).max(least);
        let Some(item) = &node.item else { return Value::list([]) };
        let mut values = Vec::with_capacity(length);
        for index in 0..length {
            let at = at.item(index);
            let json = items.and_then(|items| items.get(index));
            // The item of a list is always there: what is not known of it is unanswered.
            // Nor can the document do without what is in it: an optional list may be empty, its items may not.
            let value = self.value(item, json, &at, false);
            values.extend(value.or_else(|| at.path().map(Value::unanswered)));
        }
        Value::list(values)
    }

    fn leaf(
        &mut self,
        question: &Question,
        json: Option<&Json>,
        at: &Trail<'_>,
        optional: bool,
    ) -> Option<Value> {
        let Some(json) = json.filter(|json| !is_blank(json)) else {
            return optional.then_some(Value::None);
        };
        match leaf::read(question, json) {
            Ok(value) => Some(value),
            Err(wrong) => {
                self.error(at, wrong);
                None
            }
        }
    }
}

/// Whether evaluation looks whether a record has this field: the name of a group, which it prints as, and a date of
/// birth by docassemble's name. What the document uses of it is there, known or not.
fn is_looked_for(kind: RecordKind, name: &str, node: &Node) -> bool {
    let looked_for = matches!((kind, name), (RecordKind::Plain, "name") | (RecordKind::Person, "birthdate"));
    looked_for && node.question.as_ref().is_some_and(|question| question.origin == Origin::Inferred)
}
