//! What an author says about the questions of a template: schema 1 of the definition.

mod expect;
mod json;
mod question;
mod schema;
mod scope;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use akte_expr::{Code, Diagnostic, Expr, Language, Path, Rules, Severity};
use indexmap::IndexMap;
use serde_json::{Map, Value as Json};

use crate::question::Origin;
use crate::template_test::TemplateTest;
use crate::tree::Node;
use crate::wording::Wording;
use crate::{limits, names};
pub(crate) use json::short as shorten;
use json::{At, Mistakes, short};
use question::Reader;
pub use schema::definition_schema;
pub(crate) use scope::item_variable;

/// Questions, pages, rules and template tests, as they lie in the template file.
#[derive(Clone, Debug, Default)]
pub struct Definition {
    language: Option<Language>,
    title: Option<Wording>,
    rules: Rules,
    tests: Vec<TemplateTest>,
    pub(crate) pages: Vec<Page>,
    /// The questions by their names.
    pub(crate) root: Node,
    pub(crate) rule_labels: IndexMap<Arc<str>, Wording>,
    pub(crate) warnings: Vec<Diagnostic>,
}

/// A page of questions.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub id: String,
    pub title: Wording,
    /// Shown when this holds.
    pub when: Option<Expr>,
    /// In the author's order.
    pub questions: Vec<Path>,
    /// Whether something on it is asked always.
    pub asks_always: bool,
}

impl Definition {
    /// Reads the JSON text of a definition.
    ///
    /// # Errors
    /// Everything that is wrong with it, at once: text that is not JSON, another schema, keys, types and languages that
    /// are not known (with what was probably meant), expressions that cannot be read, names that are taken, and more
    /// than the [`crate::limits`] allow.
    pub fn read(json: &str) -> Result<Definition, Vec<Diagnostic>> {
        let mut reader = Reader::default();
        let definition = match parse(json) {
            Ok(json) => reader.definition(&json),
            Err(message) => {
                reader.mistakes.bad(&At::Top, message);
                None
            }
        };
        let Mistakes(found) = reader.mistakes;
        match definition {
            Some(definition) if found.iter().all(|d| d.severity == Severity::Warning) => {
                Ok(Definition { warnings: found, ..definition })
            }
            _ => Err(found),
        }
    }

    /// The language of the document.
    pub fn language(&self) -> Option<Language> {
        self.language
    }

    /// The title of the template in a language, or in the nearest that is given.
    pub fn title(&self, language: Language) -> Option<&str> {
        self.title.as_ref().map(|title| title.get(language))
    }

    /// The named expressions.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The template tests.
    pub fn tests(&self) -> &[TemplateTest] {
        &self.tests
    }
}

fn parse(json: &str) -> Result<Json, String> {
    if json.len() > limits::DEFINITION_BYTES {
        return Err(format!("it is larger than {} KiB", limits::DEFINITION_BYTES / 1024));
    }
    serde_json::from_str(json).map_err(|error| format!("this is not JSON that can be read: {error}"))
}

const KEYS: &[&str] =
    &["schema", "title", "language", "empty_paragraphs", "anchors", "repeats", "pages", "rules", "tests"];

impl Reader {
    fn definition(&mut self, json: &Json) -> Option<Definition> {
        let at = At::Top;
        if let Some(schema) = json.get("schema")
            && schema.as_u64() != Some(1)
        {
            self.mistakes.bad(&at.key("schema"), "this version of Akte reads schema 1 only");
            return None;
        }
        let map = self.mistakes.object(json, &at, KEYS)?;
        self.mistakes.need(Some(()), map, "schema", &at);
        let mut definition = Definition {
            title: self.mistakes.wording(map, "title", &at),
            language: self.language(map, &at),
            ..Definition::default()
        };
        self.repeats(map);
        self.one_of(map, "empty_paragraphs", ["drop", "keep"], &at);
        self.one_of(map, "anchors", ["none", "opaque"], &at);
        self.pages(map, &mut definition);
        self.rules(map, &mut definition);
        definition.tests = self.tests(map);
        Some(definition)
    }

