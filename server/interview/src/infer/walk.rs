//! Goes through what a template uses, in the order in which filling needs it, and notes what each use says about the
//! names in it. Makes the template's demands on the way: the same, with the question behind each condition.

use std::collections::HashMap;
use std::sync::Arc;

use akte_expr::{Expr, Place, Rules, Use};

use super::clue::{Clues, Want};
use crate::demand::{Branch, Demand, Reason};
use crate::kind::Kind;
use crate::tree::{Part, Pattern};

/// What a block-local name stands for.
#[derive(Clone)]
pub(super) enum Binding {
    /// An answer, or the items of one.
    Answer(Pattern),
    /// Something that is worked out.
    Other,
}

/// Levels of expressions and rules inside each other that are gone through; as deep as evaluation goes.
const DEPTH: usize = akte_expr::limits::EVALUATION_DEPTH;

pub(super) struct Walker<'a> {
    pub clues: Clues,
    pub(super) rules: &'a Rules,
    pub(super) labelled: &'a dyn Fn(&str) -> bool,
    /// Block-local names, the innermost last.
    pub(super) names: Vec<(Arc<str>, Binding)>,
    pub(super) place: Option<Arc<Place>>,
    /// What stands first in the condition that is gone through.
    pub(super) reason: Option<Reason>,
    pub(super) depth: usize,
    /// Names that nothing gives, with the block-local name that was probably meant.
    pub(super) slips: HashMap<Arc<str>, Arc<str>>,
    /// The rules that were gone through, with what stands first in each.
    entered: HashMap<Arc<str>, Option<Reason>>,
    /// Rules that were met too deep, for later.
    waiting: Vec<(Arc<str>, Want)>,
}

impl<'a> Walker<'a> {
    pub fn new(rules: &'a Rules, labelled: &'a dyn Fn(&str) -> bool) -> Walker<'a> {
        Walker {
            clues: Clues::default(),
            rules,
            labelled,
            names: Vec::new(),
            place: None,
            reason: None,
            depth: 0,
            slips: HashMap::new(),
            entered: HashMap::new(),
            waiting: Vec::new(),
        }
    }

    /// What the template demands.
    pub fn uses(&mut self, uses: &[Use]) -> Vec<Demand> {
        uses.iter().map(|one| self.one(one)).collect()
    }

    fn one(&mut self, one: &Use) -> Demand {
        match one {
            Use::Value { expr, place } => {
                self.visit_at(place, expr, Want::Printed);
                Demand::Value { expr: expr.clone(), place: Arc::clone(place) }
            }
            Use::Set { name, expr, place } => {
                self.visit_at(place, expr, Want::Any);
                let binding = self.answer(expr).map_or(Binding::Other, Binding::Answer);
                self.names.push((Arc::clone(name), binding));
                Demand::Set { name: Arc::clone(name), expr: expr.clone(), place: Arc::clone(place) }
            }
            Use::If { branches, otherwise } => {
                let branches: Vec<Branch> = branches.iter().map(|branch| self.branch(branch)).collect();
                Demand::If { branches, otherwise: self.block(otherwise) }
            }
            Use::For { targets, over, place, body } => {
                self.visit_at(place, over, Want::Kind(Kind::List));
                let before = self.names.len();
                self.bind(targets, over);
                let body = self.uses(body);
                self.names.truncate(before);
                Demand::For { targets: targets.clone(), over: over.clone(), place: Arc::clone(place), body }
            }
        }
    }

    fn branch(&mut self, (condition, place, body): &(Expr, Arc<Place>, Vec<Use>)) -> Branch {
        self.reason = None;
        self.visit_at(place, condition, Want::Condition);
        let reason = self.reason.take();
        Branch { condition: condition.clone(), place: Arc::clone(place), reason, body: self.block(body) }
    }

    fn block(&mut self, uses: &[Use]) -> Vec<Demand> {
        let before = self.names.len();
        let demands = self.uses(uses);
        self.names.truncate(before);
        demands
    }

    /// Binds what a repeat gives names to: `loop`, and the item or its parts.
    fn bind(&mut self, targets: &[Arc<str>], over: &Expr) {
        let item = self.answer(over).map(|list| list.with(Part::Each));
        if let Some(item) = &item {
            let clues = self.clues.at(item);
            let name = targets.first().filter(|name| targets.len() == 1 && name.chars().count() > 2);
            clues.name = clues.name.take().or_else(|| name.cloned());
            clues.used = true;
        }
        self.names.push(("loop".into(), Binding::Other));
        match (targets, item) {
            ([name], Some(item)) => self.names.push((Arc::clone(name), Binding::Answer(item))),
            _ => self.names.extend(targets.iter().map(|name| (Arc::clone(name), Binding::Other))),
        }
    }

    fn visit_at(&mut self, place: &Arc<Place>, expr: &Expr, want: Want) {
        self.place = Some(Arc::clone(place));
        self.visit(expr, want);
        self.waiting_rules();
        self.place = None;
    }

    /// An expression of the definition, with the names of the items around it.
    pub fn visit_definition(&mut self, items: &[(Arc<str>, Pattern)], expr: &Expr, want: Want) {
        let before = self.names.len();
        self.names.extend(items.iter().map(|(name, item)| (Arc::clone(name), Binding::Answer(item.clone()))));
        self.visit(expr, want);
        self.waiting_rules();
        self.names.truncate(before);
    }

    /// Goes into a rule, once. A rule sees no block-local names.
    pub(super) fn rule(&mut self, name: &Arc<str>, want: Want) {
        let Some(expr) = self.rules.get(name).cloned() else { return };
        if self.reason.is_none() && (self.labelled)(name) {
            self.reason = Some(Reason::Rule(Arc::clone(name)));
        }
        if let Some(reason) = self.entered.get(name) {
            self.reason = self.reason.take().or_else(|| reason.clone());
            return;
        }
        self.entered.insert(Arc::clone(name), None);
        if self.depth >= DEPTH {
            self.waiting.push((Arc::clone(name), want));
            return;
        }
        let reason = self.reason.take();
        self.outside_blocks(&expr, want);
        self.entered.insert(Arc::clone(name), self.reason.clone());
        self.reason = reason.or(self.reason.take());
    }

    fn outside_blocks(&mut self, expr: &Expr, want: Want) {
        let names = std::mem::take(&mut self.names);
        self.visit(expr, want);
        self.names = names;
    }

    fn waiting_rules(&mut self) {
        while let Some((name, want)) = self.waiting.pop() {
            if let Some(expr) = self.rules.get(&name).cloned() {
                self.outside_blocks(&expr, want);
            }
        }
    }
}
