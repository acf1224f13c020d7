//! The pages with their questions, as they are shown.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use akte_expr::{Language, Path, Record, Scope, Settings, World};
use serde_json::{Map, Value as Json};

use super::follow::{Follow, Followed};
use super::ledger::Ledger;
use super::{Missing, PageState, Progress, State, evaluate};
use crate::answers::{AnswerErrorKind, Wrong, seed};
use crate::demand::Reason;
use crate::interview::Interview;
use crate::names;

/// Where the interview stands with these answers.
pub(crate) fn state(
    interview: &Interview,
    answers: &Map<String, Json>,
    settings: &Settings,
    labels: Language,
) -> State {
    let seeded = seed(&interview.root, &interview.scoped, &interview.rules, answers, settings);
    let world = World { answers: &seeded.record, rules: &interview.rules, settings };
    let mut scope = Scope::new(&world);
    let mut ledger = Ledger::new(labels);
    evaluate::demands(&interview.demands, &mut scope, &mut ledger, None, &mut String::new());
    let followed = Follow::new(interview, &seeded, labels).run(&mut scope, &mut ledger);

    let wrong = seeded.errors.iter().filter(|error| error.wrong.kind() != AnswerErrorKind::UnknownName);
    let mut builder = Builder {
        interview,
        labels,
        record: &seeded.record,
        wrong: wrong.map(|error| (&error.name, &error.wrong)).collect(),
        required: &seeded.required,
        options: &seeded.options,
        followed: &followed,
        reasons: &ledger.reasons,
        progress: Progress::default(),
        missing: Vec::new(),
        asked: HashSet::new(),
        all_right: true,
    };
    let pages = interview.pages.iter().zip(&followed.pages).filter(|(_, shown)| **shown == Some(true));
    let pages: Vec<PageState> = pages
        .map(|(page, _)| PageState {
            id: page.id.clone(),
            title: page.title.get(labels).to_owned(),
            questions: page.questions.iter().filter_map(|name| builder.entry(name, answers)).collect(),
        })
        .filter(|page| !page.questions.is_empty())
        .collect();
    builder.elsewhere(&ledger.needs);
    State {
        pages,
        progress: builder.progress,
        complete: builder.all_right && builder.missing.is_empty() && ledger.problems.is_empty(),
        missing: builder.missing,
        problems: ledger.problems,
    }
}

/// Builds the pages, and counts on the way.
pub(super) struct Builder<'a> {
    pub interview: &'a Interview,
    pub labels: Language,
    pub record: &'a Record,
    /// What is wrong with wrong answers.
    pub wrong: HashMap<&'a Path, &'a Wrong>,
    pub required: &'a HashMap<Path, bool>,
    /// The options that come from answers.
    pub options: &'a HashMap<Path, Vec<Arc<str>>>,
    pub followed: &'a Followed,
    pub reasons: &'a [Option<&'a Reason>],
    pub progress: Progress,
    pub missing: Vec<Missing>,
    /// The single answers that are asked, and are missing or wrong.
    pub asked: HashSet<Path>,
    /// No answer that counts is wrong.
    pub all_right: bool,
}

impl Builder<'_> {
    /// What the document needs and no shown question asks: the pages hide it, or its name is made up on the way.
    fn elsewhere(&mut self, needs: &[Path]) {
        for name in needs {
            let mut around = Some(name.clone());
            let mut asked = false;
            while let Some(path) = around {
                asked |= self.asked.contains(&path);
                around = path.parent();
            }
            if asked || self.missing.iter().any(|missing| missing.name.starts_with(name)) {
                continue;
            }
            let question = self.interview.root.find(name).and_then(|node| node.question.as_ref());
            let label =
                question.map(|question| question.label.get(self.labels)).filter(|label| !label.is_empty());
            let label = label.map_or_else(|| names::label(name), str::to_owned);
            self.missing.push(Missing { name: name.clone(), label });
        }
    }
}
