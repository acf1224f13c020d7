//! Relevance against a reference that tries all assignments (decision 2).
//!
//! The *frontier* of a template, given some answers, is what stands in no block whose condition is still undecided:
//! conditions on which the completions of the answers disagree, and values. A question without an answer is shown if
//! and only if a frontier condition or value really depends on it: two completions that differ in nothing else decide
//! it differently. (The same as lying in a minimal set of answers that settles it.)

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value as Json, json};

use crate::testing::{interview, settings};
use crate::{Interview, QuestionState, State};

/// Questions of conditions, those of one and the same page, with what each can be answered with.
const DECIDING: [(&str, &[&str]); 6] = [
    ("a", &["true", "false"]),
    ("b", &["true", "false"]),
    ("c", &["true", "false"]),
    ("d", &["true", "false"]),
    ("k", &["x", "y", "z"]),
    ("n", &["1", "2", "3"]),
];
/// Questions of values.
const PRINTED: [&str; 3] = ["u", "v", "w"];
/// Asked always, and not in the document.
const ALWAYS: &str = "matter";

type Answers = BTreeMap<&'static str, &'static str>;

#[derive(Clone, Debug)]
enum Condition {
    /// Of the name: whether it is its first answer, or whether a number is at most the first.
    Leaf(usize),
    Not(Box<Condition>),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
}

#[derive(Clone, Debug)]
enum Piece {
    Text,
    Value(usize),
    If { branches: Vec<(Condition, bool, Vec<Piece>)>, otherwise: Vec<Piece> },
}

fn condition() -> impl Strategy<Value = Condition> {
    let leaf = (0..DECIDING.len()).prop_map(Condition::Leaf);
    leaf.prop_recursive(3, 5, 2, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            inner.prop_map(|of| Condition::Not(of.into())),
            two.clone().prop_map(|(left, right)| Condition::And(left.into(), right.into())),
            two.prop_map(|(left, right)| Condition::Or(left.into(), right.into())),
        ]
    })
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let leaf = prop_oneof![Just(Piece::Text), (0..PRINTED.len()).prop_map(Piece::Value)];
    let piece = leaf.prop_recursive(3, 12, 3, |inner| {
        let body = proptest::collection::vec(inner, 0..3);
        let branch = (condition(), any::<bool>(), body.clone());
        (proptest::collection::vec(branch, 1..3), body)
            .prop_map(|(branches, otherwise)| Piece::If { branches, otherwise })
    });
    proptest::collection::vec(piece, 1..4)
}

fn some_answers() -> impl Strategy<Value = Answers> {
    let given =
        |choices: &'static [&'static str]| proptest::option::weighted(0.4, proptest::sample::select(choices));
    let deciding = DECIDING.map(|(name, choices)| given(choices).prop_map(move |answer| (name, answer)));
    deciding
        .to_vec()
        .prop_map(|answers| answers.into_iter().filter_map(|(name, answer)| Some((name, answer?))).collect())
}

impl Condition {
    /// The condition with each name once: what is met again becomes another name, or goes when every name stands there.
    fn once(self, left: &mut Vec<usize>) -> Condition {
        let both = |a: Condition, b: Condition, left: &mut Vec<usize>, join: fn(_, _) -> Condition| {
            let a = a.once(left);
            if left.is_empty() { a } else { join(a.into(), b.once(left).into()) }
        };
        match self {
            Condition::Leaf(name) => {
                let at = left.iter().position(|free| *free == name).unwrap_or(0);
                Condition::Leaf(left.remove(at))
            }
            Condition::Not(of) => Condition::Not(of.once(left).into()),
            Condition::And(a, b) => both(*a, *b, left, Condition::And),
            Condition::Or(a, b) => both(*a, *b, left, Condition::Or),
        }
    }

    fn holds(&self, answers: &Answers) -> bool {
        match self {
            Condition::Leaf(name) => answers[DECIDING[*name].0] == DECIDING[*name].1[0],
            Condition::Not(of) => !of.holds(answers),
            Condition::And(a, b) => a.holds(answers) && b.holds(answers),
            Condition::Or(a, b) => a.holds(answers) || b.holds(answers),
        }
    }

    fn names(&self) -> BTreeSet<usize> {
        match self {
            Condition::Leaf(name) => BTreeSet::from([*name]),
            Condition::Not(of) => of.names(),
            Condition::And(a, b) | Condition::Or(a, b) => a.names().union(&b.names()).copied().collect(),
        }
    }

    fn markup(&self) -> String {
        match self {
            Condition::Leaf(name) => match DECIDING[*name].0 {
                "k" => "k == 'x'".into(),
                "n" => "n < 2".into(),
                name => name.into(),
            },
            Condition::Not(of) => format!("not ({})", of.markup()),
            Condition::And(a, b) => format!("({}) and ({})", a.markup(), b.markup()),
            Condition::Or(a, b) => format!("({}) or ({})", a.markup(), b.markup()),
        }
    }

