//! What follows from a question being asked: whether its page is shown, whether it is required, whether its answer
//! holds. Each of these may look at other answers, which are then asked as well.

use std::collections::{HashMap, HashSet};

use akte_expr::{EvalError, Expr, Language, Path, Scope, Truth, Value};

use super::ledger::Ledger;
use super::touched::Touched;
use crate::answers::{Answers, lookup};
use crate::interview::Interview;
use crate::question::{Question, Required};
use crate::tree::Node;

/// What an option is called while the options are gone through.
const OPTION: &str = "option";

/// What came of it.
pub(super) struct Followed {
    pub touched: Touched,
    /// By the place of the page: whether it is shown; none when nothing on it is asked.
    pub pages: Vec<Option<bool>>,
    /// The message of the first check that an answer fails.
    pub failing: HashMap<Path, String>,
}

pub(super) struct Follow<'i, 'a> {
    interview: &'i Interview,
    answers: &'a Answers,
    wrong: HashSet<&'a Path>,
    labels: Language,
    followed: Followed,
    /// Touches that are in the tree.
    seen: usize,
    /// Touches that evaluation can do without, as far as was known when they came.
    optional: Vec<usize>,
    /// Pages and questions to look at.
    pages: Vec<usize>,
    scoped: Vec<usize>,
    waiting: HashSet<usize>,
}

impl<'i, 'a> Follow<'i, 'a> {
    pub fn new(interview: &'i Interview, answers: &'a Answers, labels: Language) -> Follow<'i, 'a> {
        let pages = vec![None; interview.pages.len()];
        Follow {
            interview,
            answers,
            wrong: answers.errors.iter().map(|error| &error.name).collect(),
            labels,
            followed: Followed { touched: Touched::default(), pages, failing: HashMap::new() },
            seen: 0,
            optional: Vec::new(),
            pages: Vec::new(),
            scoped: Vec::new(),
            waiting: HashSet::new(),
        }
    }

    /// Goes on until nothing new is asked.
    pub fn run(mut self, scope: &mut Scope<'_>, ledger: &mut Ledger<'i>) -> Followed {
        for (i, page) in self.interview.pages.iter().enumerate() {
            if page.asks_always {
                self.ask_page(i);
            }
        }
        loop {
            self.take_in(scope);
            if let Some(page) = self.pages.pop() {
                self.page(page, scope, ledger);
            } else if let Some(one) = self.scoped.pop() {
                self.waiting.remove(&one);
                self.question(one, scope, ledger);
            } else {
                break;
            }
            ledger.note(scope, None);
        }
        for order in self.optional {
            if let Some(touch) = scope.touched().get(order) {
                self.followed.touched.add(&touch.path, touch.optional, order);
            }
        }
        self.followed
    }

    /// Takes in what was touched since the last time.
    fn take_in(&mut self, scope: &Scope<'_>) {
        let touches = scope.touched();
        for (order, touch) in touches.iter().enumerate().skip(self.seen) {
            self.followed.touched.add(&touch.path, touch.optional, order);
            if touch.optional {
                self.optional.push(order);
            }
            self.reach(&touch.path);
        }
        self.seen = touches.len();
    }

    /// Everything on the way to a name is asked; when the name is only what others start with, all of those.
    fn reach(&mut self, path: &Path) {
        let mut node = &self.interview.root;
        for step in path.steps() {
            let Some(inner) = node.step(step) else { return };
            node = inner;
            if let Some(question) = &node.question {
                self.ask(question);
            }
        }
        if node.question.is_none() {
            self.reach_all(node);
        }
    }

    fn reach_all(&mut self, node: &Node) {
        for field in node.fields.values() {
            match &field.question {
                Some(question) => self.ask(question),
                None => self.reach_all(field),
            }
        }
    }

    fn ask(&mut self, question: &Question) {
        question.page.iter().for_each(|page| self.ask_page(*page));
        if let Some(one) = question.scoped
            && self.waiting.insert(one)
        {
            self.scoped.push(one);
        }
    }

