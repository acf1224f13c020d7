//! What counts as answered before anybody answers: defaults, and questions that turn out to be optional.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use akte_expr::{Path, Record, Rules, Scope, Settings, Step, Truth, Value, World};
use serde_json::{Map, Value as Json};

use super::{Answers, json, leaf, read};
use crate::kind::Kind;
use crate::question::{Question, Required};
use crate::scoped::Scoped;
use crate::tree::Node;

/// Reads answers and fills in what counts without one: the least number of items, empty records with their kind,
/// defaults (in the order of the questions; later ones may use earlier ones), and nothing for what is optional.
pub(crate) fn seed(
    root: &Node,
    scoped: &[Scoped],
    rules: &Rules,
    answers: &Map<String, Json>,
    settings: &Settings,
) -> Answers {
    let (record, errors) = read(root, answers);
    let mut seeds = Seeds {
        wrong: errors.iter().map(|error| error.name.clone()).collect(),
        record,
        required: HashMap::new(),
        json: answers,
    };
    for one in scoped {
        let Some(question) = root.at(&one.pattern).and_then(|node| node.question.as_ref()) else { continue };
        if question.default.is_some() || matches!(question.required, Required::When(_)) {
            seeds.fill(one, question, rules, settings);
        }
    }
    Answers { record: seeds.record, errors, required: seeds.required }
}

struct Seeds<'a> {
    record: Record,
    wrong: HashSet<Path>,
    required: HashMap<Path, bool>,
    json: &'a Map<String, Json>,
}

impl Seeds<'_> {
    fn fill(&mut self, one: &Scoped, question: &Question, rules: &Rules, settings: &Settings) {
        let world = World { answers: &self.record, rules, settings };
        let mut scope = Scope::new(&world);
        let mut values: Vec<(Path, Value)> = Vec::new();
        let mut required: Vec<(Path, bool)> = Vec::new();
        // A list that can't be gone through has no items to fill; the state tells why.
        drop(one.each(&mut scope, &mut |scope, path| {
            let needed = is_required(question, scope);
            required.extend(needed.map(|needed| (path.clone(), needed)));
            if self.is_answered(question, &path) {
                return;
            }
            let empty = || {
                (needed == Some(false)).then_some(match question.kind {
                    Kind::List => Value::list([]),
                    _ => Value::None,
                })
            };
            values.extend(default(question, scope).or_else(empty).map(|value| (path, value)));
        }));
        drop(scope);
        self.required.extend(required);
        for (path, value) in values {
            insert(&mut self.record, path.steps(), value);
        }
    }

    /// Whether a person answered, rightly or wrongly.
    fn is_answered(&self, question: &Question, path: &Path) -> bool {
        if question.kind.is_composite() {
            return json_at(self.json, path).is_some_and(|json| !json.is_null());
        }
        let value = lookup(&self.record, path);
        self.wrong.contains(path)
            || value.is_some_and(|value| !matches!(value, Value::Unanswered(_) | Value::None))
    }
}

/// The answer of a name as it was given, when there is one.
fn json_at<'j>(answers: &'j Map<String, Json>, path: &Path) -> Option<&'j Json> {
    let mut steps = path.steps().iter();
    let Some(Step::Name(first)) = steps.next() else { return None };
    steps.try_fold(answers.get(&**first)?, |json, step| match step {
        Step::Name(name) => json.get(&**name),
        Step::Index(index) => json.get(*index),
    })
}

/// What an expression says about being required; none when there is no expression, or no answer to it yet.
fn is_required(question: &Question, scope: &mut Scope<'_>) -> Option<bool> {
    match &question.required {
        Required::When(expr) => match scope.truth(expr) {
            Ok(Truth::Yes) => Some(true),
            Ok(Truth::No) => Some(false),
            Ok(Truth::Unanswered(_)) | Err(_) => None,
        },
        Required::Yes | Required::No => None,
    }
}

/// The default, when it is known and an answer to this question. It is read back as an answer, so that it is held to
/// the same rules.
fn default(question: &Question, scope: &mut Scope<'_>) -> Option<Value> {
    let value = scope.eval(question.default.as_ref()?).ok()?;
    let value = match (question.kind, value) {
        (_, Value::Unanswered(_) | Value::None) => return None,
        (Kind::Text | Kind::Paragraph, Value::Number(number)) => Value::from(number.normalize().to_string()),
        (Kind::Date, Value::DateTime(moment)) => Value::Date(moment.date()),
        (Kind::Money, Value::Number(amount)) => {
            return leaf::read(question, &serde_json::json!({ "amount": json(&Value::Number(amount)) })).ok();
        }
        (_, value) => value,
    };
    leaf::read(question, &json(&value)).ok()
}

/// The value of a name, when it is in the record.
pub(crate) fn lookup<'r>(record: &'r Record, path: &Path) -> Option<&'r Value> {
    let mut steps = path.steps().iter();
    let Some(Step::Name(first)) = steps.next() else { return None };
    steps.try_fold(record.fields.get(first)?, |value, step| match (value, step) {
        (Value::Record(record), Step::Name(name)) => record.fields.get(name),
        (Value::List(items), Step::Index(index)) => items.get(*index),
        _ => None,
    })
}

/// Puts a value at its name; records on the way are made.
fn insert(record: &mut Record, steps: &[Step], value: Value) {
    let Some((Step::Name(name), rest)) = steps.split_first() else { return };
    if rest.is_empty() {
        record.fields.insert(Arc::clone(name), value);
        return;
    }
    let inner = record.fields.entry(Arc::clone(name)).or_insert_with(|| Record::default().into());
    insert_in(inner, rest, value);
}

fn insert_in(into: &mut Value, steps: &[Step], value: Value) {
    match (into, steps) {
        (into, []) => *into = value,
        (Value::Record(record), steps) => insert(Arc::make_mut(record), steps, value),
        (Value::List(items), [Step::Index(index), rest @ ..]) => {
            if let Some(item) = Arc::make_mut(items).get_mut(*index) {
                insert_in(item, rest, value);
            }
        }
        _ => {}
    }
}