    /// What the completions of some answers say: one thing, or, when they disagree, the names it depends on.
    fn decided(&self, answers: &Answers) -> Result<bool, BTreeSet<&'static str>> {
        let open: Vec<usize> =
            self.names().into_iter().filter(|name| !answers.contains_key(DECIDING[*name].0)).collect();
        let all = completions(answers, open.iter().map(|name| DECIDING[*name]));
        let depends = |(name, choices): (&'static str, &'static [&'static str])| {
            all.iter().any(|answers| {
                let with = |choice| {
                    self.holds(&answers.iter().map(|(n, a)| (*n, *a)).chain([(name, choice)]).collect())
                };
                choices.iter().any(|choice| with(*choice) != with(choices[0]))
            })
        };
        let needed: BTreeSet<_> =
            open.iter().map(|name| DECIDING[*name]).filter(|one| depends(*one)).collect();
        if needed.is_empty() {
            Ok(self.holds(&all[0]))
        } else {
            Err(needed.into_iter().map(|(name, _)| name).collect())
        }
    }
}

fn completions(
    answers: &Answers,
    open: impl Iterator<Item = (&'static str, &'static [&'static str])>,
) -> Vec<Answers> {
    open.fold(vec![answers.clone()], |all, (name, choices)| {
        let with = |answers: &Answers, choice| {
            answers.iter().map(|(n, a)| (*n, *a)).chain([(name, choice)]).collect()
        };
        all.iter().flat_map(|answers| choices.iter().map(move |choice| with(answers, *choice))).collect()
    })
}

/// A template of the two: the pieces, and what the engine reads.
struct Template {
    pieces: Vec<Piece>,
    interview: Interview,
}

impl Template {
    fn new(mut pieces: Vec<Piece>, once: bool) -> Template {
        if once {
            each_condition(&mut pieces, &mut |condition| {
                *condition = condition.clone().once(&mut (0..DECIDING.len()).collect());
            });
        }
        let mut rules = Vec::new();
        let text = markup(&pieces, &mut rules);
        let choice = |name, options: &[&str]| json!({ "name": name, "type": "choice", "options": options });
        let mut questions: Vec<Json> =
            ["a", "b", "c", "d"].map(|name| json!({ "name": name, "type": "yes_no" })).to_vec();
        questions.extend([choice("k", DECIDING[4].1), json!({ "name": "n", "type": "number" })]);
        questions.extend(PRINTED.map(|name| json!({ "name": name, "type": "text" })));
        questions.push(json!({ "name": ALWAYS, "type": "text", "ask": "always" }));
        let rules: Vec<Json> = rules
            .iter()
            .enumerate()
            .map(|(i, expr)| json!({ "name": format!("rule_{i}"), "expr": expr }))
            .collect();
        let definition =
            json!({ "schema": 1, "rules": rules, "pages": [{ "id": "p", "questions": questions }] });
        let (interview, _) = interview(&text, definition);
        Template { pieces, interview }
    }

    fn state(&self, answers: &Answers) -> State {
        let json: Map<String, Json> = answers
            .iter()
            .map(|(name, answer)| {
                let json = match *answer {
                    "true" => json!(true),
                    "false" => json!(false),
                    number if *name == "n" => json!(number),
                    text => json!(text),
                };
                ((*name).to_owned(), json)
            })
            .collect();
        self.interview.state(&json, &settings(), akte_expr::Language::En)
    }

    /// What is shown, answered or not.
    fn shown(&self, answers: &Answers) -> BTreeSet<String> {
        let state = self.state(answers);
        assert_eq!(state.problems, [] as [String; 0]);
        let questions = state.pages.into_iter().flat_map(|page| page.questions);
        questions.map(|QuestionState { name, .. }| name.to_string()).collect()
    }

    /// What is shown and not answered.
    fn open(&self, answers: &Answers) -> BTreeSet<String> {
        let mut shown = self.shown(answers);
        shown.retain(|name| !answers.contains_key(name.as_str()));
        shown
    }

    /// The document of each completion.
    fn documents(&self, answers: &Answers) -> BTreeSet<String> {
        let open = everything().into_iter().filter(|(name, _)| !answers.contains_key(name));
        completions(answers, open).iter().map(|answers| document(&self.pieces, answers)).collect()
    }
}

fn everything() -> Vec<(&'static str, &'static [&'static str])> {
    const TEXTS: &[&str] = &["one", "two"];
    DECIDING.into_iter().chain(PRINTED.map(|name| (name, TEXTS))).collect()
}

fn each_condition(pieces: &mut [Piece], change: &mut dyn FnMut(&mut Condition)) {
    for piece in pieces {
        let Piece::If { branches, otherwise } = piece else { continue };
        for (condition, _, body) in branches {
            change(condition);
            each_condition(body, change);
        }
        each_condition(otherwise, change);
    }
}

fn markup(pieces: &[Piece], rules: &mut Vec<String>) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text => {}
            Piece::Value(name) => text.push_str(&format!("{{{{ {} }}}}", PRINTED[*name])),
            Piece::If { branches, otherwise } => {
                for (i, (condition, named, body)) in branches.iter().enumerate() {
                    let mut condition = condition.markup();
                    if *named {
                        rules.push(std::mem::replace(&mut condition, format!("rule_{}", rules.len())));
                    }
                    text.push_str(&format!("{{% {} {condition} %}}", if i == 0 { "if" } else { "elif" }));
                    text.push_str(&markup(body, rules));
                }
                text.push_str(&format!("{{% else %}}{}{{% endif %}}", markup(otherwise, rules)));
            }
        }
    }
    text
}

