//! All questions of a template: those of its definition, and those that its use of names implies.

use std::sync::Arc;

use akte_expr::{Diagnostic, Language, Path, Record, Rules, Settings, Step, Usage};
use indexmap::IndexMap;
use serde_json::{Map, Value as Json};

use crate::answers::{AnswerError, seed};
use crate::cycles;
use crate::definition::{Definition, Page};
use crate::demand::Demand;
use crate::infer::{Given, infer};
use crate::kind::Kind;
use crate::known;
use crate::names;
use crate::question::Origin;
use crate::scoped::{self, Scoped};
use crate::state::{State, state};
use crate::tree::{Node, Part, Pattern};
use crate::wording::Wording;

/// The questions of a template. Immutable; one serves any number of answer sets at once.
#[derive(Debug)]
pub struct Interview {
    pub(crate) root: Node,
    pub(crate) pages: Vec<Page>,
    pub(crate) rules: Rules,
    pub(crate) rule_labels: IndexMap<Arc<str>, Wording>,
    pub(crate) scoped: Vec<Scoped>,
    pub(crate) demands: Vec<Demand>,
}

/// A question, for a list of all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its name, with `[]` for any item of a list: `parties[].name`.
    pub name: String,
    /// Its type.
    pub kind: Kind,
    /// Whether it was inferred from use, and not defined by the author.
    pub inferred: bool,
    pub(crate) pattern: Pattern,
}

impl Interview {
    /// The questions of a template with this usage and definition, and what its author should know: names used in ways
    /// that ask for different types, questions that nothing uses, rules, defaults and pages that wait for each other in a circle.
    pub fn new(usage: &Usage, definition: Option<Definition>) -> (Interview, Vec<Diagnostic>) {
        let definition = definition.unwrap_or_default();
        let rules = definition.rules().clone();
        let Definition { mut root, mut pages, rule_labels, warnings: mut diagnostics, .. } = definition;
        diagnostics.extend(cycles::of_rules(&rules));
        let scoped = scoped::collect(&root);
        let given = Given { rules: &rules, rule_labels: &rule_labels, pages: &pages, scoped: &scoped };
        let inferred = infer(usage, &mut root, &given);
        diagnostics.extend(inferred.diagnostics);
        add_pages(&mut pages, &root, &inferred.names);
        let scoped = scoped::collect(&root);
        link(&mut root, &mut pages, &scoped);
        diagnostics.extend(cycles::of_defaults(&root, &scoped, &rules));
        diagnostics.extend(cycles::of_pages(&pages, &rules));
        (Interview { root, pages, rules, rule_labels, scoped, demands: inferred.demands }, diagnostics)
    }

    /// Every question, in the order of the pages.
    pub fn questions(&self) -> Vec<Asked> {
        let mut found = Vec::new();
        for name in self.pages.iter().flat_map(|page| &page.questions) {
            if let Some(node) = self.root.find(name) {
                list(node, &Pattern::of(name), &mut found);
            }
        }
        found
    }

    /// What a question is called, with what it lies in: "Parties 2: Name".
    pub fn label(&self, name: &Path, language: Language) -> String {
        let parts = name.steps().iter().map(|step| match step {
            Step::Name(name) => (Part::Name(Arc::clone(name)), None),
            Step::Index(index) => (Part::Each, Some(*index)),
        });
        self.labels(parts, language).unwrap_or_else(|| names::label(name))
    }

    /// What a question is called, for any item of the lists that it lies in: "Parties: Name".
    pub fn label_of(&self, asked: &Asked, language: Language) -> String {
        let parts = asked.pattern.0.iter().map(|part| (part.clone(), None));
        let names = || names::label_of(asked.pattern.0.iter().filter_map(Part::name));
        self.labels(parts, language).unwrap_or_else(names)
    }

