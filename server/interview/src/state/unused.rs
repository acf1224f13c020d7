//! Answers that were given, and that are not asked for now.

use std::collections::BTreeMap;

use akte_expr::Path;
use serde_json::{Map, Value as Json};

use super::{QuestionState, State};

impl State {
    /// The names of those of `answers` that nothing in the document asks for as it stands, the outermost ones, in the order of
    /// answering. They are kept, and do not count.
    pub fn unused(&self, answers: &Map<String, Json>) -> Vec<Path> {
        let mut asked = Asked::default();
        self.pages.iter().for_each(|page| asked.add(&page.questions));
        let mut unused = Vec::new();
        for (name, answer) in answers {
            asked.look(&Path::name(name.as_str()), answer, &mut unused);
        }
        unused
    }
}

/// The questions that are asked by name, with whether the answer is one thing: nothing in it is asked by itself.
#[derive(Default)]
struct Asked(BTreeMap<Path, bool>);

impl Asked {
    fn add(&mut self, questions: &[QuestionState]) {
        for question in questions {
            let inner = question.fields.as_ref().or(question.items.as_ref());
            self.0.insert(question.name.clone(), inner.is_none());
            inner.into_iter().for_each(|inner| self.add(inner));
        }
    }

    /// Something in it is asked, or it itself. What lies in a path comes right behind it.
    fn is_met(&self, path: &Path) -> bool {
        self.0.range(path..).next().is_some_and(|(next, _)| next.starts_with(path))
    }

    fn look(&self, path: &Path, answer: &Json, unused: &mut Vec<Path>) {
        if answer.is_null() || self.0.get(path) == Some(&true) {
            return;
        }
        if !self.is_met(path) {
            return unused.push(path.clone());
        }
        match answer {
            Json::Object(fields) => {
                fields
                    .iter()
                    .for_each(|(name, answer)| self.look(&path.child(name.as_str()), answer, unused));
            }
            Json::Array(items) => {
                items.iter().enumerate().for_each(|(at, item)| self.look(&path.item(at), item, unused));
            }
            _ => {}
        }
    }
}