/// What these answers make. Every branch, taken, says which it is, so that no two look the same.
fn document(pieces: &[Piece], answers: &Answers) -> String {
    let mut text = String::new();
    for (i, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text => text.push_str(&format!("{i}.")),
            Piece::Value(name) => text.push_str(&format!("{i}={}.", answers[PRINTED[*name]])),
            Piece::If { branches, otherwise } => {
                let taken = branches.iter().position(|(condition, ..)| condition.holds(answers));
                let body = taken.map_or(otherwise, |taken| &branches[taken].2);
                text.push_str(&format!("{i}:{taken:?}({})", document(body, answers)));
            }
        }
    }
    text
}

/// The questions without an answer that the frontier depends on.
fn frontier(pieces: &[Piece], answers: &Answers, found: &mut BTreeSet<String>) {
    for piece in pieces {
        match piece {
            Piece::Text => {}
            Piece::Value(name) => drop(found.insert(PRINTED[*name].to_owned())),
            Piece::If { branches, otherwise } => {
                let mut taken = Some(otherwise);
                for (condition, _, body) in branches {
                    match condition.decided(answers) {
                        Ok(false) => continue,
                        Ok(true) => taken = Some(body),
                        Err(names) => {
                            found.extend(names.into_iter().map(str::to_owned));
                            taken = None;
                        }
                    }
                    break;
                }
                taken.into_iter().for_each(|body| frontier(body, answers, found));
            }
        }
    }
}

#[test]
fn a_condition_of_more_leaves_than_names_says_each_name_once() {
    let two = |of: Condition| Condition::And(of.clone().into(), of.into());
    let eight = two(two(two(Condition::Leaf(0))));
    let once = eight.once(&mut (0..DECIDING.len()).collect());
    assert_eq!(once.names().len(), DECIDING.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Names occur once in a condition: what is shown is what the reference says, and each of it can matter.
    #[test]
    fn shown_is_what_the_frontier_depends_on(pieces in pieces(), answers in some_answers()) {
        let template = Template::new(pieces, true);
        let mut expected = BTreeSet::from([ALWAYS.to_owned()]);
        frontier(&template.pieces, &answers, &mut expected);
        let open = template.open(&answers);
        prop_assert_eq!(&open, &expected);
        for (name, choices) in everything().into_iter().filter(|(name, _)| open.contains(*name)) {
            let others = everything().into_iter().filter(|(other, _)| *other != name && !answers.contains_key(other));
            let matters = completions(&answers, others).iter().any(|answers| {
                let with = |choice| document(&template.pieces, &answers.iter().map(|(n, a)| (*n, *a)).chain([(name, choice)]).collect());
                choices.iter().any(|choice| with(*choice) != with(choices[0]))
            });
            prop_assert!(matters, "{} is shown and cannot matter", name);
        }
    }

    /// Whatever the conditions: who answers all that is shown, as long as anything is, has settled the document.
    #[test]
    fn nothing_hidden_can_matter_once_all_that_is_shown_is_answered(
        pieces in pieces(), answers in some_answers(), once in any::<bool>(), picks in proptest::collection::vec(any::<Index>(), 9)
    ) {
        let template = Template::new(pieces, once);
        let mut answers = answers;
        for _ in 0..=everything().len() {
            let open = template.open(&answers);
            let questions = everything().into_iter().zip(&picks).filter(|((name, _), _)| open.contains(*name));
            answers.extend(questions.map(|((name, choices), pick)| (name, *pick.get(choices))));
        }
        prop_assert_eq!(template.open(&answers), BTreeSet::from([ALWAYS.to_owned()]));
        prop_assert_eq!(template.documents(&answers).len(), 1);
    }

    /// Answers to what is not shown are kept and do not count: without them everything is the same.
    #[test]
    fn hidden_answers_do_not_count(pieces in pieces(), answers in some_answers(), once in any::<bool>()) {
        let template = Template::new(pieces, once);
        let shown = template.shown(&answers);
        let mut counting = answers.clone();
        counting.retain(|name, _| shown.contains(*name));
        prop_assert_eq!(template.state(&counting), template.state(&answers));
    }
}