    fn ask_page(&mut self, page: usize) {
        if let Some(state @ None) = self.followed.pages.get_mut(page) {
            *state = Some(false);
            self.pages.push(page);
        }
    }

    /// A page is shown unless its condition fails or is not settled yet.
    fn page(&mut self, page: usize, scope: &mut Scope<'_>, ledger: &mut Ledger<'i>) {
        let interview = self.interview;
        let Some(definition) = interview.pages.get(page) else { return };
        let shown = match definition.when.as_ref().map(|when| scope.truth(when)) {
            None | Some(Ok(Truth::Yes)) => true,
            Some(Ok(Truth::No | Truth::Unanswered(_))) => false,
            Some(Err(error)) => {
                ledger.problem(&error, None);
                true
            }
        };
        if let Some(state) = self.followed.pages.get_mut(page) {
            *state = Some(shown);
        }
        if shown {
            let questions = definition.questions.iter().filter_map(|name| interview.root.find(name));
            questions.for_each(|node| self.ask_always(node));
        }
    }

    fn ask_always(&mut self, node: &Node) {
        if let Some(question) = node.question.as_ref().filter(|question| question.always) {
            self.ask(question);
        }
        node.fields.values().chain(node.item.as_deref()).for_each(|inner| self.ask_always(inner));
    }

    /// Whether a question is required and whether its answer holds, for every item that it is asked for.
    fn question(&mut self, one: usize, scope: &mut Scope<'_>, ledger: &mut Ledger<'i>) {
        let interview = self.interview;
        let Some(scoped) = interview.scoped.get(one) else { return };
        let Some(question) = interview.root.at(&scoped.pattern).and_then(|node| node.question.as_ref())
        else {
            return;
        };
        let mut errors: Vec<EvalError> = Vec::new();
        let done = scoped.each(scope, &mut |scope, path| {
            if !question.always && self.followed.touched.find(&path).is_none() {
                return;
            }
            if let Required::When(expr) = &question.required {
                errors.extend(scope.truth(expr).err());
            }
            if let Some(expr) = &question.options_from {
                self.offer(expr, &path, scope, ledger);
            }
            if self.is_answered(&path) {
                let failed = self.check(question, scope, &mut errors);
                self.followed.failing.extend(failed.map(|message| (path, message)));
            }
        });
        errors.extend(done.err());
        errors.iter().for_each(|error| ledger.problem(error, None));
    }

    /// Options that are not known yet ask for the answers that they come from.
    fn offer(&self, expr: &Expr, path: &Path, scope: &mut Scope<'_>, ledger: &mut Ledger<'i>) {
        let Ok(option) = akte_expr::parse(OPTION) else { return };
        let each = scope.repeat(&[OPTION.into()], expr, &mut |scope| scope.eval(&option).map(|_| ()));
        if let Err(error) = each {
            let why = error.say(self.labels);
            ledger.complain(match self.labels {
                Language::Nl => format!("De keuzes bij ‘{path}’ zijn geen lijst van teksten: {why}"),
                _ => format!("The options of “{path}” are not a list of texts: {why}"),
            });
        }
    }

    /// The message of the first check that fails. One that is not settled yet does not.
    fn check(
        &self,
        question: &Question,
        scope: &mut Scope<'_>,
        errors: &mut Vec<EvalError>,
    ) -> Option<String> {
        for check in &question.checks {
            match scope.truth(&check.expr) {
                Ok(Truth::Yes | Truth::Unanswered(_)) => {}
                Ok(Truth::No) => return Some(check.message.get(self.labels).to_owned()),
                Err(error) => errors.push(error),
            }
        }
        None
    }

    fn is_answered(&self, path: &Path) -> bool {
        let value = lookup(&self.answers.record, path);
        !self.wrong.contains(path)
            && value.is_some_and(|value| !matches!(value, Value::Unanswered(_) | Value::None))
    }
}