    fn language(&mut self, map: &Map<String, Json>, at: &At<'_>) -> Option<Language> {
        let text = self.mistakes.text(map, "language", at)?;
        let language = Language::ALL.into_iter().find(|language| language.as_str() == text);
        if language.is_none() {
            self.mistakes.bad(&at.key("language"), "this should be one of nl, en, de and fr");
        }
        language
    }

    /// What is for filling is here only held against what it can say.
    fn one_of(&mut self, map: &Map<String, Json>, key: &'static str, [one, other]: [&str; 2], at: &At<'_>) {
        if self.mistakes.text(map, key, at).is_some_and(|said| said != one && said != other) {
            self.mistakes.bad(&at.key(key), format!("this should be “{one}” or “{other}”"));
        }
    }

    /// How repeats number is for the template; here it is only looked at.
    fn repeats(&mut self, map: &Map<String, Json>) {
        let repeats = At::Top.key("repeats");
        for (i, json) in self.mistakes.list(map, "repeats", &At::Top, limits::REPEATS).iter().enumerate() {
            let at = repeats.item(i);
            let Some(repeat) = self.mistakes.object(json, &at, &["over", "numbering"]) else { continue };
            let over = self.scope.expr_of(repeat, "over", &at, &mut self.mistakes);
            self.mistakes.need(over, repeat, "over", &at);
            if !matches!(self.mistakes.text(repeat, "numbering", &at), None | Some("restart")) {
                self.mistakes.bad(&at.key("numbering"), "this should be “restart”");
            }
        }
    }

    fn pages(&mut self, map: &Map<String, Json>, definition: &mut Definition) {
        let pages = At::Top.key("pages");
        for (i, json) in self.mistakes.list(map, "pages", &At::Top, limits::PAGES).iter().enumerate() {
            let at = pages.item(i);
            let Some(page) = self.mistakes.object(json, &at, &["id", "title", "when", "questions"]) else {
                continue;
            };
            let id = self.mistakes.text(page, "id", &at);
            let id = self.mistakes.need(id, page, "id", &at).unwrap_or_default();
            if definition.pages.iter().any(|other| other.id == id && !id.is_empty()) {
                let message = format!("another page has the id “{}” already", short(id));
                self.mistakes.add(Code::DuplicateName, &at, message);
            }
            let title = self.mistakes.wording(page, "title", &at);
            let when = self.scope.expr_of(page, "when", &at, &mut self.mistakes);
            let questions = self.mistakes.list(page, "questions", &at, limits::QUESTIONS);
            let questions =
                self.questions(questions, &at.key("questions"), &mut definition.root, Origin::Page);
            definition.pages.push(Page {
                id: id.to_owned(),
                title: title.unwrap_or_else(|| Wording::same(names::title(id))),
                when,
                questions,
                asks_always: false,
            });
        }
    }

    fn rules(&mut self, map: &Map<String, Json>, definition: &mut Definition) {
        let rules = At::Top.key("rules");
        for (i, json) in self.mistakes.list(map, "rules", &At::Top, limits::RULES).iter().enumerate() {
            let at = rules.item(i);
            let Some(rule) = self.mistakes.object(json, &at, &["name", "expr", "label"]) else { continue };
            let name = self.mistakes.text(rule, "name", &at);
            let name = self.mistakes.need(name, rule, "name", &at);
            let expr = self.scope.expr_of(rule, "expr", &at, &mut self.mistakes);
            let expr = self.mistakes.need(expr, rule, "expr", &at);
            let label = self.mistakes.wording(rule, "label", &at);
            let (Some(name), Some(expr)) = (name, expr) else { continue };
            if !names::read(name).is_ok_and(|path| path.steps().len() == 1 && path.first_name() == name) {
                let message = format_args!("“{}” is not a name: use letters, digits and _", short(name));
                self.mistakes.bad(&at.key("name"), message);
                continue;
            }
            if definition.root.fields.contains_key(name) || definition.rules.get(name).is_some() {
                let message = format!("“{name}” is the name of a question or of another rule already");
                self.mistakes.add(Code::DuplicateName, &at, message);
                continue;
            }
            let name: Arc<str> = name.into();
            definition.rule_labels.extend(label.map(|label| (Arc::clone(&name), label)));
            definition.rules.insert(name, expr);
        }
    }
}
