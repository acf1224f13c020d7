//! Questions of a definition.

use std::str::FromStr;
use std::sync::Arc;

use akte_expr::{Code, Decimal, Diagnostic, Path, Step, suggest};
use serde_json::{Map, Value as Json};

use super::json::{At, Mistakes, noun, short};
use super::scope::{Scope, first_names};
use crate::kind::Kind;
use crate::known;
use crate::limits;
use crate::names;
use crate::question::{Bound, Check, Choice, Origin, Question, Required};
use crate::tree::Node;
use crate::wording::Wording;

const NAMED: &[&str] = &["name", "ask"];
const KEYS: &[&str] = &[
    "name",
    "ask",
    "type",
    "label",
    "help",
    "placeholder",
    "default",
    "required",
    "checks",
    "options",
    "min",
    "max",
    "item",
    "questions",
];

/// Reads questions, with what has to be counted over the whole definition.
pub(super) struct Reader {
    pub mistakes: Mistakes,
    pub scope: Scope,
    questions: usize,
    depth: usize,
    /// Items that the lists around show together before any is answered.
    shown: usize,
}

impl Default for Reader {
    fn default() -> Reader {
        Reader { mistakes: Mistakes::default(), scope: Scope::default(), questions: 0, depth: 0, shown: 1 }
    }
}

impl Reader {
    /// Reads the questions of a page or group into `into`; gives their names, in order.
    pub fn questions(&mut self, list: &[Json], at: &At<'_>, into: &mut Node, origin: Origin) -> Vec<Path> {
        let mut names = Vec::new();
        for (i, json) in list.iter().enumerate() {
            let at = at.item(i);
            let Some(map) = self.mistakes.object(json, &at, KEYS) else { continue };
            let name = self.name(map, &at);
            let Some(node) = self.question(map, &at, origin, name.as_ref()) else { continue };
            if let Some(name) = name
                && self.place(into, &name, node, &at)
            {
                names.push(name);
            }
        }
        names
    }

    fn name(&mut self, map: &Map<String, Json>, at: &At<'_>) -> Option<Path> {
        let text = self.mistakes.text(map, "name", at);
        let text = self.mistakes.need(text, map, "name", at)?;
        match names::read(text) {
            Ok(name) => Some(name),
            Err(message) => {
                self.mistakes
                    .bad(&at.key("name"), format_args!("“{}” is not a name: {message}", short(text)));
                None
            }
        }
    }

    /// One question with everything in it; `name` is none for the item of a list.
    fn question(
        &mut self,
        map: &Map<String, Json>,
        at: &At<'_>,
        origin: Origin,
        name: Option<&Path>,
    ) -> Option<Node> {
        self.questions += 1;
        if self.questions > limits::QUESTIONS {
            if self.questions == limits::QUESTIONS + 1 {
                self.mistakes.bad(at, format_args!("{} questions is the most", limits::QUESTIONS));
            }
            return None;
        }
        let kind = self.kind(map, at)?;
        self.refuse_keys_of_other_kinds(map, kind, at);
        let label = self.mistakes.wording(map, "label", at);
        let label = label.unwrap_or_else(|| Wording::same(name.map(names::label).unwrap_or_default()));
        let mut question = Question::new(kind, label, origin);
        question.help = self.mistakes.wording(map, "help", at);
        question.placeholder = self.mistakes.wording(map, "placeholder", at);
        question.default = self.scope.expr_of(map, "default", at, &mut self.mistakes);
        question.required = self.required(map, at);
        question.checks = self.checks(map, at);
        if let Some(Json::String(_)) = map.get("options") {
            question.options_from = self.scope.expr_of(map, "options", at, &mut self.mistakes);
        } else {
            question.options = self.options(map, at);
        }
        question.always = self.always(map, at);
        question.min = self.bound(map, "min", kind, at);
        question.max = self.bound(map, "max", kind, at);
        self.bounds_in_order(&question, at);
        let mut node = Node::default();
        if kind.is_composite() && self.depth == limits::QUESTION_DEPTH {
            let most = limits::QUESTION_DEPTH;
            self.mistakes
                .bad(at, format_args!("{most} levels of groups and lists inside each other is the most"));
            return None;
        }
        self.depth += 1;
        match kind {
            Kind::List => {
                if question.min.is_none() && matches!(question.required, Required::Yes) {
                    question.min = Some(Bound { exact: Decimal::ONE, json: 1.into() });
                }
                question.shown_items = question.min_items();
                let around = self.shown;
                self.shown *= question.shown_items.max(1);
                if self.shown > limits::SHOWN_ITEMS {
                    let most = limits::SHOWN_ITEMS;
                    self.mistakes.bad(
                        at,
                        format_args!("“min” asks for more than {most} items before any is answered"),
                    );
                } else {
                    node.item = self.item(map, at, &question.label).map(Box::new);
                }
                self.shown = around;
            }
            Kind::Group => {
                let questions = self.mistakes.list(map, "questions", at, limits::QUESTIONS);
                self.questions(questions, &at.key("questions"), &mut node, Origin::Part);
            }
            _ => node.fields = known::fields(kind),
        }
        self.depth -= 1;
        node.question = Some(question);
        Some(node)
    }

