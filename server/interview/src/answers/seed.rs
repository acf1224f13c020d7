//! What counts as answered before anybody answers: defaults, and questions that turn out to be optional. And what can
//! be answered, where that depends on other answers.

use std::collections::HashSet;
use std::sync::Arc;

use akte_expr::{Path, Record, RecordKind, Rules, Scope, Settings, Step, Truth, Value, World, round};
use serde_json::{Map, Value as Json};

use super::wrong::Wrong;
use super::{AnswerError, Answers, json, leaf, read};
use crate::kind::Kind;
use crate::limits;
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
        answers: Answers { record, errors, ..Answers::default() },
        json: answers,
        steps: 0,
    };
    for one in scoped {
        let Some(question) = root.at(&one.pattern).and_then(|node| node.question.as_ref()) else { continue };
        let fills = question.default.is_some() || matches!(question.required, Required::When(_));
        if fills || question.options_from.is_some() {
            seeds.fill(one, question, rules, settings);
        }
    }
    seeds.answers
}

struct Seeds<'a> {
    answers: Answers,
    wrong: HashSet<Path>,
    json: &'a Map<String, Json>,
    /// Steps of evaluation so far: all questions share one budget.
    steps: usize,
}

/// What was found out for one item of a question.
#[derive(Default)]
struct Found {
    required: Option<bool>,
    options: Option<Options>,
    /// What counts from now on.
    value: Option<Value>,
    error: Option<AnswerError>,
}

/// Options that come from answers.
struct Options {
    texts: Vec<Arc<str>>,
    /// All of them are known.
    complete: bool,
}

impl Seeds<'_> {
    fn fill(&mut self, one: &Scoped, question: &Question, rules: &Rules, settings: &Settings) {
        let world = World { answers: &self.answers.record, rules, settings };
        let mut scope = Scope::resume(&world, self.steps);
        let mut found: Vec<(Path, Found)> = Vec::new();
        // A list that can't be gone through has no items to fill; the state tells why.
        drop(one.each(&mut scope, &mut |scope, path| {
            let one = self.one(question, scope, &path);
            found.push((path, one));
        }));
        self.steps = scope.steps();
        for (path, one) in found {
            self.answers.required.extend(one.required.map(|required| (path.clone(), required)));
            self.answers.options.extend(one.options.map(|options| (path.clone(), options.texts)));
            self.answers.errors.extend(one.error);
            if let Some(value) = one.value {
                insert(&mut self.answers.record, path.steps(), value);
            }
        }
    }

    fn one(&self, question: &Question, scope: &mut Scope<'_>, path: &Path) -> Found {
        let required = is_required(question, scope);
        let options = options(question, scope);
        let mut found = Found { required, options, ..Found::default() };
        if self.is_answered(question, path) {
            if let (Some(options), Some(value)) = (&found.options, lookup(&self.answers.record, path)) {
                found.error = none_of(options, value, path);
            }
            found.value = found.error.as_ref().map(|_| Value::unanswered(path.clone()));
            return found;
        }
        let fits = |value: &Value| {
            found.options.as_ref().is_none_or(|options| none_of(options, value, path).is_none())
        };
        let empty = || {
            (required == Some(false)).then_some(match question.kind {
                Kind::List => Value::list([]),
                _ => Value::None,
            })
        };
        found.value = default(question, scope).filter(fits).or_else(empty);
        found
    }

    /// Whether a person answered, rightly or wrongly.
    fn is_answered(&self, question: &Question, path: &Path) -> bool {
        if question.kind.is_composite() {
            return json_at(self.json, path).is_some_and(|json| !json.is_null());
        }
        let value = lookup(&self.answers.record, path);
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

/// The options that come from answers: the texts and numbers of a list, each once, without those that are not known
/// yet. None when the options are fixed, or the list itself is not known yet.
fn options(question: &Question, scope: &mut Scope<'_>) -> Option<Options> {
    let Ok(Value::List(items)) = scope.eval(question.options_from.as_ref()?) else { return None };
    let mut options: Vec<Arc<str>> = Vec::new();
    let mut seen: HashSet<Arc<str>> = HashSet::new();
    let mut complete = true;
    for item in items.iter() {
        let text: Arc<str> = match item {
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.normalize().to_string().into(),
            Value::Unanswered(_) => {
                complete = false;
                continue;
            }
            _ => continue,
        };
        if !text.is_empty() && options.len() < limits::OPTIONS && seen.insert(text.clone()) {
            options.push(text);
        }
    }
    Some(Options { texts: options, complete })
}

/// What is wrong when an answer, or one of several, is none of the options.
fn none_of(options: &Options, value: &Value, name: &Path) -> Option<AnswerError> {
    let picked: &[Value] = match value {
        Value::List(items) => items,
        one => std::slice::from_ref(one),
    };
    let stray = picked.iter().find_map(|value| match value {
        Value::Text(text) if options.complete && !options.texts.contains(text) => Some(text),
        _ => None,
    })?;
    let wrong = Wrong::no_option(stray, options.texts.iter().map(|option| &**option));
    Some(AnswerError { name: name.clone(), wrong })
}

/// The default, when it is known and an answer to this question. It is read back as an answer, so that it is held to
/// the same rules.
fn default(question: &Question, scope: &mut Scope<'_>) -> Option<Value> {
    let value = scope.eval(question.default.as_ref()?).ok()?;
    let value = match (question.kind, value) {
        (_, Value::Unanswered(_) | Value::None) => return None,
        (Kind::Text | Kind::Paragraph, Value::Number(number)) => Value::from(number.normalize().to_string()),
        (Kind::Date, Value::DateTime(moment)) => Value::Date(moment.date()),
        (Kind::Money, value) => in_cents(value),
        (_, value) => value,
    };
    leaf::read(question, &json(&value)).ok()
}

/// An amount as it stands in a contract, in whole cents, so that what is proposed is what the document says.
fn in_cents(value: Value) -> Value {
    let mut money = match value {
        Value::Number(amount) => Record::new(RecordKind::Money).with("amount", amount),
        Value::Record(money) => Arc::unwrap_or_clone(money),
        other => return other,
    };
    if let Some(Value::Number(amount)) = money.fields.get_mut("amount") {
        *amount = round(*amount, 2);
    }
    money.into()
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