    /// The labels on the way to a question, with the numbers of items; none when nothing on it is asked.
    fn labels(
        &self,
        parts: impl Iterator<Item = (Part, Option<usize>)>,
        language: Language,
    ) -> Option<String> {
        let mut labels: Vec<String> = Vec::new();
        let mut node = &self.root;
        for (part, index) in parts {
            node = node.part(&part)?;
            let label = node.question.as_ref().map(|question| question.label.get(language));
            match (&part, index, labels.last_mut()) {
                (Part::Each, Some(index), Some(list)) => list.push_str(&format!(" {}", index + 1)),
                (Part::Each, ..) => {}
                (Part::Name(_), ..) => {
                    labels.extend(label.filter(|label| !label.is_empty()).map(str::to_owned))
                }
            }
        }
        (!labels.is_empty()).then(|| labels.join(": "))
    }

    /// The named expressions.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Answers as values, with what counts without an answer: empty records with their kind, the least number of items,
    /// defaults, and nothing for what is optional. Wrong answers are left out and told; the question decides what is
    /// wrong. Total: any JSON gives a record.
    pub fn read(&self, answers: &Map<String, Json>, settings: &Settings) -> (Record, Vec<AnswerError>) {
        let answers = seed(&self.root, &self.scoped, &self.rules, answers, settings);
        (answers.record, answers.errors)
    }

    /// Where the interview stands with these answers; labels in a language. Pure.
    pub fn state(&self, answers: &Map<String, Json>, settings: &Settings, labels: Language) -> State {
        state(self, answers, settings, labels)
    }
}

/// Pages for inferred questions: one for each first name with something in it, one for the single questions, in the
/// order of first need.
fn add_pages(pages: &mut Vec<Page>, root: &Node, inferred: &[Pattern]) {
    let mut added: IndexMap<Option<Arc<str>>, Vec<Path>> = IndexMap::new();
    for pattern in inferred {
        let (Some(path), Some(Part::Name(first))) = (pattern.path(), pattern.0.first()) else { continue };
        let question = root.at(pattern).and_then(|node| node.question.as_ref());
        let single = pattern.0.len() == 1 && question.is_some_and(|question| !question.kind.is_composite());
        added.entry((!single).then(|| Arc::clone(first))).or_default().push(path);
    }
    for (first, questions) in added {
        let (id, title) = match &first {
            Some(first) => (first.to_string(), Wording::same(names::title(first))),
            None => ("general".to_owned(), known::general()),
        };
        let taken = |id: &str| pages.iter().any(|page| page.id == id);
        let free = (2..).map(|n| format!("{id}-{n}")).find(|id| !taken(id));
        let id = if taken(&id) { free.unwrap_or(id) } else { id };
        pages.push(Page { id, title, when: None, questions, asks_always: false });
    }
}

/// Tells each page whether it always asks something, and each question its page and its place among those with expressions.
fn link(root: &mut Node, pages: &mut [Page], scoped: &[Scoped]) {
    for (i, page) in pages.iter_mut().enumerate() {
        for name in &page.questions {
            let Some(node) = root.at_mut(&Pattern::of(name)) else { continue };
            page.asks_always |= node.asks_always();
            if let Some(question) = &mut node.question {
                question.page = Some(i);
            }
        }
    }
    for (i, one) in scoped.iter().enumerate() {
        if let Some(question) = root.at_mut(&one.pattern).and_then(|node| node.question.as_mut()) {
            question.scoped = Some(i);
        }
    }
}

fn list(node: &Node, at: &Pattern, found: &mut Vec<Asked>) {
    if let Some(question) = &node.question {
        let inferred = question.origin == Origin::Inferred;
        found.push(Asked { name: at.to_string(), kind: question.kind, inferred, pattern: at.clone() });
    }
    for (name, field) in &node.fields {
        let asked_elsewhere =
            field.question.as_ref().is_some_and(|q| q.stands_alone() || q.origin == Origin::Known);
        if !asked_elsewhere {
            list(field, &at.with(Part::Name(Arc::clone(name))), found);
        }
    }
    if let Some(item) = &node.item {
        list(item, &at.with(Part::Each), found);
    }
}