    fn kind(&mut self, map: &Map<String, Json>, at: &At<'_>) -> Option<Kind> {
        let text = self.mistakes.text(map, "type", at);
        let text = self.mistakes.need(text, map, "type", at)?;
        let kind = Kind::from_name(text);
        if kind.is_none() {
            let near = suggest(text, Kind::ALL.map(Kind::as_str)).map(str::to_owned);
            let message = format!("Definition, {at}: there is no type “{}”.", short(text));
            self.mistakes.push(Diagnostic::error(Code::UnknownType, message).suggest(near));
        }
        kind
    }

    fn refuse_keys_of_other_kinds(&mut self, map: &Map<String, Json>, kind: Kind, at: &At<'_>) {
        let fits = |key: &str| match key {
            "options" => kind.has_options(),
            "min" | "max" => kind.has_bounds(),
            "item" => kind == Kind::List,
            "questions" => kind == Kind::Group,
            "default" => !kind.is_composite(),
            _ => true,
        };
        for key in map.keys().filter(|key| !fits(key)) {
            let message = format!("a question of type {} has no “{key}”", kind.as_str());
            self.mistakes.add(Code::UnknownKey, at, message);
        }
        let needed = [
            ("options", kind.has_options()),
            ("item", kind == Kind::List),
            ("questions", kind == Kind::Group),
        ];
        for (key, _) in needed.into_iter().filter(|(key, needed)| *needed && !map.contains_key(*key)) {
            self.mistakes.bad(at, format_args!("a question of type {} needs “{key}”", kind.as_str()));
        }
    }

    fn required(&mut self, map: &Map<String, Json>, at: &At<'_>) -> Required {
        match map.get("required") {
            None | Some(Json::Null | Json::Bool(true)) => Required::Yes,
            Some(Json::Bool(false)) => Required::No,
            Some(_) => {
                let expr = self.scope.expr_of(map, "required", at, &mut self.mistakes);
                expr.map_or(Required::Yes, Required::When)
            }
        }
    }

    fn always(&mut self, map: &Map<String, Json>, at: &At<'_>) -> bool {
        match self.mistakes.text(map, "ask", at) {
            None | Some("needed") => false,
            Some("always") => true,
            Some(other) => {
                let other = short(other);
                self.mistakes.bad(&at.key("ask"), format_args!("“{other}” should be “needed” or “always”"));
                false
            }
        }
    }

    fn checks(&mut self, map: &Map<String, Json>, at: &At<'_>) -> Vec<Check> {
        let list = self.mistakes.list(map, "checks", at, limits::CHECKS);
        let at = at.key("checks");
        let mut checks = Vec::new();
        for (i, json) in list.iter().enumerate() {
            let at = at.item(i);
            let Some(check) = self.mistakes.object(json, &at, &["expr", "message"]) else { continue };
            let expr = self.scope.expr_of(check, "expr", &at, &mut self.mistakes);
            let expr = self.mistakes.need(expr, check, "expr", &at);
            let message = self.mistakes.wording(check, "message", &at);
            let message = self.mistakes.need(message, check, "message", &at);
            checks.extend(expr.zip(message).map(|(expr, message)| Check { expr, message }));
        }
        checks
    }

    /// Options: texts, or a value with its label.
    fn options(&mut self, map: &Map<String, Json>, at: &At<'_>) -> Vec<Choice> {
        let list = self.mistakes.list(map, "options", at, limits::OPTIONS);
        let at = at.key("options");
        let mut options: Vec<Choice> = Vec::new();
        for (i, json) in list.iter().enumerate() {
            let at = at.item(i);
            let choice = match json {
                Json::String(value) => {
                    Choice { value: value.as_str().into(), label: Wording::same(value.as_str()) }
                }
                _ => {
                    let Some(option) = self.mistakes.object(json, &at, &["value", "label"]) else { continue };
                    let value = self.mistakes.text(option, "value", &at);
                    let Some(value) = self.mistakes.need(value, option, "value", &at) else { continue };
                    let label = self.mistakes.wording(option, "label", &at);
                    Choice { value: value.into(), label: label.unwrap_or_else(|| Wording::same(value)) }
                }
            };
            if options.iter().any(|other| other.value == choice.value) {
                let message =
                    format_args!("the option “{}” is there twice", short(&choice.value)).to_string();
                self.mistakes.add(Code::DuplicateName, &at, message);
            } else {
                options.push(choice);
            }
        }
        if options.is_empty() && map.get("options").and_then(Json::as_array).is_some_and(Vec::is_empty) {
            self.mistakes.bad(&at, "give at least one option");
        }
        options
    }

    fn bound(&mut self, map: &Map<String, Json>, key: &str, kind: Kind, at: &At<'_>) -> Option<Bound> {
        let at = at.key(key);
        let json = match map.get(key)? {
            Json::Null => return None,
            Json::Number(number) => number.clone(),
            other => {
                self.mistakes.bad(&at, format_args!("this is {}, and a number is expected", noun(other)));
                return None;
            }
        };
        let exact = Decimal::from_str(&json.to_string()).ok();
        let counts = matches!(kind, Kind::List | Kind::MultipleChoice);
        let most = Decimal::from(limits::LIST_ITEMS);
        let exact = exact.filter(|n| !counts || (n.is_integer() && *n >= Decimal::ZERO && *n <= most));
        if exact.is_none() {
            let expected =
                if counts { "a whole number from 0 to 1,000" } else { "a number of at most 28 digits" };
            self.mistakes.bad(&at, format_args!("{expected} is expected"));
        }
        exact.map(|exact| Bound { exact, json })
    }

    fn bounds_in_order(&mut self, question: &Question, at: &At<'_>) {
        if let (Some(min), Some(max)) = (&question.min, &question.max)
            && min.exact > max.exact
        {
            self.mistakes.bad(at, format_args!("“min” ({}) is more than “max” ({})", min.exact, max.exact));
        }
    }

    /// What each item of a list is. It has no name of its own.
    fn item(&mut self, map: &Map<String, Json>, at: &At<'_>, label: &Wording) -> Option<Node> {
        let at = at.key("item");
        let keys: Vec<&str> = KEYS.iter().copied().filter(|key| !NAMED.contains(key)).collect();
        let item = self.mistakes.object(map.get("item")?, &at, &keys)?;
        self.scope.enter(first_names(item));
        let node = self.question(item, &at, Origin::Part, None);
        self.scope.leave();
        let mut node = node?;
        if let Some(question) = node.question.as_mut().filter(|_| !item.contains_key("label")) {
            question.label = label.clone();
        }
        Some(node)
    }

    /// Puts a question at its name; false with a mistake when the name is taken.
    fn place(&mut self, root: &mut Node, name: &Path, placed: Node, at: &At<'_>) -> bool {
        let mut node = root;
        for step in name.steps() {
            if let Some(question) = &node.question
                && !question.kind.is_record()
            {
                let kind = question.kind.as_str();
                let message =
                    format!("“{name}” lies inside another question, of type {kind}, which has no fields");
                self.mistakes.add(Code::DuplicateName, at, message);
                return false;
            }
            let Step::Name(field) = step else { return false };
            node = node.fields.entry(Arc::clone(field)).or_default();
        }
        if node.question.as_ref().is_some_and(|question| question.origin != Origin::Known) {
            self.mistakes.add(Code::DuplicateName, at, format!("“{name}” is asked twice"));
            return false;
        }
        let inside = std::mem::take(&mut node.fields);
        let record = placed.question.as_ref().is_some_and(|question| question.kind.is_record());
        if !record && inside.values().any(Node::asks) {
            node.fields = inside;
            let message =
                format!("other questions have names that start with “{name}”, so it must be a record");
            self.mistakes.add(Code::DuplicateName, at, message);
            return false;
        }
        *node = placed;
        for (field, inner) in inside {
            node.fields.entry(field).or_default().merge(inner);
        }
        true
    }
}
